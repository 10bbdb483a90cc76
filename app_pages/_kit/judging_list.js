// The indicators of one criterion, for an assessor. Bare letters work only while the list itself has the focus.
const JUDGED = {
  shown: ['✓', 'Shown'], not_shown: ['○', 'Not shown'], contrary: ['✕', 'Contrary'],
  no_chance: ['–', 'No chance'], undecided: ['?', 'Undecided'],
};
const AGREE = [['A', 'agree', 'Agree'], ['D', 'disagree', 'Disagree']];
const DECIDE = [['S', 'shown', 'Shown'], ['N', 'not_shown', 'Not shown']];
// Of a wrong statement "shown" and "agree" would sound like praise: its choices say what the words say.
const SAYS = 'It says this, wrongly';
const SAYS_NOT = 'It does not say this';
const DECIDE_WRONG = [['S', 'shown', SAYS], ['N', 'not_shown', SAYS_NOT]];

function buildJudging(kept) {
  kept.root.classList.add('judging');
  kept.cards = new Map();
  kept.waiting = [];
  kept.at = null;
  kept.list = el('div', 'cards', null, { role: 'list', tabindex: '0' });
  kept.news = el('span', 'heard-only', '', { role: 'status' });
  kept.root.append(kept.list, kept.news);
  kept.list.addEventListener('keydown', (e) => onJudgeKey(kept, e));
}

function onJudgeKey(kept, e) {
  if (e.altKey || e.ctrlKey || e.metaKey || e.target.tagName === 'TEXTAREA') return;
  const item = kept.data.items.find((i) => i.id === kept.at);
  const step = { ArrowDown: 1, KeyJ: 1, ArrowUp: -1, KeyK: -1 }[e.code];
  if (step) { e.preventDefault(); move(kept, step, true); return; }
  if (!item) return;
  if (e.code === 'KeyG') { e.preventDefault(); if (item.moment) goMoment(kept, item); else hint(kept, item, 'It cites no moment of the call.'); return; }
  const choice = choices(item).find(([letter]) => e.code === 'Key' + letter);
  if (choice) { e.preventDefault(); judge(kept, item, choice[1]); return; }
  if ([...AGREE, ...DECIDE].some(([letter]) => e.code === 'Key' + letter)) hint(kept, item, item.wrong ? WRONG : item.result === 'undecided' ? UNDECIDED : FOUND);
}

// A key that does nothing on this card says why, where the eye is and in words that are read out.
const UNDECIDED = 'Undecided: the machine found nothing to agree with. Decide it yourself: S shown, N not shown.';
const WRONG = 'A wrong statement, which is not shown but said: S it says this, N it does not.';
const FOUND = 'The machine found something here: A agrees, D disagrees.';
function hint(kept, item, words) {
  closeHint(kept);
  kept.hint = el('div', 'hint', words);
  kept.cards.get(item.id).node.append(kept.hint);
  kept.hint.scrollIntoView({ block: 'nearest' });
  put(kept.news, words);
}
function closeHint(kept) { kept.hint?.remove(); kept.hint = null; }

function choices(item) {
  if (item.wrong) return DECIDE_WRONG;
  return item.result === 'undecided' ? DECIDE : AGREE;
}

function move(kept, step, loud = false) {
  const ids = kept.data.items.map((i) => i.id);
  const to = ids[Math.min(ids.length - 1, Math.max(0, ids.indexOf(kept.at) + step))];
  if (to === undefined) return;
  setCurrent(kept, to);
  kept.list.focus({ preventScroll: true });
  if (!loud) return;
  const item = kept.data.items.find((i) => i.id === to);
  put(kept.news, JUDGED[item.result][1] + ': ' + item.title + '. ' + (item.quote || ''));
}

function setCurrent(kept, id, quiet = false) {
  kept.at = id;
  closeHint(kept);
  for (const [other, card] of kept.cards) {
    card.node.classList.toggle('current', other === id);
    attr(card.node, 'aria-current', other === id ? 'true' : null);
  }
  const item = kept.data.items.find((i) => i.id === id);
  const node = kept.cards.get(id)?.node;
  if (!item || !node) return;
  const s = kept.list;
  if (node.offsetTop < s.scrollTop || node.offsetTop + node.offsetHeight > s.scrollTop + s.clientHeight) s.scrollTop = node.offsetTop - 12;
  if (item.moment && !quiet) tell('moment', { id: item.moment });
}

function goMoment(kept, item) {
  if (!item.moment) return;
  setCurrent(kept, item.id);
  tell('pane', { pane: 'call' });
  kept.fire('goto', item.moment);
}

function judge(kept, item, verdict) {
  setCurrent(kept, item.id);
  if (contradicts(item, verdict)) { askReason(kept, item, verdict); return; }
  closeReason(kept);
  // What stands already is not recorded again.
  if (item.judged !== verdict || kept.waiting.some((w) => w.indicator === item.id)) send(kept, item.id, verdict, '');
  onward(kept);
}

// To the next card; from the last one back to the first that nobody answered yet.
function onward(kept) {
  const { items } = kept.data;
  if (kept.at !== items[items.length - 1]?.id) { move(kept, 1); return; }
  const left = items.find((i) => !i.judged && i.id !== kept.at && !kept.waiting.some((w) => w.indicator === i.id));
  if (left) setCurrent(kept, left.id);
  kept.list.focus({ preventScroll: true });
}

// To say something else than the machine read needs a reason; what it could not decide needs none.
function contradicts(item, verdict) {
  if (verdict === 'disagree') return true;
  return item.wrong && item.judged !== verdict && { contrary: 'not_shown', not_shown: 'shown' }[item.result] === verdict;
}

// Answers given faster than the server draws: all that it has not acknowledged go along with each new one.
function send(kept, indicator, verdict, reason) {
  kept.waiting.push({ id: nonce(), tries: 0, indicator, verdict, reason });
  sendAll(kept);
}
function sendAll(kept) {
  for (const deed of kept.waiting) deed.tries += 1;
  kept.fire('judge', kept.waiting.map(({ tries, ...deed }) => deed));
}
function heardOf(kept, answers) {
  const known = new Set(answers.map((a) => a.id));
  kept.waiting = kept.waiting.filter((deed) => !known.has(deed.id) && deed.tries < 5);
  if (kept.waiting.length) sendAll(kept);
}

// Disagreeing needs a reason; the box always opens empty.
function askReason(kept, item, verdict) {
  closeReason(kept);
  const card = kept.cards.get(item.id);
  const box = el('div', 'why');
  const area = el('textarea', '', null, { rows: '2', 'aria-label': item.wrong ? 'Why it was read wrongly' : 'Why you disagree', placeholder: 'Why? What did you see?', maxlength: '2000' });
  const done = el('button', '', item.wrong ? 'Save' : 'Save disagreement', { type: 'button' });
  const off = el('button', '', 'Cancel', { type: 'button' });
  const say = el('span', 'muted', item.wrong ? 'Give a reason: it was read so.' : 'To disagree, give a reason.');
  done.disabled = true;
  const save = () => {
    if (!area.value.trim()) return;
    send(kept, item.id, verdict, area.value.trim());
    closeReason(kept);
    onward(kept);
  };
  area.oninput = () => { done.disabled = !area.value.trim(); say.hidden = !done.disabled; };
  area.onkeydown = (e) => {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); save(); }
    if (e.key === 'Escape') { e.stopPropagation(); closeReason(kept); kept.list.focus(); }
  };
  done.onclick = save;
  off.onclick = () => { closeReason(kept); kept.list.focus(); };
  box.append(area, done, off, say);
  card.node.append(box);
  kept.why = box;
  area.focus();
}
function closeReason(kept) { kept.why?.remove(); kept.why = null; }

function makeCard(kept, id) {
  const node = el('div', 'card', null, { role: 'listitem' });
  const sign = el('span', 'sign', '', { 'aria-hidden': 'true' });
  const word = el('b', 'word');
  const title = el('b', 'title');
  const top = el('div', 'top');
  top.append(word, ' · ', title);
  const quote = el('div', 'quote');
  const clause = el('div', 'clause muted');
  const buttons = el('div', 'buttons');
  const reason = el('div', 'reason');
  node.append(sign, top, quote, clause, buttons, reason);
  node.addEventListener('click', (e) => { if (!e.target.closest('button, textarea')) { setCurrent(kept, id); kept.list.focus({ preventScroll: true }); } });
  return { node, sign, word, title, quote, clause, buttons, reason };
}

function fillCard(kept, card, item) {
  const seen = JSON.stringify(item);
  if (card.seen === seen) return;
  card.seen = seen;
  attr(card.node, 'data-result', item.result);
  put(card.sign, JUDGED[item.result][0]);
  put(card.word, JUDGED[item.result][1]);
  put(card.title, item.title);
  card.quote.replaceChildren(...(item.at ? [el('span', 'mono', item.at), '  '] : []), !item.quote || item.spoken === false ? item.quote : '“' + item.quote + '”');
  put(card.clause, item.clause);
  put(card.reason, item.reason ? 'Your reason: ' + item.reason : '');
  const focused = kept.root.getRootNode().activeElement;
  const had = card.buttons.contains(focused) ? focused.dataset.verdict : null;
  card.buttons.replaceChildren();
  const all = [...choices(item), ...(item.moment ? [['G', 'goto', 'Go to moment']] : [])];
  for (const [letter, verdict, words] of all) {
    const b = el('button', '', null, {
      type: 'button', 'data-verdict': verdict, 'aria-pressed': verdict === 'goto' ? null : String(item.judged === verdict),
      'aria-label': words + ': ' + item.title,
    });
    b.append(el('kbd', 'key-name', letter), words);
    b.onclick = () => (verdict === 'goto' ? goMoment(kept, item) : judge(kept, item, verdict));
    card.buttons.append(b);
    if (had === verdict) b.focus();
  }
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildJudging);
  kept.fire = setTriggerValue;
  kept.data = data;
  heardOf(kept, data.answers);
  attr(kept.list, 'aria-label', data.label + '. J and K move, A agrees, D disagrees, S shown, N not shown, G goes to the moment.');
  const ids = new Set(data.items.map((i) => i.id));
  for (const [id, card] of kept.cards) if (!ids.has(id)) { card.node.remove(); kept.cards.delete(id); }
  for (const item of data.items) {
    let card = kept.cards.get(item.id);
    if (!card) { card = makeCard(kept, item.id); kept.cards.set(item.id, card); kept.list.append(card.node); }
    fillCard(kept, card, item);
  }
  if (kept.of !== data.label || !ids.has(kept.at)) {
    kept.of = data.label;
    const start = data.current && ids.has(data.current) ? data.current : data.items.find((i) => !i.judged)?.id ?? data.items[0]?.id;
    // Let the layout settle, or nothing can be scrolled into view.
    if (start) requestAnimationFrame(() => setCurrent(kept, start));
  }
  // What was pressed before is gone from the page: the keys on the cards work from here.
  if (data.focus && data.focus !== kept.focused) requestAnimationFrame(() => kept.list.focus({ preventScroll: true }));
  kept.focused = data.focus;
  return ending(kept);
}
