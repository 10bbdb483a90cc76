// Which pane a narrow screen shows. The server does not know the width, so this is the browser's alone.
function buildPanes(kept) {
  kept.root.classList.add('panes', 'segments');
  attr(kept.root, 'role', 'group');
  onTold(kept, 'pane', ({ pane }) => { if (kept.data.panes.some((p) => p.id === pane)) show(kept, pane); });
  onTold(kept, 'spoken', ({ pane }) => { if (document.documentElement.dataset.pane !== pane) name(kept, pane, ' · new'); });
}
function show(kept, pane) {
  document.documentElement.dataset.pane = pane;
  for (const b of kept.root.children) attr(b, 'aria-pressed', String(b.dataset.pane === pane));
  name(kept, pane);
}
// What was said while another pane was looked at is marked until the pane is shown.
function name(kept, pane, mark = '') {
  for (const b of kept.root.children) if (b.dataset.pane === pane) b.textContent = b.dataset.label + mark;
}
export default function ({ data: [data], parentElement }) {
  const kept = keep(parentElement, buildPanes);
  kept.data = data;
  attr(kept.root, 'aria-label', data.label);
  const shape = JSON.stringify(data.panes);
  if (kept.shape !== shape) {
    kept.shape = shape;
    kept.root.replaceChildren();
    for (const p of data.panes) {
      const b = el('button', '', p.label, { type: 'button', 'data-pane': p.id, 'data-label': p.label });
      b.onclick = () => show(kept, p.id);
      kept.root.append(b);
    }
    const now = document.documentElement.dataset.pane;
    show(kept, data.panes.some((p) => p.id === now) ? now : data.panes[0].id);
  }
  return () => { delete document.documentElement.dataset.pane; ending(kept)(); };
}
