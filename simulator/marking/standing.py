"""Where a fact stands in an incident log: marking of the log and the fact's journey ask this one place.

Words are compared as values by the model; nothing is judged here.
"""

import re
from functools import lru_cache

from simulator.marking.compiled import Brief
from simulator.marking.indexed import At, Delivery, Entry, Log, Told
from simulator.marking.view import View
from simulator.model.events import Deployed, Heard, ResourceChanged
from simulator.model.values import SMALL, carries, forms_in, says_one_of, tokens, ways_of
from simulator.model.word_sets import word_set

_BARE = frozenset(("none", "no", "nil", "nobody", "nothing", "known", "reported", "so", "far", "yet"))
"""Words with which a field is filled in to say that there is none of what it asks for."""
MOST_WRITINGS = 4096


class Known(dict[str, bool]):
    """Which writings carry one fact, found out once for each: a log is read again at every marking."""

    def __init__(self, value: str, accept: tuple[str, ...]) -> None:
        """Bind the fact by its value and the other ways of writing it."""
        super().__init__()
        self.value, self.accept, self._ways = value, accept, ways_of(value, accept)
        self._telling, self._timed = self._ways.telling, bool(self._ways.with_times)

    def __missing__(self, text: str) -> bool:
        """Compare a writing for the first time."""
        if len(self) >= MOST_WRITINGS:
            self.clear()
        # Few texts hold a word that tells of the fact: the others need no comparing.
        may_say = self._timed or not self._telling.isdisjoint(forms_in(text))
        found = self[text] = may_say and says_one_of(text, self._ways)
        return found


@lru_cache(maxsize=1 << 12)
def writings_of(value: str, accept: tuple[str, ...]) -> Known:
    """Return which writings carry a fact, by their text."""
    return Known(value, accept)


def as_told(brief: Brief, key: str, told: Told) -> Known:
    """Return which writings carry a fact as it was told."""
    fact = brief.scenario.facts[key]
    return writings_of(told.value or fact.value, fact.accept)


def written(text: str, value: str, accept: tuple[str, ...]) -> bool:
    """Tell whether a writing carries a fact."""
    return writings_of(value, accept)[text]


def perhaps_told(view: View, brief: Brief, key: str) -> At[Heard] | None:
    """Return where a caller's own words carry a fact that no event tells: a person may hear it in them.

    One sentence has to carry it, in more than a single word that is said of many things.
    """
    fact = brief.scenario.facts[key]
    if not (fact.known and fact.value):
        return None
    lines, known = view.lines, writings_of(fact.value, fact.accept)
    for at in view.heard:
        if at.event.who == "caller" and known[at.event.text]:
            on = lines.get(at.event.line)
            plain = _plainly(at.event.text, (fact.value, *fact.accept))
            if on is not None and fact.call in ("", on.call) and plain:
                return at
    return None


def on_record(view: View, brief: Brief, key: str) -> At[Heard] | None:
    """Return where a record that stood open showed a fact, before or without anybody's telling it."""
    fact = brief.scenario.facts[key]
    if not (fact.known and fact.value):
        return None
    shown = writings_of(fact.value, fact.accept)
    return next((h for h in view.heard if h.event.who == "centre" and shown[h.event.text]), None)


_SENTENCES = re.compile(r"[.?!…\n]+")
_PAIR = 2


@lru_cache(maxsize=1 << 12)
def _plainly(text: str, ways: tuple[str, ...]) -> bool:
    """Tell whether a sentence carries a fact in three words, a number, or two words side by side."""
    for part in _SENTENCES.split(text):
        words = [word for word in tokens(part) if word not in SMALL]
        for way in ways:
            if not way or not carries(part, way, ()):
                continue
            size, number = len(way.split()), any(w.isdigit() and len(w) > 1 for w in tokens(way))
            pairs = (" ".join(words[n : n + _PAIR]) for n in range(len(words) - 1))
            if size > _PAIR or number or (size == _PAIR and any(carries(two, way, ()) for two in pairs)):
                return True
    return False


def said_untold(view: View, brief: Brief, key: str) -> list[Delivery]:
    """Return what a learner passed on of a fact that no caller told: it holds the fact's own value.

    Other ways of writing a fact share their words with what was told; they would claim what nobody said.
    """
    fact = brief.scenario.facts[key]
    return [d for d in view.carried.get(key, ()) if carries(d.text, fact.value, ())]


_NONE = frozenset(("no", "none", "nobody", "nothing", "not", "nil"))
_MORE = re.compile(r"[,.;:()]")
_EXCEPTS = frozenset(("but", "except", "only", "apart", "besides", "other", "though"))


@lru_cache(maxsize=1 << 12)
def _none_said(text: str) -> str:
    """Return the words with which a field says that there is none, a remark behind a comma left out."""
    first, *rest = _MORE.split(text, maxsplit=1)
    if not _BARE.issuperset(tokens(first)) or any(_EXCEPTS.intersection(tokens(more)) for more in rest):
        return ""
    return first


_SAYS_LITTLE = word_set(
    "left behind about with from have been last next that this when they them still since until there past"
)
"""Longer words which two writings may share without being about the same thing."""


def contradicts(brief: Brief, entry: Entry, value: str) -> bool:
    """Tell whether a field holds other numbers than were told: a wrong call-back number, 41 for 14.

    Numbers of the same thing only: the field is for a phone number, or shares a longer word with the value.
    """
    meant, stands = tokens(value), tokens(entry.text)
    numbers, others = ([w for w in words if w.isdigit()] for words in (meant, stands))
    if not numbers or not others:
        return False
    if entry.field in brief.phone_fields:
        return "".join(numbers) not in "".join(others)
    longer = {w for w in meant if len(w) > 3 and w.isalpha()} - _SAYS_LITTLE
    return not set(numbers) & set(others) and bool(longer & set(stands))


def perhaps_so(brief: Brief, entry: Entry, told: Told, value: str) -> bool:
    """Tell whether what stands in a fact's own field may say it in words that were not recognised.

    It was written after the telling, says more than a word, and the fact holds no number that one could look
    for: then a person judges, and nothing is held against whoever wrote it (DESIGN section 5). Of a few
    people, hours or metres somebody may write no number at all, but their names.
    """
    words = tokens(entry.text)
    numbers = [w for w in tokens(value) if w.isdigit()]
    counts = all(len(w) == 1 for w in numbers) and not any(c.isdigit() for c in value + entry.text)
    plain = len(words) > 1 and not _none_said(entry.text) and (not numbers or counts)
    if entry.field == brief.field_of.get("name") and set(words).isdisjoint(tokens(value)):
        return False  # a name has no other words
    return plain and entry.seq > told.seq and not contradicts(brief, entry, value)


def right_logs(view: View, brief: Brief, key: str) -> list[Log]:
    """Return the logs in which a fact is right to stand, those left as duplicates last."""
    incidents = brief.incidents_of[key]
    if len(incidents) == 1:
        logs = view.logs_of(incidents[0])
    else:
        logs = [log for incident in incidents for log in view.logs_of(incident)]
    return sorted(logs, key=lambda log: not log.kept) if len(logs) > 1 else logs


def field_entry(brief: Brief, key: str, logs: list[Log]) -> Entry | None:
    """Return what stands in the field meant for a fact's topic, in the first log that has anything there.

    A log that was left as a duplicate is not looked at: its fields hold another caller's answers.
    """
    return next(iter(_field_entries(brief, key, logs)), None)


def _field_entries(brief: Brief, key: str, logs: list[Log]) -> list[Entry]:
    """Return what stands in the field meant for a fact's topic in each log that was kept for its incident.

    Two calls about one incident may stand in two logs: the number in one is then another caller's.
    """
    name = brief.field_of.get(brief.scenario.facts[key].topic, "")
    meant = [log for log in logs if log.kept] or logs
    return [log.fields[name] for log in meant if name in log.fields and log.fields[name].text.strip()]


def holds(brief: Brief, entry: Entry, known: Known) -> bool:
    """Tell whether an entry carries a fact; a bare "none" speaks of what its field is for."""
    if known[entry.text]:
        return True
    return bool(entry.field and _none_said(entry.text)) and _none_of_it(brief, entry, known)


def _none_of_it(brief: Brief, entry: Entry, known: Known) -> bool:
    """Tell whether a field that says that there is none carries a fact, read together with its label."""
    said = _none_said(entry.text)
    if not brief.organisation.has("field", entry.field):
        return False
    if said != entry.text and not _NONE.intersection(tokens(known.value)):
        return False  # a remark is looked past only for a fact that is itself that there is none
    return known[f"{said} {brief.organisation.field(entry.field).label}"]


def stands(view: View, brief: Brief, key: str, told: Told) -> Entry | None:
    """Return the entry by which a fact stands correctly at the end in a log of its own, or ``None``.

    It may stand in any field, spread over the fields, in a running note or in the reason of a priority. It
    does not stand where the field for its topic holds other numbers than were told, nor in a reason alone
    where the fact itself was written into another incident's log.
    """
    if key not in view.standing:
        logs = right_logs(view, brief, key)
        found = _stands(brief, key, told, logs)
        if found is not None and not found.field and all(found not in log.notes for log in logs):
            found = None if elsewhere(view, brief, key, told, logs) is not None else found
        view.standing[key] = found
    return view.standing[key]


def _stands(brief: Brief, key: str, told: Told, logs: list[Log]) -> Entry | None:
    value, held = told.value or brief.scenario.facts[key].value, carrying(brief, key, told, logs)
    entries = _field_entries(brief, key, logs)
    right = [entry for entry in entries if entry in held]
    if not right and entries and all(contradicts(brief, entry, value) for entry in entries):
        return None
    for log in logs:
        if held:
            right += [one for one in log.at_the_end() if one in held and one not in right]
        if right:
            own = [e for e in right if e.field or e in log.notes] or right  # a reason says it only besides
            return own[0] if len(own) == 1 else max(own, key=lambda e: _fully(e.text, value))
        if log.fields and written(log.all_fields(), value, ()):
            return max(log.fields.values(), key=lambda e: e.seq)
    return None


def carrying(brief: Brief, key: str, told: Told, logs: list[Log]) -> list[Entry]:
    """Return what was ever written in some logs that carries a fact as it was told, in order.

    Journeys and several judges ask it: each log is read for it once.
    """
    found: list[Entry] = []
    for log in logs:
        mine = log.carrying.get(key)
        if mine is None:
            known = as_told(brief, key, told)
            mine = log.carrying[key] = [
                e
                for e in log.entries
                if known[e.text] or (e.field and _none_said(e.text) and _none_of_it(brief, e, known))
            ]
        found += mine
    return found


def _fully(text: str, value: str) -> int:
    """Return how many words of a fact's value a writing holds; "chimney" alone tells little of a gas fire."""
    return len({word for word in tokens(value) if word not in SMALL}.intersection(tokens(text)))


def speaks_of(brief: Brief, key: str, told: Told, entry: Entry) -> bool:
    """Tell whether what stands in a fact's own field can be meant for it, right or wrong.

    What was written before it was told speaks of something else, unless it holds other numbers for the same
    thing, or is what the fact puts right.
    """
    fact = brief.scenario.facts[key]
    return entry.seq > told.seq or bool(fact.replaces) or contradicts(brief, entry, told.value or fact.value)


def first_written(brief: Brief, key: str, told: Told, logs: list[Log]) -> Entry | None:
    """Return the first entry since the telling that carried a fact; else the first ever (a number shown).

    What stood there before may be another fact in the same words, such as the place that somebody else gave.
    """
    found = carrying(brief, key, told, logs)
    if len(found) < 2:
        return found[0] if found else None
    return min(found, key=lambda e: (e.seq < told.seq, e.seq))


def sent_with(view: View, brief: Brief, key: str, told: Told) -> list[At[Deployed]]:
    """Return the orders to go that told a crew a fact: whatever the words of the address say, it has heard.

    An address counts wherever it was given; anything else only under its own incident.
    """
    if key not in view.sent_with:
        view.sent_with[key] = _sent_with(view, brief, key, told)
    return view.sent_with[key]


def _sent_with(view: View, brief: Brief, key: str, told: Told) -> list[At[Deployed]]:
    if not view.addressed:
        return []
    known = as_told(brief, key, told)
    sent = [d for d in view.addressed if d.seq > told.seq and known[d.event.address]]
    if not sent or key in brief.addresses:
        return sent
    numbers = {log.number for log in right_logs(view, brief, key)}
    return [d for d in sent if d.event.incident in numbers]


def found_the_way(view: View, brief: Brief, key: str, told: Told) -> list[At[ResourceChanged]]:
    """Return where crews had an address otherwise: they set out by what the log held since, or are there.

    A crew that was sent nowhere looks at its log again before it asks; one that is on scene has found it.
    """
    if key not in brief.addresses:
        return []
    known = as_told(brief, key, told)
    found: list[At[ResourceChanged]] = []
    for at in view.changes:
        log = view.logs.get(at.event.incident)
        place = brief.scenario.incidents.get(log.truth) if log else None
        if log is None or place is None or place.address != key or at.seq < told.seq:
            continue
        sets_out = at.event.status == "mobile" and at.event.due is not None and not at.event.why
        held = sets_out and any(known[e.text] for e in log.entries if e.field and e.seq < at.seq)
        if held or at.event.status == "on scene":
            found.append(at)
    return found


def elsewhere(view: View, brief: Brief, key: str, told: Told, logs: list[Log]) -> tuple[Log, Entry] | None:
    """Return the log of another incident in which a fact was written instead, if it was."""
    others = [log for log in view.logs.values() if log not in logs]
    for log in others:
        entry = first_written(brief, key, told, [log])
        if entry is not None:
            return log, entry
    return None
