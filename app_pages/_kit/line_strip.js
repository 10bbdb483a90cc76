// Tiles of the lines, the clocks and Stop. Tiles are kept and changed, never redrawn, so focus stays.
const ICONS = { live: 'call', hold: 'pause', ringing: 'phone_in_talk', radio: 'cell_tower', radio_calling: 'cell_tower', ended: 'call_end' };

function buildStrip(kept) {
  const { root } = kept;
  root.classList.add('strip');
  kept.tiles = new Map();
  kept.rang = new Set();
  kept.list = el('div', 'tiles', null, { role: 'group', 'aria-label': 'Lines' });
  kept.news = el('span', 'heard-only', '', { role: 'status' });
  const side = el('div', 'side');
  kept.stopButton = el('button', 'stop', null, { type: 'button' });
  kept.stopButton.append(icon('stop_circle'), el('span', 'stop-words', 'Stop'));
  kept.stopButton.onclick = () => kept.fire('stop', true);
  const clock = (label, extra) => {
    const box = el('div', 'clock ' + extra);
    const time = el('span', 'mono time', '', { role: 'timer', 'aria-live': 'off', 'aria-label': label });
    const words = el('span', 'words', label, { 'aria-hidden': 'true' });
    box.append(time, words);
    side.append(box);
    return { time, words };
  };
  side.append(kept.stopButton);
  kept.call = clock('Call time', 'call-clock');
  kept.desk = clock('Desk clock', 'desk-clock');
  root.append(kept.list, side, kept.news);
  hear(kept, document, 'keydown', (e) => onKey(kept, e), { capture: true });
  every(kept, 250, () => tick(kept));
}

function onKey(kept, e) {
  if (altKey(e, 'KeyA')) {
    const first = kept.data.tiles.filter((t) => t.state === 'ringing').sort((a, b) => (a.since ?? 0) - (b.since ?? 0))[0];
    if (!first) return;
    e.preventDefault();
    press(kept, first);
    return;
  }
  const match = /^(?:Digit|Numpad)([1-9])$/.exec(e.code);
  if (!match || !altKey(e, e.code)) return;
  const tile = kept.data.tiles.find((t) => t.number === Number(match[1]));
  if (!tile) return;
  e.preventDefault();
  press(kept, tile);
}

function press(kept, tile) {
  kept.fire(tile.state === 'ringing' ? 'answer' : 'select', tile.id);
  if (!touch()) tell('focus', { place: 'entry' });
}

function makeTile(kept, id) {
  const button = el('button', 'tile', null, { type: 'button' });
  const mark = icon('call');
  const words = el('span', 'words');
  const title = el('span', 'title');
  const detail = el('span', 'detail');
  const time = el('span', 'mono time', '', { 'aria-hidden': 'true' });
  words.append(title, detail);
  button.append(mark, words, time);
  button.onclick = () => { const t = kept.data.tiles.find((x) => x.id === id); if (t) press(kept, t); };
  // With the focus a tile shows all its words; it is then wider, and is brought into sight as it is.
  button.addEventListener('focus', () => requestAnimationFrame(() => button.scrollIntoView({ block: 'nearest', inline: 'nearest' })));
  return { button, mark, title, detail, time };
}

// Five lines and more: each keeps enough width for its name. On a phone who is urgent is scrolled into view, once.
const MANY = 5;
function drawTile(kept, tile) {
  let made = kept.tiles.get(tile.id);
  if (!made) {
    made = makeTile(kept, tile.id);
    kept.tiles.set(tile.id, made);
    kept.list.append(made.button);
  }
  const key = 'Alt+' + tile.number;
  attr(made.button, 'data-state', tile.state);
  attr(made.button, 'data-line', tile.id);
  attr(made.button, 'aria-current', tile.selected ? 'true' : null);
  attr(made.button, 'aria-keyshortcuts', key);
  attr(made.button, 'title', [tile.title, tile.detail, key].filter(Boolean).join(' · '));
  put(made.mark, tile.by_phone ? 'call' : ICONS[tile.state]);
  put(made.title, tile.title);
  const wanted = [tile.detail, key].join('|');
  if (made.detail.dataset.words !== wanted) {
    made.detail.dataset.words = wanted;
    made.detail.replaceChildren(tile.detail);
    if (key) made.detail.append(el('span', 'key-name', (tile.detail ? ' · ' : '') + key));
  }
}

// In the last minute before the time limit the call clock says how long is left, and a screen reader hears it once.
const LAST = 60;
function countDown(kept, t) {
  const { ends_at: end, clock } = kept.data;
  const left = end === null ? Infinity : Math.max(0, end - t);
  attr(kept.call.time.parentElement, 'data-last', left <= LAST ? 'true' : null);
  put(kept.call.words, left <= LAST ? 'Ends in ' + mss(Math.ceil(left)) : clock.label);
  if (left > LAST || kept.warnedOf === end) return;
  kept.warnedOf = end;
  put(kept.news, 'The call ends by itself in ' + Math.ceil(left) + ' seconds: its time is up then.');
}

function tick(kept) {
  if (!kept.data || !kept.root.isConnected) return;
  const t = callTime(kept);
  countDown(kept, t);
  put(kept.call.time, two(t / 60) + ':' + two(t % 60));
  put(kept.desk.time, hms(kept.clock.desk + t));
  for (const tile of kept.data.tiles) {
    const made = kept.tiles.get(tile.id);
    put(made.time, tile.since === null ? '' : mss(t - tile.since));
    attr(made.button, 'data-over', tile.over_at !== null && t >= tile.over_at ? 'true' : null);
  }
  knockWhenDue(kept);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildStrip);
  kept.fire = setTriggerValue;
  kept.data = data;
  setClock(kept, data.clock);
  const wanted = new Set(data.tiles.map((t) => t.id));
  for (const [id, made] of kept.tiles) if (!wanted.has(id)) { made.button.remove(); kept.tiles.delete(id); }
  attr(kept.list, 'data-many', data.tiles.length >= MANY ? 'true' : null);
  for (const tile of data.tiles) {
    drawTile(kept, tile);
    if (tile.state === 'ringing' || tile.state === 'radio_calling') {
      if (!kept.rang.has(tile.id)) {
        put(kept.news, tile.title + '. ' + (tile.detail || '') + ', Alt+' + tile.number);
        kept.tiles.get(tile.id).button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
      kept.rang.add(tile.id);
    } else kept.rang.delete(tile.id);
  }
  attr(kept.stopButton, 'aria-label', data.stop_words);
  put(kept.stopButton.querySelector('.stop-words'), data.stop_words);
  tick(kept);
  return ending(kept);
}
