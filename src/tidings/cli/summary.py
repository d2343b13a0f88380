"""A run told so that an editor can act on it: what needs attention first, then the figures.

Pure text of a given width, for people; ``--json`` is for programs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..imagery import PicturesReport
from ..model import EmbeddingReport, FeedReport, RunReport

EXAMPLES_MAX = 3
"""Feeds named in a group, unless all are wanted."""
REASONS_MAX = 3
NAME_CHARS_MAX = 28
"""Of a feed's name beside its trouble: the trouble needs the room."""
WIDTH_MIN, WIDTH_MAX = 40, 110
"""Columns: narrower cannot be told in lines, wider cannot be read in lines."""
LABEL_CHARS = 10
BROKEN_MARKUP = "not well-formed"
"""How the reason begins of an item that could not be read."""

GONE = frozenset({404, 410})
REFUSED = frozenset({401, 402, 403, 407, 451})
BUSY = frozenset({429, *range(500, 600)})


@dataclass(frozen=True, slots=True)
class Kind:
    """Feeds that are alike in what an editor can do about them."""

    heading: str
    advice: str
    is_one: Callable[[FeedReport], bool]
    has_example: bool = True
    """Which feeds they are is worth a line each."""


def has_failed(feed: FeedReport) -> bool:
    """It was asked in this run and gave nothing."""
    return feed.outcome == "failed"


KINDS = (
    Kind(
        "gone",
        "take them off the desk, or find their new address",
        lambda feed: (has_failed(feed) and feed.status in GONE) or "take it off the desk" in feed.detail,
    ),
    Kind(
        "led astray by redirects",
        "look for their new address on the publisher's site",
        lambda feed: has_failed(feed) and 300 <= feed.status <= 399,
    ),
    Kind("moved for good", "put the new address on the desk", lambda feed: bool(feed.moved_to)),
    Kind(
        "closed to us",
        "ask the publisher whether programs may read them",
        lambda feed: has_failed(feed) and feed.status in REFUSED,
    ),
    Kind(
        "no feed, or unreadable",
        "open them in a browser; tell the publisher",
        lambda feed: has_failed(feed) and feed.is_unreadable,
    ),
    Kind(
        "lost items in broken markup",
        "tell the publisher",
        lambda feed: any(drop.reason.startswith(BROKEN_MARKUP) for drop in feed.drops),
    ),
    Kind(
        "not reached, cut off or far too slow",
        "asked again by itself; check the address if it stays",
        lambda feed: has_failed(feed) and feed.status not in BUSY,
    ),
    Kind("busy, or in trouble of their own", "nothing to do, asked again by itself", has_failed, has_example=False),
    Kind(
        "without any item",
        "nothing to do, unless it stays",
        lambda feed: feed.outcome != "not due" and feed.status == 200 and not feed.entries_seen,
    ),
    Kind("not due yet", "nothing to do", lambda feed: feed.outcome == "not due", has_example=False),
)
"""In the order of their urgency; a feed is told under the first that fits."""


@dataclass(frozen=True, slots=True)
class Group:
    """The feeds of one kind."""

    kind: Kind
    feeds: tuple[FeedReport, ...]


def groups_of(feeds: Sequence[FeedReport]) -> tuple[Group, ...]:
    """The feeds worth a word by kind, most urgent first; feeds that are well are in none."""
    members: dict[str, list[FeedReport]] = {kind.heading: [] for kind in KINDS}
    for feed in feeds:
        kind = next((kind for kind in KINDS if kind.is_one(feed)), None)
        if kind:
            members[kind.heading].append(feed)
    return tuple(Group(kind, tuple(members[kind.heading])) for kind in KINDS if members[kind.heading])


# ---------------------------------------------------------------- in words


def tell_summary(report: RunReport, *, width: int, desk: str = "") -> str:
    """What needs attention with a few examples, and the figures; ``desk`` is the folder named in commands."""
    width = min(max(width, WIDTH_MIN), WIDTH_MAX)
    groups = groups_of(report.feeds)
    lines = [line for group in groups for line in tell_group(group, width=width, examples_max=EXAMPLES_MAX)]
    if any(len(group.feeds) > shown_max(group, EXAMPLES_MAX) for group in groups):
        lines.append(f"{'':>6}all of them: `tidings report{f' {desk}' if desk else ''}`")
    return "\n".join([*lines, *([""] if lines else []), *figures(report, width=width)])


def tell_everything(report: RunReport, *, width: int) -> str:
    """Every feed: those worth a word by group, then what was seen, new, known and left out in each."""
    width = min(max(width, WIDTH_MIN), WIDTH_MAX)
    lines = [line for group in groups_of(report.feeds) for line in tell_group(group, width=width, examples_max=None)]
    asked = [feed for feed in report.feeds if feed.outcome in ("new", "unchanged")]
    counts = [line for feed in asked for line in count_lines(feed, width=width)]
    head = [count_row("Feed", "Seen", "New", "Known", "Left out", width=width)] if counts else []
    pictures = [line for url, why in report.pictures.failures for line in wrapped("    ", f"{url}: {why}", width=width)]
    failed = ["Pictures that could not be had", *pictures] if pictures else []
    parts = [lines, [*head, *counts], failed, figures(report, width=width)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def tell_group(group: Group, *, width: int, examples_max: int | None) -> Iterator[str]:
    """A heading with what to do, and some of the feeds (None: all) with what is the matter."""
    yield from wrapped(f"{len(group.feeds):>4}  ", f"{group.kind.heading}: {group.kind.advice}", width=width)
    shown = group.feeds[: shown_max(group, examples_max)]
    names = [cut(name_of(feed), NAME_CHARS_MAX) for feed in shown]
    column = max(map(len, names), default=0)
    for feed, name in zip(shown, names, strict=True):
        yield cut(f"{'':>6}{name:<{column}}  {matter(feed)}".rstrip(), width)
    if shown and len(group.feeds) > len(shown):
        yield f"{'':>6}and {len(group.feeds) - len(shown)} more"


def shown_max(group: Group, examples_max: int | None) -> int:
    """How many of a group are named; the last place is not given to "and 1 more"."""
    count = len(group.feeds)
    if examples_max is None:
        return count
    if not group.kind.has_example:
        return 0
    return count if count <= examples_max + 1 else examples_max


def matter(feed: FeedReport) -> str:
    """What is the matter with a feed; what to do stands in the heading already."""
    if feed.moved_to:
        return feed.moved_to
    if feed.outcome == "not due":
        return feed.detail
    broken = sum(drop.reason.startswith(BROKEN_MARKUP) for drop in feed.drops)
    if broken and not has_failed(feed):
        return f"{broken} of {feed.entries_seen} items"
    return feed.detail.split(": ")[0]


def figures(report: RunReport, *, width: int) -> list[str]:
    """The run in numbers."""
    outcomes = Counter(feed.outcome for feed in report.feeds)
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    seen = sum(feed.entries_seen for feed in report.feeds)
    kept, known = sum(feed.entries_kept for feed in report.feeds), sum(feed.entries_known for feed in report.feeds)
    drops = Counter(drop.reason for feed in report.feeds for drop in feed.drops)
    state = "new" if report.is_changed else "unchanged"
    files = f"{report.files_written} files written, {report.files_removed} removed"
    rows = [
        ("feeds", f"{len(report.feeds)}: {told or 'none on this desk'}"),
        ("items", f"{seen} seen: {kept} new or changed, {known} known, {drops.total()} left out"),
        ("left out", reasons_of(drops)),
        ("pages", pages_in_words(report)),
        ("articles", f"{report.articles_new} new; {report.reprints_count} reprints among the latest"),
        *(("meaning", line) for line in embedding_lines(report.embedding)),
        ("verdicts", f"{report.published_count} published, {report.held_count} held, {report.refused_count} refused"),
        *(("push", line) for line in report.push_lines),
        *(("views", line) for line in report.views_lines),
        *(("orders", line) for line in report.orders_lines),
        *(("pictures", line) for line in picture_lines(report.pictures)),
        ("edition", f"{report.edition_number} ({state}), {report.stories_count} stories; {files}"),
        ("STALE", stale_in_words(report)),
    ]
    return [line for label, text in rows if text for line in wrapped(f"{label:<{LABEL_CHARS}}", text, width=width)]


def stale_in_words(report: RunReport) -> str:
    """The alarm that readers see an old edition; empty where they do not."""
    if report.stale_since is None:
        return ""
    days = (report.started_at - report.stale_since).total_seconds() / 86400
    since = f"{report.stale_since:%Y-%m-%d %H:%M} UTC"
    return (
        f"nothing new for {days:.1f} days: readers see the edition of {since}; see above which feeds failed, and"
        " `tidings decisions` for what was held"
    )


def pages_in_words(report: RunReport) -> str:
    """What came of asking for articles' pages; empty where nobody was asked and none is wanted."""
    if not report.pages_asked and not report.pages_owed:
        return ""
    failed = f", {report.pages_failed} of them in vain" if report.pages_failed else ""
    owed = f"; {report.pages_owed} left for the next run" if report.pages_owed else ""
    return f"{report.pages_asked} asked for{failed}{owed}"


def embedding_lines(embedding: EmbeddingReport) -> Iterator[str]:
    """By which model articles are compared, and what it could not take; nothing for a report that is older than it."""
    if not embedding.embedder:
        return
    by_words = embedding.embedder == "none"
    yield "none: by words alone" if by_words else f"{embedding.embedder}, {embedding.made} vectors made"
    if embedding.failures:
        reasons = reasons_of(Counter(why for _, why in embedding.failures))
        yield f"{len(embedding.failures)} texts could not be embedded: {reasons}"
    if embedding.note:
        yield embedding.note


def picture_lines(pictures: PicturesReport) -> Iterator[str]:
    """How many pictures are shown, and why others are not; nothing where the desk keeps no copies."""
    if pictures.note:
        yield pictures.note
    if not pictures.wanted and not pictures.removed:
        return
    told = f"{pictures.shown} of {pictures.wanted} shown: {pictures.copied} new, {len(pictures.failures)} failed"
    yield told + (f"; {pictures.removed} copies thrown away" if pictures.removed else "")
    if pictures.failures:
        yield reasons_of(Counter(reason.split(": ")[0] for _, reason in pictures.failures))


def count_lines(feed: FeedReport, *, width: int) -> Iterator[str]:
    """A feed's counts, and why items were left out."""
    counts = (feed.entries_seen, feed.entries_kept, feed.entries_known, len(feed.drops))
    yield count_row(name_of(feed), *map(str, counts), width=width)
    if feed.drops:
        yield from wrapped("    ", reasons_of(Counter(drop.reason for drop in feed.drops)), width=width)


def count_row(name: str, *counts: str, width: int) -> str:
    """A name and its numbers, in columns that fit the width."""
    numbers = "".join(f"{count:>{size}}" for count, size in zip(counts, (6, 6, 7, 10), strict=True))
    room = width - len(numbers)
    return f"{cut(name, room):<{room}}{numbers}"


def reasons_of(drops: Counter[str]) -> str:
    """Why items were left out, commonest reason first."""
    counted = drops.most_common()
    told = [f"{count} × {reason}" for reason, count in counted[:REASONS_MAX]]
    rest = sum(count for _, count in counted[REASONS_MAX:])
    return "; ".join([*told, *([f"{rest} for other reasons"] if rest else [])])


def name_of(feed: FeedReport) -> str:
    """What to call a feed in a line."""
    return " ".join((feed.title or feed.feed_url.split("://")[-1]).split())


def cut(text: str, length: int) -> str:
    """A text that fits, with an ellipsis where something is missing."""
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip() + "…"


def wrapped(label: str, text: str, *, width: int) -> Iterator[str]:
    """A text in lines that fit, with the label before the first and as much room before the others."""
    line = label
    for word in text.split(" "):
        if len(line) + len(word) + 1 > width and line.strip() and len(line) > len(label):
            yield line
            line = " " * len(label)
        line += word if len(line) == len(label) else f" {word}"
    yield line
