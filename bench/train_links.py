"""Learn what each piece of evidence adds to the log-odds of a link, and print the tables of ``cluster/weights.py``.

    python bench/train_links.py [--breadth event|thread] [--model minilm|static|multilingual|words] ...
    python bench/train_links.py --caution       # only that, of the rows for threads as they stand

*Events* are learned from ``story_labels`` (our own labels), *threads* from the aggregator's stories of 10 and 11 March
and of 20 to 24 March 2014, without those that reach into the days of ``val`` and ``dev-test``.  Nothing else is looked
at, but for steps that were tried afterwards: the bias of events by words (+0.2) and by the static table (-0.2) on the
labelled day; the bias of threads (+0.2, by words +0.4) and ``stray`` (2.4, by the static table 1.6, by words none) on
the two days of ``val``, and on the days from 26 March on, where more of it glued.  By the multilingual model the bias
of threads (+0.6) was chosen on ``val``, and nothing was tried for ``stray``.

Threads arrive 500 at a time, and some of the events 50 at a time: in a stream the engine meets stories that have grown
for days, and evidence that grows with a story's size (how many words any of its articles has) must not glue them.
Weights that were learned from days placed at once made two stories of a week.

The groups are joined by the engine with the weights so far (at first: guesses), and every candidate that it looks at
on the way is kept with what joining it would gain: BCubed recall won, less precision lost, against the labels.  What
would gain should be joined; the weights are those of a logistic regression on that, each candidate weighted by how
much is at stake, and none may count evidence against what it speaks for.  Then the engine runs again with them, for it
meets other groups: four times (Ross, Gordon and Bagnell, "A Reduction of Imitation Learning", 2011).  At last the
weights are scaled so that the probabilities are those found.  For threads a slope alone does not do (it is 1): what
gains as often as not is mostly of one story, since a wrong join of large groups costs more than a missed one.  So their
bias is moved until probabilities are those found, and ``caution`` moves the bars with it; no join changes.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adapters import make_item
from story_adapters import embedder, text_of
from story_data import cluster_bench
from story_labels import load_story_labels
from tidings.cluster.conclusion import RUNNER_UP_DEPTH
from tidings.cluster.intake import Intake
from tidings.cluster.rounds import PLAIN_FEATURES, TERM_FEATURES, Pair, plain_features, settle
from tidings.cluster.weights import LEARNED, Weights, with_bars
from tidings.cluster.window import Window
from tidings.model import Article
from tidings.rules import ClusterRules
from tidings.vectors import Meanings

RULES, THREADS = ClusterRules(), ClusterRules(breadth="thread")
FEATURES = (*PLAIN_FEATURES, *TERM_FEATURES)
SIGNS = {
    "direction": 1, "likeness": 1, "smaller": -1, "larger": 0, "gap": -1, "words": 1, "words_any": 1, "names_any": 1,
    "phrases": 1, "phrases_any": 1, "single": 0,
}  # fmt: skip
"""Which way each piece of evidence may count; 0: either."""
EVENT = ("direction", "smaller", "larger", "gap", "words", "words_any", "names_any")
THREAD = ("likeness", "direction", "smaller", "larger", "single", "gap", "words", "words_any", "phrases", "phrases_any")
ROUNDS = {"event": 4, "thread": 3}
FEWER_ROUNDS = {("thread", "multilingual"): 2}
"""Where the next round was worse on the days learned from: it unlearned meaning."""
GUESS = Weights(bias=-7.0, likeness=12.0, words=4.0)
GUESSES = {"multilingual": Weights(bias=-42.5, likeness=48.0, words=4.0)}
"""Of embedders by which any two texts are much alike: by the usual guess all is one story, and nothing is learned."""
STAKE_MAX, STAKE_MIN = 30.0, 0.02
"""Articles won or lost that one candidate counts as, at most and at least."""
PULL = {"event": 4e-3, "thread": 1e-4}
"""How strongly weights are pulled towards nothing: more where fewer labels are."""
EVENTS_BATCH, THREADS_BATCH = 50, 500
DEPTH = {"event": 3.0, "thread": 1.5}
"""Log-odds below the bar down to which candidates are kept."""
CANDIDATES_MAX = 5
"""Of one group in one round, surest first."""


@dataclass(frozen=True)
class Labelled:
    """Articles with the story of each, and how much the set counts."""

    name: str
    articles: Sequence[Article]
    stories: Mapping[str, str]
    meanings: Meanings
    weight: float = 1.0
    batch: int = 0
    """Articles that arrive together; 0: all at once."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--breadth", choices=("event", "thread"), action="append")
    parser.add_argument("--model", choices=("minilm", "static", "multilingual", "words"), action="append")
    parser.add_argument("--caution", action="store_true", help="of the rows as they stand, and nothing else")
    options = parser.parse_args()
    models = options.model or ("minilm", "static", "multilingual", "words")
    if options.caution:
        for model in models:
            if row := LEARNED.get(("thread", model)):
                print(f"{model}: caution={cautious(row, streamed_candidates(row, load_threads(model))).caution:.2f}")
        return
    for breadth in options.breadth or ("event", "thread"):
        for model in models:
            print(f'    ("{breadth}", "{model}"): {told(learn(breadth, model))},', flush=True)


def told(weights: Weights) -> str:
    """Weights as they stand in the table."""
    names = [name for name in ("bias", *FEATURES, "caution") if name in ("bias", *SIGNS, "caution")]
    values = {name: round(getattr(weights, name), 2) for name in names}
    return f"Weights({', '.join(f'{name}={value:g}' for name, value in values.items() if value)})"


def learn(breadth: str, model: str) -> Weights:
    """The weights for a breadth and a model."""
    sets = load_events(model) if breadth == "event" else load_threads(model)
    names = EVENT if breadth == "event" else THREAD
    weights, seen = GUESSES.get(model, GUESS), []
    for _ in range(FEWER_ROUNDS.get((breadth, model), ROUNDS[breadth])):
        for one in sets:
            seen += candidates(one, weights, depth=DEPTH[breadth])
        weights = fitted(seen, names, PULL[breadth])
        print(f"{len(seen):,} candidates: {told(weights)}", file=sys.stderr, flush=True)
    weights = scaled(weights, [pair for one in sets for pair in candidates(one, weights, depth=DEPTH[breadth])])
    return weights if breadth == "event" else cautious(weights, streamed_candidates(weights, sets))


# ---------------------------------------------------------------- labels


def load_events(model: str) -> list[Labelled]:
    """Our own labels; the recorded feeds count more, for they are like what desks read, and fewer."""
    found = []
    for name, weight in (("feeds", 8.0), ("uci", 1.0)):
        items = [one for one in load_story_labels() if one.set == name]
        rows = [{"text": i.text, "summary": i.summary, "time": i.time, "url": i.url, "source": i.source} for i in items]
        found.append(labelled(name, rows, [one.story for one in items], model, weight))
    return [*found, replace(found[-1], batch=EVENTS_BATCH)]


def load_threads(model: str) -> list[Labelled]:
    """The aggregator's stories of days that are free for it."""
    bench = cluster_bench()
    parts = bench.load()
    taken = {story for part in parts.values() for story in part.raw}
    spans = (parts["train"], free_days(bench, "2014-03-20", "2014-03-24", taken))
    sets = [labelled("threads", part.items, part.clean, model, 1.0) for part in spans]
    return [replace(one, batch=THREADS_BATCH) for one in sets]


def free_days(bench, first: str, last: str, taken: set[str]):  # type: ignore[no-untyped-def]
    """The rows of some days whose stories are in no split, made as the splits are."""
    chance, part, rows = random.Random(11), bench.Part(), []
    all_days: dict[str, set[str]] = {}
    split_days = {day for days in bench.SPLITS.values() for day in days}
    for row in bench.read_jsonl_xz(bench.UCI):
        day = bench.day_of(row["ts"])
        all_days.setdefault(row["story"], set()).add(day)
        if first <= day <= last and row["title"] != bench.ERROR_PAGE and row["story"] not in taken:
            rows.append((row["ts"] + chance.uniform(-12, 12) * 3600, row["id"], row))
    for moment, _, row in sorted(rows, key=lambda one: one[:2]):
        if not all_days[row["story"]] & split_days:
            part.items.append(
                {"text": row["title"], "summary": "", "time": moment, "url": row["url"], "source": row["pub"]}
            )
            part.raw.append(row["story"])
    part.clean = bench.clean_labels(part)
    return part


def labelled(
    name: str, rows: Sequence[dict[str, object]], stories: Sequence[str], model: str, weight: float
) -> Labelled:
    """Items with labels and vectors."""
    articles = [make_item(number, row) for number, row in enumerate(rows)]
    meanings = Meanings()
    if model != "words":
        found = embedder(model)
        if found is None:
            sys.exit(f"{model} is not installed: make bench brings it")
        vectors = found.embed([text_of(article) for article in articles])
        meanings = Meanings(model=found.id, vectors={a.id: v for a, v in zip(articles, vectors, strict=True)})
    return Labelled(name, articles, {a.id: s for a, s in zip(articles, stories, strict=True)}, meanings, weight)


# ---------------------------------------------------------------- candidates


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two groups that the engine looked at, and what joining them would gain."""

    features: tuple[float, ...]
    gain: float
    weight: float
    is_one: bool
    """Most of both is of one story."""


def candidates(one: Labelled, weights: Weights, *, depth: float) -> list[Candidate]:
    """What the engine looks at while it joins a set."""
    intake, sizes = Intake(RULES, one.meanings), Counter(one.stories.values())
    window, found = Window(intake.dimensions), []

    def watch(window: Window, pairs: Sequence[Pair]) -> None:
        made_of = {
            row: Counter(one.stories[key] for key in window.groups[row].members)
            for row in {end for pair in pairs for end in (pair.one, pair.other)}
        }
        looked: Counter[int] = Counter()
        for pair in sorted(pairs, key=lambda pair: -pair.points):
            if min(looked[pair.one], looked[pair.other]) < CANDIDATES_MAX:
                looked.update((pair.one, pair.other))
                first, second = made_of[pair.one], made_of[pair.other]
                features = (*plain_features(window, pair.one, pair.other), *pair.terms)
                is_one = first.most_common(1)[0][0] == second.most_common(1)[0][0]
                found.append(Candidate(features, gain_of(first, second, sizes), one.weight, is_one))

    articles = sorted(one.articles, key=lambda article: (article.published, article.id))
    batch = one.batch or len(articles)
    for first in range(0, len(articles), batch):
        some = [intake.newcomer(article) for article in articles[first : first + batch]]
        window.expire(some[0].moment - RULES.window_hours * 3600)
        window.known[:] = True
        settle(window, window.open_all(some), weights, watch=watch, depth=depth)
    return found


def streamed_candidates(weights: Weights, sets: Sequence[Labelled]) -> list[Candidate]:
    """What the engine looks at with a row of the table and the usual bars, down to what it tells of."""
    decided = with_bars(weights, THREADS)
    return [pair for one in sets for pair in candidates(one, decided, depth=RUNNER_UP_DEPTH)]


def points_of(weights: Weights, seen: Sequence[Candidate]) -> NDArray[np.float64]:
    """The log-odds of candidates, as they are told."""
    values = np.array([one.features for one in seen])
    return values @ [getattr(weights, name) for name in FEATURES] + weights.bias


def gain_of(first: Counter[str], second: Counter[str], sizes: Counter[str]) -> float:
    """BCubed recall won by joining two groups, less precision lost, in articles."""
    recall = sum(2 * count * second[story] / sizes[story] for story, count in first.items() if story in second)
    whole = first + second
    precision = purity(whole) - purity(first) - purity(second)
    return recall + precision


def purity(group: Counter[str]) -> float:
    """BCubed precision of a group, in articles."""
    return sum(count * count for count in group.values()) / group.total()


# ---------------------------------------------------------------- weights


def fitted(seen: Sequence[Candidate], names: Sequence[str], pull: float) -> Weights:
    """Logistic regression with signs, by L-BFGS-B."""
    from scipy.optimize import minimize  # comes with scikit-learn, which only the benches have

    values, deviations = table(seen, names)
    right = np.array([one.gain > 0 for one in seen], float)
    stakes = np.array([(min(abs(one.gain), STAKE_MAX) + STAKE_MIN) * one.weight for one in seen])
    stakes /= stakes.sum()

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        log_odds = values @ point[1:] + point[0]
        found = 1 / (1 + np.exp(-log_odds))
        error = stakes * (found - right)
        value = (stakes * (np.logaddexp(0, log_odds) - right * log_odds)).sum() + pull * (point[1:] ** 2).sum()
        return value, np.concatenate(([error.sum()], values.T @ error + 2 * pull * point[1:]))

    bounds = [(None, None), *((0 if SIGNS[n] > 0 else None, 0 if SIGNS[n] < 0 else None) for n in names)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B")
    return Weights(
        bias=float(found.x[0]), weak=0.0, **dict(zip(names, (found.x[1:] / deviations).tolist(), strict=True))
    )


def table(seen: Sequence[Candidate], names: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The evidence of candidates in units of its own deviations, and those."""
    columns = [FEATURES.index(name) for name in names]
    values = np.array([[one.features[column] for column in columns] for one in seen])
    deviations = values.std(axis=0) + 1e-9
    return values / deviations, deviations


def scaled(weights: Weights, seen: Sequence[Candidate]) -> Weights:
    """The same decisions with log-odds as they are found: how often most of both is of one story."""
    names = [name for name in SIGNS if getattr(weights, name)]
    values, deviations = table(seen, names)
    points = values @ (deviations * [getattr(weights, name) for name in names]) + weights.bias
    right = np.array([one.is_one for one in seen], float)
    slope = 1.0
    for _ in range(50):  # Newton's method, in one dimension
        found = 1 / (1 + np.exp(-slope * points))
        step = ((found - right) * points).sum() / max((found * (1 - found) * points**2).sum(), 1e-9)
        slope -= step
        if abs(step) < 1e-6:
            break
    return replace(weights, **{name: getattr(weights, name) * slope for name in ("bias", *names)})


def cautious(weights: Weights, seen: Sequence[Candidate]) -> Weights:
    """The same decisions with a bias that makes the probabilities, on the whole, those found."""
    points = points_of(weights, seen)
    right = np.array([one.is_one for one in seen], float)
    more = 0.0
    for _ in range(50):  # Newton's method
        found = 1 / (1 + np.exp(-points - more))
        step = (found - right).sum() / max((found * (1 - found)).sum(), 1e-9)
        more -= min(max(step, -1.0), 1.0)  # bounded: from far off it would overshoot
        if abs(step) < 1e-6:
            break
    return replace(weights, bias=weights.bias + more, caution=weights.caution + more)


if __name__ == "__main__":
    main()
