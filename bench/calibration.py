"""Whether links are as sure as they say: whether of those told as 70 % sure seven in ten are of one story.

    python bench/calibration.py [--model minilm|static|multilingual|words] ...

For threads, on the days that no weights were learned from (12 and 13, 17 to 19 March 2014), arriving 500 at a time.
Every pair of groups that the engine looks at on the way is a case, down to what it tells as the next best story; a pair
is of one story where most of both is.  Beside it stands what would be told without ``caution``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from story_data import uci_parts
from tidings.cluster.weights import Weights, learned_weights
from train_links import THREADS, THREADS_BATCH, labelled, points_of, streamed_candidates

DAYS = ("val", "dev-test")
"""Splits of the shared bench that no weights were learned from; the bias of threads was chosen on the first."""
TENTHS = 10
"""Probabilities are told apart by so many steps."""
MODELS = ("minilm", "static", "multilingual", "words")


@dataclass(frozen=True, slots=True)
class Told:
    """How sure some pairs were said to be, and which of them are of one story."""

    sure: NDArray[np.float64]
    is_one: NDArray[np.float64]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=MODELS, action="append")
    for model in parser.parse_args().model or MODELS:
        for name in DAYS:
            with_caution, without = told_of(model, name)
            print(f"{model}, {name}: {len(with_caution.sure):,} pairs")
            print("\n".join(reliability(with_caution)))
            for said, told in (("as told", with_caution), ("without caution", without)):
                print(
                    f"  {said:<16} error {calibration_error(told):.3f}, squared {squared_error(told):.4f}", flush=True
                )


def told_of(model: str, name: str) -> tuple[Told, Told]:
    """What the engine tells of the pairs of some days, and what it would tell without caution."""
    part = uci_parts()[name]
    days = replace(labelled(name, part.items, part.clean, model, 1.0), batch=THREADS_BATCH)
    weights = learned_weights(THREADS, model)
    seen = streamed_candidates(weights, [days])
    is_one = np.array([one.is_one for one in seen], float)
    told, without = (probabilities(points_of(row, seen)) for row in (weights, without_caution(weights)))
    return Told(told, is_one), Told(without, is_one)


def together(parts: Sequence[Told]) -> Told:
    """Several as one."""
    return Told(np.concatenate([one.sure for one in parts]), np.concatenate([one.is_one for one in parts]))


def without_caution(weights: Weights) -> Weights:
    """The row as it was before its bias was moved to the probabilities found."""
    return replace(weights, bias=weights.bias - weights.caution, caution=0.0)


def probabilities(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of log-odds."""
    found: NDArray[np.float64] = 1 / (1 + np.exp(-points))
    return found


def steps_of(told: Told) -> list[tuple[int, float, float]]:
    """For each tenth in which there are pairs: how many, how sure on average, and the share that is of one story."""
    step = np.minimum((told.sure * TENTHS).astype(int), TENTHS - 1)
    parts = [(told.sure[step == at], told.is_one[step == at]) for at in range(TENTHS)]
    return [(len(sure), float(sure.mean()), float(is_one.mean())) for sure, is_one in parts if len(sure)]


def calibration_error(told: Told) -> float:
    """How far what is told is from what is found, on average over all pairs (expected calibration error)."""
    return sum(count * abs(sure - found) for count, sure, found in steps_of(told)) / max(1, len(told.sure))


def squared_error(told: Told) -> float:
    """The mean square of what is told less what is (Brier score)."""
    return float(((told.sure - told.is_one) ** 2).mean())


def reliability(told: Told) -> Sequence[str]:
    """The tenths as a table."""
    return [
        f"  {'pairs':>8}{'told':>8}{'found':>8}",
        *(f"  {count:>8,}{sure:>8.2f}{found:>8.2f}" for count, sure, found in steps_of(told)),
    ]


if __name__ == "__main__":
    main()
