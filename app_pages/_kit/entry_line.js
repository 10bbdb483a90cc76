// Where the learner speaks. What was typed is kept until the server has answered for it, over reruns, line changes and reloads.
function buildEntry(kept) {
  const { root } = kept;
  root.classList.add('entry');
  kept.waiting = null; // the deed on its way: {id, text, line, to}
  kept.queue = [];
  kept.ears = el('div', 'segments ears', null, { role: 'radiogroup', 'aria-label': 'Speak to' });
  const box = el('div', 'box');
  kept.area = el('textarea', '', null, { rows: '1', 'aria-describedby': 'entry-trouble', enterkeyhint: 'send', autocomplete: 'off' });
  kept.send = el('button', 'send', null, { type: 'button', 'aria-label': 'Send' });
  kept.send.append(icon('arrow_upward'));
  box.append(kept.area, kept.send);
  kept.trouble = el('div', 'trouble', '', { id: 'entry-trouble', role: 'status' });
  kept.hint = el('div', 'hint', '', { role: 'status', hidden: '' });
  kept.actions = el('div', 'actions');
  root.append(kept.ears, kept.trouble, kept.hint, box, kept.actions);
  kept.area.addEventListener('input', () => { grow(kept); remember(kept); calm(kept); drawHint(kept); });
  kept.area.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.altKey) return;
    e.preventDefault();
    sendNow(kept);
  });
  kept.send.onclick = () => { sendNow(kept); kept.area.focus(); };
  onTold(kept, 'focus', ({ place }) => { if (place === 'entry') focusEntry(kept); });
  onTold(kept, 'act', ({ id }) => act(kept, id));
  every(kept, 500, () => lookAfter(kept));
  every(kept, 250, () => knockWhenDue(kept));
}

const storeKey = (kept) => kept.data.attempt + '/say/' + kept.data.line;
function grow(kept) { kept.area.style.height = 'auto'; kept.area.style.height = Math.min(132, kept.area.scrollHeight + 2) + 'px'; }
function focusEntry(kept) { if (kept.root.isConnected && !kept.area.disabled) kept.area.focus(); }
function act(kept, id) {
  const action = kept.data.actions.find((a) => a.id === id || a.code === id);
  if (action && action.enabled) kept.fire('act', action.id);
}

// A slash first: which deeds can be typed here, the fitting ones only.
function drawHint(kept) {
  const typed = kept.area.value.split(/\s/)[0].toLowerCase();
  const fits = typed.startsWith('/') ? kept.data.shortcuts.filter((s) => s.word.startsWith(typed) || typed === '/') : [];
  const key = fits.map((s) => s.word).join();
  kept.hint.hidden = !fits.length;
  if (kept.hintSeen === key) return;
  kept.hintSeen = key;
  kept.hint.replaceChildren(...fits.map((s) => { const row = el('div'); row.append(el('b', 'mono', s.word), ' ' + s.then + ' – ' + s.does); return row; }));
}

function remember(kept) {
  memory.set(storeKey(kept), kept.area.value);
  drafts.note(kept.data.drafts_to, kept.data.attempt, 'say:' + kept.data.line, kept.area.value);
}

// Red is for what went wrong alone: that somebody has gone, or that words are on their way, is said calmly.
function note(kept, words, wrong = false) {
  put(kept.trouble, words);
  kept.trouble.classList.toggle('error', wrong);
}
const trouble = (kept, words) => note(kept, words, true);

// No trouble: but while nobody is chosen it stays written who has gone.
function calm(kept) { note(kept, kept.to || !kept.data.ears.length ? '' : kept.parted || ''); }

function sendNow(kept) {
  const text = kept.area.value.trim();
  if (!text) return;
  // Nobody is chosen: the words stay, and go to nobody until the learner says to whom.
  if (!kept.to && !text.startsWith('/')) {
    trouble(kept, 'Not sent: choose above whom to speak to. Your text is still here.');
    kept.ears.querySelector('button')?.focus();
    return;
  }
  // The same words again after no answer came are the same deed: the desk does it once.
  const again = kept.given && kept.given.text === text && kept.given.to === kept.to;
  kept.queue.push({ id: again ? kept.given.id : nonce(), text, line: kept.data.line, to: kept.to });
  kept.given = null;
  kept.area.value = '';
  grow(kept);
  drawHint(kept);
  memory.set(storeKey(kept), null);
  drafts.note(kept.data.drafts_to, kept.data.attempt, 'say:' + kept.data.line, '');
  calm(kept);
  next(kept);
}

function next(kept) {
  memory.set(kept.data.attempt + '/saying', kept.waiting || kept.queue.length ? [kept.waiting, ...kept.queue].filter(Boolean) : null);
  if (kept.waiting || !kept.queue.length) return;
  kept.waiting = kept.queue.shift();
  kept.waiting.since = Date.now();
  kept.fire('send', kept.waiting);
}

// Given back to the box, before whatever has been typed since.
function giveBack(kept, deed, why) {
  if (deed.line === kept.data.line) {
    kept.area.value = [deed.text, kept.area.value].filter(Boolean).join('\n');
    grow(kept);
    memory.set(storeKey(kept), kept.area.value);
  } else {
    const key = kept.data.attempt + '/say/' + deed.line;
    memory.set(key, [deed.text, memory.get(key)].filter(Boolean).join('\n'));
  }
  trouble(kept, why);
}

function lookAfter(kept) {
  if (!kept.waiting) return;
  const waited = Date.now() - kept.waiting.since;
  if (waited > 8000 && !kept.waiting.again) {
    kept.waiting.again = true;
    trouble(kept, 'Not confirmed yet. Your text is kept: sending again…');
    kept.fire('send', kept.waiting);
  } else if (waited > 20000) {
    const deed = kept.waiting;
    kept.waiting = null;
    kept.given = deed;
    giveBack(kept, deed, 'No answer from the desk yet. Your text is still here: press Enter to try again. It is said only once.');
    next(kept);
  } else if (waited > 600 && !kept.trouble.textContent) note(kept, 'Sending…');
}

function settle(kept, answers) {
  const answer = kept.waiting && answers.find((a) => a.id === kept.waiting.id);
  if (!answer) return;
  const deed = kept.waiting;
  kept.waiting = null;
  calm(kept);
  if (answer.error) giveBack(kept, deed, answer.error);
  next(kept);
}

// Who was spoken to is gone: nobody is put in their place, or the next words would go to somebody unawares.
function partFrom(kept, ears) {
  if (!kept.to || ears.some((e) => e.id === kept.to)) return;
  // Whoever ended the call knows it; the transcript and the empty entry line say the rest.
  const words = kept.data.partings[kept.to] ?? 'That line has ended.';
  kept.parted = words && words + ' Choose whom to speak to.';
  kept.to = '';
  calm(kept);
}

function drawEars(kept, ears) {
  const key = JSON.stringify(ears);
  partFrom(kept, ears);
  if (kept.earsSeen !== key) {
    kept.earsSeen = key;
    kept.ears.replaceChildren();
    for (const ear of ears) {
      const b = el('button', ear.radio ? 'radio' : '', ear.label, { type: 'button', role: 'radio', 'data-ear': ear.id });
      b.onclick = () => { pick(kept, ear.id); calm(kept); focusEntry(kept); };
      b.onkeydown = (e) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
        if (!step) return;
        e.preventDefault();
        const at = ears.findIndex((x) => x.id === b.dataset.ear);
        pick(kept, ears[(at + step + ears.length) % ears.length].id);
        kept.ears.querySelector('[aria-checked=true]').focus();
      };
      kept.ears.append(b);
    }
  }
  kept.ears.hidden = ears.length < 2 && (Boolean(kept.to) || !kept.data.enabled);
  pick(kept, kept.to, kept.pickedSeen !== kept.to);
}

function pick(kept, id, reveal = true) {
  kept.to = kept.pickedSeen = id;
  for (const [n, b] of [...kept.ears.children].entries()) {
    const on = b.dataset.ear === id;
    attr(b, 'aria-checked', String(on));
    b.tabIndex = on || (!id && !n) ? 0 : -1;
    // In a long row the one chosen is in sight; only the row is scrolled.
    if (on && reveal) kept.ears.scrollLeft = Math.max(0, b.offsetLeft - kept.ears.offsetLeft - 40);
  }
  const ear = kept.data.ears.find((e) => e.id === id);
  kept.root.classList.toggle('by-radio', Boolean(ear && ear.radio));
  const words = ear ? ear.placeholder : kept.data.ears.length && kept.data.enabled ? 'Choose above whom to speak to' : 'Nobody is on the line';
  attr(kept.area, 'placeholder', words);
  attr(kept.area, 'aria-label', words);
}

function drawActions(kept, actions) {
  const key = JSON.stringify(actions);
  if (kept.actionsSeen === key) return;
  kept.actionsSeen = key;
  const focused = kept.root.getRootNode().activeElement?.dataset.action;
  kept.actions.replaceChildren();
  for (const a of actions) {
    const b = el('button', '', null, { type: 'button', 'data-action': a.id, 'aria-keyshortcuts': a.code ? 'Alt+' + a.code.slice(3) : null });
    b.append(icon(a.icon), el('span', '', a.label));
    if (a.code) b.append(el('span', 'key-name', 'Alt+' + a.code.slice(3)));
    b.disabled = !a.enabled;
    b.onclick = () => act(kept, a.id);
    kept.actions.append(b);
    if (focused === a.id) b.focus();
  }
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildEntry);
  kept.fire = setTriggerValue;
  const first = !kept.data;
  const moved = first || kept.data.line !== data.line || kept.data.attempt !== data.attempt;
  kept.data = data;
  setClock(kept, data.clock);
  if (first) drafts.seed(data.attempt, data.drafts, (key) => (key.startsWith('say:') ? data.attempt + '/say/' + key.slice(4) : null));
  settle(kept, data.answers);
  if (first) {
    // A reload in the middle of sending: what has no answer comes back to the box, not to the caller twice.
    const lost = memory.get(data.attempt + '/saying') || [];
    const told = new Map(data.answers.map((a) => [a.id, a]));
    memory.set(data.attempt + '/saying', null);
    kept.area.value = '';
    for (const deed of lost.reverse()) {
      if (!told.has(deed.id)) {
        const key = data.attempt + '/say/' + deed.line;
        memory.set(key, [deed.text, memory.get(key)].filter(Boolean).join('\n'));
        trouble(kept, 'The page was reloaded while this was being sent. Look at the transcript before you send it again.');
      }
    }
  }
  if (moved) {
    if (kept.parted) note(kept, '');
    kept.parted = '';
    kept.to = data.to || (data.ears.find((e) => e.id === data.line) || {}).id || '';
    kept.area.value = memory.get(storeKey(kept)) ?? '';
    requestAnimationFrame(() => { grow(kept); drawHint(kept); });
  } else if (data.to !== kept.serverTo && data.to) kept.to = data.to;
  kept.serverTo = data.to;
  drawEars(kept, data.ears);
  kept.area.disabled = kept.send.disabled = !data.enabled;
  drawActions(kept, data.actions);
  if (first && data.enabled && !touch()) requestAnimationFrame(() => focusEntry(kept));
  return ending(kept);
}
