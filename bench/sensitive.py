"""How well sensitive subjects are found: headlines and excerpts written for this and labelled by hand.

The words were chosen with half A in view (an even SHA-256 of the headline); half B was scored only. Both were written
by whoever wrote the word lists, so that the figures tell of mistakes, not of the world: for that, see the recorded
headlines.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from targets import SHARED, Part, Target
from tidings.model import Article, Source
from tidings.sensitive import LANGUAGES, find_subjects
from tidings.urls import url_id

SET = Path(__file__).parent / "sensitive_set.tsv"
CENTRAL_MIN = 0.85
SECONDS_MAX = 4.0
"""For 100,000 articles with headline, excerpt and text in which there is nothing to find."""
QUIET_COUNT = 20_000
MOMENT = datetime(2026, 3, 20, tzinfo=UTC)

Pair = tuple[str, str]
"""Subject and role."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled article."""

    article: Article
    labels: frozenset[Pair]
    is_tune: bool


def make(headline: str, excerpt: str = "", *, language: str = "", text: str = "") -> Article:
    """An article that says this."""
    url = f"https://wire.example/{hashlib.sha256(headline.encode()).hexdigest()}"
    source = Source(id="wire", name="Wire", domain="wire.example")
    return Article(
        id=url_id(url), url=url, source=source, headline=headline, excerpt=excerpt, text=text, language=language,
        published=MOMENT, published_from="the row", seen_at=MOMENT,
    )  # fmt: skip


def labelled() -> list[Row]:
    """The set, in its order."""
    lines = SET.read_text(encoding="utf-8").splitlines()
    return [row_of(*line.split("\t")) for line in lines if line]


def row_of(language: str, labels: str, headline: str, excerpt: str) -> Row:
    """One line of the set."""
    pairs = [] if labels == "-" else [label.split(":") for label in labels.split(",")]
    is_tune = int(hashlib.sha256(headline.encode()).hexdigest(), 16) % 2 == 0
    return Row(make(headline, excerpt, language=language), frozenset((one, role) for one, role in pairs), is_tune)


def found_in(article: Article) -> frozenset[Pair]:
    """The subjects and roles found."""
    return frozenset((match.subject, match.role) for match in find_subjects(article))


# ---------------------------------------------------------------- scores


def scores(rows: Iterable[tuple[frozenset[Pair], frozenset[Pair]]], role: str) -> tuple[int, int, int]:
    """Right, wrong and missed in one role.

    A mention beside the right central subject is no mistake: a report on one may well speak of another.
    """
    counts: Counter[str] = Counter()
    for labels, found in rows:
        has_central = any(name == "central" for _, name in labels)
        for pair in (found | labels) if role == "central" or not has_central else ():
            if pair[1] == role:
                counts["right" if pair in found and pair in labels else "wrong" if pair in found else "missed"] += 1
    return counts["right"], counts["wrong"], counts["missed"]


def told(right: int, wrong: int, missed: int) -> str:
    """Precision and recall, with the counts they are of."""
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return f"{precision:>7.2f}{recall:>7.2f}  ({right} right, {wrong} wrong, {missed} missed)"


def lines_of(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each half, role and language."""
    for is_tune, half in ((True, "half A, in view"), (False, "half B, kept back")):
        some = [row for row in rows if row.is_tune == is_tune]
        for language in ("all", *LANGUAGES):
            these = [row for row in some if language in ("all", row.article.language)]
            pairs = [(row.labels, found_in(row.article)) for row in these]
            for role in ("central", "mention"):
                yield f"{half:<19}{language:<5}{len(these):>4}  {role:<8}{told(*scores(pairs, role))}"


def mistakes(rows: Iterable[Row]) -> list[str]:
    """What was found that is not labelled, and the other way round."""
    lines = []
    for row in rows:
        found = found_in(row.article)
        extra = found - row.labels if not any(role == "central" for _, role in row.labels) else frozenset()
        extra |= {pair for pair in found - row.labels if pair[1] == "central"}
        if missed := row.labels - found:
            lines.append(f"{row.article.language} missed {sorted(missed)}: {row.article.headline}")
        if extra:
            lines.append(f"{row.article.language} wrong {sorted(extra)}: {row.article.headline}")
    return lines


# ---------------------------------------------------------------- recorded headlines


def recorded() -> Iterator[Article]:
    """Real headlines: a day of world news, and three weeks of business, technology, culture and health."""
    for line in (SHARED / "data/stories/world-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield make(row["title"], row["summary"] or "", language="en")
    with lzma.open(SHARED / "data/stories/uci-dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield make(json.loads(line)["title"], language="en")


def speed() -> float:
    """CPU seconds for 100,000 articles without any such subject."""
    text = "The ferry left the harbour at noon with forty people and a cargo of timber for the mill at the river. " * 14
    articles = [
        make(f"Ferry {n} leaves for the islands", text[:250], language="en", text=text) for n in range(QUIET_COUNT)
    ]
    find_subjects(articles[0])
    began = time.process_time()
    for article in articles:
        find_subjects(article)
    return (time.process_time() - began) * 100_000 / QUIET_COUNT


# ---------------------------------------------------------------- the part


def sensitive() -> Part:
    """Sensitive subjects on the labelled set, on recorded headlines, and what looking costs."""
    rows = labelled()
    articles = list(recorded())
    counts = Counter(f"{match.role:<8}{match.subject}" for article in articles for match in find_subjects(article))
    seconds = speed()
    text = [
        f"{'':<19}{'':<5}{'rows':>4}  {'role':<8}{'P':>7}{'R':>7}", *lines_of(rows), "",
        "mistakes on half B:", *(f"  {line}" for line in mistakes(row for row in rows if not row.is_tune)), "",
        f"of {len(articles):,} recorded headlines:", *(f"  {many:>5} {name}" for name, many in sorted(counts.items())),
        "", f"{seconds:.1f} CPU seconds for 100,000 articles with nothing to find",
    ]  # fmt: skip
    return Part(title="Sensitive subjects", text="\n".join(text), targets=targets_of(rows, seconds))


def targets_of(rows: Sequence[Row], seconds: float) -> tuple[Target, ...]:
    """Central subjects on the half that was kept back, and speed."""
    kept = [(row.labels, found_in(row.article)) for row in rows if not row.is_tune]
    right, wrong, missed = scores(kept, "central")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return (
        Target(
            name="sensitive, central, half B",
            wanted=f"precision and recall at least {CENTRAL_MIN:.2f}",
            found=f"precision {precision:.3f}, recall {recall:.3f}",
            is_met=min(precision, recall) >= CENTRAL_MIN,
        ),
        Target(
            name="sensitive, speed",
            wanted=f"at most {SECONDS_MAX:g} s for 100,000 articles with nothing to find",
            found=f"{seconds:.1f} s",
            is_met=seconds <= SECONDS_MAX,
        ),
    )
