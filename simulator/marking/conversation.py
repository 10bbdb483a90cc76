"""Judges of what was said to a caller: answering, greeting, asking, reading back, steering, manner, closing.

Each judges one narrow thing from the lines of the record. No order of questions, accent, pitch or emotion of
the learner is ever judged.
"""

from collections.abc import Iterable
from functools import lru_cache

from simulator.marking.act_words import any_of
from simulator.marking.heard_as import heard_as, plainest, said_plainest, words_in
from simulator.marking.indexed import FOREVER, At, Line, Told, Utterance
from simulator.marking.judgement import (
    ENDLESS,
    UNDERSTOOD_LINES,
    Case,
    Judged,
    first_said,
    never_answered,
    no_chance,
    not_shown,
    shown,
    too_little,
    within,
)
from simulator.marking.standing import as_told
from simulator.marking.telling import holds_some
from simulator.marking.wording import listed, quoted, unrecognised
from simulator.model.asked_in_words import only_asks
from simulator.model.clock import clock, waited
from simulator.model.events import MoodChanged
from simulator.model.organisation import Organisation
from simulator.model.record_words import INTO_SILENCE
from simulator.model.slips import same_word
from simulator.model.values import says, tokens
from simulator.model.word_sets import word_set

GREETING_SECONDS = 15
"""The first words on a line, and whatever is said within so many seconds of answering, are its greeting."""
CLOSING_LINES = 4
"""The last so many lines that the learner says on a call are its close."""
_NONE: frozenset[str] = frozenset()
_ALSO_ASKS = {"ask_location": frozenset(("ask_caller_location", "ask_exact_location"))}
"""Shared acts that open a call as well: where the caller is, is where one asks first for the incident."""
READ_BACK_ACTS = frozenset(("confirm_location", "confirm_details", "summarise"))
"""The shared acts by which an assessor's re-tag says that a line reads back what was told."""


def _rang(line: Line) -> float:
    """Return for how long a line rang before it was answered: 18.72 less 2.72 is 16 and no less."""
    return round((line.answered_at or 0.0) - line.rang_at, 2)


def answers_within(case: Case) -> Judged:
    """Judge *answers within*: each call meant is answered within so many seconds of ringing.

    Whole seconds count, as the learner's screen and the sentence show them: "after 0:10" is within 0:10.
    """
    if not case.rang:
        return no_chance("No such call came in.")
    limit = (case.indicator.answers_within or 0) * case.view.pace
    lines = [line for call in case.rang if (line := case.view.first_line(call)) is not None]
    late = [x for x in lines if x.answered_at is None or int(_rang(x)) > limit]
    cites = [x.answered or x.rang for x in lines]
    if not late:
        return shown(f"You answered {waited(max(map(_rang, lines)))}; the limit is {clock(limit)}.", cites)
    unanswered = [x for x in late if x.answered_at is None]
    if len(unanswered) == len(lines) and all(case.view.end_t < x.rang_at + limit for x in unanswered):
        return no_chance("The attempt ended before the call had to be answered.", cites)
    if unanswered:
        return not_shown(f"The call that rang at {clock(unanswered[0].rang_at)} was not answered.", cites)
    after = f"You answered after {clock(_rang(late[0]))}; the limit is {clock(limit)}."
    return not_shown(after, cites, late=True)


def _greeting(case: Case, line: Line) -> list[Utterance]:
    said = [u for u in case.said if u.line is line]
    until = (line.answered_at or 0.0) + GREETING_SECONDS * case.view.pace
    return [u for n, u in enumerate(said) if n == 0 or u.t <= until]


def _asked_by_answer(case: Case, said: list[Utterance]) -> dict[str, Utterance]:
    """Return the questions that a line asked in words of its own: what they ask for was told in answer."""
    found: dict[str, Utterance] = {}
    for act in case.indicator.greets:
        keys = [key for key, fact in case.brief.scenario.facts.items() if act in fact.asked_by]
        told = [t for key in keys if (t := case.view.told.get(key)) is not None and t.asked]
        for u in said:
            if any(t.t == u.t and t.seq > u.seq for t in told) or _ALSO_ASKS.get(act, _NONE) & u.sure:
                found.setdefault(act, u)
    return found


_NAMES_SERVICE = "greet_service"
_ANY_CENTRE = word_set("emergency line incident control desk service services out hours centre room")
"""Words in the names of many centres, by which alone none is named."""


@lru_cache(maxsize=64)
def _own_words(names: tuple[str, ...]) -> frozenset[str]:
    """Return the words of a centre's names that are no other centre's."""
    return frozenset(word for name in names for word in tokens(name) if len(word) > 2) - _ANY_CENTRE


def names_centre(organisation: Organisation, text: str) -> bool:
    """Tell whether words name the centre: one of its names, or a word that is its own, but for a slip."""
    names = organisation.opening.says_name
    return not names or _names_one_of(names, text)


@lru_cache(maxsize=4096)
def _names_one_of(names: tuple[str, ...], text: str) -> bool:
    own = _own_words(names)
    return any(says(text, name) for name in names) or any(
        same_word(word, mine) for word in tokens(text) for mine in own
    )


def _nameless(case: Case, first: list[Utterance], found: dict[str, Utterance]) -> bool:
    """Tell whether the first words were heard as naming a service and name another, or none."""
    known = found.get(_NAMES_SERVICE)
    if known is None or known.retagged:
        return False
    return not any(names_centre(case.brief.organisation, u.text) for u in first)


def greets(case: Case) -> Judged:
    """Judge *greets*: each of the acts stands in the first words on the line, or within 15 s of answering.

    Whoever names another service, or none, has not said who is there.
    """
    if (early := never_answered(case)) is not None:
        return early
    cites: list[int] = []
    missing: dict[str, None] = {}
    said: list[Utterance] = []
    nameless = False
    for line in (x for call in case.rang if (x := case.view.answered(call)) is not None):
        first = _greeting(case, line)
        found = _asked_by_answer(case, first) | first_said(first, case.indicator.greets)
        if _nameless(case, first, found):
            nameless = True
            del found[_NAMES_SERVICE]
        said += first
        cites += [u.seq for u in found.values()]
        missing |= dict.fromkeys(act for act in case.indicator.greets if act not in found)
    words = case.brief.deeds(missing)
    if not missing:
        start = next(u for u in said if u.seq == min(cites))
        return shown(f"You began with {quoted(start.text)}, at {clock(start.t)}.", cites)
    if not said:
        return not_shown("You answered but said nothing to the caller.", cites, words)
    sentence = f"You began with {quoted(said[0].text, 200)}."
    heard = [act for act in missing if not nameless or act != _NAMES_SERVICE]
    if nameless:
        sentence += f" That does not name {case.brief.organisation.name}."
    if heard:
        sentence += f" {unrecognised(listed(case.brief.deeds(heard), 'or'), 'there')}"
    judged = not_shown(sentence, [*cites, said[0].seq], words)
    return case.missed(judged, [u for u in case.unheard(missing) if u in said])


def _reads_back(case: Case, key: str, told: Told) -> Utterance | None:
    known = as_told(case.brief, key, told)
    for u in case.said:
        if u.seq <= told.seq:
            continue
        if u.retagged and READ_BACK_ACTS & u.sure:
            return u
        if key in u.carries or known[u.text]:
            return u
    return None


def reads_back(case: Case) -> Judged:
    """Judge *reads back*: after each fact was told, a line to that caller holds its value.

    The words are compared as values, so a misreading costs nothing; a line that was not understood leaves it
    undecided only when it holds some of the value.
    """
    told = {k: t for k in case.indicator.reads_back if (t := case.view.told.get(k)) is not None and t.known}
    if not told or not case.held:
        return no_chance("You were not told what there was to read back.")
    found = {key: u for key, t in told.items() if (u := _reads_back(case, key, t)) is not None}
    missing = [key for key in told if key not in found]
    names = case.brief.facts(missing)
    cites = [u.seq for u in found.values()]
    if not missing:
        last = max(found.values(), key=lambda u: u.seq)
        return shown(
            f"You read back {listed(case.brief.facts(told))}: {quoted(last.text)}, at {clock(last.t)}.", cites
        )
    tried = [u for u in case.said if READ_BACK_ACTS & u.sure and u.seq > min(told[k].seq for k in missing)]
    judged = not_shown(
        f"You did not read back {listed(names, 'or')} as you were told.",
        [*cites, *(u.seq for u in tried), *(told[k].seq for k in missing)],
        names,
    )
    since = min(told[key].seq for key in missing)
    values = " ".join(told[key].value or case.brief.scenario.facts[key].value for key in missing)
    return case.missed(judged, [u for u in case.unheard(since=since) if holds_some(u.text, values)])


def _unsettled(case: Case) -> tuple[tuple[int, int], ...]:
    """Return when the callers meant were above the mood at which they count as settled (places)."""
    found: list[tuple[int, int]] = []
    for call in case.calls:
        settled = case.brief.scenario.calls[call].mood.settled_at
        since = 0
        for change in case.view.moods.get(call, ()):
            if change.event.mood > settled:
                since = since or change.seq
            elif since:
                found.append((since, change.seq))
                since = 0
        if since:
            found.append((since, FOREVER))
    return tuple(found)


def controls(case: Case) -> Judged:
    """Judge *controls*: one of the acts is used while the caller is not settled, or while ``needs`` holds.

    A line counts by the mood in which it found the caller, not by the one it brought about. The acts are ways
    of doing one thing: any of them will do.
    """
    if (early := never_answered(case)) is not None:
        return early
    windows = case.held if case.indicator.needs is not None else _unsettled(case)
    if not windows:
        return no_chance("The caller never needed to be steered in this way.")
    said = within(case.said, windows)
    if found := said_plainest(case.brief, said, case.indicator.controls):
        return shown(heard_as(case.brief, found), [u.seq for u in found.values()])
    words = any_of(case.brief.deeds(case.indicator.controls))
    since = case.view.time_of(windows[0][0])
    sentence = f"From {clock(since)} the caller needed steering. {unrecognised(words, 'since')}"
    judged = not_shown(sentence, [windows[0][0]])
    return case.missed(judged, case.unheard(case.indicator.controls, said=said) if said else [])


def mood_ends(case: Case) -> Judged:
    """Judge *mood ends*: the callers meant end at or under a mood (0 calm, 10 panic).

    There is no chance before three understood lines: silence never earns, however calm the caller.
    """
    most = case.indicator.mood_ends or 0
    last = {call: case.view.moods[call][-1] for call in case.calls if case.view.moods.get(call)}
    if not last or not case.held or case.understood() < UNDERSTOOD_LINES:
        return no_chance(too_little(case))
    over = [at for at in last.values() if at.event.mood > most]
    if not over:
        end, cites = _last_words(case, last)
        mood = _mood(last.values(), most)
        return shown(f"The caller was calm enough to work with at the end: {mood}; {end}.", cites)
    end, cites = _last_words(case, [call for call, at in last.items() if at in over])
    judged = not_shown(f"The caller was still upset at the end: {_mood(over, most)}; {end}.", cites)
    helpful = [u for u in case.unheard() if not only_asks(u.text)]
    return case.missed(judged, helpful, could="have helped")


def _last_words(case: Case, calls: Iterable[str]) -> tuple[str, list[int]]:
    """Return when these callers were last heard, and where; where one said nothing, the last of the mood."""
    ends: list[int] = []
    for call in calls:
        heard = case.view.heard_of(call)
        # What is called into a silence ("Hello?") says less of how somebody is than what was said in answer.
        answers = [h for h in heard if not h.event.because.startswith(INTO_SILENCE)] or heard
        ends.append(answers[-1].seq if answers else case.view.moods[call][-1].seq)
    return f"last heard at {listed(clock(case.view.time_of(seq)) for seq in ends)}", ends


def _mood(at: Iterable[At[MoodChanged]], most: int) -> str:
    """Return the highest of some moods beside the one that is calm enough, as the timeline draws them."""
    worst = max(one.event.mood for one in at)
    return f"{worst} on a scale from 0 (calm) to 10 (panic), where up to {most} is calm enough"


def closes(case: Case) -> Judged:
    """Judge *closes*: each of the acts stands in the learner's last four lines on the call.

    A call that the caller ended, or that nobody could end, gives no chance.
    """
    if (early := never_answered(case)) is not None:
        return early
    said = [u for call in case.rang for u in case.view.said_to((call,))[-CLOSING_LINES:]]
    found = first_said(said, case.indicator.closes)
    missing = [act for act in case.indicator.closes if act not in found]
    if not missing:
        given = plainest(case.brief, said, case.indicator.closes)
        act, last = max(given.items(), key=lambda one: one[1].seq)
        return shown(
            f"Among your last words were {words_in(last, act)}, at {clock(last.t)}.",
            [u.seq for u in given.values()],
        )
    ended = [line for line in case.view.lines_of(case.rang) if line.ended_by in ("caller", "nobody")]
    if not case.held or (ended and len(ended) == len(case.view.lines_of(case.rang))):
        return no_chance("The caller ended the call, so you could not close it.", [x.ended for x in ended])
    words = case.brief.deeds(missing)
    judged = not_shown(
        unrecognised(listed(words, "or"), "among your last on the call"),
        [u.seq for u in said[-1:]],
        words,
    )
    return case.missed(judged, [u for u in case.unheard(missing, until=ENDLESS) if u in said])
