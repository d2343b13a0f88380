"""What the quality gate measures, and on what: each corpus with its files and its figures.

Development data only.  Where labels are made by a program of the recorded data, that program is among the files.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import calibration
import copies
import kinds
import languages
import sensitive
import topics
from story_adapters import links, stories, streamed
from story_data import Item, Labelled, cluster_bench, sample_of, uci_parts, world_dev
from story_scores import pairwise
from tidings.config import parse_desk
from tidings.demo.measure import bcubed

WORLD, UCI = "shared/data/stories/world-dev.jsonl", "shared/data/stories/uci-dev.jsonl.xz"
FEEDS = ("shared/data/feeds/index.jsonl", "shared/data/feeds/recorded-2026-02-18.tar.xz")
PAGES = "shared/data/pages/zyte.tar.xz"
UCI_SHARE = 1 / 3
"""Of the stories of a split: enough to see a loss of a hundredth, at a third of the time."""
NEAREST = 4
"""Pairs of different events looked at for each article: those of the most alike headlines."""
SURE = 0.5

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Data with labels, and what is measured on it."""

    files: tuple[str, ...]
    """``shared/...`` is the recorded data, all else is in the project."""
    measure: Callable[[], Figures] = field(compare=False)
    sample: str = ""
    """Which part is measured; empty: all."""


# ---------------------------------------------------------------- stories


def figures_of(labelled: Labelled, group: Callable[[Sequence[Item]], Sequence[int]] = stories) -> Figures:
    """How well our stories match the labels."""
    found = group(labelled.items)
    precision, recall, f1 = bcubed(found, labelled.gold)
    pair_precision, pair_recall = pairwise(found, labelled.gold)
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "pair-precision": pair_precision,
        "pair-recall": pair_recall,
        "times-gold": len(set(found)) / len(set(labelled.gold)),
    }


def split(name: str) -> Callable[[], Figures]:
    """A sample of a split of the headlines of 2014."""
    return lambda: figures_of(sample_of(uci_parts()[name], UCI_SHARE))


def uci_stream() -> Figures:
    """The same as it arrives, by the table of words: days on end, in which no story may swallow the others."""
    parts = uci_parts()
    labelled = [sample_of(parts[name], UCI_SHARE) for name in ("train", "val")]
    days = Labelled([item for one in labelled for item in one.items], [story for one in labelled for story in one.gold])
    return figures_of(days, lambda items: streamed(items, model="static"))


def across_languages() -> Figures:
    """Stories of reports in four languages, by the embedder that knows them all."""
    return figures_of(languages.languages(), lambda items: stories(items, "multilingual"))


def threads_told() -> Figures:
    """How far the probabilities of threads are from what is found, by the table of words, on days not learned from."""
    parts = [calibration.told_of("static", name)[0] for name in calibration.DAYS]
    return {"calibration-error": calibration.calibration_error(calibration.together(parts))}


def own_labels(name: str) -> Labelled:
    """One of the sets that we labelled ourselves."""
    items = [item for item in importlib.import_module("story_labels").load_story_labels() if item.set == name]
    return Labelled(
        [{key: getattr(item, key) for key in ("text", "summary", "time", "url", "source")} for item in items],
        [item.story for item in items],
    )


def world_links() -> Figures:
    """How well single links are judged: all pairs of one event, and the pairs of two that look most like one."""
    day = world_dev()
    pairs = telling_pairs(day)
    judged = links(day.items, [((one,), (other,)) for one, other in pairs])
    sure = [(link.probability >= SURE, day.gold[a] == day.gold[b]) for link, (a, b) in zip(judged, pairs, strict=True)]
    right = sum(is_sure and is_one for is_sure, is_one in sure)
    return {
        "precision": right / max(1, sum(is_sure for is_sure, _ in sure)),
        "recall": right / sum(is_one for _, is_one in sure),
        "ranked": share_in_order([link.probability for link in judged], [is_one for _, is_one in sure]),
    }


def telling_pairs(day: Labelled) -> list[tuple[int, int]]:
    """Every pair of one story, and for each article the most alike of other stories."""
    words = [frozenset(cluster_bench().title_words(item["text"])) for item in day.items]
    found: set[tuple[int, int]] = set()
    for one in range(len(day.items)):
        found |= {(one, other) for other in range(one + 1, len(day.items)) if day.gold[one] == day.gold[other]}
        strange = [other for other in range(len(day.items)) if day.gold[one] != day.gold[other]]
        in_common = {other: len(words[one] & words[other]) for other in strange}
        alike = sorted(strange, key=lambda other: (-in_common[other], other))
        found |= {(min(one, other), max(one, other)) for other in alike[:NEAREST]}
    return sorted(found)


def share_in_order(values: Sequence[float], are_true: Sequence[bool]) -> float:
    """How often a true one has the higher value than a false one; a tie is half (the area under the ROC curve)."""
    true = [value for value, is_true in zip(values, are_true, strict=True) if is_true]
    false = [value for value, is_true in zip(values, are_true, strict=True) if not is_true]
    won = sum((one > other) + (one == other) / 2 for one in true for other in false)
    return won / max(1, len(true) * len(false))


# ---------------------------------------------------------------- what articles are, and are about


def kinds_figures() -> Figures:
    """News told from everything else, on the half that was not in view and on the whole."""
    rows = [(row.label, kinds.kind_of(row.article).name, row.is_tune) for row in kinds.labelled()]
    halves = {"whole": rows, "report": [row for row in rows if not row[2]]}
    return {
        f"{half}-{name}": value
        for half, some in halves.items()
        for name, value in zip(
            ("precision", "recall", "f1"),
            kinds.scores([(label, judged) for label, judged, _ in some], "news"),
            strict=True,
        )
    }


def sensitive_figures() -> Figures:
    """Central subjects in both halves."""
    found: Figures = {}
    for is_tune, half in ((True, "seen"), (False, "kept-back")):
        rows = [(row.labels, sensitive.found_in(row.article)) for row in sensitive.labelled() if row.is_tune == is_tune]
        right, wrong, missed = sensitive.scores(rows, "central")
        found |= {f"{half}-precision": right / max(1, right + wrong), f"{half}-recall": right / max(1, right + missed)}
    return found


def topics_figures() -> Figures:
    """Search items on topic that are kept, and off topic that are refused."""
    desk = parse_desk((topics.Path(topics.__file__).parent / "topics_desk.toml").read_text(encoding="utf-8"))
    known = list(topics.items(desk))
    found = topics.judged(known, desk, {feed.url: feed.topics for feed in desk.feeds})
    searched = [item for item in known if item.is_search]
    kept, on, refused, off = topics.tally(searched, lambda item: topics.has(found, item, "power-apps"))
    return {"kept": kept / on, "refused": refused / off}


def copies_figures() -> Figures:
    """Copies made of recorded items, of the half that was looked at while they were tuned."""
    found = copies.outcome(copies.judges()["tidings"], copies.half_of(copies.texts(), is_tune=True))
    return {"precision": found.precision, "recall": found.recall}


CORPORA: dict[str, Corpus] = {
    "world": Corpus((WORLD,), lambda: figures_of(world_dev())),
    "links": Corpus((WORLD,), world_links, f"all pairs of one event, the {NEAREST} most alike of others"),
    "uci-dev-test": Corpus((UCI, "shared/bench/cluster_bench.py"), split("dev-test"), "a third of its stories"),
    "uci-val": Corpus((UCI, "shared/bench/cluster_bench.py"), split("val"), "a third of its stories"),
    "uci-streamed": Corpus(
        (UCI, "shared/bench/cluster_bench.py"), uci_stream, "a third of the stories of four days, as they arrive"
    ),
    "threads-told": Corpus(
        (UCI, "shared/bench/cluster_bench.py"), threads_told, "five days as they arrive, by the table of words"
    ),
    "languages": Corpus(("bench/languages.tsv",), across_languages, "by the multilingual embedder"),
    "labels-feeds": Corpus(("bench/story_labels.tsv", *FEEDS), lambda: figures_of(own_labels("feeds"))),
    "labels-uci": Corpus(("bench/story_labels.tsv", UCI), lambda: figures_of(own_labels("uci"))),
    "copies": Corpus(("bench/copies.py", WORLD, *FEEDS, PAGES), copies_figures, "the half that is looked at"),
    "kinds": Corpus((WORLD,), kinds_figures),
    "sensitive": Corpus(("bench/sensitive_set.tsv",), sensitive_figures),
    "topics": Corpus(("bench/topics_desk.toml", "shared/data/everyday/powerapps-news.jsonl.xz"), topics_figures),
}
