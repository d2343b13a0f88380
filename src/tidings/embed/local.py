"""A model of the desk's own: a folder with an ONNX file and its tokenizer, or one of sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import EmbedderError
from ..vectors import whole_numbers
from .pins import ID_DIGITS, are_installed, hash_file
from .transformer import TOKENS_MAX, Transformer, open_session

TOKENIZER: Final = "tokenizer.json"
ONNX_FILES: Final = ("model.onnx", "onnx/model.onnx")
"""Where an export puts its weights, the first that is there."""
WEIGHTS: Final = ("*.safetensors", "*.bin")
"""Weights of sentence-transformers, anywhere below its folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceModel:
    """An open model of sentence-transformers."""

    id: str
    dimensions: int
    model: Any

    def embed(self, texts: Sequence[str]) -> NDArray[np.int16]:
        """One vector a row for each text, in order; each goes through the model by itself."""
        rows = [self.model.encode(text, convert_to_numpy=True, show_progress_bar=False) for text in texts]
        return whole_numbers(np.array(rows, np.float32).reshape(len(rows), self.dimensions))


def load_local(name: str, *, folder: Path, threads: int) -> Transformer | SentenceModel:
    """The model in the folder ``name``, as seen from the desk's; raises EmbedderError, which says what is missing."""
    path = folder / name
    if not path.is_dir():
        raise EmbedderError(name, f"{path} is no folder, and no embedder of ours is called so")
    onnx = next((path / file for file in ONNX_FILES if (path / file).is_file()), None)
    if onnx and (path / TOKENIZER).is_file():
        return load_onnx(onnx, path / TOKENIZER, name=name, threads=threads)
    if (path / "modules.json").is_file():
        return load_sentence_model(path, name=name)
    raise EmbedderError(
        name, f"{path} holds neither {ONNX_FILES[0]} with {TOKENIZER} nor a model of sentence-transformers"
    )


def load_onnx(onnx: Path, words: Path, *, name: str, threads: int) -> Transformer:
    """An ONNX model with its tokenizer."""
    if not are_installed(("onnxruntime", "tokenizers")):
        raise EmbedderError(name, 'onnxruntime is not installed; install it with: pip install "tidings[minilm]"')
    from tokenizers import Tokenizer

    try:
        session = open_session(onnx, threads=threads)
        tokenizer = Tokenizer.from_file(str(words))
    except Exception as error:  # both libraries raise bare ones
        raise EmbedderError(name, f"{onnx.parent} cannot be opened: {error}; export the model again") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS_MAX)
    bare = Transformer(id=id_of([onnx, words], name=name), dimensions=0, session=session, tokenizer=tokenizer)
    return Transformer(id=bare.id, dimensions=count_dimensions(bare, name=name), session=session, tokenizer=tokenizer)


def count_dimensions(model: Transformer, *, name: str) -> int:
    """How long the vectors of a model are: tried once, for a file need not say."""
    try:
        return int(model.mean_of([model.tokenizer.encode("news").ids]).shape[1])
    except Exception as error:  # onnxruntime raises bare ones
        raise EmbedderError(
            name, f"its model does not take tokens, or gives no vectors: {error}; export one for feature extraction"
        ) from error


def load_sentence_model(path: Path, *, name: str) -> SentenceModel:
    """A model of sentence-transformers, from its folder only."""
    if not are_installed(("sentence_transformers",)):
        raise EmbedderError(
            name, "sentence-transformers is not installed; install that package, or export the model to ONNX"
        )
    from sentence_transformers import SentenceTransformer

    files = sorted(file for pattern in WEIGHTS for file in path.rglob(pattern))
    model = SentenceTransformer(str(path), device="cpu", local_files_only=True)
    return SentenceModel(
        id=id_of(files, name=name), dimensions=int(model.get_sentence_embedding_dimension() or 0), model=model
    )


def id_of(files: Sequence[Path], *, name: str) -> str:
    """The folder's name and the beginning of the hash of its files."""
    sha = hashlib.sha256("".join(hash_file(file, name=name) for file in files).encode())
    return f"{Path(name).name}-{sha.hexdigest()[:ID_DIGITS]}"
