// Gives the focus back to what had it when a dialog opened. Streamlit tries, but loses it where the page behind is still
// inert at that moment, and where a button stands in a component. On a slow machine that takes seconds, and the button
// may have been drawn anew. Nothing is drawn.
const TRIES = 80;

function buildKeysBack(kept) {
  kept.root.classList.add('keys');
  hear(kept, document, 'focusin', (e) => {
    const on = e.composedPath()[0];
    if (!e.target.closest('[role=dialog]')) kept.last = on;
  }, { capture: true });
  const watch = new MutationObserver(() => {
    const open = document.querySelector('[role=dialog]') !== null;
    if (kept.open && !open) giveBack(kept, kept.last, TRIES);
    kept.open = open;
  });
  watch.observe(document.body, { childList: true, subtree: true });
  kept.stop.signal.addEventListener('abort', () => watch.disconnect());
}

function giveBack(kept, to, left) {
  const lost = !document.activeElement || document.activeElement === document.body;
  if (!lost || !left || kept.stop.signal.aborted || !to) return;
  standing(to)?.focus();
  setTimeout(() => giveBack(kept, to, left - 1), 60);
}

// The place itself; where it was drawn anew, the one button that says the same.
function standing(to) {
  if (to.isConnected) return to;
  const alike = [...document.querySelectorAll('button')].filter((b) => b.textContent === to.textContent && !b.closest('[role=dialog]'));
  return alike.length === 1 ? alike[0] : null;
}

export default function ({ parentElement }) {
  const kept = keep(parentElement, buildKeysBack);
  return ending(kept);
}
