"""The ledger on a terminal and in files."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from .. import inquire
from ..errors import ConfigError, PublishError
from ..model import DecisionCount, DecisionFilter, LedgerEntry, Verdict
from . import show
from .desks import folder_of, read_clock
from .options import taking

SHOWN_MAX = 50
"""Decisions in a terminal unless ``--limit`` says otherwise."""
STANDARD_OUTPUT = Path("-")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the beginning of a cell; headlines are strangers' words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsOptions:
    """What ``tidings decisions`` is given."""

    desk: Annotated[Path, typer.Argument(help="The desk's folder, or its desk.toml.", show_default="this folder")] = (
        Path()
    )
    outcome: Annotated[
        Literal["published", "held", "refused"] | None, typer.Option(help="Only decisions with this outcome.")
    ] = None
    rule: Annotated[str, typer.Option(help="Only decisions by this rule, such as quality_min.")] = ""
    source: Annotated[str, typer.Option(help="Only articles of this source: its name or domain.")] = ""
    topic: Annotated[str, typer.Option(help="Only articles with this topic, by its id.")] = ""
    since: Annotated[str, typer.Option(help="From this day or moment on, such as 2026-02-18.")] = ""
    until: Annotated[str, typer.Option(help="Before this day or moment.")] = ""
    article: Annotated[str, typer.Option(help="Only this article: its URL, its record's name, or its id.")] = ""
    changed: Annotated[
        bool, typer.Option("--changed", help="Only decisions that turned an earlier one: published, then held.")
    ] = False
    limit: Annotated[
        int | None, typer.Option(min=1, help="At most so many, the newest.", show_default=f"{SHOWN_MAX} in a table")
    ] = None
    export: Annotated[
        Path | None,
        typer.Option(help="Write them to this .jsonl or .csv file, oldest first; - is CSV on standard output."),
    ] = None
    json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False


@taking(DecisionsOptions)
def decisions(given: DecisionsOptions) -> None:
    """Show what was decided on each article, when, by which rule and why: the ledger, the newest first."""
    form = form_of(given.export)
    since, until = read_moment(given.since, "--since"), read_moment(given.until, "--until")
    with inquire.open_memory(folder_of(given.desk)) as db:
        wanted = DecisionFilter(
            outcome=given.outcome or "",
            rule=given.rule,
            source=given.source,
            topic=given.topic,
            article_id=inquire.article_of(db, given.article) if given.article else "",
            since=since,
            until=until,
            is_turn=given.changed,
        )
        if given.export:
            entries = inquire.decisions(db, wanted, is_newest_first=given.limit is not None, limit=given.limit)
            ordered: Iterable[LedgerEntry] = entries if given.limit is None else reversed(list(entries))
            tell_export(write_entries(ordered, given.export, form=form), given.export)
            return
        limit = given.limit or (None if given.json else SHOWN_MAX)
        found, counts = list(inquire.decisions(db, wanted, limit=limit)), inquire.decision_counts(db, wanted)
    if given.json:
        show.print_json({"counts": counts, "decisions": [row_of(entry) for entry in found]})
    else:
        print_decisions(found, counts)


def read_moment(given: str, option: str) -> Any:
    """A day or moment that was given, None where none was; raises ConfigError."""
    return read_clock(given, option=option) if given else None


# ---------------------------------------------------------------- on a terminal


def print_decisions(entries: Sequence[LedgerEntry], counts: Sequence[DecisionCount]) -> None:
    """A row for each decision, and what they come to."""
    if not entries:
        show.out().print("no decision is like this")
        return
    table = Table(expand=True)
    for name, ratio in (("When", None), ("Decided", None), ("Rule", None), ("Article", 3), ("Why", 3)):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None)
    for entry in entries:
        verdict = entry.decision.verdict
        article = f"{entry.headline} · {entry.source}"
        cells = (f"{entry.decided_at:%Y-%m-%d %H:%M}", told_turn(entry), verdict.rule, article, verdict.reason)
        table.add_row(*map(escape, cells))
    show.out().print(table)
    for line in tell_counts(counts, shown=len(entries)):
        show.out().print(escape(line))


def told_turn(entry: LedgerEntry) -> str:
    """The outcome, and what it was before where it was another."""
    outcome = entry.decision.verdict.outcome
    return f"{entry.before.outcome} → {outcome}" if entry.before and entry.is_turn else outcome


def tell_counts(counts: Sequence[DecisionCount], *, shown: int) -> Iterator[str]:
    """How many decisions there are, by outcome and rule."""
    total = sum(count.decided for count in counts)
    more = (
        f", the newest {shown} of them above (--limit N shows more, --export FILE writes all)" if shown < total else ""
    )
    yield f"{total} {'decision' if total == 1 else 'decisions'}{more}"
    for outcome in ("published", "held", "refused"):
        rules = [count for count in counts if count.outcome == outcome]
        if rules:
            told = ", ".join(f"{count.rule} {count.decided}" for count in rules)
            yield f"{outcome} {sum(count.decided for count in rules)}: {told}"


# ---------------------------------------------------------------- in files


def row_of(entry: LedgerEntry) -> dict[str, object]:
    """A decision as our JSON and CSV have it."""
    decision, before = entry.decision, entry.before or Verdict(outcome="held", rule="", reason="")
    return {
        "number": entry.number,
        "decided_at": f"{entry.decided_at:%Y-%m-%dT%H:%M:%SZ}",
        "edition": entry.edition,
        "outcome": decision.verdict.outcome,
        "rule": decision.verdict.rule,
        "reason": decision.verdict.reason,
        "outcome_before": before.outcome if entry.before else "",
        "rule_before": before.rule,
        "reason_before": before.reason,
        "quality": decision.quality,
        "sources": decision.sources_count,
        "topics": decision.topics,
        "article_id": decision.article_id,
        "url": entry.url,
        "source": entry.source,
        "domain": entry.domain,
        "headline": entry.headline,
        "book": entry.book,
    }


def form_of(path: Path | None) -> str:
    """How a file is written, by the end of its name; raises ConfigError."""
    if path is None or path == STANDARD_OUTPUT:
        return ".csv"
    if path.suffix not in (".csv", ".jsonl"):
        raise ConfigError(f"--export {path}: a ledger is written as .jsonl or .csv; give the file one of these endings")
    return path.suffix


def write_entries(entries: Iterable[LedgerEntry], path: Path, *, form: str) -> int:
    """Write decisions as they come, to a file that is replaced whole or not at all; returns how many.

    Raises PublishError.
    """
    if path == STANDARD_OUTPUT:
        return write_csv(entries, sys.stdout)
    draft = path.with_name(f".{path.name}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            count = write_csv(entries, file) if form == ".csv" else write_lines(entries, file)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise PublishError(f"writing {path}: {error.strerror}; name a file in a folder you may write to") from error
    return count


def write_lines(entries: Iterable[LedgerEntry], file: TextIO) -> int:
    """A line of JSON for each decision."""
    count = 0
    for count, entry in enumerate(entries, 1):  # noqa: B007  # the last one is the answer
        file.write(msgspec.json.encode(row_of(entry)).decode() + "\n")
    return count


def write_csv(entries: Iterable[LedgerEntry], file: TextIO) -> int:
    """A row for each decision under the names of their columns; several topics stand side by side."""
    writer, count = csv.writer(file, lineterminator="\n"), 0
    writer.writerow(COLUMNS)
    for count, entry in enumerate(entries, 1):  # noqa: B007  # the last one is the answer
        writer.writerow([cell_of(value) for value in row_of(entry).values()])
    return count


COLUMNS = (
    "number", "decided_at", "edition", "outcome", "rule", "reason", "outcome_before", "rule_before", "reason_before",
    "quality", "sources", "topics", "article_id", "url", "source", "domain", "headline", "book",
)  # fmt: skip
"""The keys of a row, which stand in a file without rows, too."""


def cell_of(value: object) -> object:
    """A value that no spreadsheet takes for a formula."""
    text = " ".join(value) if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_SIGNS) else text


def tell_export(count: int, path: Path) -> None:
    """Say what was written, where that is not in the way."""
    if path != STANDARD_OUTPUT:
        typer.echo(f"wrote {count} decisions to {path}")
