"""The direction of a text in a space of meanings, as whole numbers.

Whole numbers (``VECTOR_SCALE`` to one) make sums and products exact, in any order and on any machine, so that what is
concluded from them is the same on every run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.int16]
"""The direction of one text: as many whole numbers as its model has dimensions, of length ``VECTOR_SCALE``."""
VECTOR_SCALE: Final = 8192
"""What 1 is written as.  Rounding moves a cosine of 384 dimensions by about 1e-5; products of sums stay below 2^53."""


def whole_numbers(vectors: NDArray[np.float32]) -> NDArray[np.int16]:
    """Vectors of any length, one a row, as whole numbers of length ``VECTOR_SCALE``; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled = vectors / np.where(lengths > 0, lengths, 1) * VECTOR_SCALE
    return np.rint(scaled).astype(np.int16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What articles mean, by one model."""

    model: str = ""
    """The embedder's id; empty: there is none."""
    vectors: Mapping[str, Vector] = field(default_factory=dict)
    """By article id."""


NO_MEANINGS: Final = Meanings()
"""Where articles are compared by their words alone."""
