"""The part of the bench that reads articles' pages: 181 real ones whose text a person marked.

    python bench/pages.py ADAPTER     the figures of one adapter, as JSON

Each adapter runs in a process of its own, several times in turn, and its fastest time counts: the machine may be busy
with other things. What a reader imports is loaded before the clock starts. Pages are split for good by their ids:
rules may be made while looking at one half, ``tune``; the other, ``report``, tells whether they hold.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from targets import ROOT, SHARED, Part, Target, size_of

OURS = "adapters:page"
FAST_PEER = "extract_adapters:trafilatura_fast"
PEERS = {
    FAST_PEER: "trafilatura",
    "extract_adapters:trafilatura_": "trafilatura",
    "extract_adapters:readability_": "readability",
}
"""Adapters, with the module that each needs."""
F1_MIN = 0.970
"""The best that is published on this set."""
SECONDS_MAX = 600
WARM_UP = b"<html><body><p>It hit a rock, and nobody was hurt.</p></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigures:
    """How one adapter read all pages."""

    f1: Mapping[str, float]
    """By half, and ``all``."""
    precision: float
    recall: float
    cpu_s: float
    pages_count: int
    raised_count: int

    @property
    def pages_per_s(self) -> float:
        """In seconds of CPU."""
        return self.pages_count / self.cpu_s


def pages() -> Part:
    """The text of an article's page, and how long it takes to read one."""
    from recorded import is_installed

    peers = [peer for peer, module in PEERS.items() if is_installed(module)]
    rounds = [[figures_of(adapter) for adapter in (OURS, *peers)] for _ in range(size_of("PAGE_ROUNDS", 3))]
    found = {
        adapter: min(figures, key=lambda one: one.cpu_s)
        for adapter, *figures in zip((OURS, *peers), *rounds, strict=True)
    }
    ours, fast = found[OURS], found.get(FAST_PEER)
    ratio = ours.pages_per_s / fast.pages_per_s if fast else 0.0
    return Part(
        title="Articles' pages: 181 whose text is known, four-word shingles, title, author and day read too",
        text=table_of(found),
        targets=(
            Target(
                name="pages, text",
                wanted=f"F1 of at least {F1_MIN:.3f}",
                found=f"{ours.f1['all']:.4f}" + (f"; trafilatura fast {fast.f1['all']:.4f}" if fast else ""),
                is_met=ours.f1["all"] >= F1_MIN,
            ),
            Target(
                name="pages, speed",
                wanted="at least as fast as trafilatura fast",
                found=f"{ratio:.2f} times as fast" if fast else "trafilatura is not installed",
                is_met=ratio >= 1.0 if fast else None,
            ),
        ),
    )


def table_of(found: Mapping[str, PageFigures]) -> str:
    """A row for each adapter."""
    rows = [f"{'reader':<34}{'F1':>8}{'tune':>8}{'report':>8}{'P':>8}{'R':>8}{'pages/CPU s':>13}{'raised':>8}"]
    rows += [
        f"{adapter:<34}{one.f1['all']:>8.4f}{one.f1['tune']:>8.4f}{one.f1['report']:>8.4f}{one.precision:>8.4f}"
        f"{one.recall:>8.4f}{one.pages_per_s:>13.1f}{one.raised_count:>8}"
        for adapter, one in found.items()
    ]
    return "\n".join(rows)


def figures_of(adapter: str) -> PageFigures:
    """The figures of an adapter, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(ROOT / "bench/pages.py"), adapter],
        cwd=ROOT / "bench",
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "bench"), str(SHARED / "bench")))},
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"reading pages with {adapter}: {done.stderr.strip()[-1000:]}")
    return PageFigures(**json.loads(done.stdout.splitlines()[-1]))


# ---------------------------------------------------------------- one adapter


def half_of(page_id: str) -> str:
    """``tune`` or ``report``: by the parity of the id's SHA-256, so that nobody chooses."""
    return "report" if hashlib.sha256(page_id.encode()).digest()[-1] % 2 else "tune"


def measure_adapter(adapter: str) -> dict[str, Any]:
    """Read every page once and score it as the shared bench does."""
    from common import ZYTE, load_adapter, unpack
    from extract_bench import score_page

    read: Callable[[bytes, str], dict[str, Any]] = load_adapter(adapter)
    root = unpack(ZYTE)
    truth = json.loads((root / "ground-truth.json").read_text(encoding="utf-8"))
    scores, raised_count, cpu_s = {}, 0, 0.0
    read(WARM_UP, "https://post.example/1")
    for page_id, known in truth.items():
        body = gzip.decompress((root / "html" / f"{page_id}.html.gz").read_bytes())
        began = time.process_time()
        try:
            got = read(body, known["url"]) or {}
        except Exception:  # noqa: BLE001 - counted
            got = {}
            raised_count += 1
        cpu_s += time.process_time() - began
        scores[page_id] = score_page(page_id, got.get("text"), known["articleBody"])
    halves = {name: [scores[one] for one in truth if half_of(one) == name] for name in ("tune", "report")}
    precision, recall, whole = means_of(list(scores.values()))
    return {
        "f1": {"all": whole, **{name: means_of(some)[2] for name, some in halves.items()}},
        "precision": precision,
        "recall": recall,
        "cpu_s": cpu_s,
        "pages_count": len(scores),
        "raised_count": raised_count,
    }


def means_of(scores: Sequence[Any]) -> tuple[float, float, float]:
    """Mean precision, mean recall and their F1, as the shared bench takes them."""
    precision = statistics.mean(score.precision for score in scores if score.precision is not None)
    recall = statistics.mean(score.recall for score in scores if score.recall is not None)
    return precision, recall, 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    print(json.dumps(measure_adapter(sys.argv[1])))
