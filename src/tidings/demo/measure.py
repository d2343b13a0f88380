"""How well found groups match true ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def bcubed(found: Sequence[Hashable], truth: Sequence[Hashable]) -> tuple[float, float, float]:
    """BCubed precision, recall and F1 (Bagga and Baldwin 1998), each 0 to 1; item ``i`` of both is one thing.

    Precision: of those in an item's found group, the share that truly belongs with it, averaged
    over the items; recall the other way round.  All are 1 where there is nothing to group.
    """
    if not found:
        return 1.0, 1.0, 1.0
    both, found_sizes, true_sizes = Counter(zip(found, truth, strict=True)), Counter(found), Counter(truth)
    precision = sum(count * count / found_sizes[group] for (group, _), count in both.items()) / len(found)
    recall = sum(count * count / true_sizes[group] for (_, group), count in both.items()) / len(found)
    return precision, recall, 2 * precision * recall / (precision + recall)
