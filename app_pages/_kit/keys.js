// The Alt keys of a running call, and where each leads. Nothing is drawn. Matched by event.code, so a layout does not matter.
const LOG_PLACES = { KeyL: 'log', KeyN: 'note', KeyP: 'priority' };

function buildKeys(kept) {
  kept.root.classList.add('keys');
  hear(kept, document, 'keydown', (e) => onDown(kept, e), { capture: true });
  every(kept, 60, () => land(kept));
  kept.widely = matchMedia('(min-width: 1601px)');
  hear(kept, kept.widely, 'change', () => tellWidth(kept));
}

// Asked once for each change: the page draws more in a wide window.
function tellWidth(kept) {
  const wide = kept.widely.matches;
  if (kept.data.wide === null || kept.data.wide === wide || kept.toldWide === wide) return;
  kept.toldWide = wide;
  kept.fire('wide', { wide });
}

const busy = () => document.querySelector('[role=dialog], [data-testid=stSelectboxVirtualDropdown], [data-baseweb=popover] [role=listbox]');

function onDown(kept, e) {
  if (e.key === 'Escape' && !e.isComposing) {
    if (busy()) return;
    kept.heading = null;
    tell('pane', { pane: 'talk' });
    tell('focus', { place: 'entry' });
    return;
  }
  if (e.key === 'Enter' || e.key === ' ') {
    const button = e.target.closest?.('button');
    kept.pressed = button?.closest(kept.data.panel_place) ? { button, until: Date.now() + 5000 } : null;
  }
  if (!altKey(e, e.code)) return;
  const action = kept.data.actions[e.code];
  if (action) { e.preventDefault(); tell('act', { id: action }); return; }
  if (LOG_PLACES[e.code]) {
    e.preventDefault();
    kept.heading = null;
    tell('pane', { pane: 'log' });
    tell('focus', { place: LOG_PLACES[e.code] });
    return;
  }
  const panel = kept.data.panels[e.code];
  if (!panel) return;
  e.preventDefault();
  tell('pane', { pane: 'act' });
  const open = kept.data.open[panel];
  if (open) { firstField(document.querySelector(open) ?? document)?.focus(); return; }
  kept.heading = { panel, until: Date.now() + 3000 };
  if (kept.data.panel !== panel) kept.fire('panel', panel);
  else land(kept);
}

// The panel comes with the next rerun: wait for it, then enter its first field, unless the learner went elsewhere.
function land(kept) {
  stayInPanel(kept);
  const { heading } = kept;
  if (!heading) return;
  if (Date.now() > heading.until) { kept.heading = null; return; }
  if (kept.data.panel !== heading.panel) return;
  if (document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'running') return;
  const place = document.querySelector(kept.data.panel_place);
  const first = place && firstField(place);
  if (!first) return;
  first.focus();
  kept.heading = null;
}

// A button that goes when it is pressed, as Send does, takes the focus with it: the panel keeps it.
function stayInPanel(kept) {
  const { pressed } = kept;
  if (!pressed) return;
  const left = document.activeElement !== document.body && document.activeElement !== pressed.button;
  if (left || Date.now() > pressed.until) kept.pressed = null;
  else if (!pressed.button.isConnected) {
    kept.pressed = null;
    if (!busy()) kept.heading = { panel: kept.data.panel, until: Date.now() + 3000 };
  }
}

function firstField(place) {
  const fields = 'input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled), [role=combobox]';
  const seen = (n) => n.getClientRects().length > 0;
  return [...place.querySelectorAll(fields)].find(seen) ?? [...place.querySelectorAll('button:not(:disabled), a[href]')].find(seen);
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildKeys);
  kept.fire = setTriggerValue;
  kept.data = data;
  if (data.wide === kept.toldWide) kept.toldWide = null;
  tellWidth(kept);
  return ending(kept);
}
