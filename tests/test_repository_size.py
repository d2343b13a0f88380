"""What a year of records costs in git: a budget, and a growth that stays even."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.make import make_article
from tests.render.editions import QUALITY, make_ranked, make_report
from tidings.model import Report, Score
from tidings.publish.seen import message_of, seen_change
from tidings.render.records import make_record

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

MEGABYTES_PER_YEAR_MAX = 40
"""Of a desk with thirty records a day, after `git gc`; the reference's larger site has grown to 11,000 in all."""
GROWTH_MAX = 1.1
"""What records and commits of the second half year may cost beside those of the first."""
FOLDER_SHARE_MAX = 0.35
"""Of the whole: the list of the folder, which git keeps anew with each commit and whole with every fiftieth, grows with
the number of records.  It is all that grows faster than the news."""
DAYS, RUNS_PER_DAY, RECORDS_PER_DAY = 364, 4, 30
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = [
    f"{a}{b}{c}" for a in ("st", "br", "fl", "m", "k") for b in ("a", "o", "ei", "u") for c in ("nd", "rt", "ll", "s")
]


@dataclass
class Year:
    """A desk that publishes; records change as real ones do: most never, some in words, many only in heat."""

    dice: random.Random = field(default_factory=lambda: random.Random(7))
    files: dict[str, bytes] = field(default_factory=dict)
    recent: list[Report] = field(default_factory=list)
    visible: int = 0

    def run(self, moment: datetime, *, new: int) -> dict[str, bytes]:
        """What one run writes."""
        changed = [self.report(moment, number) for number in range(new)]
        changed += [self.changed(old) for old in self.dice.sample(self.recent, min(6, len(self.recent)))]
        self.recent = [*self.recent, *changed][-RECORDS_PER_DAY * 3 :]
        return {f"{one.record_name}.md": self.record(one) for one in changed}

    def report(self, moment: datetime, number: int) -> Report:
        headline = f"{moment:%j}{moment:%H}{number} {' '.join(self.dice.choices(WORDS, k=9))}"
        article = make_article(headline, excerpt=" ".join(self.dice.choices(WORDS, k=40)) + ".", published=moment)
        name = f"{moment:%Y-%m-%d}-{headline.replace(' ', '-')}"
        return make_report(article, record_name=name, secured=self.envelope())

    def changed(self, report: Report) -> Report:
        """Ciphertext alone, the score, or the headline."""
        chance = self.dice.random()
        if chance < 0.7:
            return replace(report, secured=self.envelope())
        if chance < 0.9:
            part = replace(QUALITY.parts[0], points=float(self.dice.randrange(10)))
            return replace(report, quality=Score(parts=(part, *QUALITY.parts[1:])))
        words = " ".join(self.dice.choices(WORDS, k=9))
        return replace(report, article=replace(report.article, headline=words))

    def envelope(self) -> str:
        return f"tidings1.0a1b2c3d.{self.dice.randbytes(12).hex()[:16]}.{self.dice.randbytes(352).hex()}"

    def record(self, report: Report) -> bytes:
        return make_record(make_ranked(report), report, {})

    def is_seen(self, written: dict[str, bytes]) -> bool:
        return any(seen_change(self.files.get(name), data) for name, data in written.items())


def stream(year: Year, days: range) -> Iterator[bytes]:
    """The commits of some days, as `git fast-import` reads them: what nobody would see waits for the next."""
    waiting: dict[str, bytes] = {}
    for day in days:
        for run in range(RUNS_PER_DAY):
            moment = BEGIN + timedelta(days=day, hours=6 * run)
            new = RECORDS_PER_DAY // (RUNS_PER_DAY - 1) if run else 0  # at night there is no news
            waiting |= year.run(moment, new=new)
            if not year.is_seen(waiting):
                continue
            changes = [seen_change(year.files.get(name), data) for name, data in sorted(waiting.items())]
            message = message_of([change for change in changes if change]).encode()
            year.visible += 1
            year.files |= waiting
            head = f"commit refs/heads/main\ncommitter A <a@a.example> {int(moment.timestamp())} +0000\n"
            yield head.encode() + b"data %d\n%s\n" % (len(message), message)
            for name, data in waiting.items():
                yield b"M 100644 inline records/%s\ndata %d\n%s\n" % (name.encode(), len(data), data)
            waiting = {}


def git(folder: Path, *arguments: str, given: bytes | None = None) -> str:
    env = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-c", "pack.threads=1", "-C", str(folder), *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=True, env=env).stdout.decode().strip()


def megabytes(folder: Path) -> tuple[float, float]:
    """The size of what git keeps: records and commits, and the lists of their folder."""
    git(folder, "gc", "--quiet", "--prune=now")
    told = git(folder, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectsize:disk)")
    sizes: Counter[str] = Counter()
    for kind, size in map(str.split, told.splitlines()):
        sizes[kind] += int(size)
    return (sizes["blob"] + sizes["commit"]) / 1e6, sizes["tree"] / 1e6


def test_a_year_stays_within_its_budget_and_grows_evenly(tmp_path: Path) -> None:
    folder, year = tmp_path / "year.git", Year()
    folder.mkdir()
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main")
    git(folder, "fast-import", "--quiet", given=b"".join(stream(year, range(DAYS // 2))))
    first, _ = megabytes(folder)
    rest = b"reset refs/heads/main\nfrom refs/heads/main^0\n\n" + b"".join(stream(year, range(DAYS // 2, DAYS)))
    git(folder, "fast-import", "--quiet", given=rest)
    records, folders = megabytes(folder)

    assert len(year.files) > 10_000
    assert records + folders <= MEGABYTES_PER_YEAR_MAX
    assert records - first <= GROWTH_MAX * first
    assert folders <= FOLDER_SHARE_MAX * (records + folders)
    assert int(git(folder, "rev-list", "--count", "main")) == year.visible
    assert year.visible < DAYS * RUNS_PER_DAY, "runs in which only ciphertext changed made no commit"
