"""A learner derived from scenario and organisation alone, who does the job through the same door as a person.

At every moment it lists what is still to be done and does what is due soonest; typing and speaking take their
time. Nothing in it is written for one scenario, and nothing it does is marked here. The same world, words,
plan and seed always give the same record.
"""

from collections.abc import Iterator, Mapping
from random import Random

from simulator.engine.world import World
from simulator.model.commands import Command, Finish, Resume, Say, WriteField
from simulator.model.events import Mode, Record
from simulator.model.scenario import Indicator, kind_of
from simulator.proving import habits, hurry, misdeeds
from simulator.proving.asking import questions
from simulator.proving.doings import DOINGS, Doing, answers, nothing
from simulator.proving.door import Door, ReadsText, run_out
from simulator.proving.duties import duties
from simulator.proving.messages import hanging_up, passing_on, replies
from simulator.proving.plan import MODEL, Plan
from simulator.proving.sight import Done, Sight, Wish

Words = Mapping[str, tuple[str, ...]]
"""The phrasings of each shared act, from which the learner draws what it says."""

_ON_ANOTHER_LINE = 25.0
"""A deed on a line that is on hold is put off by so many seconds, so that nobody is left after every word."""
_LENGTHY = 1.2
"""A deed is put off by so many seconds for each second that it takes."""
_MOST_DEEDS = 900
_A_CLICK, _NEARLY_DONE = 0.5, 1.0
_GLANCE = 8.0
"""A learner who waits looks up again after so many seconds."""


def play_learner(
    stage: World,
    reader: ReadsText,
    words: Words,
    plan: Plan = MODEL,
    seed: int = 0,
    *,
    mode: Mode | None = None,
    digests: Mapping[str, str] | None = None,
) -> Record:
    """Play a whole attempt and return its record.

    Args:
        stage: the world, its cast drawn (``door.stage``).
        reader: whatever understands utterances; the learner's words go through it.
        words: phrasings of the shared acts; the scenario's own acts bring theirs.
        plan: who is playing.
        seed: draws the phrasings; it is kept in the record as the attempt's seed.
        mode: practice, assessment or warm-up; the scenario's own first when not given.
        digests: content hashes to pin in the record.
    """
    door = Door(stage, reader, seed=seed, mode=mode, digests=digests, pace=plan.stretch)
    return act_out(Sight(door, plan, words, seed))


def act_out(sight: Sight) -> Record:
    """Play an attempt to its end and return its record; ``sight.done`` then holds each deed."""
    door = sight.door
    if sight.plan.says_nothing:
        return _only_answer(sight)
    for _ in range(_MOST_DEEDS):
        if door.ended or not _step(sight):
            break
    if not door.ended:
        door.do(Finish(), sight.t)
    return door.record


def _only_answer(sight: Sight) -> Record:
    """Pick up whatever rings, and do nothing else until the attempt ends by itself."""
    door = sight.door
    while not door.ended:
        ringing = next(answers(sight), None)
        if ringing is not None:
            door.do(ringing.deed, sight.t + sight.plan.thinks)
        elif (due := door.next_due()) is None:
            return run_out(door)
        else:
            door.wait(due)
    return door.record


def wishes(sight: Sight) -> Iterator[Wish]:
    """Yield everything that the learner would do now, in no order."""
    yield from habits.picking_up(sight)
    yield from habits.greeting_first(sight)
    yield from questions(sight)
    for doing, name, one in sight.once("work", lambda: _work(sight)):
        yield from doing(sight, name, one)
    yield from passing_on(sight)
    yield from replies(sight)
    yield from hanging_up(sight)
    yield from habits.logging(sight)
    yield from habits.answering_back(sight)
    yield from habits.warming(sight, _GLANCE + 4.0)
    yield from misdeeds.wishes(sight)


def _work(sight: Sight) -> list[tuple[Doing, str, Indicator]]:
    """Return what is to be done for indicators and duties, but for what a habit does."""
    all_of = [(DOINGS[kind_of(one)], name, one) for name, one in (*sight.indicators(), *duties(sight))]
    return [work for work in all_of if work[0] is not nothing]


def _open(sight: Sight) -> list[Wish]:
    """Return the wishes not yet tried as often as they may be, with goodbyes once nothing is left to say."""
    found = [w for w in wishes(sight) if sight.tried.get(w.key, 0) < w.most]
    busy = frozenset(w.deed.line for w in found if isinstance(w.deed, Say))
    found += [w for w in habits.closing(sight, busy) if sight.tried.get(w.key, 0) < w.most]
    if not any(isinstance(w.deed, Say) for w in found):
        found += [w for w in habits.going_back(sight) if sight.tried.get(w.key, 0) < w.most]
    return found


def _step(sight: Sight) -> bool:
    """Do what is due soonest, or wait for what comes; tell whether anything is left to do or wait for."""
    found = _open(sight)
    ready = [w for w in found if w.by < 1e8 or not any(x.by < 1e8 for x in found)]
    if not ready:
        return _wait(sight)
    first = min(ready, key=lambda w: (_when(sight, w), w.key))
    if not isinstance(first.deed, Say):
        first = next(habits.warming(sight, seconds_for(sight, first.deed)), first)
    _do(sight, first)
    return True


def _when(sight: Sight, wish: Wish) -> float:
    """Return by when a wish counts as due: what is soon done comes first, what is on hold comes later."""
    if sight.plan.hurries:
        due = wish.by + hurry.put_off(sight, wish)
    else:
        due = wish.by + _LENGTHY * seconds_for(sight, wish.deed)
    if sight.plan.reorders:
        drawn = sight.once(("drawn", wish.key), lambda: Random(f"{sight.seed}:{wish.key}").random())  # noqa: S311
        due += sight.plan.reorders * (2 * drawn - 1)
    if not isinstance(wish.deed, Say):
        return due
    line = sight.door.state.lines[wish.deed.line]
    return due + (_ON_ANOTHER_LINE if line.status == "held" else 0.0)


def _do(sight: Sight, wish: Wish) -> None:
    """Do a deed, after the time that thinking of it and typing it takes."""
    deed = wish.deed
    if isinstance(deed, Say):
        line = sight.door.state.lines[deed.line]
        if line.status == "held":
            live = sight.door.state.live_caller_line()
            if live is not None and not _told_to_wait(sight, live.id):
                text = sight.phrase("hold_line", live.call, len(live.spoken))
                wish = Wish(f"hold:{live.id}:{len(live.spoken)}", wish.by, Say(line=live.id, text=text))
            else:
                wish = Wish(f"resume:{line.id}:{line.since}", wish.by, Resume(line=line.id))
    if sight.plan.mistypes and isinstance(wish.deed, Say) and len(sight.done) % sight.plan.mistypes == 0:
        slipped = wish.deed.model_copy(update={"text": mistyped(wish.deed.text, f"{sight.seed}:{wish.key}")})
        wish = Wish(wish.key, wish.by, slipped, wish.most)
    until = round(sight.t + _still_takes(sight, wish), 2)
    if sight.plan.hurries and not isinstance(wish.deed, Say) and _left_off(sight, wish, until):
        return
    sight.tried[wish.key] = sight.tried.get(wish.key, 0) + 1
    sight.clock = until
    sight.done.append(Done(wish.key, sight.clock, wish.deed, sight.door.state, len(sight.door.events)))
    sight.door.do(wish.deed, sight.clock)


def _still_takes(sight: Sight, wish: Wish) -> float:
    """Return how long a deed still takes: what was begun at the desk and left stands there yet."""
    return max(seconds_for(sight, wish.deed) - sight.begun.get(_draft(wish.key), 0.0), _A_CLICK)


def _left_off(sight: Sight, wish: Wish, until: float) -> bool:
    """Let time pass while something is written at the desk; leave off as soon as anything happens.

    What was written stays there, as on a person's desk. Tells whether it was left off.
    """
    door, start = sight.door, sight.t
    while not door.ended and (due := door.next_due()) is not None and due < until - _NEARLY_DONE:
        if door.wait(due):
            draft = _draft(wish.key)
            written = max(due - start - sight.plan.thinks, 0.0)
            sight.begun[draft] = sight.begun.get(draft, 0.0) + written
            sight.clock = round(due, 2)
            return True
    return False


def _draft(key: str) -> str:
    """Return under what a draft is kept: what is written to a party goes on with news that came meanwhile."""
    return ":".join(key.split(":")[:2]) if key.startswith("pass:") else key


def mistyped(text: str, seed: str) -> str:
    """Return a text with two neighbouring letters changed about within one longer word, drawn by the seed."""
    words = text.split(" ")
    long = [n for n, word in enumerate(words) if len(word) >= 6 and word.isalpha() and word.islower()]
    if not long:
        return text
    chance = Random(seed)  # noqa: S311 (drawn to be repeated, not to be secret)
    n = chance.choice(long)
    at = chance.randrange(1, len(words[n]) - 2)
    word = words[n]
    words[n] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def _told_to_wait(sight: Sight, line: str) -> bool:
    spoken = sight.door.state.lines[line].spoken
    return bool(spoken) and bool({"hold_line", "ask_to_wait"} & set(spoken[-1].reading.sure()))


def seconds_for(sight: Sight, deed: Command) -> float:
    """Return how long a deed takes: thinking, and saying or typing its words."""
    plan = sight.plan
    if isinstance(deed, Say):
        return round(plan.thinks + len(deed.text) / plan.speaks, 1)
    text = str(getattr(deed, "text", "") or getattr(deed, "value", "") or getattr(deed, "reason", ""))
    if isinstance(deed, WriteField):
        before = sight.door.state.logs[deed.incident].fields.get(deed.field, "")
        text = deed.value.removeprefix(before)
    spoken = getattr(deed, "medium", "") in ("phone", "radio")
    return round(plan.thinks + len(text) / (plan.speaks if spoken else plan.writes), 1)


def _wait(sight: Sight) -> bool:
    """Wait for what happens next by itself, while there is something worth waiting for."""
    due = sight.door.next_due()
    if due is None or due > _until(sight):
        return False
    sight.clock = round(min(max(due, sight.t + 0.1), sight.t + _GLANCE), 2)
    sight.door.wait(sight.clock)
    return True


def _until(sight: Sight) -> float:
    """Return until when (call time) the learner has reason to wait."""
    state, world = sight.door.state, sight.world
    ends = [0.0]
    calls = world.scenario.calls
    if any(not state.lines_of_call(c) for c in calls):
        begun = sight.answered_at(world.first_call) or 30.0
        ends += [begun + calls[c].rings.at * sight.pace + 5.0 for c in calls if not state.lines_of_call(c)]
    ends += [x.rang_at + 240.0 for x in state.lines.values() if x.call and x.status in ("live", "held")]
    ends += [habits.expected_on(sight, c) + 5.0 for c in calls if sight.line(c) is not None]
    ends += [m.sent.answer_due or 0.0 for m in state.messages.values() if m.answer is None]
    ends += [x.sent.answer_due or 0.0 for x in state.escalations if x.answer is None]
    asking = [key for key, cue in world.scenario.cues.items() if cue.asks and key in state.armed]
    ends += [state.armed[key] for key in asking if key not in state.fired and key not in state.passed_by]
    return max(ends) + 1.0
