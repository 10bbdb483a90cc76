// Asks the server when something is due by itself: one knock for each due moment, again after five seconds while the
// server still names the same one. Nothing to see or reach.
function tick(kept) {
  const { clock, next_due: due } = kept.data;
  if (due === null || !clock.running || clock.t + (Date.now() - kept.heardAt) / 1000 < due) return;
  if (Date.now() - (kept.knocked.get(due) ?? 0) <= 5000) return;
  kept.knocked.set(due, Date.now());
  kept.fire('due', due);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.kit');
  root.kept ??= { knocked: new Map() };
  const kept = root.kept;
  kept.fire = setTriggerValue;
  // The stamp tells a new reading of the server's clock from an old one.
  if (kept.data?.clock.now !== data.clock.now) kept.heardAt = Date.now();
  kept.data = data;
  kept.timer ??= setInterval(() => tick(kept), 250);
  return (kept.end ??= () => { clearInterval(kept.timer); root.kept = null; });
}
