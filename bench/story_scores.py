"""How well found groups match true ones, by every measure that is quoted for stories.

Mutual information and the Rand index are reckoned as scikit-learn does (arithmetic means, natural logarithms), so that
figures compare with published ones; a test says so where it is installed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from tidings.demo.measure import bcubed

Labels = Sequence[Hashable]

HEAD = ("P", "R", "F1", "pair P", "pair R", "ARI", "NMI", "AMI", "K")
"""Names of the figures of ``all_scores``, in order: BCubed first, K is the number of groups."""


def all_scores(found: Labels, truth: Labels) -> dict[str, float]:
    """Every measure of one grouping; item ``i`` of both is one thing."""
    values = (
        *bcubed(found, truth),
        *pairwise(found, truth),
        rand_index(found, truth),
        *mutual_information(found, truth),
        len(set(found)),
    )
    return dict(zip(HEAD, values, strict=True))


def pairs_count(sizes: Counter[Hashable]) -> int:
    """How many pairs groups of these sizes make."""
    return sum(size * (size - 1) // 2 for size in sizes.values())


def pairwise(found: Labels, truth: Labels) -> tuple[float, float]:
    """Of the pairs put together, the share that belongs together; and of those that belong, the share put together."""
    both = pairs_count(Counter(zip(found, truth, strict=True)))
    together, belonging = pairs_count(Counter(found)), pairs_count(Counter(truth))
    return both / together if together else 1.0, both / belonging if belonging else 1.0


def rand_index(found: Labels, truth: Labels) -> float:
    """The Rand index, adjusted so that chance gets 0 (Hubert and Arabie 1985)."""
    both = pairs_count(Counter(zip(found, truth, strict=True)))
    together, belonging = pairs_count(Counter(found)), pairs_count(Counter(truth))
    everything = len(found) * (len(found) - 1) // 2
    by_chance = together * belonging / everything if everything else 0.0
    middle = (together + belonging) / 2
    return (both - by_chance) / (middle - by_chance) if middle != by_chance else 1.0


def mutual_information(found: Labels, truth: Labels) -> tuple[float, float]:
    """Mutual information, normalised, and adjusted for chance (Vinh, Epps and Bailey 2010)."""
    ours, theirs = Counter(found), Counter(truth)
    mean = (entropy(ours) + entropy(theirs)) / 2
    if not mean:
        return 1.0, 1.0
    total = len(found)
    shared = sum(
        count / total * math.log(total * count / (ours[one] * theirs[other]))
        for (one, other), count in Counter(zip(found, truth, strict=True)).items()
    )
    by_chance = expected_information(Counter(ours.values()), Counter(theirs.values()), total)
    return shared / mean, (shared - by_chance) / (mean - by_chance) if mean != by_chance else 1.0


def entropy(sizes: Counter[Hashable]) -> float:
    """Of a grouping, in nats."""
    total = sum(sizes.values())
    return -sum(size / total * math.log(size / total) for size in sizes.values())


def expected_information(ours: Counter[int], theirs: Counter[int], total: int) -> float:
    """The mutual information that two random groupings have with these sizes (size -> how many groups)."""
    log_factorial = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, total + 1)))))
    found = 0.0
    for one, ones in ours.items():
        for other, others in theirs.items():
            shared = np.arange(max(1, one + other - total), min(one, other) + 1)
            ways = (
                log_factorial[[one, other, total - one, total - other]].sum()
                - log_factorial[total]
                - log_factorial[shared]
                - log_factorial[one - shared]
                - log_factorial[other - shared]
                - log_factorial[total - one - other + shared]
            )
            gained = shared / total * np.log(total * shared / (one * other)) * np.exp(ways)
            found += ones * others * float(gained.sum())
    return found


def row_of(name: str, scores: dict[str, float], width: int = 44) -> str:
    """One line of a table under ``head_of``."""
    told = "".join(f"{scores[key]:>8.0f}" if key == "K" else f"{scores[key]:>8.3f}" for key in HEAD)
    return f"{name:<{width}}{told}"


def head_of(name: str = "", width: int = 44) -> str:
    """The head of a table of scores."""
    return f"{name:<{width}}" + "".join(f"{key:>8}" for key in HEAD)
