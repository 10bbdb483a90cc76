// Playing a finished call through: lines appear at their own pace. Only the browser's clock moves; nothing is asked.
function buildReplay(kept) {
  const bar = el('div', 'replay');
  const play = el('button', 'play', null, { type: 'button' });
  const sign = icon('play_arrow');
  const words = el('span', '', 'Play');
  play.append(sign, words);
  const speeds = el('div', 'segments', null, { role: 'group', 'aria-label': 'Speed' });
  const r = { bar, sign, words, playing: false, at: null, speed: 1, only: false };
  kept.replay = r;
  for (const n of [1, 2, 4]) {
    const b = el('button', '', n + '×', { type: 'button', 'aria-pressed': String(n === 1), 'aria-label': n + ' times' });
    b.onclick = () => {
      r.speed = n;
      for (const other of speeds.children) attr(other, 'aria-pressed', String(other === b));
    };
    speeds.append(b);
  }
  const only = el('label', 'only');
  const box = el('input', '', null, { type: 'checkbox' });
  only.append(box, 'Only cited lines');
  box.onchange = () => { kept.list.classList.toggle('only-cited', box.checked); };
  play.onclick = () => { r.playing = !r.playing; if (r.playing && r.at === null) r.at = firstMoment(kept); r.last = Date.now(); showReplay(kept); };
  r.position = el('span', 'mono position', '', { role: 'timer', 'aria-live': 'off', 'aria-label': 'Replay position' });
  bar.append(play, speeds, r.position, only);
  kept.root.prepend(bar);
  every(kept, 100, () => stepReplay(kept));
}

// From the line in hand if there is one, else from the start.
function firstMoment(kept) {
  for (const row of kept.rows.values()) if (row.node.classList.contains('current')) return row.entry.t;
  return 0;
}

function stepReplay(kept) {
  const r = kept.replay;
  if (!r.playing || !kept.root.isConnected) return;
  const now = Date.now();
  r.at += ((now - r.last) / 1000) * r.speed;
  r.last = now;
  let end = 0;
  for (const row of kept.rows.values()) end = Math.max(end, row.entry.t);
  if (r.at > end + 1) { resetReplay(kept); return; }
  showReplay(kept);
}

function showReplay(kept) {
  const r = kept.replay;
  put(r.sign, r.playing ? 'pause' : 'play_arrow');
  put(r.words, r.playing ? 'Pause' : r.at === null ? 'Play' : 'Go on');
  put(r.position, r.at === null ? '' : mss(r.at));
  let last = null;
  for (const row of kept.rows.values()) {
    const hidden = r.at !== null && row.entry.t > r.at;
    if (row.node.hidden !== hidden) { row.node.hidden = hidden; if (!hidden) last = row.node; }
  }
  if (last && r.playing) kept.scroller.scrollTop = kept.scroller.scrollHeight;
}

function resetReplay(kept) {
  kept.replay.playing = false;
  kept.replay.at = null;
  showReplay(kept);
}
