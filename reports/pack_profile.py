"""The learner's profile and skill scan: what they wrote of themself, and how it was talked through.

Words and ratings are the learner's. Whether support is wanted is a yes or no; which, and why, stands nowhere.
"""

from reports.document import Block, Table, columns, paragraph, theirs
from reports.pack import Pack
from reports.pack_people import learner
from reports.pack_rows import NOT_RECORDED, PAIR, ZONE, row, signed
from reports.words import local_label
from simulator.model.profile import PROFILE, RATING_SIGNS, LearnerProfile


def profile(pack: Pack) -> tuple[Block, ...]:
    """Return what is known of the learner and what they wrote of themself (document 4)."""
    known, modes = pack.profile, [a.mode for a in pack.attempts]
    prior = [i.reference for i in pack.dossier.standing if i.item.prior is not None]
    written = pack.dossier.profile
    pairs = [
        *learner(pack),
        ("Learns here since", local_label(known.joined, ZONE)),
        ("Calls taken", f"{modes.count('practice')} for practice, {modes.count('assessment')} assessed"),
        ("Evidence of prior learning", ", ".join(prior) or "none claimed"),
    ]
    rows = tuple(row(a, b) for a, b in pairs)
    blocks: list[Block] = [Table(caption="The learner", columns=PAIR, rows=rows)]
    if written is None:
        blocks.append(paragraph("The learner has not written a profile.", tone="quiet"))
    else:
        blocks += [_written(written), _scan(pack, written), _talked_through(pack, written)]
    if known.goals:
        goals = tuple(row(f"{at.day} {at:%B %Y}", theirs(words)) for at, words in known.goals)
        head = columns(Chosen=0.27, Goal=0.73)
        blocks.append(Table(caption="Goals that the learner chose for calls", columns=head, rows=goals))
    return tuple(blocks)


def _written(one: LearnerProfile) -> Table:
    said = one.deed
    pairs = (
        ("Job", theirs(said.job_role)),
        ("Employer", theirs(said.employer or NOT_RECORDED)),
        ("Duties", theirs(said.duties or NOT_RECORDED)),
        ("Learning and experience before", theirs(said.prior_learning or NOT_RECORDED)),
        ("Goals", theirs(said.goals or NOT_RECORDED)),
        ("Support", one.support_words),
        ("Written", f"{local_label(one.at, ZONE)}{one.again}"),
    )
    return Table(
        caption="Profile, in the learner's words", columns=PAIR, rows=tuple(row(a, b) for a, b in pairs)
    )


def _scan(pack: Pack, one: LearnerProfile) -> Table:
    rows = tuple(
        row(
            number,
            theirs(criterion.name),
            f"{RATING_SIGNS[r]} {r}" if (r := one.rated(number)) else "not rated",
        )
        for number, criterion in pack.unit.criteria.items()
    )
    head = columns(Criterion=0.15, Name=0.55, Rated_by_the_learner=0.3)
    return Table(caption="Skill scan: how the learner rated themself", columns=head, rows=rows)


def _talked_through(pack: Pack, one: LearnerProfile) -> Table:
    pairs: list[tuple[str, object]] = [
        (
            "Talked through",
            (theirs(f"{d.on.day} {d.on:%B %Y}, with {pack.name(d.by)}"), theirs(d.text)),
        )
        for d in one.discussed
    ]
    pairs = pairs or [("Talked through", "not yet")]
    pairs.append(("Signatures", tuple(theirs(s) for s in signed(pack, PROFILE)) or "none"))
    return Table(caption="Talked through and signed", columns=PAIR, rows=tuple(row(a, b) for a, b in pairs))
