"""Values said in words and values written are the same where they mean the same, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.said_values import names_written, numbers_written, times_in, times_written
from simulator.model.values import says, tokens
from simulator.model.word_sets import word_row
from simulator.understanding.spoken_values import find_values

HOURS = word_row("twelve one two three four five six seven eight nine ten eleven")
UNITS = word_row("zero one two three four five six seven eight nine")
TEENS = word_row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
SOUNDS = {
    word[0]: word
    for word in word_row(
        """
        alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa
        quebec romeo sierra tango uniform victor whiskey xray yankee zulu
        """
    )
}


def in_words(number: int) -> str:
    """Return 10 to 59 in words."""
    if number < 20:
        return TEENS[number - 10]
    return " ".join([TENS[number // 10 * 10], *([UNITS[number % 10]] if number % 10 else [])])


@pytest.mark.parametrize(
    ("text", "accept", "same"),
    [
        ("left at half past nine", "9.30pm", True),
        ("left at half past nine", "21:30", True),
        ("left at 9.30pm", "half past nine", True),
        ("she went at 21:30", "nine thirty", True),
        ("she went at nine thirty", "21:30", True),
        ("half nine it was", "half past nine", True),
        ("half past nine at night", "9.30pm", True),
        ("half past nine in the morning", "9.30pm", False),
        ("09:30", "21:30", False),
        ("quarter to ten", "9.45", True),
        ("since 9.45pm", "quarter to ten", True),
        ("quarter to ten", "10.15", False),
        ("off since nine", "9pm", True),
        ("at five to nine", "8:55", True),
        ("numbers five to nine", "8:55", False),
        ("houses 5 to 9", "8:55", False),
        ("aged five to nine", "8:55", False),
        ("five to nine people", "8:55", False),
        ("at 9 Larch Road", "9pm", False),
        ("9.45 metres", "quarter to ten", False),
        ("There were 106 of them", "ten to six", False),
        ("a hundred and five Larch Road", "105 Larch Road", True),
        ("one hundred and five Larch Rd", "105 Larch Road", True),
        ("105 Larch Road", "one hundred and five Larch Road", True),
        ("a hundred and five Larch Road", "5 Larch Road", False),
        ("a hundred and five Larch Road", "100 Larch Road", False),
        ("fourteen b Larch Road", "14b Larch Road", True),
        ("14 B, Larch Road", "14b Larch Road", True),
        ("fourteen bravo, Larch Road", "14B Larch Road", True),
        ("14 B Larch Road", "14 Larch Road", False),
        ("14 Larch Road", "14b Larch Road", False),
        ("14 a man is hurt", "14a", False),
        ("at 14 delta road", "14d", False),
        ("flat two", "flat 2", True),
        ("14 Larch St", "14 Larch Street", True),
        ("3 Quarry Cres", "3 Quarry Crescent", True),
        ("surname S-M-I-T-H", "Smith", True),
        ("surname is sierra mike india tango hotel", "Smith", True),
        ("P A double T O N", "Patton", True),
        ("S for sugar, M for mother, I for India, T for tea, H for house", "Smith", True),
        ("surname S-M-Y-T-H", "Smith", False),
        ("on FM six two, kilo lima papa", "FM62 KLP", True),
    ],
)
def test_what_means_the_same_says_the_same_and_nothing_else_does(text, accept, same):
    assert says(text, accept) is same


@given(hour=st.integers(0, 23), minute=st.integers(10, 59))
def test_any_time_is_the_same_in_figures_and_in_words(hour, minute):
    figures = f"{hour:02d}:{minute:02d}"
    half = "am" if hour < 12 else "pm"
    words = f"{HOURS[hour % 12]} {in_words(minute)}"
    assert says(f"it was {words} {half}", figures)
    assert says(f"it was {figures}", words)
    if hour not in (10, 11, 12):  # "10:40" says nothing of the half of the day, "09:40" and "21:40" do
        other = "pm" if hour < 12 else "am"
        assert not says(f"it was {words} {other}", figures)
    assert not says(f"it was {words} {half}", f"{(hour + 1) % 24:02d}:{minute:02d}")


@given(hour=st.integers(0, 11), minute=st.sampled_from([5, 10, 15, 20, 25]))
def test_minutes_past_and_minutes_to_are_told_apart(hour, minute):
    said = "quarter" if minute == 15 else {5: "five", 10: "ten", 20: "twenty", 25: "twenty-five"}[minute]
    past, to = f"at {said} past {HOURS[hour]}", f"at {said} to {HOURS[hour]}"
    before = (hour - 1) % 12
    assert set(times_in(past)) == {f"{h:02d}{minute:02d}" for h in (hour, hour + 12)}
    assert set(times_in(to)) == {f"{h:02d}{60 - minute:02d}" for h in (before, before + 12)}


@given(hundreds=st.integers(1, 9), rest=st.integers(10, 59))
def test_hundreds_are_one_number(hundreds, rest):
    number = hundreds * 100 + rest
    said = f"{UNITS[hundreds]} hundred and {in_words(rest)}"
    assert numbers_written(said) == str(number)
    assert says(f"{said} Larch Road", f"{number} Larch Road")
    assert not says(f"{said} Larch Road", f"{rest} Larch Road")


@given(name=st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12))
def test_a_name_is_the_same_however_it_is_spelt(name):
    for spelt in ("-".join(name.upper()), " ".join(name), " ".join(SOUNDS[c] for c in name)):
        assert names_written(spelt).lower() == name


@given(st.text(max_size=80))
def test_any_text_is_written_without_fault_and_written_once_is_written_for_good(text):
    once = times_written(text)
    assert times_written(once) == once
    assert numbers_written(numbers_written(text)) == numbers_written(text)
    assert isinstance(names_written(text), str)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("half past nine", "21:30"),
        ("9.30pm", "nine thirty at night"),
        ("number one hundred and five", "105"),
        ("fourteen b", "14 B"),
    ],
)
def test_values_found_in_a_line_are_compared_as_values(said, written):
    assert {v.value for v in find_values(said)} & {v.value for v in find_values(written)}


def test_what_was_read_back_at_another_time_of_day_is_another_value():
    assert not {v.value for v in find_values("9.30am")} & {v.value for v in find_values("9.30pm")}


@pytest.mark.parametrize(
    "said",
    [
        "No. 21 Saddlers Row",
        "no.21 saddlers rw",
        "no 21 saddlers row",
        "Nr. 21, Saddlers Row",
        "number 21 saddlers row",
    ],
)
def test_a_label_before_a_house_number_denies_nothing(said):
    assert says(said, "21 Saddlers Row")


@pytest.mark.parametrize("said", ["no 2 people", "no, 21 people"])
def test_a_no_before_a_count_stays_one(said):
    assert tokens(said)[0] == "no"


ODD = str.maketrans({"s": "ſ", "i": "ı", "k": "K"})
WORDS = word_row("six seven nine hundred past to half at b for kilo sierra india mike twenty no. noon")


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.booleans())
def test_letters_that_only_look_like_others_are_read_as_these(words, odd):
    text = " ".join(words)
    written = text.translate(ODD) if odd else text
    for read in (numbers_written, times_written, names_written):
        assert read(written).translate(str.maketrans("ſıK", "sik")) == read(text)
