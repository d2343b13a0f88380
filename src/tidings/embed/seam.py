"""What every embedder is to the rest of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """A model that turns texts into vectors."""

    @property
    def id(self) -> str:
        """Name, the beginning of the SHA-256 of its weights, and the recipe: vectors of another cannot be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers in each vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.int16]:
        """One ``Vector`` a row for each text, in order: the same for a text whatever others come with it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """An embedder that comes inside a package, not yet opened."""

    id: str
    load: Callable[[int], Embedder]
    """Opens it for so many threads; raises EmbedderError where a file is missing or another."""
