"""Texts to vectors: what an article means, so that other words for one thing lie near it.

An *embedder* is a model that comes inside a package; nothing is downloaded when it runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """A model that turns texts into vectors."""

    id: str
    """Name and the beginning of the SHA-256 of its weights: vectors of another id cannot be compared."""
    dimensions: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.int16]:
        """One ``Vector`` a row for each text, in order."""
        ...
