"""WordLlama: a table of word pieces, each with its vector; a text is the mean of its pieces.

Only the files of the package ``wordllama`` are used: importing it would set up logging for the whole program, and it
can download.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from ..vectors import whole_numbers
from .pins import Pin, find_file, id_of
from .seam import Packaged

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

TABLE: Final = Pin(
    package="wordllama",
    file="weights/l2_supercat_256.safetensors",
    sha256="64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
)
PIECES: Final = Pin(
    package="wordllama",
    file="tokenizers/l2_supercat_tokenizer_config.json",
    sha256="93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
)
TENSOR: Final = "embedding.weight"
LENGTH_BYTES: Final = 8
"""What a safetensors file begins with: the length of its JSON header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticTable:
    """A table of vectors in memory."""

    id: str
    dimensions: int
    table: NDArray[np.float32]
    """One row a piece."""
    tokenizer: Tokenizer

    def embed(self, texts: Sequence[str]) -> NDArray[np.int16]:
        """One vector a row for each text, in order; a text without a piece is all zeros."""
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for row, one in enumerate(self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)):
            if one.ids:
                found[row] = self.table[one.ids].sum(axis=0)
        return whole_numbers(found)


def load_static(_threads: int) -> StaticTable:
    """The table, read; raises EmbedderError where a file is missing or another."""
    from tokenizers import Tokenizer

    table = read_tensor(find_file(TABLE, name="static"), TENSOR)
    tokenizer = Tokenizer.from_file(str(find_file(PIECES, name="static")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return StaticTable(id=STATIC.id, dimensions=table.shape[1], table=table, tokenizer=tokenizer)


def read_tensor(path: Path, name: str) -> NDArray[np.float32]:
    """One tensor of half floats in a safetensors file whose hash has been checked."""
    data = path.read_bytes()
    start = LENGTH_BYTES + int.from_bytes(data[:LENGTH_BYTES], "little")
    about = json.loads(data[LENGTH_BYTES:start])[name]
    first, end = about["data_offsets"]
    halves = np.frombuffer(data[start + first : start + end], "<f2")
    return halves.reshape(about["shape"]).astype(np.float32)


STATIC: Final = Packaged(id=id_of("static", TABLE.sha256), load=load_static)
