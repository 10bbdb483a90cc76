// What is out and what has not answered, with waits that tick. Says what was done, never what is missing.
const SENT_ICONS = { on_way: 'local_shipping', arrived: 'pin_drop', waiting: 'hourglass_top', answered: 'check_circle', refused: 'block', asks: 'help' };
function buildSent(kept) {
  kept.root.classList.add('sent');
  const head = el('div', 'head');
  kept.count = el('span', 'muted');
  head.append(el('h2', '', 'Sent so far'), kept.count);
  kept.list = el('ul', '', null, { tabindex: '0', 'aria-label': 'Sent so far, scrolls' });
  kept.none = el('p', 'muted none', 'Nothing sent yet.');
  kept.rows = new Map();
  kept.root.append(head, kept.list, kept.none);
  every(kept, 250, () => tickSent(kept));
}
function tickSent(kept) {
  const t = callTime(kept);
  for (const { item, wait } of kept.rows.values()) put(wait, item.since === null ? '' : `, ${item.awaiting} ${mss(t - item.since)}`);
}
export default function ({ data: [data], parentElement }) {
  const kept = keep(parentElement, buildSent);
  setClock(kept, data.clock);
  const ids = new Set(data.items.map((i) => i.id));
  for (const [id, row] of kept.rows) if (!ids.has(id)) { row.node.remove(); kept.rows.delete(id); }
  let changed = null;
  for (const item of data.items) {
    let row = kept.rows.get(item.id);
    if (!row) {
      row = { node: el('li'), mark: icon(''), name: el('b'), words: el('span'), wait: el('b', 'wait'), reply: el('span', 'reply', '', { dir: 'auto' }) };
      const what = el('div');
      what.append(row.name, row.words, row.wait, row.reply);
      row.node.append(row.mark, what);
      kept.rows.set(item.id, row);
      kept.list.append(row.node);
    }
    const seen = JSON.stringify([item.state, item.words, item.reply]);
    if (row.seen !== seen) { row.seen = seen; changed = row.node; }
    row.item = item;
    attr(row.node, 'data-state', item.state);
    put(row.mark, SENT_ICONS[item.state]);
    put(row.name, item.name);
    put(row.words, ' · ' + item.words);
    put(row.reply, item.reply ? '“' + item.reply + '”' : '');
    row.reply.hidden = !item.reply;
  }
  const waiting = data.items.filter((i) => i.since !== null).length;
  put(kept.count, waiting ? waiting + ' waiting' : '');
  kept.none.hidden = data.items.length > 0;
  kept.list.hidden = !data.items.length;
  tickSent(kept);
  // What is new is in sight: the list is scrolled to it, and only the list.
  if (changed) kept.list.scrollTop = Math.max(0, changed.offsetTop + changed.offsetHeight - kept.list.clientHeight);
  return ending(kept);
}
