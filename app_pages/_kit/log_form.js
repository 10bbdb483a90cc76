// The incident log: every field in one piece, saved as it is typed. Typing is never overwritten: a field that was touched
// stays as typed until the server has answered for exactly that value.
function buildForm(kept) {
  const { root } = kept;
  root.classList.add('log');
  kept.forms = new Map(); // form id -> {dirty: {field: value}}
  kept.flight = null; // {id, form, changes, at}
  kept.deeds = []; // notes waiting for an answer
  kept.inputs = new Map();
  kept.widths = new ResizeObserver((seen) => { for (const { target, contentRect } of seen) if (target.wide !== contentRect.width) { target.wide = contentRect.width; fit(target); } });
  kept.stop.signal.addEventListener('abort', () => kept.widths.disconnect());
  kept.head = el('div', 'log-head');
  kept.title = el('h2', '', '');
  kept.kindPlace = el('div', 'kind');
  kept.saved = el('div', 'saved', '', { role: 'status' });
  kept.head.append(kept.title, kept.kindPlace, kept.saved);
  buildPriority(kept);
  kept.scroller = el('div', 'scroller', null, { tabindex: '-1' });
  kept.fields = el('div', 'fields');
  buildNotes(kept);
  kept.scroller.append(kept.fields, kept.notes);
  root.append(kept.head, kept.priority, kept.scroller, kept.adder);
  onTold(kept, 'focus', ({ place }) => {
    if (!kept.root.isConnected) return;
    if (place === 'log') (kept.inputs.get(kept.data.fields[0]?.id)?.input ?? kept.noteBox).focus();
    if (place === 'note') kept.noteBox.focus();
    if (place === 'priority') (kept.levels.querySelector('[aria-checked=true]') ?? kept.levels.firstChild)?.focus();
  });
  hear(kept, window, 'pagehide', () => flush(kept));
  every(kept, 500, () => chase(kept));
}

const formOf = (kept, id = kept.data.form) => {
  if (!kept.forms.has(id)) kept.forms.set(id, { dirty: memory.get(kept.data.attempt + '/log/' + id) || {} });
  return kept.forms.get(id);
};
const hold = (kept, form) => memory.set(kept.data.attempt + '/log/' + form, Object.keys(formOf(kept, form).dirty).length ? formOf(kept, form).dirty : null);

// Fields with these keys on the server; a field that was saved has no draft there any more.
const noteDraft = (kept, name, text) => drafts.note(kept.data.drafts_to, kept.data.attempt, kept.data.form + ':' + name, text);
function seedForm(data) {
  const dirty = {};
  drafts.seed(data.attempt, data.drafts, (key) => {
    const [form, name] = key.split(/:(.*)/s);
    if (form === 'say') return null;
    if (name === 'note') return data.attempt + '/note/' + form;
    if (name === 'priority') return data.attempt + '/why/' + form;
    if (!memory.get(data.attempt + '/seeded/' + key)) (dirty[form] ??= {})[name] = data.drafts[key];
    return data.attempt + '/unused';
  });
  memory.set(data.attempt + '/unused', null);
  for (const [form, typed] of Object.entries(dirty)) {
    const place = data.attempt + '/log/' + form;
    memory.set(place, { ...typed, ...memory.get(place) });
  }
}

function touchField(kept, field, value) {
  formOf(kept).dirty[field] = value;
  hold(kept, kept.data.form);
  noteDraft(kept, field, value);
  clearTimeout(kept.pause);
  kept.pause = setTimeout(() => flush(kept), 600);
}

function flush(kept) {
  clearTimeout(kept.pause);
  if (kept.flight) return;
  for (const [form, { dirty }] of kept.forms) {
    if (!Object.keys(dirty).length) continue;
    kept.flight = { id: nonce(), form, changes: { ...dirty }, at: Date.now() };
    kept.fire('save', { id: kept.flight.id, form, changes: kept.flight.changes });
    return;
  }
}

function settleSave(kept, answers) {
  const answer = kept.flight && answers.find((a) => a.id === kept.flight.id);
  if (!answer) return;
  const { form, changes } = kept.flight;
  kept.flight = null;
  kept.refused = answer.error;
  const { dirty } = formOf(kept, form);
  // Refused text stays in its field and in this tab's memory; it is sent again at the next change.
  if (answer.error) return;
  for (const [field, value] of Object.entries(changes)) {
    if (dirty[field] !== value) continue;
    delete dirty[field];
    drafts.saved(kept.data.attempt, form + ':' + field);
  }
  hold(kept, form);
  if (Object.keys(dirty).length) kept.pause = setTimeout(() => flush(kept), 600);
  else if ([...kept.forms.values()].some((f) => Object.keys(f.dirty).length)) flush(kept);
}

// Nothing heard for six seconds: say so, and send again.
function chase(kept) {
  if (kept.flight && Date.now() - kept.flight.at > 6000) {
    kept.flight.at = Date.now();
    kept.late = true;
    kept.fire('save', { id: kept.flight.id, form: kept.flight.form, changes: kept.flight.changes });
  } else if (!kept.flight) kept.late = false;
  chaseNote(kept);
  drawSaved(kept);
}

function drawSaved(kept) {
  const dirty = Object.keys(formOf(kept).dirty).length > 0;
  const [mark, words, tone] = kept.refused ? ['error', kept.refused, 'bad']
    : kept.late ? ['sync', 'Not saved yet. Your text is kept. Trying again…', 'bad']
      : dirty ? ['more_horiz', 'Saving', '']
        : kept.data.saved_at ? ['check', 'Saved ' + kept.data.saved_at, 'good'] : ['', '', ''];
  const key = mark + words;
  if (kept.savedSeen === key) return;
  kept.savedSeen = key;
  attr(kept.saved, 'class', 'saved ' + tone);
  // "Saving" and "Saved 14:09:31" at every pause would talk over the caller: only trouble is announced.
  attr(kept.saved, 'aria-live', tone === 'bad' ? 'polite' : 'off');
  kept.saved.replaceChildren(...(mark ? [icon(mark), words] : []));
}

function makeField(kept, f) {
  const label = el('label', f.half ? 'field half' : 'field');
  const words = el('span', 'label', f.label);
  let input;
  if (f.kind === 'select') {
    input = el('select', '', null, { 'aria-label': f.label });
    input.append(el('option', '', f.hint || 'Choose', { value: '' }));
    for (const o of f.options) input.append(el('option', '', o, { value: o }));
  } else {
    input = el('textarea', '', null, { placeholder: f.hint || null, maxlength: f.max_length, autocomplete: 'off', rows: f.kind === 'area' ? 2 : 1 });
    growing(kept, input);
    if (f.kind !== 'area') oneLine(input, () => nextField(kept, f.id));
  }
  attr(input, 'data-field', f.id);
  attr(input, 'dir', 'auto');
  input.addEventListener('input', () => {
    kept.refused = '';
    touchField(kept, f.id, input.value);
    if (f.kind === 'select') flush(kept);
    drawSaved(kept);
  });
  input.addEventListener('blur', () => { if (f.id in formOf(kept).dirty) flush(kept); });
  label.append(words, input);
  return { label, input, words };
}

// A field grows with what is written in it, so that all of it can be read.
const fit = (input) => {
  if (input.tagName !== 'TEXTAREA') return;
  // A hint alone takes one line, until it is to be read: then the field shows the whole of it.
  input.style.height = input.value || input.getRootNode().activeElement === input ? 'auto' : '';
  if (!input.style.height || !input.scrollHeight) return;
  input.style.height = input.scrollHeight + 3 + 'px';
  // Growing can bring a scrollbar that takes width, and so one more row.
  if (input.scrollHeight > input.clientHeight) input.style.height = input.scrollHeight + 3 + 'px';
};
function growing(kept, input) {
  input.classList.add('grows');
  for (const name of ['input', 'focus', 'blur']) input.addEventListener(name, () => fit(input));
  kept.widths.observe(input);
}
// One line in meaning, though it wraps: Enter goes on, and pasted line breaks become spaces.
function oneLine(input, onEnter) {
  input.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || e.isComposing || e.altKey) return;
    e.preventDefault();
    onEnter();
  });
  input.addEventListener('input', () => { if (input.value.includes('\n')) { input.value = input.value.replace(/\s*\n\s*/g, ' '); fit(input); } });
}
function nextField(kept, id) {
  const ids = [...kept.inputs.keys()];
  (kept.inputs.get(ids[ids.indexOf(id) + 1])?.input ?? kept.noteBox).focus();
}

function drawFields(kept, data) {
  const all = [...(data.kind ? [data.kind] : []), ...data.fields];
  const shape = data.form + JSON.stringify(all.map((f) => [f.id, f.label, f.kind, f.options, f.half, f.hint, f.max_length]));
  if (kept.shape !== shape) {
    kept.shape = shape;
    for (const { input } of kept.inputs.values()) kept.widths.unobserve(input);
    kept.inputs.clear();
    kept.fields.replaceChildren();
    kept.kindPlace.replaceChildren();
    for (const f of all) {
      const made = makeField(kept, f);
      kept.inputs.set(f.id, made);
      if (data.kind && f.id === data.kind.id) { made.words.className = 'heard-only'; kept.kindPlace.append(made.label); } else kept.fields.append(made.label);
    }
  }
  const { dirty } = formOf(kept);
  for (const f of all) {
    const { input } = kept.inputs.get(f.id);
    const value = f.id in dirty ? dirty[f.id] : f.value;
    if (input.value === value) continue;
    const caret = input.selectionStart;
    input.value = value;
    fit(input);
    if (kept.root.getRootNode().activeElement === input && caret !== null && f.kind !== 'select') input.setSelectionRange(caret, caret);
  }
  for (const { input } of kept.inputs.values()) input.disabled = !data.enabled;
}

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const kept = keep(parentElement, buildForm);
  kept.fire = setTriggerValue;
  const before = kept.data;
  if (!before) seedForm(data);
  if (before && before.form !== data.form) { leaveNote(kept); leaveReason(kept); }
  kept.data = data;
  const moved = !before || before.form !== data.form;
  settleSave(kept, data.answers);
  put(kept.title, data.title);
  drawFields(kept, data);
  drawPriority(kept, data, moved);
  drawNotes(kept, data, moved);
  drawSaved(kept);
  if (moved) {
    kept.scroller.scrollTop = 0;
    // Typed before a reload, or on the log just left: saved now.
    if (Object.keys(formOf(kept).dirty).length || before) kept.pause = setTimeout(() => flush(kept), before ? 0 : 300);
  }
  return ending(kept);
}
