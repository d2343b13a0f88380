"""One small edition, byte for byte; `TIDINGS_APPROVE=1 pytest tests/render` accepts what is rendered now.

The schemas and the OpenAPI document are the same for all editions, and the manual of the API is checked against them.
"""

import os
from pathlib import Path

import pytest

from tidings.model import File
from tidings.render import render

from .editions import make_small

GOLDEN = Path(__file__).parent / "golden"
FILES = [
    file for file in render(make_small()) if not file.path.startswith(("site/api/v1/schema/", "site/api/v1/openapi."))
]


@pytest.fixture(scope="module", autouse=True)
def _approve() -> None:
    if os.environ.get("TIDINGS_APPROVE") == "1":
        for old in [path for path in GOLDEN.rglob("*") if path.is_file()]:
            old.unlink()
        for file in FILES:
            (GOLDEN / file.path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / file.path).write_bytes(file.data)


def test_the_small_edition_has_exactly_the_golden_files() -> None:
    golden = sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file())

    assert [file.path for file in FILES] == golden


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.path)
def test_every_byte_is_as_approved(file: File) -> None:
    assert (GOLDEN / file.path).read_bytes() == file.data
