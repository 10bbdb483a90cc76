"""Learns the weights of the reader of answers from the development part, and prints them with their figures.

``python -m tests.bench.knowledge_fit``. The final part of the answers is never read here. Each question is
judged by weights that were learnt from the others; the constants printed go into ``answer_weights.py``.
"""

import json
import random
import sys
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from simulator.understanding.answer_features import FIGURES, compare, prepare
from simulator.understanding.answer_segments import segments
from simulator.understanding.answer_stance import says_something
from tests.bench.knowledge_ground import answers, bank, encoder, first_labels, lines

STRENGTH = 0.3
ROUNDS = 3
DENIED = 0.15


@dataclass
class Sample:
    question: str
    ids: tuple
    points: int
    labels: tuple
    weight: float
    kind: str
    figures: np.ndarray
    stretches: tuple


def sample(question, text, labels, kind, weight, coder, without=""):
    points = [_less(p, without) for p in question.points]
    wrong = [_less(w, without) for w in question.wrong]
    ready = prepare(question.ask, points, wrong, coder)
    compared = compare(ready, segments(text)[:200], coder)
    return Sample(
        question.id, ready.ids, ready.points, tuple(labels), weight, kind, compared.figures, compared.segments
    )


def _less(statement, phrasing):
    return statement.model_copy(update={"examples": tuple(e for e in statement.examples if e != phrasing)})


def gather(coder):
    """Return the samples: development answers, near misses, shipped phrasings that the point then lacks."""
    questions = {q.id: q for q in bank().questions}
    labels = first_labels()
    dev = [a for a in answers() if a["part"] == "dev"]
    final = {a["question"] for a in answers() if a["part"] == "final"}
    found = [
        sample(
            questions[a["question"]],
            a["text"],
            [*labels[a["id"]]["points"], *labels[a["id"]]["wrong"]],
            "dev",
            1.0,
            coder,
        )
        for a in dev
    ]
    found += [
        sample(questions[t["question"]], t["text"], t["points"], "near", 1.0, coder)
        for t in lines("tuning.jsonl")
    ]
    chance = random.Random(1)
    for question in (q for q in questions.values() if q.id not in final):
        for one in chance.sample([*question.points, *question.wrong], 2):
            example = one.examples[0]
            found.append(sample(question, example, [one.id], "bank", 0.25, coder, example))
            found.append(
                sample(question, f"It is not true that {example}.", [], "bank", 0.25, coder, example)
            )
    return found


def learn(samples):
    """Learn weights on the best stretch of each statement, chosen anew by what was learnt."""
    weights, bias = None, 0.0
    for _ in range(ROUNDS):
        rows, truth, pull = [], [], []
        for s in samples:
            odds = s.figures @ weights if weights is not None else s.figures[:, :, FIGURES.index("margin")]
            for place, name in enumerate(s.ids):
                rows.append(s.figures[int(np.argmax(odds[:, place])), place])
                truth.append(name in s.labels)
                pull.append(s.weight * (1.0 if place < s.points else 0.5))
        weights, bias = logistic(np.array(rows), np.array(truth), np.array(pull))
    return weights, bias


def logistic(rows, truth, pull):
    """Return weights and bias of a regularised logistic regression on standardised columns."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    x = (rows - mean) / spread
    sign = np.where(truth, 1.0, -1.0)

    def loss(w):
        z = sign * (x @ w[:-1] + w[-1])
        slope = -sign * pull / (1.0 + np.exp(z))
        value = (pull * np.logaddexp(0.0, -z)).sum() + (w[:-1] ** 2).sum() / (2 * STRENGTH)
        return value, np.append(x.T @ slope + w[:-1] / STRENGTH, slope.sum())

    best = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return best[:-1] / spread, best[-1] - (best[:-1] * mean / spread).sum()


def judged(samples, weights, bias, *, points):
    """Yield (true, log odds, barred from *sure*) for each statement of each sample."""
    for s in samples:
        odds = s.figures @ weights + bias
        for place, name in enumerate(s.ids):
            if (place < s.points) != points:
                continue
            best = int(np.argmax(odds[:, place]))
            denied = s.figures[best, place, FIGURES.index("denial")] > DENIED
            barred = denied or not says_something(s.stretches[best].words)
            yield name in s.labels, float(odds[best, place]), barred


def report(samples):
    """Print precision and recall by threshold, each question judged by weights learnt from the others."""
    held = [s for s in samples if s.kind in ("dev", "near")]
    for points in (True, False):
        rows = []
        for question in sorted({s.question for s in held}):
            weights, bias = learn([s for s in samples if s.question != question])
            rows += judged([s for s in held if s.question == question], weights, bias, points=points)
        truth = np.array([r[0] for r in rows])
        odds = np.array([r[1] for r in rows])
        free = ~np.array([r[2] for r in rows])
        print("points" if points else "wrong statements", len(rows), "true", int(truth.sum()))
        for at in np.arange(-3.0, 2.1, 0.25):
            taken = (odds >= at) & free
            shown = odds >= at
            print(
                f"  {at:5.2f}  sure: precision {(truth & taken).sum() / max(taken.sum(), 1):.3f}"
                f" recall {(truth & taken).sum() / truth.sum():.3f}"
                f"   shown: recall {(truth & shown).sum() / truth.sum():.3f}"
                f" wrong ones an answer {(~truth & shown).sum() / len(held):.2f}"
            )


def main():
    for name, coder in (("ENCODER", encoder()), ("WORDS", None)):
        if name == "ENCODER" and coder is None:
            print("There is no encoder: start the app once. Only the words-only weights are learnt.")
            continue
        samples = gather(coder)
        weights, bias = learn(samples)
        print(name, tuple(float(w) for w in weights.round(3)), round(float(bias), 3))
        report(samples)
    return 0


if __name__ == "__main__":
    print(json.dumps(list(FIGURES)))
    sys.exit(main())
