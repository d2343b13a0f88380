"""Every mistake on a labelled set, to be read: what should be one story and is not, what is one and should not be.

    python bench/errors_of_stories.py world|feeds|uci|val|train [--most 50]

Each with headlines and what the engine says of the link between the two sides.  There is no dev-test here: whoever
reads its mistakes has it no more to report on.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations

from quality_corpora import own_labels
from story_adapters import links, stories
from story_data import Labelled, uci_parts, world_dev
from story_scores import all_scores, head_of, row_of
from tidings.model import Link

HEADLINES_MAX = 6
"""Of one side; a side may have hundreds."""
SETS: dict[str, Callable[[], Labelled]] = {
    "world": world_dev,
    "feeds": lambda: own_labels("feeds"),
    "uci": lambda: own_labels("uci"),
    "val": lambda: split("val"),
    "train": lambda: split("train"),
}


def split(name: str) -> Labelled:
    """A split of the headlines of 2014, whole."""
    part = uci_parts()[name]
    return Labelled(part.items, part.clean)


def groups(labels: Sequence[object], within: Sequence[int]) -> list[list[int]]:
    """The places of each label, the largest group first."""
    found: dict[object, list[int]] = defaultdict(list)
    for at in within:
        found[labels[at]].append(at)
    return sorted(found.values(), key=lambda group: (-len(group), group))


def mistakes(outer: Sequence[object], inner: Sequence[object]) -> Iterator[list[list[int]]]:
    """Every group by ``outer`` that ``inner`` has in several: its parts, the group with most pairs apart first."""
    torn = [groups(inner, group) for group in groups(outer, range(len(outer)))]
    yield from sorted((parts for parts in torn if len(parts) > 1), key=lambda parts: (-pairs_apart(parts), parts))


def pairs_apart(parts: Sequence[Sequence[int]]) -> int:
    """How many pairs of items lie in different parts."""
    return sum(len(one) * len(other) for one, other in combinations(parts, 2))


def told(labelled: Labelled, title: str, parts: Sequence[Sequence[int]]) -> Iterator[str]:
    """One mistake: each part with its headlines, and its link to the first part."""
    yield f"{title}: {pairs_apart(parts)} pairs in {len(parts)} parts"
    sides = [(parts[0], part) for part in parts[1:]]
    for number, (part, link) in enumerate(zip(parts, [None, *links(labelled.items, sides)], strict=True), 1):
        yield f"  {number}. {told_link(link) if link else ''}".rstrip()
        yield from (f"     {line_of(labelled.items[at], labelled.gold[at])}" for at in part[:HEADLINES_MAX])
        if len(part) > HEADLINES_MAX:
            yield f"     and {len(part) - HEADLINES_MAX} more"


def told_link(link: Link) -> str:
    """What the engine says of the link to the first part."""
    reasons = "; ".join(f"{reason.name} {reason.points:+.1f} ({reason.why})" for reason in link.reasons)
    return f"to the first: {link.probability:.2f}: {reasons}"


def line_of(item: Mapping[str, object], story: str) -> str:
    """One article."""
    moment = datetime.fromtimestamp(float(str(item["time"])), UTC)
    return f"{moment:%m-%d %H:%M} {str(item['source'])[:20]:<20} {item['text']}  [{story}]"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("--most", type=int, default=50, help="mistakes of either kind")
    options = parser.parse_args()
    labelled = SETS[options.set]()
    found = stories(labelled.items)
    print(head_of(), row_of(options.set, all_scores(found, labelled.gold)), sep="\n")
    for title, torn in (("MISSED", mistakes(labelled.gold, found)), ("FALSE", mistakes(found, labelled.gold))):
        every = list(torn)
        print(f"\n{title}: {len(every)} groups, {sum(map(pairs_apart, every))} pairs")
        for parts in every[: options.most]:
            print("", *told(labelled, title, parts), sep="\n")


if __name__ == "__main__":
    main()
