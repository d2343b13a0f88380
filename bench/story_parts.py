"""How well articles are grouped into stories: a labelled day, labelled headlines, and headlines like the classic set's.

The bars of the engine stay as they are shipped; the peers get the best bar on the very data, which favours them.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from story_adapters import BATCH, stories, streamed, texts_of, vectors_of
from story_data import Item, Labelled, cluster_bench, shuffled, transfer, uci_parts, world_dev
from story_peers import (
    SINGLE_LINK_MIN,
    best_average_linkage,
    by_jaccard,
    cosines,
    each_alone,
    newsblur,
    single_link,
    tfidf_likeness,
)
from story_scores import all_scores, head_of, row_of
from targets import Part, Target
from tidings.demo.measure import bcubed

WORLD_F1_MIN = 0.97
UCI_F1_MIN, UCI_TIMES_GOLD_MAX, UCI_SPREAD_MAX = 0.88, 2.0, 0.01
SHUFFLES = (1, 2, 3)
MODELS = {"minilm": "MiniLM", "static": "static vectors"}
QUOTED = (
    "quoted from the reference, not measured here (dev-test, cleaned labels):",
    "  TF-IDF leader .716; MiniLM centroid .793, with decay .804; static centroid .746",
    "  linear hybrid .824 (K 591); graph with Leiden, offline .840 (K 291); logistic hybrid, MiniLM .853 (K 440),",
    "  static .815 (K 397); its F1 over shuffles within days .847, standard deviation .005",
)
QUOTED_CLASSIC = (
    "quoted of the classic set itself (Google News titles, 152 stories), which is kept back:",
    "  best published NMI .882 (DP-BMM), MStreamF .873, MStream .850; the reference's prototype .938; .94 wanted",
)


# ---------------------------------------------------------------- a day of world news


def world() -> Part:
    """BCubed, pairs and number of stories on the labelled day, beside what others do."""
    day = world_dev()
    gold = len(set(day.gold))
    rows, left_out = [head_of(f"{len(day.items)} articles of {gold} stories")], []
    ours = all_scores(stories(day.items), day.gold)
    rows.append(row_of("tidings", ours))
    for name, labels in world_peers(day):
        if labels is None:
            left_out.append(f"left out: {name}: the embedder is not to be had here")
        else:
            rows.append(row_of(name, all_scores(labels, day.gold)))
    target = Target(
        name="stories, a day of world news",
        wanted=f"BCubed F1 of at least {WORLD_F1_MIN:.2f}",
        found=f"{ours['F1']:.3f}; pairs: precision {ours['pair P']:.2f}, recall {ours['pair R']:.2f}",
        is_met=ours["F1"] >= WORLD_F1_MIN,
    )
    return Part(title="Stories: a day of world news", text="\n".join([*rows, *left_out]), targets=(target,))


def world_peers(day: Labelled) -> Iterator[tuple[str, list[int] | None]]:
    """Each peer's groups; None where it needs vectors that are not to be had."""
    yield "no clustering", each_alone(day.items)
    yield "NewsBlur's rule for titles", newsblur(day.items)
    yield f"Jaccard of titles {SINGLE_LINK_MIN:.2f}, single link", by_jaccard(day.items, SINGLE_LINK_MIN)
    bar, groups = best_average_linkage(tfidf_likeness(texts_of(day.items)), day.gold)
    yield f"TF-IDF, average linkage, best bar {bar:.2f}", groups
    for model, name in MODELS.items():
        vectors = vectors_of(texts_of(day.items), model)
        titles = vectors_of([item["text"] for item in day.items], model)
        if vectors is None or titles is None:
            yield f"{name}, average linkage", None
            continue
        bar, groups = best_average_linkage(cosines(vectors), day.gold)
        yield f"{name}, average linkage, best bar {bar:.2f}", groups
        yield f"{name}, titles, single link {SINGLE_LINK_MIN:.2f}", single_link(cosines(titles), SINGLE_LINK_MIN)


# ---------------------------------------------------------------- headlines of 2014


@dataclass(frozen=True, slots=True)
class Scored:
    """One run on one order of a split."""

    scores: dict[str, float]
    raw_f1: float
    """On the labels as published."""
    rate: float
    """Articles for a CPU second, everything included."""


def uci() -> Part:
    """The dev-test split of the shared bench, in its order and shuffled within days."""
    parts = uci_parts()
    part, history = parts["dev-test"], [item for name in ("train", "val") for item in parts[name].items]
    base = scored(stories, part)
    others = [scored(stories, cluster_bench().in_new_order(part, seed)) for seed in SHUFFLES]
    gold = len(set(part.clean))
    rows = [f"{len(part.items):,} headlines of {gold} stories" + " " * 15 + head_of(width=0) + "  raw F1  articles/s"]
    rows += [told("tidings, all at once", base)]
    rows += [told(f"tidings, shuffle {seed}", each) for seed, each in zip(SHUFFLES, others, strict=True)]
    for name, order in (("", part), (f", shuffle {SHUFFLES[0]}", cluster_bench().in_new_order(part, SHUFFLES[0]))):
        rows += [told(f"tidings, {BATCH} at a time{name}", scored(streamed, order))]
    rows += [told(name, scored(peer, part, history)) for name, peer in uci_peers()]
    spread = statistics.stdev(each.scores["F1"] for each in others)
    rows += [f"standard deviation of F1 over {len(SHUFFLES)} shuffles: {spread:.4f}", *QUOTED]
    return Part(title="Stories: headlines of 2014", text="\n".join(rows), targets=uci_targets(base, gold, spread))


def uci_peers() -> Iterator[tuple[str, Callable[..., Sequence[int]]]]:
    """The baselines of the shared bench, and NewsBlur's rule."""
    cluster_bench()
    import cluster_baselines

    yield "TF-IDF leader", cluster_baselines.tfidf_leader
    yield "the same words in the headline", cluster_baselines.same_title
    yield "NewsBlur's rule for titles", newsblur


def scored(
    cluster: Callable[..., Sequence[int]],
    part: Any,
    history: Sequence[Item] = (),
) -> Scored:
    """One grouping of a split, called as the shared bench calls it."""
    labels, seconds = cluster_bench().call(cluster, part, list(history))
    return Scored(all_scores(labels, part.clean), bcubed(labels, part.raw)[2], len(labels) / max(seconds, 1e-9))


def told(name: str, each: Scored) -> str:
    """One line of the table."""
    return f"{row_of(name, each.scores)}{each.raw_f1:>8.3f}{each.rate:>12,.0f}"


def uci_targets(base: Scored, gold: int, spread: float) -> tuple[Target, ...]:
    """Good, not in crumbs, and much the same in any order."""
    f1, found = base.scores["F1"], base.scores["K"]
    return (
        Target(
            name="stories, headlines of 2014",
            wanted=f"BCubed F1 of at least {UCI_F1_MIN:.2f}",
            found=f"{f1:.3f} (precision {base.scores['P']:.3f}, recall {base.scores['R']:.3f})",
            is_met=f1 >= UCI_F1_MIN,
        ),
        Target(
            name="stories, how many",
            wanted=f"at most {UCI_TIMES_GOLD_MAX:g} times the {gold} there are",
            found=f"{found:.0f}, {found / gold:.1f} times",
            is_met=found <= UCI_TIMES_GOLD_MAX * gold,
        ),
        Target(
            name="stories, any order",
            wanted=f"standard deviation of F1 over shuffles within days at most {UCI_SPREAD_MAX:g}",
            found=f"{spread:.4f}",
            is_met=spread <= UCI_SPREAD_MAX,
        ),
    )


# ---------------------------------------------------------------- a set like the classic one


def transfer_part() -> Part:
    """Headlines stripped of everything, thresholds unchanged: what the classic set, which is kept back, would ask."""
    plain = transfer()
    orders = {"the aggregator's order": plain, "shuffled, seed 0": shuffled(plain, 0), "seed 1": shuffled(plain, 1)}
    rows = [head_of(f"{len(plain.items):,} headlines of {len(set(plain.gold))} stories")]
    for name, labelled in orders.items():
        began = time.process_time()
        labels = stories(labelled.items)
        rate = len(labels) / (time.process_time() - began)
        rows.append(f"{row_of(f'tidings, {name}', all_scores(labels, labelled.gold))}  ({rate:,.0f} articles/s)")
    rows.append(row_of("the same words in the headline", same_words(plain)))
    return Part(
        title="Stories: bare, stemmed headlines of other days (a proxy of the classic set)",
        text="\n".join([*rows, *QUOTED_CLASSIC]),
    )


def same_words(labelled: Labelled) -> dict[str, float]:
    """The plainest baseline."""
    groups = [" ".join(sorted(item["text"].split())) for item in labelled.items]
    return all_scores(groups, labelled.gold)
