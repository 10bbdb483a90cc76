"""What the reader hears in a line, and what it must not."""

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import identity

from simulator.model.reading import ActPhrasings, DialogueContext
from simulator.understanding.clauses import cut
from simulator.understanding.explain import explain
from simulator.understanding.reader import fit_reader
from simulator.understanding.reader_key import VERSION
from tests.understanding.banks import dev_lines, off_topic, shared_acts, shared_reader

TAUGHT = (
    ActPhrasings(
        id="ask_oxygen",
        phrasings=(
            "Is there any oxygen in the house?",
            "Does he use oxygen?",
            "Has she got an oxygen cylinder?",
            "Where is the oxygen kept?",
        ),
    ),
    ActPhrasings(
        id="advise_open",
        form="instruction",
        phrasings=(
            "Open the windows",
            "Please open all the doors and windows",
            "You need to open a window",
            "Get the windows open",
        ),
    ),
    ActPhrasings(
        id="advise_not_lift",
        form="instruction",
        phrasings=(
            "Do not use the lift",
            "Please don't use the lifts",
            "You must not take the lift",
            "Never use the lift",
        ),
    ),
)


def test_one_line_may_hold_several_acts():
    reading = shared_reader().read("ok whats the adress love and is anyone hurt??")
    assert set(reading.sure()) == {"ask_location", "ask_injuries"}


def test_every_act_heard_names_the_phrasing_the_words_and_the_runner_up():
    act = shared_reader().read("can i take your name please").acts[0]
    assert (act.act, act.band) == ("ask_name", "sure")
    assert act.phrase in next(a.phrasings for a in shared_acts() if a.id == "ask_name")
    assert act.words == "can i take your name please"
    assert act.runner_up not in ("", "ask_name")


@pytest.mark.parametrize(
    "line",
    [
        "address name number hurt",
        "name address phone injured breathing",
        "location casualties hazards weapons children",
        "gas leak address meter cellar windows",
    ],
)
def test_key_words_alone_obtain_nothing_sure(line):
    assert shared_reader().read(line).sure() == ()


def test_a_bank_never_seen_before_is_read_with_four_phrasings_an_act():
    reader = fit_reader(TAUGHT, off_topic=off_topic())
    assert reader.read("does your dad have oxygen").sure() == ("ask_oxygen",)
    assert reader.read("open a window for me").sure() == ("advise_open",)
    assert reader.read("please do not take the lift").sure() == ("advise_not_lift",)


def test_an_advice_is_not_heard_in_its_contrary_though_nobody_wrote_the_contrary_down():
    reader = fit_reader(TAUGHT, off_topic=off_topic())
    assert "advise_open" not in reader.read("do not open the windows").sure()
    assert "advise_not_lift" not in reader.read("use the lift").sure()


def _things(count, last):
    """Return a bank of no declared forms: four questions an act, and ``last``."""
    things = [
        f"{a}{b}" for a in ("blue", "red", "old", "new", "small") for b in ("card", "loan", "bill", "form")
    ]
    asked = ("where is the {}", "when does the {} come", "is the {} here", "how big is the {}", last)
    return [ActPhrasings(id=t, phrasings=tuple(f.format(t) for f in asked)) for t in things[:count]]


def test_whether_form_and_person_matter_is_learnt_from_a_bank_that_declares_no_forms():
    lax = fit_reader(_things(20, "my {} has gone"), off_topic=off_topic())
    strict = fit_reader(_things(20, "who has the {}"), off_topic=off_topic())
    few = fit_reader(_things(8, "my {} has gone"), off_topic=off_topic())
    assert not any(p.form_binds or p.person_binds for p in lax.fitted.profiles)
    assert all(p.form_binds and p.person_binds for p in (*strict.fitted.profiles, *few.fitted.profiles))
    assert strict.read("my bluecard is nowhere to be seen").acts == ()
    assert lax.read("my bluecard is nowhere to be seen").acts


def test_must_hear_and_must_not_hear_are_the_authors_last_word():
    act = TAUGHT[0].model_copy(update={"must_hear": ("oxygen",), "must_not_hear": ("mask",)})
    reader = fit_reader((act, *TAUGHT[1:]), off_topic=off_topic())
    assert reader.read("does he use oxygen").sure() == ("ask_oxygen",)
    assert reader.read("does he use it").acts == ()
    assert reader.read("does he use an oxygen mask").acts == ()


def test_the_same_line_is_read_the_same_by_a_reader_fitted_afresh():
    again = fit_reader(shared_acts(), off_topic=(*off_topic(), ActPhrasings(id="x", phrasings=("zzz",))))
    same = fit_reader([act.model_copy() for act in shared_acts()], off_topic=off_topic())
    assert same.key == shared_reader().key != again.key
    for line in dev_lines()[:40]:
        assert same.read(line.text) == shared_reader().read(line.text)


def test_readers_on_several_threads_agree():
    lines = [line.text for line in dev_lines()[:60]]
    alone = [shared_reader().read(text) for text in lines]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(shared_reader().read, lines)) == alone


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_reader_and_every_reading_is_consistent(text):
    reading = shared_reader().read(text)
    acts = [act.act for act in reading.acts]
    assert len(acts) == len(set(acts))
    assert set(acts) <= set(shared_reader().acts)
    assert reading.reader == shared_reader().name
    for act in reading.acts:
        assert act.band == shared_reader().band_of(shared_reader().acts.index(act.act), act.score)
        assert act.band in ("sure", "unsure")
        assert act.score == round(act.score, 4)
    assert shared_reader().read(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?",
        "\x00\x01\x02",
        "🙂" * 400,
        "שלום מה הכתובת",
        "\u202eerehw\u202c",
        "<script>alert(1)</script> where are you",
        "&lt;b&gt;",
        "a" * 10_000,
        "is anyone hurt? " * 700,
        "what is " * 1250,
        "\n" * 10_000,
        "\ud800",
        "'" * 50,
        "where's'nt've",
    ],
)
def test_any_text_is_read_and_its_reading_fits_the_record(text):
    reading = shared_reader().read(text)
    assert len(reading.model_copy(update={"manner": ()}).model_dump_json().encode("utf-8", "replace")) <= 1024


def test_markup_does_not_hide_a_question():
    assert shared_reader().read("<b>where</b> are you <i>calling</i> from?").sure() == (
        "ask_caller_location",
    )


def test_what_was_asked_for_last_leads_the_unsure_list_and_nothing_else():
    plain = shared_reader().read("can you get out of the building")
    unsure = [line.text for line in dev_lines() if len(shared_reader().read(line.text).unsure()) > 1]
    assert unsure
    for text in unsure:
        last = shared_reader().read(text).unsure()[-1]
        led = shared_reader().read(text, DialogueContext(expected=(last,)))
        assert led.unsure()[0] == last
        assert set(led.acts) == set(shared_reader().read(text).acts)
    assert plain == shared_reader().read("can you get out of the building")


def test_an_act_given_twice_or_without_phrasings_is_refused_with_its_name():
    with pytest.raises(ValueError, match="'ask_oxygen' is given twice"):
        fit_reader((TAUGHT[0], TAUGHT[0]))
    with pytest.raises(ValueError, match="'empty' has no phrasing"):
        fit_reader((ActPhrasings(id="empty", phrasings=(" ",)),))


def test_the_phrase_bank_is_not_held_back_by_the_readers_own_rules():
    from simulator.understanding.clauses import cut, join
    from simulator.understanding.guards import against, cost

    held, total = [], 0
    for act, profile in zip(shared_acts(), shared_reader().fitted.profiles, strict=True):
        for phrasing in act.phrasings:
            total += 1
            clause = join(cut(phrasing, shared_reader().fitted.speller))
            held += [phrasing] if against(profile, clause) > 0 else []
            assert cost(profile, clause) == 0, phrasing
    assert len(held) / total < 0.02, held


def test_the_words_only_reader_keeps_its_figures_on_the_development_lines():
    right = wrong = missed = false = empty = 0
    for line in dev_lines():
        heard = set(shared_reader().read(line.text).sure())
        right, wrong, missed = (
            right + len(heard & line.acts),
            wrong + len(heard - line.acts),
            missed + len(line.acts - heard),
        )
        empty, false = empty + (not line.acts), false + (not line.acts and bool(heard))
    assert 2 * right / (2 * right + wrong + missed) >= 0.74
    assert false / empty <= 0.08


def test_an_explanation_names_the_words_that_decided_and_what_nearly_won():
    (found,) = explain(shared_reader(), "is anyone bleeding badly")
    assert found.act == "ask_injuries"
    assert found.phrase
    assert found.runner_up
    assert found.gap > 0
    shares = dict(found.word_shares)
    assert max(shares, key=shares.get) == "bleeding"
    assert dict(found.drops)["bleeding"] > dict(found.drops)["badly"]


@pytest.mark.parametrize(
    ("said", "act", "other"),
    [
        ("what number can I ring you on", "ask_callback_number", "what number can you ring me on"),
        ("stay on the line", "stay_on_line", "do not stay on the line"),
        ("I know this is frightening for you", "empathise", "this is frightening for me"),
        ("you were right to ring us", "reassure", "I was right to ring us"),
        ("turn the gas off at the meter", "advise_turn_off_gas_at_meter", "shall I turn the gas off"),
    ],
)
def test_who_does_it_and_what_is_forbidden_part_two_lines_of_the_same_words(said, act, other):
    assert act in shared_reader().read(said).sure()
    assert act not in shared_reader().read(other).sure()


def test_a_tag_asks_about_the_words_before_it_and_nothing_by_itself():
    (clause,) = cut("You are not hurt, are you?", shared_reader().fitted.speller)
    assert clause.asked
    assert "ask_caller_location" not in shared_reader().read("You are not hurt, are you?").sure()


@pytest.mark.parametrize("said", ["hurt hurt hurt", "where what when who how many", "who what where"])
def test_one_word_over_and_over_or_question_words_alone_obtain_nothing(said):
    assert shared_reader().read(said).sure() == ()


def test_a_line_without_an_act_is_explained_by_what_came_nearest():
    (found,) = explain(shared_reader(), "I like your curtains")
    assert found.band == "none"
    assert found.score < shared_reader().bands.unsure
    assert explain(shared_reader(), "") == ()


def test_a_reading_can_be_kept_and_read_back_as_json():
    reading = shared_reader().read("what is your name and where are you")
    assert json.loads(reading.model_dump_json())["reader"] == f"words-{VERSION}"


def test_what_was_learnt_is_kept_on_disk_and_a_damaged_file_only_costs_time(tmp_path):
    from simulator.understanding.fitting import in_plain_words, learn

    def weights(by):
        return by.word_weights.scores(identity(by.features.size, dtype=np.float32, format="csr"))

    told = in_plain_words(TAUGHT, off_topic(), ())
    first = weights(learn(TAUGHT, told, None, tmp_path))
    (file,) = tmp_path.glob("learnt-*.npm")
    written, used = file.stat().st_ino, file.stat().st_mtime_ns
    assert np.array_equal(weights(learn(TAUGHT, told, None, tmp_path)), first)
    assert file.stat().st_ino == written
    assert file.stat().st_mtime_ns > used, "what was used last is thrown away last"
    whole = file.read_bytes()
    for damaged in (b"damaged", whole[:-200], whole.replace(b"large", b"lerge")):
        file.write_bytes(damaged)
        left = file.stat().st_ino
        assert np.array_equal(weights(learn(TAUGHT, told, None, tmp_path)), first)
        assert file.stat().st_ino != left
    learn(TAUGHT[:2], in_plain_words(TAUGHT[:2], off_topic(), ()), None, tmp_path)
    assert len(list(tmp_path.glob("learnt-*.npm"))) == 2


def test_a_phrasing_that_two_banks_share_is_mended_in_each_by_the_words_of_that_bank():
    from simulator.understanding.fitting import in_plain_words

    for pet, word in (("budgie", "budgie"), ("parrot", "budgee"), ("budgie", "budgie")):
        others = tuple(f"is the {pet} {how}" for how in ("ok", "alive", "loose"))
        act = ActPhrasings(id="pet", phrasings=("is your budgee breathing", *others))
        told = in_plain_words([act], (), ("is", "your", "breathing", "the"))
        assert told.acts[0][0].words == ("is", "your", word, "breathing")


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ("You're not making a fuss", "dismiss"),
        ("you are not wasting my time", "insult"),
        ("you're not doing well", "reassure"),
        ("you are making a fuss", "reassure"),
        ("Roy, stop!", "insult"),
        ("Roy, stop!", "calm_down"),
    ],
)
def test_the_contrary_of_what_is_said_of_somebody_and_a_lone_command_are_not_that_act(said, never):
    assert never not in {act.act for act in shared_reader().read(said).acts}


def test_what_one_act_alone_was_taught_is_surely_heard_word_for_word():
    for phrase, act in (
        ("Any change at all, ring this number", "worsening_advice"),
        ("carry on like that and the call ends", "set_boundary"),
        ("ok so just you there is it", "ask_who_is_there"),
    ):
        assert shared_reader().read(phrase).sure() == (act,)
    assert "thank" not in {act.act for act in shared_reader().read("Have the helmet off him, love").acts}


def test_words_that_two_acts_were_taught_are_certain_for_neither():
    shared = "is it round the back"
    reader = fit_reader(
        [
            ActPhrasings(id="ask_door", phrasings=(shared, "where is the door", "which door is it")),
            ActPhrasings(id="ask_meter", phrasings=(shared, "where is the meter", "find the meter for me")),
        ],
        keep=False,
    )
    assert all(act.score < 0.97 for act in reader.read(shared).acts)


def _cards(told: str) -> list[ActPhrasings]:
    """Return a bank of which every act is asked and, in ``told`` many of its lines, told as well."""
    things = (
        "card",
        "parcel",
        "refund",
        "statement",
        "passcode",
        "transfer",
        "rate",
        "charge",
        "limit",
        "loan",
    )
    more = (
        "cheque",
        "wallet",
        "bonus",
        "lease",
        "fee",
        "invoice",
        "ticket",
        "voucher",
        "mortgage",
        "pension",
    )
    return [
        ActPhrasings(
            id=f"about_{thing}",
            phrasings=(f"where is the {thing}?", f"when will the {thing} come?", told.format(thing)),
        )
        for thing in (*things, *more)
    ]


def test_where_acts_are_asked_and_told_alike_the_few_lines_of_one_do_not_forbid_telling_it():
    asked_only = ActPhrasings(
        id="asked_only", phrasings=("where is the helmet?", "when will the helmet come?")
    )
    mixed = fit_reader([*_cards("the {} has not come"), asked_only])
    asked = fit_reader([*_cards("how long does the {} take?"), asked_only])
    line = "the helmet has not come"
    assert "asked_only" in {act.act for act in mixed.read(line).acts}
    assert "asked_only" not in {act.act for act in asked.read(line).acts}
