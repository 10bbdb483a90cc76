// One long answer, kept while it is typed. A plain request saves it (0.8 s after the last key, on leaving, on closing the
// page), so that typing costs nobody a rerun; this tab's memory holds it until the server has said that it is kept.
function buildWriting(kept) {
  const { root } = kept;
  root.classList.add('writing');
  kept.parts = new Map(); // part -> {text: what is typed, base: what the server is known to hold}
  kept.area = el('textarea', '', null, { rows: '9', autocomplete: 'off', dir: 'auto', spellcheck: 'true', 'aria-describedby': 'writing-foot' });
  kept.foot = el('div', 'foot', null, { id: 'writing-foot' });
  kept.count = el('span', 'count', '');
  kept.saved = el('span', 'saved', '', { role: 'status' });
  kept.foot.append(kept.count, kept.saved);
  kept.clash = el('div', 'clash', null, { role: 'alert', hidden: '' });
  kept.check = el('button', 'check', '', { type: 'button', hidden: '' });
  root.append(kept.area, kept.foot, kept.clash, kept.check);
  kept.area.addEventListener('input', () => typed(kept));
  kept.area.addEventListener('blur', () => { const { part } = kept; save(kept, part).then(() => leftSoon(kept, part)); });
  kept.check.onclick = () => { attr(kept.check, 'aria-busy', 'true'); save(kept, kept.part).then((ok) => { attr(kept.check, 'aria-busy', null); if (ok) kept.fire('check', kept.part + ' ' + nonce()); }); };
  kept.sizes = new ResizeObserver(() => fitArea(kept));
  kept.sizes.observe(root);
  kept.stop.signal.addEventListener('abort', () => kept.sizes.disconnect());
  const keepAll = () => { for (const part of kept.parts.keys()) save(kept, part, true); };
  hear(kept, window, 'pagehide', keepAll);
  hear(kept, document, 'visibilitychange', () => { if (document.visibilityState === 'hidden') keepAll(); });
  every(kept, 3000, () => { for (const part of kept.parts.keys()) if (waiting(kept, part)) save(kept, part); });
}

// What was pressed on leaving the text comes first: told at once, this would be answered with the page as it was before.
function leftSoon(kept, part) {
  clearTimeout(kept.leaving);
  kept.leaving = setTimeout(() => {
    const p = kept.parts.get(part);
    if (!p || p.told === p.base) return;
    p.told = p.base;
    kept.fire('left', part + ' ' + nonce());
  }, 700);
}

const placeOf = (kept, part) => kept.data.paper + '/answer/' + part;
const waiting = (kept, part) => { const p = kept.parts.get(part); return p && p.text !== p.base && !p.clash && !p.wrong; };

function typed(kept) {
  const p = kept.parts.get(kept.part);
  p.text = kept.area.value;
  p.wrong = ''; // a refused text is tried again once it was changed
  remember(kept, kept.part);
  fitArea(kept);
  drawFoot(kept);
  clearTimeout(kept.pause);
  const part = kept.part;
  kept.pause = setTimeout(() => save(kept, part), 800);
}

function remember(kept, part) {
  const p = kept.parts.get(part);
  memory.set(placeOf(kept, part), p.text === p.base ? null : { text: p.text, base: p.base });
}

// Saves one part; true when the server holds what is typed. One loop for each part: saves never overtake each other.
async function save(kept, part, leaving = false) {
  const p = kept.parts.get(part);
  if (!p || !kept.data.enabled || p.clash) return !p?.clash;
  if (p.text === p.base) return true;
  if (leaving) return send(kept, part, true);
  return (p.going ??= drain(kept, part).finally(() => { p.going = null; }));
}

async function drain(kept, part) {
  const p = kept.parts.get(part);
  while (p.text !== p.base) {
    const before = p.base;
    await send(kept, part);
    if (p.base === before) return false;
  }
  return true;
}

async function send(kept, part, leaving = false) {
  const p = kept.parts.get(part);
  const text = p.text;
  const body = JSON.stringify({ paper: kept.data.paper, part, text, before: p.base, also: p.sent ?? p.base });
  p.sent = text; // no answer yet: if it was kept and only the answer was lost, it is no clash
  try {
    const reply = await fetch(kept.data.to, {
      method: 'POST', keepalive: leaving && new Blob([body]).size < 60000, headers: { 'Content-Type': 'application/json' }, body,
    });
    const told = await reply.json().catch(() => ({}));
    p.sent = null;
    p.late = false;
    if (reply.ok) {
      p.base = text; p.at = told.at; p.wrong = ''; p.edits = told.edits ?? p.edits;
    } else if (reply.status === 409) {
      p.clash = { theirs: told.stands ?? '', words: told.error };
    } else if (reply.status >= 500 || reply.status === 429) { p.late = true; // it will come back: tried again
    } else { p.wrong = told.error || 'Not saved. Your text is kept in this page.'; }
  } catch { p.late = true; }
  remember(kept, part);
  if (part === kept.part) { drawFoot(kept); drawClash(kept); }
  tellHeld(kept);
  return p.text === p.base;
}

// Texts that the server does not have and that waiting alone will not bring to it: the page then lets nothing be handed in.
function tellHeld(kept) {
  const held = [...kept.parts].filter(([, p]) => p.text !== p.base && (p.clash || p.wrong || p.late)).map(([part]) => part).join(' ');
  if (held === (kept.held ?? '')) return;
  kept.held = held;
  kept.fire('held', { parts: held, id: nonce() });
}

function drawFoot(kept) {
  const p = kept.parts.get(kept.part);
  const words = (p.text.match(/\S+/g) || []).length;
  put(kept.count, words + (words === 1 ? ' word' : ' words') + (kept.data.wanted ? ' · ' + kept.data.wanted : ''));
  const [mark, said, tone] = p.clash ? ['error', 'Not saved: choose below which text to keep.', 'bad'] : p.wrong ? ['error', p.wrong, 'bad']
    : p.late ? ['sync', 'Not saved yet: no answer from the server. Your text is kept here. Trying again…', 'bad']
      : p.text !== p.base ? ['more_horiz', 'Saving', ''] : p.at || kept.data.saved_at ? ['check', 'Saved ' + (p.at || kept.data.saved_at), 'good'] : ['', '', ''];
  const key = mark + said;
  if (kept.footSeen === key) return;
  kept.footSeen = key;
  attr(kept.saved, 'class', 'saved ' + tone);
  attr(kept.saved, 'aria-live', tone === 'bad' ? 'polite' : 'off');
  kept.saved.replaceChildren(...(mark ? [icon(mark), said] : []));
}

function drawClash(kept) {
  const p = kept.parts.get(kept.part);
  kept.clash.hidden = !p.clash;
  kept.clash.replaceChildren();
  if (!p.clash) return;
  const theirs = el('blockquote', '', p.clash.theirs);
  const mine = el('button', '', 'Keep what I typed here', { type: 'button' });
  const take = el('button', '', 'Take what stands there', { type: 'button' });
  mine.onclick = () => { p.base = p.clash.theirs; p.clash = null; drawClash(kept); save(kept, kept.part).then(() => tellHeld(kept)); kept.area.focus(); };
  take.onclick = () => { p.base = p.text = p.clash.theirs; p.clash = null; kept.area.value = p.text; remember(kept, kept.part); drawClash(kept); drawFoot(kept); tellHeld(kept); kept.area.focus(); };
  kept.clash.append(el('p', '', p.clash.words || 'This answer was changed in another window. There it reads:'), theirs, mine, take);
}

function fitArea(kept) {
  kept.area.style.height = 'auto';
  kept.area.style.height = Math.max(180, kept.area.scrollHeight + 4) + 'px';
}

// What this tab remembers wins over what the server holds, unless the server's text moved on from the same start.
function seed(kept, data) {
  if (kept.parts.has(data.part)) {
    const p = kept.parts.get(data.part);
    p.told = data.text;
    // A rerun that was read before a save may arrive after it: only what is newer is taken.
    if (p.text === p.base && !p.going && data.edits > p.edits) { p.text = p.base = data.text; p.edits = data.edits; }
    return;
  }
  const held = memory.get(data.paper + '/answer/' + data.part);
  const p = { text: data.text, base: data.text, told: data.text, wrong: '', at: '', edits: data.edits };
  if (held && held.text === data.text) memory.set(data.paper + '/answer/' + data.part, null);
  if (held && held.text !== data.text) {
    p.text = held.text;
    if (held.base !== data.text) p.clash = { theirs: data.text, words: 'This answer was changed elsewhere since you typed here. There it reads:' };
  }
  kept.parts.set(data.part, p);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildWriting);
  kept.fire = setTriggerValue;
  const moved = kept.part !== data.part || kept.paper !== data.paper;
  if (kept.paper !== data.paper) kept.parts.clear();
  if (moved && kept.part && kept.data) save(kept, kept.part);
  kept.data = data;
  kept.part = data.part;
  kept.paper = data.paper;
  seed(kept, data);
  const p = kept.parts.get(data.part);
  if (kept.area.value !== p.text) kept.area.value = p.text;
  attr(kept.area, 'aria-label', data.label);
  attr(kept.area, 'maxlength', data.max_length);
  attr(kept.area, 'placeholder', data.hint);
  kept.area.disabled = !data.enabled;
  kept.check.hidden = !data.check;
  put(kept.check, data.check);
  fitArea(kept);
  drawFoot(kept);
  drawClash(kept);
  if (waiting(kept, data.part)) save(kept, data.part);
  return ending(kept);
}
