"""Serving a desk: its site, its hooks for hubs, and the line run again and again beside it."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

import typer

from .. import inquire, push
from ..model import Desk, RunReport
from ..serve import Hooks, Outcome, Settings, keep_running, open_server, run_line
from .desks import DESK_FILE, folder_of, read_desk

LOOPBACKS = frozenset({"127.0.0.1", "localhost", "::1"})
EXIT_BUSY = 3
SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"
SAID_CHARS_MAX = 500
"""Of what a failed run said, its end."""


def serve_desk(desk: Path, *, out: Path | None, host: str, port: int, run_every_s: float | None) -> None:
    """Serve until Ctrl-C, or until the system asks us to end (SIGTERM)."""
    folder = folder_of(desk)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    site, pushed = (out or folder) / "site", threading.Event()
    run = partial(tell_run, run_arguments(folder, out), every_s=run_every_s or 0)
    if run_every_s and not (site / "index.html").is_file():
        run()  # there is nothing to serve before the first run
    settings = Settings(site=site, host=host, port=port)
    if (folder / DESK_FILE).is_file():  # a site alone can be served, too
        settings = with_desk(settings, read_desk(desk), folder, pushed)
    with open_server(settings) as address:
        typer.echo(f"{address}  (Ctrl-C ends it)")
        if line := warning(host):
            typer.echo(line, err=True)
        if run_every_s:
            keep_running(run, every_s=run_every_s, pushed=pushed)
        threading.Event().wait()


def with_desk(settings: Settings, desk: Desk, folder: Path, pushed: threading.Event) -> Settings:
    """The settings with what the desk says about serving."""
    hooks = make_hooks(folder, desk.serve.callback_url, pushed=pushed) if desk.serve.callback_url else None
    return replace(
        settings,
        home=desk.masthead.url,
        hub_url=desk.serve.hub_url,
        hooks=hooks,
        has_linked_pictures=desk.images.show == "link",
    )


def warning(host: str) -> str:
    """What it means to let others in; empty: nobody is let in."""
    if host in LOOPBACKS:
        return ""
    return (
        f"open to everybody who can reach {host}, over plain http: for the public put a web server with https in "
        "front of it"
    )


# ---------------------------------------------------------------- hubs


def this_moment() -> datetime:
    """The clock of everything that happens between runs."""
    return datetime.now(UTC)


def make_hooks(
    folder: Path, callback_url: str, *, pushed: threading.Event, clock: Callable[[], datetime] = this_moment
) -> Hooks:
    """What hubs may do, each time with the desk's database opened anew and this moment's clock."""

    def is_known(token: str) -> bool:
        with inquire.open_memory(folder) as db:
            return push.is_known(db, token)

    def confirm(token: str, query: Mapping[str, str]) -> str | None:
        with inquire.open_memory(folder) as db:
            return push.confirm(db, token, query, now=clock())

    def deliver(token: str, body: bytes, headers: Mapping[str, str]) -> bool:
        delivery = push.Delivery(
            body=body,
            content_type=headers.get("Content-Type", ""),
            signature=headers.get("X-Hub-Signature", ""),
        )
        with inquire.open_memory(folder) as db:
            is_taken = push.deliver(db, token, delivery, now=clock())
        pushed.set()
        return is_taken

    prefix = quote(urlsplit(callback_url).path, safe=SAFE_IN_PATH)
    return Hooks(prefix=prefix, is_known=is_known, confirm=confirm, deliver=deliver)


# ---------------------------------------------------------------- the line, again and again


def run_arguments(folder: Path, out: Path | None) -> list[str]:
    """The command of one run; it reads the desk file anew, so that changes to it count at once."""
    return ["run", str(folder), "--json", "--quiet", *(["--out", str(out)] if out else [])]


def tell_run(arguments: list[str], *, every_s: float, run: Callable[[list[str]], Outcome] = run_line) -> None:
    """Run the line once and say in a line what came of it; a run in which nothing happened says nothing."""
    outcome = run(arguments)
    line = in_a_line(outcome, every_s=every_s)
    if line:
        typer.echo(f"{datetime.now().astimezone():%H:%M}  {line}", err=True)
    for told in (*outcome.report.push_lines, *outcome.report.order_mistakes) if outcome.report else ():
        typer.echo(f"       {told}", err=True)


def in_a_line(outcome: Outcome, *, every_s: float) -> str:
    """What came of a run; empty: nothing did."""
    if outcome.report:
        return report_in_a_line(outcome.report)
    again = f"it is run again in {every_s / 60:g} minutes"
    if outcome.exit_code == EXIT_BUSY:
        return f"another run is at work on the desk; {again}"
    return f"the run failed; {again}: {outcome.said[-SAID_CHARS_MAX:]}"


def report_in_a_line(report: RunReport) -> str:
    """Who was asked, what was new, and what is published."""
    asked = [feed for feed in report.feeds if feed.outcome != "not due"]
    failed = sum(1 for feed in asked if feed.outcome == "failed")
    if not asked and not report.is_changed:
        return ""
    trouble = f", {failed} failed" if failed else ""
    stories = "1 story" if report.stories_count == 1 else f"{report.stories_count} stories"
    published = f"edition {report.edition_number}, {stories}" if report.is_changed else "no new edition"
    articles = push.count(report.articles_new, "new article")
    return f"{push.count(len(asked), 'feed')} asked{trouble}; {articles}; {published}"
