"""Real pages whose text a person marked: the floor below which the reader of pages must not fall."""

from __future__ import annotations

import gzip
import json
import re
import statistics
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from tidings.page.body import read_body
from tidings.page.tree import parse_html

PAGES = Path(__file__).parents[3] / "shared/data/pages/zyte.tar.xz"
F1_MIN = 0.970
WORD = re.compile(r"\w+")

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.slow,
    pytest.mark.skipif(
        not PAGES.exists(), reason="the recorded pages (a folder `shared` beside the project) are missing"
    ),
]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    run = WORD.findall(text)
    return Counter(zip(*(run[start:] for start in range(4)), strict=False)) if len(run) >= 4 else Counter([tuple(run)])


def test_the_text_of_real_pages_is_as_good_as_the_best_published() -> None:
    precisions, recalls = [], []
    with tarfile.open(PAGES, "r:xz") as archive:
        files = {Path(member.name).name: archive.extractfile(member).read() for member in archive if member.isfile()}  # type: ignore[union-attr]
    for page_id, known in json.loads(files["ground-truth.json"]).items():
        tree = parse_html(gzip.decompress(files[f"{page_id}.html.gz"]))
        mine = shingles(read_body(tree, url=known["url"]).text)
        true = shingles(known["articleBody"])
        hits = (mine & true).total()
        precisions.append(hits / mine.total())
        recalls.append(hits / true.total())
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)

    assert len(recalls) == 181
    assert 2 * precision * recall / (precision + recall) >= F1_MIN
