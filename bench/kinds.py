"""How well the kind of an article is judged from what its feed says, on a day of world news labelled by hand.

The rules were written with the rows in view whose address has an even SHA-256 ("tune"); the odd ones ("report") were
scored only. Two baselines: everything is news, and the obvious words in headlines.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from recorded_feeds import articles_of_recorded_feeds
from targets import SHARED, Part, Target
from tidings.genre import Kind
from tidings.kinds import kind_of
from tidings.model import Article, Source
from tidings.urls import domain_of, url_id

PRECISION_MIN, RECALL_MIN = 0.90, 0.80
LABELS_OF = {"liveblog": "live blog", "podcast": "audio"}
"""The labellers' words, where they are not ours."""
KEYWORDS = (
    ("obituary", r"\b(?:obituary|dies (?:aged|at)|dead at)\b"),
    ("opinion", r"\b(?:opinion|editorial|column)\b"),
    ("analysis", r"\b(?:analysis|explained|explainer|why)\b"),
    ("review", r"\breviews?\b"),
    ("live blog", r"\blive\b"),
    ("video", r"\b(?:video|watch)\b"),
    ("gallery", r"\b(?:photos|pictures)\b"),
    ("roundup", r"\b(?:briefs?|briefing|roundup|digest)\b"),
    ("feature", r"^how\b|\binside\b"),
)
FOR_SALE = ("market report", "advert", "job advert")


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled article."""

    article: Article
    label: str
    is_tune: bool


def labelled() -> list[Row]:
    """Every row of the labelled day on whose kind both labellers agree."""
    lines = (SHARED / "data/stories/world-dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [row_of(row) for row in map(json.loads, lines) if row["kind"]]


def row_of(row: Mapping[str, str]) -> Row:
    """One line of the labelled day as an article."""
    url, moment = row["link"], datetime.fromisoformat(row["published"]).astimezone(UTC)
    article = Article(
        id=url_id(url),
        url=url,
        source=Source(id="source", name=row["source"], domain=domain_of(url)),
        headline=row["title"],
        excerpt=row["summary"] or "",
        published=moment,
        published_from="the row",
        seen_at=moment,
    )
    is_tune = int(hashlib.sha256(url.encode()).hexdigest(), 16) % 2 == 0
    return Row(article=article, label=LABELS_OF.get(row["kind"], row["kind"]), is_tune=is_tune)


def by_keywords(article: Article) -> str:
    """The second baseline: the first obvious word of the headline."""
    text = article.headline.casefold()
    return next((kind for kind, pattern in KEYWORDS if re.search(pattern, text)), "news")


# ---------------------------------------------------------------- scores


def scores(pairs: Iterable[tuple[str, str]], name: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one kind, from pairs of label and judgement."""
    counts = Counter((label == name, judged == name) for label, judged in pairs)
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean F1 of the kinds that are labelled."""
    names = {label for label, _ in pairs}
    return sum(scores(pairs, name)[2] for name in names) / len(names)


def line_of(name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """News, everything else, and the mean over kinds, for one judge on one part of the data."""
    news = scores(pairs, "news")
    rest = scores([(is_news(label), is_news(judged)) for label, judged in pairs], "else")
    told = "".join(f"{value:>8.3f}" for value in (*news, *rest, macro_f1(pairs)))
    return f"{name:<32}{len(pairs):>5}{told}"


def is_news(kind: str) -> str:
    """A kind, told apart only as news and all else."""
    return "news" if kind == "news" else "else"


def confusion(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """A row for each label, a column for each judgement."""
    counts = Counter(pairs)
    labels, columns = sorted({label for label, _ in pairs}), sorted({judged for _, judged in pairs})
    head = f"{'labelled / judged':<18}" + "".join(f"{name:>10}" for name in columns)
    rows = [f"{label:<18}" + "".join(f"{counts[label, name]:>10}" for name in columns) for label in labels]
    return [head, *rows]


def calibration(judged: Sequence[tuple[str, Kind]]) -> list[str]:
    """How often a judgement holds, for each tenth of confidence."""
    rows = []
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = 1.0 if low == 0.9 else (0.5 if low == 0.0 else low + 0.1)
        held = [(label == kind.name, kind.confidence) for label, kind in judged if low <= kind.confidence < high]
        if held:
            said, true = sum(sure for _, sure in held) / len(held), sum(right for right, _ in held) / len(held)
            rows.append(f"said {said:.2f}  held {true:.2f}  ({len(held)} articles)")
    return rows


# ---------------------------------------------------------------- the part


def kinds() -> Part:
    """Kinds on the labelled day; and what of 200 recorded feeds is taken for something for sale."""
    rows = labelled()
    judged = [(row, kind_of(row.article)) for row in rows]
    judges: dict[str, Callable[[Row, Kind], str]] = {
        "all is news": lambda _row, _kind: "news",
        "keywords in headlines": lambda row, _kind: by_keywords(row.article),
        "tidings": lambda _row, kind: kind.name,
    }
    parts = {"tune": True, "report": False, "whole": None}
    table = [f"{'':<32}{'rows':>5}{'news P':>8}{'R':>8}{'F1':>8}{'else P':>8}{'R':>8}{'F1':>8}{'macroF1':>8}"]
    for part, want in parts.items():
        some = [(row, kind) for row, kind in judged if want is None or row.is_tune == want]
        for name, judge in judges.items():
            table.append(line_of(f"{part}, {name}", [(row.label, judge(row, kind)) for row, kind in some]))
    report = [(row.label, kind.name) for row, kind in judged if not row.is_tune]
    whole = [(row.label, kind.name) for row, kind in judged]
    sold, count, micros = for_sale()
    text = [
        *table, "", "whole:", *confusion(whole), "", "confidence, report half:",
        *calibration([(row.label, kind) for row, kind in judged if not row.is_tune]), "",
        f"of {count} articles of the recorded feeds taken for a market report, an advert or a job advert: {len(sold)}",
        *(f"  {line}" for line in sold), f"{micros:.0f} CPU microseconds for an article",
    ]  # fmt: skip
    return Part(title="Kinds: what each article is", text="\n".join(text), targets=targets_of(report, whole))


def for_sale() -> tuple[list[str], int, float]:
    """What of the recorded feeds would be held, how many articles there are, and what judging one costs."""
    articles = articles_of_recorded_feeds()
    began = time.process_time()
    found = [(article, kind_of(article)) for article in articles]
    micros = (time.process_time() - began) / len(articles) * 1e6
    sold = [f"{kind.name}: {article.headline}" for article, kind in found if kind.name in FOR_SALE and kind.is_sure]
    return sold, len(articles), micros


def targets_of(report: Sequence[tuple[str, str]], whole: Sequence[tuple[str, str]]) -> tuple[Target, ...]:
    """News is told from everything else, on the half that was not looked at and on the whole."""
    found = []
    for name, pairs in (("report half", report), ("whole", whole)):
        precision, recall, f1 = scores(pairs, "news")
        found.append(
            Target(
                name=f"kinds, news, {name}",
                wanted=f"precision at least {PRECISION_MIN:.2f} with recall and F1 at least {RECALL_MIN:.2f}",
                found=f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}",
                is_met=precision >= PRECISION_MIN and min(recall, f1) >= RECALL_MIN,
            )
        )
    return tuple(found)
