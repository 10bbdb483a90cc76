// The transcript: lines are appended and, at the desk, amended in place. Never redrawn: role=log would read it all again.
const MARKS = { shown: '✓', not_shown: '○', contrary: '✕', no_chance: '–', undecided: '?' };
const MARK_WORDS = { shown: 'shown', not_shown: 'not shown', contrary: 'contrary', no_chance: 'no chance', undecided: 'undecided' };

function buildTranscript(kept) {
  const { root } = kept;
  root.classList.add('transcript');
  kept.rows = new Map();
  kept.atEnd = true;
  kept.scroller = el('div', 'scroller', null, { tabindex: '0' });
  kept.list = el('div', 'lines');
  kept.more = el('button', 'more', 'New lines below', { type: 'button', hidden: '' });
  kept.more.onclick = () => { toEnd(kept); kept.scroller.focus(); };
  kept.scroller.append(kept.list);
  root.append(kept.scroller, kept.more);
  kept.scroller.addEventListener('scroll', () => {
    const s = kept.scroller;
    const near = s.scrollHeight - s.scrollTop - s.clientHeight < 48;
    // Only a person moving up stops the following; a line that grows (a font arriving, a phone turned) does not.
    if (near) { kept.atEnd = true; kept.more.hidden = true; } else if (s.scrollTop < kept.lastTop - 2 && s.scrollHeight >= kept.lastHeight) kept.atEnd = false;
    kept.lastTop = s.scrollTop;
    kept.lastHeight = s.scrollHeight;
  });
  const watch = new ResizeObserver(() => { if (kept.atEnd && kept.follows) toEnd(kept); });
  watch.observe(kept.scroller);
  watch.observe(kept.list);
  kept.stop.signal.addEventListener('abort', () => watch.disconnect());
  onTold(kept, 'moment', ({ id }) => goTo(kept, id));
}

const toEnd = (kept) => { kept.scroller.scrollTop = kept.scroller.scrollHeight; kept.atEnd = true; kept.more.hidden = true; };

function goTo(kept, id) {
  const made = kept.rows.get(id);
  for (const row of kept.rows.values()) row.node.classList.toggle('current', row === made);
  if (!made) return;
  const s = kept.scroller;
  const top = made.node.offsetTop - (s.clientHeight - made.node.offsetHeight) / 2;
  s.scrollTo({ top, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function makeRow(kept, entry) {
  const node = el('div', 'line', null, kept.variant === 'call' ? {} : { role: 'listitem' });
  const time = el('span', 'mono time');
  const bubble = el('div', 'bubble');
  const head = el('div', 'head');
  const name = el('span', 'name');
  const text = el('div', 'text', null, { dir: 'auto' });
  const foot = el('div', 'foot');
  head.append(name);
  bubble.append(head, text, foot);
  node.append(time, bubble);
  return { node, time, head, name, text, foot, id: entry.id };
}

function fillRow(kept, made, entry) {
  const seen = JSON.stringify(entry);
  if (made.seen === seen) return;
  made.seen = seen;
  made.entry = entry;
  attr(made.node, 'data-who', entry.who);
  attr(made.node, 'data-id', entry.id);
  put(made.time, mss(entry.t));
  put(made.name, entry.name);
  made.head.hidden = !entry.name && !entry.can_log;
  voice(made.text, entry.text, entry.who !== 'learner');
  if (entry.can_log && !made.log) {
    made.log = el('button', 'put', 'Put in log', { type: 'button', 'aria-label': 'Put in log: ' + entry.text.slice(0, 60) });
    made.log.onclick = () => kept.fire('put_in_log', entry.id);
    made.head.append(made.log);
  } else if (!entry.can_log && made.log) { made.log.remove(); made.log = null; }
  drawFoot(kept, made, entry);
  const worst = entry.chips.some((c) => c.result === 'contrary');
  made.node.classList.toggle('contrary', worst);
}

function drawFoot(kept, made, entry) {
  made.foot.replaceChildren();
  if (entry.remark) made.foot.append(el('div', 'remark', entry.remark));
  for (const chip of entry.chips) {
    const b = el('button', 'chip ' + chip.result, null, { type: 'button' });
    b.append(el('span', '', MARKS[chip.result] + ' ', { 'aria-hidden': 'true' }), chip.label,
      el('span', 'heard-only', ', ' + MARK_WORDS[chip.result] + '. Open this criterion'));
    b.onclick = () => kept.fire('chip', { entry: entry.id, criterion: chip.label });
    made.foot.append(b);
  }
  if (entry.can_retag) {
    // The same button for good: the dialog that it opened gives the focus back to it.
    made.retag ??= el('button', 'chip', '✎ Re-tag or comment', { type: 'button' });
    made.retag.onclick = () => kept.fire('retag', entry.id);
    made.foot.append(made.retag);
  }
  made.foot.hidden = !made.foot.childNodes.length;
}

function startOver(kept, data) {
  kept.stream = data.stream;
  kept.variant = data.variant;
  kept.rows.clear();
  kept.list.replaceChildren();
  kept.count = 0;
  kept.follows = data.variant === 'call';
  kept.atEnd = true;
  kept.more.hidden = true;
  attr(kept.list, 'role', kept.follows ? 'log' : 'list');
  attr(kept.list, 'aria-live', kept.follows ? 'polite' : null);
  attr(kept.list, 'aria-label', data.label);
  attr(kept.scroller, 'aria-label', data.label + ', scrolls');
  attr(kept.scroller, 'role', 'group');
  attr(kept.root, 'data-variant', data.variant);
  if (kept.replay) resetReplay(kept);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildTranscript);
  kept.fire = setTriggerValue;
  const fresh = kept.stream !== data.stream || kept.variant !== data.variant;
  if (fresh) startOver(kept, data);
  if (data.variant !== 'call' && !kept.replay) buildReplay(kept);
  // The server may send the tail only; a gap (a page left and come back to) is asked for once.
  if (data.start > kept.count && kept.asked !== data.stream + kept.count) {
    kept.asked = data.stream + kept.count;
    setTriggerValue('missing', kept.count);
  } else if (data.start <= kept.count) {
    const fragment = document.createDocumentFragment();
    data.entries.forEach((entry, i) => {
      let made = kept.rows.get(entry.id);
      if (!made) {
        made = makeRow(kept, entry);
        kept.rows.set(entry.id, made);
        fragment.append(made.node);
      }
      fillRow(kept, made, entry);
      kept.count = Math.max(kept.count, data.start + i + 1);
    });
    const added = fragment.childNodes.length;
    const last = fragment.lastChild;
    kept.list.append(fragment);
    if (added && !kept.follows) {
      const wanted = lastTold('moment')?.id;
      if (kept.rows.has(wanted) && !kept.rows.get(wanted).node.classList.contains('current')) goTo(kept, wanted);
    }
    if (added && kept.follows) {
      for (const row of kept.rows.values()) row.node.classList.toggle('newest', row.node === last);
      if (kept.atEnd) toEnd(kept); else kept.more.hidden = false;
      if (!fresh && data.entries[data.entries.length - 1].who !== 'learner') tell('spoken', { pane: 'talk' });
    }
  }
  const marked = new Set(data.marked);
  for (const [id, row] of kept.rows) row.node.classList.toggle('marked', marked.has(id));
  if (data.current !== kept.wasCurrent) { kept.wasCurrent = data.current; if (data.current) goTo(kept, data.current); }
  return ending(kept);
}
