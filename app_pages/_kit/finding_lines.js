// The indicators of one finding in a debrief. Showing one in the call moves the transcript at once; the page follows.
const SIGNS = {
  contrary: ['✕', 'contrary'], not_shown: ['○', 'not shown'], undecided: ['?', 'could not be analysed'],
  shown: ['✓', 'shown'], no_chance: ['–', 'no chance'],
};

function buildFinding(kept) {
  kept.root.classList.add('finding');
  kept.list = el('ul');
  kept.news = el('span', 'heard-only', '', { role: 'status' });
  kept.root.append(kept.list, kept.news);
}

function showInCall(kept, cited) {
  tell('moment', { id: cited.moment });
  put(kept.news, 'Shown in the call at ' + cited.at + ': ' + cited.quote);
  const call = document.querySelector(kept.data.place);
  if (call) {
    const box = call.getBoundingClientRect();
    const seen = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (seen < Math.min(box.height, innerHeight) * 0.6) call.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
  }
  kept.fire('show', cited.moment);
}

function makeCitation(kept, cited) {
  const li = el('li', 'cited');
  const words = el('span', 'words');
  words.append(el('span', 'mono', cited.at), ' ', el('span', 'quote', cited.spoken ? '“' + cited.quote + '”' : cited.quote, { dir: 'auto' }));
  const b = el('button', 'show', 'Show in the call', { type: 'button', 'aria-label': 'Show in the call: ' + cited.at + ', ' + cited.quote.slice(0, 80) });
  b.onclick = () => showInCall(kept, cited);
  li.append(words, b);
  return li;
}

function makeIndicator(kept, item) {
  const li = el('li', 'indicator');
  const [sign, words] = SIGNS[item.result];
  attr(li, 'data-result', item.result);
  const top = el('b', 'top');
  top.append(el('span', 'sign', sign, { 'aria-hidden': 'true' }), ' ', item.title, el('span', 'heard-only', ': ' + words));
  const body = el('div', 'sentence', item.sentence, { dir: 'auto' });
  const cited = el('ul', 'citations');
  for (const one of item.citations) cited.append(makeCitation(kept, one));
  li.append(top);
  if (item.otherwise) li.append(el('div', 'otherwise', item.otherwise, { dir: 'auto' }));
  li.append(body);
  if (item.citations.length) li.append(cited);
  if (item.clause) {
    const clause = el('div', 'clause muted', item.clause + ': ');
    clause.append(el('i', '', item.clause_text));
    li.append(clause);
  }
  return li;
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildFinding);
  kept.fire = setTriggerValue;
  kept.data = data;
  const seen = JSON.stringify(data.items);
  if (kept.seen !== seen) {
    kept.seen = seen;
    kept.list.replaceChildren(...data.items.map((item) => makeIndicator(kept, item)));
  }
  return ending(kept);
}
