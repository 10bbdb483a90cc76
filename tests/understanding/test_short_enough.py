"""How the acts of a line are made to fit into its record: what is asked back stays whole."""

from simulator.model.reading import ReadAct
from simulator.understanding.in_context import MOST_BYTES, HeardLine, ordered


def _act(name: str, band: str, score: float, phrase: str, words: str) -> ReadAct:
    return ReadAct(act=name, band=band, score=score, phrase=phrase, words=words, runner_up="ask_hazards")


def _heard(*bands: str) -> HeardLine:
    words = "anything coming up from under the car or out of the boot of it"
    phrase = "Would you say that the smell is getting worse than it was before"
    acts = (_act(f"ask_number_{n}", band, 0.9 - n / 10, phrase, words) for n, band in enumerate(bands))
    return HeardLine(tuple(acts), "question")


def _size(line: HeardLine) -> int:
    return sum(len(act.model_dump_json()) for act in line.acts)


def test_what_is_asked_back_keeps_its_whole_phrasing_beside_much_else():
    given = _heard("sure", "sure", "unsure", "unsure", "unsure", "unsure")
    kept = ordered(given, ())
    assert _size(given) > MOST_BYTES > _size(kept)
    nearly = [act for act in kept.acts if act.band == "unsure"]
    assert [act.phrase for act in nearly] == [given.acts[2].phrase] * 2, "the likeliest two, uncut"
    assert [act.act for act in kept.acts if act.band == "sure"] == ["ask_number_0", "ask_number_1"]


def test_what_was_surely_heard_stays_with_its_words_cut_to_the_letter():
    given = _heard(*["sure"] * 6)
    kept = ordered(given, ())
    assert _size(kept) <= MOST_BYTES
    assert len(kept.acts) == 6
    for act in kept.acts:
        assert len(act.words) in (50, 30, 16), "a reader of the record tells from it that it was cut"
        assert given.acts[0].words.startswith(act.words)
        assert act.phrase
        assert given.acts[0].phrase.startswith(f"{act.phrase} "), "a phrasing ends with a whole word"


def test_a_line_of_few_acts_stays_as_it_was_heard():
    given = _heard("sure", "unsure")
    assert ordered(given, ()).acts == given.acts
