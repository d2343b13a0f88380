"""A transformer as an ONNX file with its tokenizer: tokens in, the mean of the last layer out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..vectors import whole_numbers

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

TOKENS_MAX: Final = 48
"""Of one text, the two marks at its ends among them: a headline and a sentence or two."""
BATCH: Final = 16
"""Texts that go through the model together: more at once are no faster on a processor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transformer:
    """An open model."""

    id: str
    dimensions: int
    session: Any
    """Of onnxruntime."""
    tokenizer: Tokenizer
    """It cuts at ``TOKENS_MAX`` and does not pad."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.int16]:
        """One vector a row for each text, in order."""
        tokens = [one.ids for one in self.tokenizer.encode_batch(list(texts))]
        found = np.zeros((len(tokens), self.dimensions), np.float32)
        for places in alike(tokens):
            found[places] = self.mean_of([tokens[place] for place in places])
        return whole_numbers(found)

    def mean_of(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The mean of the last layer over each text's tokens, of which all have the same number."""
        ids = np.array(batch, np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        wanted = [each.name for each in self.session.get_inputs()]
        layer = self.session.run(None, {name: feed[name] for name in wanted})[0]
        return np.asarray(layer if layer.ndim == 2 else layer.mean(axis=1), np.float32)


def alike(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The places of texts in batches, each of one length: padding would be work for nothing, and could move the last
    bits of a vector.
    """
    order = sorted((place for place in range(len(tokens)) if tokens[place]), key=lambda place: len(tokens[place]))
    for _, places in groupby(order, key=lambda place: len(tokens[place])):
        rest = iter(places)
        while batch := list(islice(rest, BATCH)):
            yield batch


def open_session(path: Path, *, threads: int) -> Any:  # onnxruntime brings no types
    """An ONNX file, opened for so many threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
