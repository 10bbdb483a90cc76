"""Measures how well the reader reads: the gold lines, minimal pairs, disturbed lines, beside simpler readers.

    python -m tests.bench reading [--part development|comparing|final] [--published] [--weights FOLDER]
                                  [--json] [--clinc150 data_full.json] [--banking77 FOLDER]

Every share is printed with its 95 % interval (lines drawn anew 2,000 times, seeded). The final part is for
the closing figure alone: whoever looks at it to choose anything has spent it.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from simulator.data_files import scenarios_folder
from simulator.model.load_library import PHRASES
from simulator.model.phrase_bank import PhraseBank, load_phrases
from simulator.service.kept_encoder import open_encoder
from simulator.understanding.encoder import Encoder, EncoderFault, load_encoder
from simulator.understanding.reader import Reader, fit_reader
from simulator.understanding.tuned import with_tuned
from simulator.understanding.verifier import with_verifier
from tests.bench import gold_lines, reading_figures, reading_rivals
from tests.bench.gold_lines import GoldLine
from tests.bench.public_sets import PublicSet, banking77, clinc150, measure
from tests.bench.reading_disturbed import DISTURBANCES, disturbed
from tests.bench.reading_figures import Found, Heard

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"free": 1.0, "false accepts <= 10 %": 0.10, "false accepts <= 5 %": 0.05}
MOST_CONFUSIONS = 10
"""So many are printed unless each act is asked for."""
GRID = tuple(round(0.02 * i, 2) for i in range(1, 50))


def listen(reader: Reader, line: GoldLine) -> Heard:
    """Return what the reader as shipped hears in a line."""
    reading = reader.read(line.text)
    return Heard(tuple(Found(a.act, a.score, a.band, a.words) for a in reading.acts))


def by_the_reader(reader: Reader, lines: tuple[GoldLine, ...]) -> dict:
    """Return the figures of a reader with the bands it ships, and with thresholds from other call types."""
    heard = [listen(reader, line) for line in lines]
    sure = [one.in_bands("sure") for one in heard]
    either = [one.in_bands("sure", "unsure") for one in heard]
    return {
        "reader": reader.name,
        "bands": {"sure": reader.bands.sure, "unsure": reader.bands.unsure},
        "sure": reading_figures.with_intervals(reading_figures.table(lines, sure)),
        "sure_or_unsure": reading_figures.with_intervals(reading_figures.table(lines, either)),
        "right_by_band": reading_figures.calibration(lines, heard),
        "confusions": reading_figures.confusions(lines, sure),
        "by_act": reading_figures.by_act(lines, sure),
        "left_out": thresholds(lines, heard, [t for t in GRID if t >= reader.bands.unsure]),
    }


def thresholds(lines: tuple[GoldLine, ...], heard: list[Heard], grid: list[float]) -> dict:
    """Return for each limit the figures with every call type's threshold chosen on the others."""
    found = {}
    for name, limit in LIMITS.items():
        out = reading_figures.left_out(lines, heard, grid, limit)
        found[name] = reading_figures.with_intervals(out.counts) | {"thresholds": dict(out.thresholds)}
    return found


def beside(bank: PhraseBank, reader: Reader, encoder: Encoder | None, lines: tuple[GoldLine, ...]) -> dict:
    """Return the figures of the simpler readers, every call type's threshold chosen on the others."""
    rivals = {"token-sort ratio": reading_rivals.token_sort, "TF-IDF cosine": reading_rivals.tfidf_cosine}
    if encoder is not None:
        rivals["max cosine of embeddings"] = lambda known: reading_rivals.embedding_cosine(known, encoder)
    found = {}
    for name, likeness in rivals.items():
        heard = reading_rivals.nearest(bank.acts, reader.fitted.speller, likeness, lines)
        found[name] = thresholds(lines, heard, list(GRID))
    words = fit_reader(bank.acts, off_topic=bank.off_topic)
    heard = [listen(words, line) for line in lines]
    found["words only"] = thresholds(lines, heard, [t for t in GRID if t >= words.bands.unsure])
    return found


def minimal_pairs(reader: Reader) -> dict:
    """Return the share of minimal pairs read right, by kind, and those that are not."""
    by_kind: dict[str, list[bool]] = {}
    wrong = []
    for pair in gold_lines.pairs():
        first, second = (listen(reader, line).in_bands("sure") for line in (pair.first, pair.second))
        right = reading_figures.pair_is_right(pair, first, second)
        by_kind.setdefault(pair.kind, []).append(right)
        if not right:
            wrong.append([pair.first.text, sorted(first), pair.second.text, sorted(second)])
    whole = reading_figures.share([hit for hits in by_kind.values() for hit in hits])
    return {"all": whole} | {k: reading_figures.share(v) for k, v in by_kind.items()} | {"wrong": wrong}


def robustness(reader: Reader, lines: tuple[GoldLine, ...]) -> dict:
    """Return the F1 of lines as typed and as disturbed, on the same lines, for each disturbance."""
    found = {}
    for name, by in DISTURBANCES.items():
        both = disturbed(lines, by)
        sides = []
        for side in (0, 1):
            chosen = [pair[side] for pair in both]
            heard = [listen(reader, line).in_bands("sure") for line in chosen]
            sides.append(reading_figures.with_intervals(reading_figures.table(chosen, heard)))
        found[name] = {"lines": len(both), "as typed": sides[0], "disturbed": sides[1]}
    return found


def stuffing(reader: Reader) -> dict:
    """Return which stuffed lines obtained anything."""
    obtained = {}
    for line in gold_lines.stuffed():
        acts = sorted(listen(reader, line).in_bands("sure"))
        if acts:
            obtained[line.text] = acts
    return {"lines": len(gold_lines.stuffed()), "obtained": obtained}


def encoder_of(asked: argparse.Namespace) -> Encoder | None:
    """Return the encoder to read with; stop where the one that was named is none."""
    if asked.weights is None:
        return open_encoder(ROOT / "var", tuned=False if asked.published else None)
    try:
        encoder = load_encoder(asked.weights)
    except EncoderFault as fault:
        raise SystemExit(str(fault)) from fault
    if encoder is None:
        raise SystemExit(f"--weights: there is no encoder in {asked.weights} (no encoder.json).")
    return encoder if asked.published else with_verifier(with_tuned(encoder))


def public_sets(asked: argparse.Namespace) -> list[PublicSet]:
    """Return the public sets that were named; stop where one cannot be read."""
    found = []
    for option, path, read in (
        ("--clinc150", asked.clinc150, clinc150),
        ("--banking77", asked.banking77, banking77),
    ):
        try:
            found += [read(path)] if path else []
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise SystemExit(f"{option}: {path} cannot be read ({fault!r}).") from fault
    return found


def figures(asked: argparse.Namespace) -> dict:
    """Return every figure that was asked for."""
    public = public_sets(asked)  # first: the rest takes minutes
    bank, faults = load_phrases(scenarios_folder() / PHRASES)
    if bank is None:
        raise SystemExit(f"The shared phrases cannot be read: {faults[0]}")
    encoder = encoder_of(asked)
    cache = ROOT / "var" / "cache"
    reader = fit_reader(bank.acts, off_topic=bank.off_topic, encoder=encoder, cache_folder=cache)
    lines = gold_lines.gold_lines(asked.part)
    first, second = gold_lines.labels("labels-a.txt"), gold_lines.labels("labels-b.txt")
    found = {
        "part": asked.part,
        "each_act": asked.acts,
        "lines": len(lines),
        "without_an_act": sum(not line.acts for line in lines),
        "call_types": len({line.call for line in lines}),
        "agreement": reading_figures.agreement(first, second) if second else None,
        **by_the_reader(reader, lines),
        "minimal_pairs": minimal_pairs(reader),
        "stuffing": stuffing(reader),
        "robustness": robustness(reader, lines),
    }
    if not asked.alone:
        found["beside"] = beside(bank, reader, encoder, lines)
    return found | {one.name: measure(one, encoder, None) for one in public}


def shown(triple: list[float]) -> str:
    """Return a share with its interval for people."""
    value, low, high = triple
    return f"{value:.3f} [{low:.3f}–{high:.3f}]"


def row(name: str, measures: dict) -> str:
    """Return one reader's row for people."""
    parts = [f"{short} {shown(measures[key])}" for key, short in
             (("f1", "F1"), ("precision", "P"), ("recall", "R"), ("false_accepts", "FA"))]  # fmt: skip
    return f"  {name:26} {'  '.join(parts)}"


def told(found: dict) -> list[str]:
    """Return the figures as lines for people."""
    out = [
        _titled(found),
        _agreed(found["agreement"]),
        row(f"sure (from {found['bands']['sure']})", found["sure"]),
        row(f"sure or unsure ({found['bands']['unsure']})", found["sure_or_unsure"]),
        "Right by band: "
        + ", ".join(f"{b} {shown(s['share'])} of {s['count']}" for b, s in found["right_by_band"].items()),
        "Threshold chosen on the other call types:",
        *_left_out(found["left_out"]),
    ]
    for name, rival in found.get("beside", {}).items():
        out += [f"Beside it, {name}:", *_left_out(rival)]
    out.append("Worst confusions (meant, taken for, how often, such as; all of them with --acts):")
    worst = found["confusions"] if found["each_act"] else found["confusions"][:MOST_CONFUSIONS]
    out += [f"  {meant} > {wrong}: {n}  {text!r}" for meant, wrong, n, text in worst]
    if found["each_act"]:
        out.append("Each act: meant, heard, right, precision, recall")
        out += [f"  {act}: " + "  ".join(map(_share, row.values())) for act, row in found["by_act"].items()]
    return out + _pairs(found["minimal_pairs"]) + _rest(found)


def _share(figure: float | None) -> str:
    return "–" if figure is None else str(figure)


def _titled(found: dict) -> str:
    sizes = "{lines} lines, {without_an_act} without an act, {call_types} call types".format(**found)
    return f"{found['reader']}, {found['part']} part: {sizes}"


def _agreed(agreement: dict | None) -> str:
    if agreement is None:
        return "Labelled once so far: there is no second labelling (labels-b.txt)."
    return (
        "Two labellers: kappa {kappa_acts} over acts, {kappa_any_act} on whether there is any, "
        "the same set on {same_set:.1%} of {lines} lines".format(**agreement)
    )


def _left_out(found: dict) -> list[str]:
    return [
        row(name, one) + f"  at {min(one['thresholds'].values())}–{max(one['thresholds'].values())}"
        for name, one in found.items()
    ]


def _pairs(found: dict) -> list[str]:
    kinds = {k: v for k, v in found.items() if k != "wrong"}
    return [
        "Minimal pairs right: "
        + ", ".join(f"{k} {shown(v['share'])} of {v['count']}" for k, v in kinds.items()),
        *(f"  {a!r} {x} / {b!r} {y}" for a, x, b, y in found["wrong"]),
    ]


def _rest(found: dict) -> list[str]:
    obtained = found["stuffing"]["obtained"]
    out = [f"Key words alone: {len(obtained)} of {found['stuffing']['lines']} lines obtained something"]
    out += [f"  {text!r} {acts}" for text, acts in obtained.items()]
    for name, one in found["robustness"].items():
        before, after = one["as typed"], one["disturbed"]
        out.append(
            f"{name}, {one['lines']} lines: F1 {shown(before['f1'])} > {shown(after['f1'])}, "
            f"FA {shown(before['false_accepts'])} > {shown(after['false_accepts'])}"
        )
    for name in ("CLINC150", "BANKING77"):
        if name in found:
            shares = {k: v for k, v in found[name].items() if isinstance(v, dict)}
            out.append(f"{name}, {found[name]['phrasings']} phrasings an act, {found[name]['draws']} draws: "
                       + ", ".join(f"{k} {shown(v['share'])}" for k, v in shares.items()))  # fmt: skip
    return out


def main(words: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench reading",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--part", choices=gold_lines.PARTS, default="development")
    parser.add_argument("--weights", type=Path, metavar="FOLDER", help="another encoder's folder")
    parser.add_argument(
        "--published", action="store_true", help="leave out the layers that this project trained"
    )
    parser.add_argument("--alone", action="store_true", help="leave out the simpler readers beside it")
    parser.add_argument("--acts", action="store_true", help="print each act, and every confusion")
    parser.add_argument("--clinc150", type=Path, metavar="FILE", help="CLINC150's data_full.json")
    parser.add_argument("--banking77", type=Path, metavar="FOLDER", help="where train.csv and test.csv lie")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of lines for people")
    asked = parser.parse_args(words)
    found = figures(asked)
    print(json.dumps(found, default=_plain) if asked.json else "\n".join(told(found)))
    return 0


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    sys.exit(main())
