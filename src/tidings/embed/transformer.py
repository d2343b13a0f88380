"""A transformer as an ONNX file with its tokenizer: tokens in, the mean of the last layer out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ..vectors import whole_numbers

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

TOKENS_MAX: Final = 48
"""Of one text, the two marks at its ends among them: a headline and a sentence or two."""
BATCH: Final = 8
"""Texts that go through the model together: of like length, so that little is padding."""


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
        order = sorted(range(len(tokens)), key=lambda place: len(tokens[place]))
        found = np.zeros((len(tokens), self.dimensions), np.float32)
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            found[places] = self.mean_of([tokens[place] for place in places])
        return whole_numbers(found)

    def mean_of(self, batch: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The mean of each text's last layer; padding counts for nothing."""
        ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        wanted = [each.name for each in self.session.get_inputs()]
        layer = self.session.run(None, {name: feed[name] for name in wanted})[0]
        if layer.ndim == 2:
            return np.asarray(layer, np.float32)
        total = np.stack([layer[row, : len(tokens)].sum(axis=0) for row, tokens in enumerate(batch)])
        return np.asarray(total / mask.sum(axis=1)[:, None], np.float32)


def open_session(path: Path, *, threads: int) -> Any:  # onnxruntime brings no types
    """An ONNX file, opened for so many threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
