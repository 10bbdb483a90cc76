// Small things every component uses. Text only ever enters the page through textContent.
const el = (tag, cls = '', text = null, attrs = {}) => {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== null) node.textContent = text;
  for (const [k, v] of Object.entries(attrs)) if (v !== null && v !== undefined) node.setAttribute(k, v);
  return node;
};
const icon = (name, cls = '') => el('span', ('icon ' + cls).trim(), name, { 'aria-hidden': 'true', translate: 'no' });
const put = (node, text) => { if (node.textContent !== text) node.textContent = text; };
const attr = (node, name, value) => {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
};
const mss = (s) => {
  const n = Math.max(0, Math.floor(s));
  return Math.floor(n / 60) + ':' + String(n % 60).padStart(2, '0');
};
const two = (n) => String(Math.floor(n)).padStart(2, '0');
const hms = (s) => { const n = ((s % 86400) + 86400) % 86400; return [n / 3600, (n / 60) % 60, n % 60].map(two).join(':'); };

// Streamlit calls the default function again for every rerun, with the same parent: what must last lives here.
const keep = (parent, make) => {
  const root = parent.querySelector('.kit');
  if (!root.kept) {
    root.kept = { root, stop: new AbortController(), timers: [] };
    make(root.kept);
  }
  return root.kept;
};
const ending = (kept) => (kept.end ??= () => { kept.stop.abort(); kept.timers.forEach(clearInterval); kept.root.kept = null; kept.root.replaceChildren(); });
const every = (kept, ms, f) => { kept.timers.push(setInterval(f, ms)); };
const hear = (kept, target, name, f, options = {}) => target.addEventListener(name, f, { ...options, signal: kept.stop.signal });
// The parts of a page arrive in no fixed order: what was told on it stays for those that come after.
const told = (window.callKitTold ??= {});
const tell = (name, detail = {}) => {
  told[name] = { detail, on: location.href };
  window.dispatchEvent(new CustomEvent('call-kit:' + name, { detail }));
};
const lastTold = (name) => (told[name]?.on === location.href ? told[name].detail : null);
const onTold = (kept, name, f) => hear(kept, window, 'call-kit:' + name, (e) => f(e.detail));

// Call time ticks here between reruns; the stamp tells a new reading of the server's clock from an old one.
const setClock = (kept, clock) => {
  if (!clock || kept.stamp === clock.now) return;
  kept.stamp = clock.now;
  kept.heardAt = Date.now();
  kept.clock = clock;
};
const callTime = (kept) => (kept.clock ? kept.clock.t + (kept.clock.running ? (Date.now() - kept.heardAt) / 1000 : 0) : 0);
// One knock for each moment at which something is due by itself; again after five seconds if the server still names it.
const knockWhenDue = (kept) => {
  const due = kept.data?.next_due ?? null;
  if (due === null || !kept.clock?.running || callTime(kept) < due) return;
  kept.knocked ??= new Map();
  if (Date.now() - (kept.knocked.get(due) ?? 0) <= 5000) return;
  kept.knocked.set(due, Date.now());
  kept.fire('due', due);
};

// (stage directions) are voice, not words: italics. What a learner typed is words only.
const voice = (node, text, directed = true) => {
  node.replaceChildren();
  for (const part of directed ? text.split(/(\([a-z][^()]{1,80}\))/i) : [text]) {
    if (!part) continue;
    if (directed && /^\([a-z][^()]*\)$/i.test(part)) node.append(el('em', '', part)); else node.append(part);
  }
};
const altKey = (e, code) => e.altKey && !e.ctrlKey && !e.metaKey && !e.getModifierState('AltGraph') && e.code === code;
const touch = () => matchMedia('(pointer: coarse)').matches;
const narrow = () => matchMedia('(max-width: 900px)').matches;
const nonce = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
// Half-written text, kept on the server too: another browser, or another server, then brings it back. A plain request,
// never a rerun, at most one every two seconds for each box, and none while nothing changed.
const drafts = {
  known: new Map(), // key -> what the server has
  late: new Map(), // key -> the timer
  note(place, attempt, key, text) {
    if (!place) return;
    const full = attempt + '/' + key;
    if (drafts.late.has(full)) { drafts.late.get(full).text = text; return; }
    if ((drafts.known.get(full) ?? '') === text) return;
    const entry = { text };
    entry.timer = setTimeout(() => { drafts.late.delete(full); drafts.tell(place, attempt, key, entry.text); }, 2000);
    drafts.late.set(full, entry);
  },
  tell(place, attempt, key, text) {
    const full = attempt + '/' + key;
    if ((drafts.known.get(full) ?? '') === text) return;
    drafts.known.set(full, text);
    fetch(place, { method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ attempt, key, text: text.slice(0, 10000) }) })
      .catch(() => drafts.known.delete(full));
  },
  // Saved as a deed: the server has forgotten the draft itself, and nothing more is to be told.
  saved(attempt, key) {
    const full = attempt + '/' + key;
    clearTimeout(drafts.late.get(full)?.timer);
    drafts.late.delete(full);
    drafts.known.delete(full);
  },
  // What this browser window does not remember itself is taken from the server, once: afterwards its own memory holds.
  seed(attempt, kept, placeOf) {
    for (const [key, text] of Object.entries(kept || {})) {
      drafts.known.set(attempt + '/' + key, text);
      const place = placeOf(key);
      if (!place || !text || memory.get(attempt + '/seeded/' + key)) continue;
      memory.set(attempt + '/seeded/' + key, true);
      if (memory.get(place) === null) memory.set(place, text);
    }
  },
};
const memory = {
  get(key) { try { return JSON.parse(sessionStorage.getItem('call-kit:' + key)); } catch { return null; } },
  set(key, value) {
    try {
      if (value === null || value === '') sessionStorage.removeItem('call-kit:' + key);
      else sessionStorage.setItem('call-kit:' + key, JSON.stringify(value));
    } catch { /* a full or forbidden store costs the draft after a reload, nothing else */ }
  },
};
