"""The reader of answers: key points with the writer's words; what is said to be rejected earns nothing."""

import pytest

from simulator.model.questions import KeyPoint, Question, Shown, Statement, WrongStatement
from simulator.understanding.answer_segments import clauses, segments, sentences
from simulator.understanding.answer_stance import denies, only_key_words, own_words, rejects
from simulator.understanding.answers import answer_reader, reader_of
from simulator.understanding.normalise import plain_words
from tests.understanding.test_encoder import ENCODER, needs_weights

QUESTION = Question(
    id="secrecy",
    criterion="3.2",
    kind="may it be said",
    verb="explain",
    ask='A caller says "please do not tell anyone". Explain what you may promise.',
    shows=Shown(message="Some bloke rang about his wife and said that he was probably making it all up."),
    clause="13.3",
    points=(
        KeyPoint(
            id="none",
            text="Secrecy cannot be promised",
            examples=("I would not promise to keep it secret", "never agree to keep it to yourself"),
        ),
        KeyPoint(
            id="life",
            text="It is passed on when life is at risk",
            examples=(
                "if somebody's life is in danger I have to share it",
                "when there is a risk of serious harm",
            ),
        ),
        KeyPoint(
            id="least",
            text="Only what is needed is shared",
            examples=("share as little as possible", "keep it to the minimum"),
        ),
    ),
    wrong=(
        WrongStatement(
            id="promise",
            text="Promising that it stays secret",
            examples=("I would say it stays between us", "tell them nobody will find out"),
        ),
    ),
)


def read(text, encoder=ENCODER):
    return answer_reader(QUESTION, encoder).read(text)


def test_every_stretch_is_cited_from_its_place_in_the_text():
    text = "First, I listen (carefully). Then I'd write it down; and  after that, well… I send someone!\nDone"
    found = segments(text)
    assert found
    assert all(text[s.start : s.end] == s.text for s in found)
    assert [s.text for s in sentences(text)][-1] == "Done"


def test_a_sentence_is_cut_where_it_says_another_thing():
    parts = clauses(sentences("I would not tell her the time, but I would say who is coming.")[0])
    assert [p.text for p in parts] == ["I would not tell her the time", "but I would say who is coming."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("you should not move the casualty", True),
        ("move the casualty", False),
        ("never say how long", True),
        ("it is not wrong to share", False),
        ("they wait rather than go in", True),
    ],
)
def test_denials_are_told_from_statements(text, expected):
    assert denies(plain_words(text)) is expected


def test_two_denials_beside_each_other_do_not_cancel_out():
    pair = [s for s in segments("I would not ask, and I would not tell.") if s.clauses > 1]
    assert pair
    assert all(s.denied for s in pair)


def test_what_is_called_a_myth_is_rejected():
    assert rejects(plain_words("it is a myth that we need consent"))
    assert rejects(plain_words("it is not true that we need consent"))
    assert not rejects(plain_words("it is true that we need consent"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("?!", "empty"),
        ("Secrecy.", "too short"),
        ("please do not tell anyone explain what you may promise", "copied"),
        ("secrecy promise life risk harm minimum share needed consent log", "key words"),
    ],
)
@pytest.mark.parametrize("encoder", [None, ENCODER], ids=["words", "encoder"])
def test_text_that_says_nothing_could_not_be_analysed_and_earns_nothing(text, why, encoder):
    found = read(text, encoder)
    assert (found.analysable, found.why_not) == (False, why)
    assert found.points == found.wrong == ()
    assert found.missing == ("none", "life", "least")


def test_what_is_shown_with_the_question_is_not_the_learners_own_word():
    assert own_words(QUESTION.shows.message, (QUESTION.shows.message,)) == ()
    assert read(QUESTION.shows.message).why_not == "copied"


def test_a_sentence_is_no_list_of_key_words():
    assert not only_key_words("I would tell the duty manager about the knife at once")
    assert only_key_words("Risk, priority, skills, equipment, travel, turnout")


@needs_weights
def test_points_made_in_other_words_are_found_and_cited():
    found = read("I can't swear to keep quiet about it. Should anybody be about to die, it gets passed on.")
    assert {p.id for p in found.points} >= {"none", "life"}
    assert "least" in found.missing or found.point("least").band == "likely"
    life = found.point("life")
    assert "die" in life.words


@needs_weights
def test_talk_of_something_else_could_not_be_analysed():
    assert read("We had a lovely picnic by the river on Sunday and the dog swam.").why_not == "off topic"


@needs_weights
def test_a_wrong_statement_counts_against_only_where_the_writer_means_it():
    assert "promise" in {w.id for w in read("I would tell him that it stays between us.").wrong}
    for text in (
        "I would never say that it stays between us.",
        "It is a mistake to think that it stays between us.",
        "Some people would say it stays between us, but that is wrong.",
    ):
        assert not [w for w in read(text).wrong if w.band == "sure"], text


@needs_weights
def test_the_contrary_of_a_point_is_never_sure():
    for text in (
        "You should not share it when somebody's life is in danger.",
        "Do not keep it to the minimum.",
    ):
        assert not [p for p in read(text).points if p.band == "sure"], text


@pytest.mark.parametrize("encoder", [None, ENCODER], ids=["words", "encoder"])
def test_the_same_text_is_read_the_same_way_again(encoder):
    text = "I would not promise to keep it secret. If somebody's life is in danger I share it."
    assert read(text, encoder) == read(text, encoder)
    assert [p.id for p in read(text, encoder).points][:1] == ["none"]


def test_any_text_at_all_is_read_without_a_fault():
    for text in (
        "\x00\u202e<b>x</b>",
        "a" * 30_000,
        "no. " * 3_000,
        "😀 " * 50,
        "مرحبا كيف حالك اليوم يا صديقي",
    ):
        assert read(text, None).question == "secrecy"


def test_a_question_without_a_key_point_is_refused():
    with pytest.raises(ValueError, match="at least one key point"):
        reader_of("q", "Why?", (), (), None)


def test_a_list_is_no_connected_account():
    assert read(
        "I would not promise to keep it secret because somebody's life may be in danger.", None
    ).connected
    assert not read("not promised; life; the minimum", None).connected


def statement(name, text, *examples):
    return Statement(id=name, text=text, examples=examples)


RISING = reader_of(
    "rising",
    "Explain how a sourdough rises.",
    (
        Statement(
            id="gas", text="Wild yeast makes gas", examples=("the yeast gives off gas", "bubbles of yeast")
        ),
        Statement(
            id="cold", text="The fridge slows it", examples=("cold slows the rise", "slower in the fridge")
        ),
    ),
    (
        Statement(
            id="salt", text="Salt lifts the dough", examples=("the salt makes it rise", "salt lifts it")
        ),
    ),
    ENCODER,
)


@needs_weights
@pytest.mark.parametrize(
    "text",
    [
        "Yeast does not make any gas. The fridge does not slow it.",
        "Salt does not lift the dough. Nobody says that.",
        "I used to believe that salt lifts the dough, but the book says otherwise.",
        "The salt lifts the dough? No.",
        "The idea that salt lifts the dough is nonsense.",
        "You need yeast and you need gas and you need a fridge.",
        "It is about wild yeast, it is about gas, it is about the fridge.",
        "Wild yeast. Gas. Fridge slow.",
        "There is no point in keeping it in the fridge so that it rises slower.",
    ],
)
def test_what_is_undone_beside_it_or_only_named_is_never_sure(text):
    found = RISING.read(text)
    assert [p.id for p in (*found.points, *found.wrong) if p.band == "sure"] == []


@needs_weights
def test_what_may_say_the_opposite_of_a_point_is_told_apart():
    found = RISING.read("The fridge does not slow it. The wild yeast in it lets off the gas.")
    assert [(p.id, p.band, p.denied) for p in found.points] == [
        ("gas", "sure", False),
        ("cold", "likely", True),
    ]


@needs_weights
def test_a_point_at_the_end_of_a_very_long_sentence_is_cited_from_there():
    text = "First I got up and " + "had a cup of tea and " * 14 + "then the wild yeast let off its gas."
    assert "yeast" in RISING.read(text).point("gas").words
