// Priority with its reason, and the running notes, of the incident log. Loaded before log_form.js.
function buildPriority(kept) {
  kept.priority = el('div', 'priority');
  const row = el('div', 'row');
  kept.levels = el('div', 'segments', null, { role: 'radiogroup', 'aria-label': 'Priority' });
  kept.levelWords = el('span', 'level-words');
  kept.reason = el('textarea', 'reason', null, { rows: '1', placeholder: 'Why this level? One sentence.', 'aria-label': 'Reason for the priority', maxlength: '400', autocomplete: 'off', dir: 'auto' });
  row.append(kept.levels, kept.levelWords);
  kept.priority.append(row, kept.reason);
  kept.reason.addEventListener('input', () => { kept.reasonTyped = true; kept.reasonAt = Date.now(); memory.set(reasonKey(kept), kept.reason.value); noteDraft(kept, 'priority', kept.reason.value); });
  kept.reason.addEventListener('blur', () => tellReason(kept));
  growing(kept, kept.reason);
  oneLine(kept.reason, () => { tellReason(kept); tell('focus', { place: 'entry' }); });
}
// A reason typed longer ago (ms) was typed for another level: it is offered again, and not set with this one.
const TYPED_FOR_THIS = 60000;
const reasonKey = (kept) => kept.data.attempt + '/why/' + kept.data.form;

function chooseLevel(kept, id) {
  kept.wanted = id;
  const reason = kept.reason.value.trim();
  // The reason for one level is none for another: it is asked for anew.
  const stands = id === kept.data.level ? kept.data.reason : '';
  const typed = kept.reasonTyped && Date.now() - (kept.reasonAt ?? 0) < TYPED_FOR_THIS;
  if (!kept.data.needs_reason || (typed && reason)) firePriority(kept, id, kept.data.needs_reason || typed ? reason : stands);
  if (!kept.reasonTyped && kept.reason.value !== stands) { kept.reason.value = stands; fit(kept.reason); }
  showLevel(kept);
  if (!typed) { kept.reason.focus(); kept.reason.select(); }
}

function firePriority(kept, level, reason) {
  kept.set = { level, reason, at: Date.now() };
  kept.fire('priority', { id: nonce(), form: kept.data.form, level, reason });
}

function tellReason(kept) {
  const level = kept.wanted ?? kept.data.level;
  const reason = kept.reason.value.trim();
  if (!kept.reasonTyped || !level || (kept.data.needs_reason && !reason)) return;
  if (level === kept.data.level && reason === kept.data.reason) { settleReason(kept); return; }
  if (kept.set && kept.set.level === level && kept.set.reason === reason && Date.now() - kept.set.at < 5000) return;
  firePriority(kept, level, reason);
}

function settleReason(kept) { kept.reasonTyped = false; kept.set = null; memory.set(reasonKey(kept), null); noteDraft(kept, 'priority', ''); }
function leaveReason(kept) { tellReason(kept); kept.wanted = null; kept.reasonTyped = false; kept.set = null; }

function showLevel(kept) {
  const { data } = kept;
  const pending = kept.wanted && kept.wanted !== data.level;
  const id = kept.wanted ?? data.level;
  const level = data.levels.find((l) => l.id === id);
  for (const b of kept.levels.children) {
    const on = b.dataset.level === id;
    attr(b, 'aria-checked', String(on));
    b.tabIndex = on || (!id && b === kept.levels.firstChild) ? 0 : -1;
    b.disabled = !data.enabled;
  }
  attr(kept.reason, 'placeholder', level ? 'Why ' + level.label + '? One sentence.' : 'Why this level? One sentence.');
  attr(kept.levelWords, 'data-tone', level && !pending ? level.tone : 'muted');
  if (!level) kept.levelWords.replaceChildren('Priority not set');
  else if (pending && data.needs_reason) kept.levelWords.replaceChildren(el('b', '', level.label), ' · not set yet: say why');
  else kept.levelWords.replaceChildren(el('b', '', level.label), level.words.toLowerCase() === level.label.toLowerCase() ? '' : ' ' + level.words, ...(data.level_at && !pending ? [el('span', 'muted', ' · ' + data.level_at)] : []));
}

function drawPriority(kept, data, moved) {
  const key = JSON.stringify(data.levels);
  const sent = kept.set;
  // A choice that never arrived (two deeds in one breath) is told once more.
  if (sent && !sent.again && !moved && Date.now() - sent.at > 3000 && (data.level !== sent.level || data.reason !== sent.reason)) {
    firePriority(kept, sent.level, sent.reason);
    kept.set.again = true;
  }
  kept.priority.hidden = !data.levels.length;
  if (kept.levelsSeen !== key) {
    kept.levelsSeen = key;
    kept.levels.replaceChildren();
    for (const level of data.levels) {
      const b = el('button', '', level.label, { type: 'button', role: 'radio', 'data-level': level.id, 'aria-label': level.label + ', ' + level.words });
      b.onclick = () => chooseLevel(kept, level.id);
      b.onkeydown = (e) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
        if (!step) return;
        // Arrows only move: a priority is set with Enter or Space, never in passing.
        e.preventDefault();
        const all = [...kept.levels.children];
        all[(all.indexOf(b) + step + all.length) % all.length].focus();
      };
      kept.levels.append(b);
    }
  }
  if (moved) {
    kept.wanted = null;
    const draft = memory.get(reasonKey(kept));
    kept.reasonTyped = draft !== null;
    kept.reason.value = draft ?? data.reason;
    fit(kept.reason);
  }
  const last = kept.set && data.priority_answers.at(-1);
  kept.priorityError = last && last.error ? last.error : '';
  if (kept.set && data.level === kept.set.level && data.reason === kept.set.reason && kept.reason.value.trim() === data.reason) settleReason(kept);
  if (kept.wanted === data.level) kept.wanted = null;
  if (!kept.reasonTyped && kept.reason.value !== data.reason && !kept.wanted) { kept.reason.value = data.reason; fit(kept.reason); }
  kept.reason.disabled = !data.enabled;
  showLevel(kept);
  if (kept.priorityError) kept.levelWords.replaceChildren(el('span', 'error', kept.priorityError));
}

function buildNotes(kept) {
  kept.notes = el('div', 'notes', null, { role: 'log', 'aria-label': 'Running notes', 'aria-live': 'off' });
  kept.noteRows = new Map();
  kept.adder = el('div', 'adder');
  kept.correcting = el('div', 'correcting', null, { hidden: '' });
  kept.noteTrouble = el('div', 'error', '', { role: 'status' });
  kept.noteBox = el('textarea', '', null, { rows: '1', placeholder: 'Add a note (it cannot be changed later)', 'aria-label': 'Add a note. It cannot be changed later.', maxlength: '2000', autocomplete: 'off', dir: 'auto' });
  kept.adder.append(kept.correcting, kept.noteTrouble, kept.noteBox);
  kept.noteBox.addEventListener('input', () => { memory.set(noteKey(kept), kept.noteBox.value); noteDraft(kept, 'note', kept.noteBox.value); put(kept.noteTrouble, ''); });
  growing(kept, kept.noteBox);
  oneLine(kept.noteBox, () => {
    const text = kept.noteBox.value.trim();
    if (!text || kept.noteWaiting) return;
    kept.noteWaiting = { id: nonce(), form: kept.data.form, text, corrects: kept.corrects ?? null, at: Date.now() };
    kept.fire('note', kept.noteWaiting);
  });
}
const noteKey = (kept) => kept.data.attempt + '/note/' + kept.data.form;
function leaveNote(kept) { correct(kept, null); }
function correct(kept, note) {
  kept.corrects = note ? note.id : null;
  kept.correcting.hidden = !note;
  kept.correcting.replaceChildren();
  if (!note) return;
  const off = el('button', '', 'Cancel', { type: 'button' });
  off.onclick = () => { correct(kept, null); kept.noteBox.focus(); };
  kept.correcting.append(el('span', '', 'Correcting ' + note.clock + ' “' + note.text.slice(0, 40) + '”'), off);
  kept.noteBox.focus();
}

function chaseNote(kept) {
  if (!kept.noteWaiting || Date.now() - kept.noteWaiting.at < 6000) return;
  kept.noteWaiting.at = Date.now();
  put(kept.noteTrouble, 'Note not added yet. It is still here. Trying again…');
  kept.fire('note', kept.noteWaiting);
}

function drawNotes(kept, data, moved) {
  const answer = kept.noteWaiting && data.note_answers.find((a) => a.id === kept.noteWaiting.id);
  if (answer) {
    const { text, form } = kept.noteWaiting;
    kept.noteWaiting = null;
    put(kept.noteTrouble, answer.error);
    if (!answer.error) {
      const key = data.attempt + '/note/' + form;
      const now = form === data.form && !moved ? kept.noteBox.value : memory.get(key) ?? '';
      const rest = now.trim().startsWith(text) ? now.trim().slice(text.length).trim() : now;
      memory.set(key, rest);
      drafts.saved(data.attempt, form + ':note');
      if (rest) drafts.note(data.drafts_to, data.attempt, form + ':note', rest);
      if (form === data.form) { kept.noteBox.value = rest; fit(kept.noteBox); correctDone(kept); }
    }
  }
  if (moved) {
    kept.notes.replaceChildren();
    kept.noteRows.clear();
    kept.noteBox.value = memory.get(noteKey(kept)) ?? '';
    fit(kept.noteBox);
  }
  for (const note of data.notes) {
    if (kept.noteRows.has(note.id)) continue;
    const row = el('div', note.correction ? 'note correction' : 'note');
    const fix = el('button', 'fix', 'Correct', { type: 'button', 'aria-label': 'Correct the note of ' + note.clock });
    fix.onclick = () => correct(kept, note);
    row.append(el('span', 'mono time', note.clock), el('span', 'text', (note.correction ? 'CORRECTION: ' : '') + note.text, { dir: 'auto' }), fix);
    kept.noteRows.set(note.id, row);
    kept.notes.append(row);
    if (!moved) kept.scroller.scrollTop = kept.scroller.scrollHeight;
  }
  kept.noteBox.disabled = !data.enabled;
  if (data.offer && data.offer.id !== kept.offered) {
    kept.offered = data.offer.id;
    kept.noteBox.value = [kept.noteBox.value, data.offer.text].filter(Boolean).join(' ');
    memory.set(noteKey(kept), kept.noteBox.value);
    fit(kept.noteBox);
    tell('pane', { pane: 'log' });
    requestAnimationFrame(() => { kept.noteBox.focus(); kept.noteBox.setSelectionRange(kept.noteBox.value.length, kept.noteBox.value.length); });
  }
}
function correctDone(kept) { kept.corrects = null; kept.correcting.hidden = true; kept.correcting.replaceChildren(); }
