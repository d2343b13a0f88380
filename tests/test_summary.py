"""What a run's summary says: what needs an editor's attention first, in lines that fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.cli.summary import KINDS, groups_of, tell_everything, tell_summary, wrapped
from tidings.imagery import PicturesReport
from tidings.model import Drop, FeedReport, RunReport

GONE = "the feed is gone for good (410): take it off the desk"
LOST = "not well-formed XML: could not be read"


def feed(name: str, outcome: str = "new", detail: str = "", **more: object) -> FeedReport:
    told = {"title": f"The {name.title()} Post", "status": 200, "entries_seen": 5, "entries_kept": 5} | more
    return FeedReport(feed_url=f"https://{name}.example/feed", outcome=outcome, detail=detail, **told)  # type: ignore[arg-type]


def failed(name: str, status: int, detail: str, **more: object) -> FeedReport:
    return feed(name, "failed", detail, status=status, entries_seen=0, entries_kept=0, **more)


def report(*feeds: FeedReport, **more: object) -> RunReport:
    return RunReport(started_at=datetime(2026, 3, 20, 18, tzinfo=UTC), feeds=feeds, **more)  # type: ignore[arg-type]


TROUBLED = (
    feed("calm"),
    failed("busy", 429, "the host finds that it is asked too often (429): nothing to do, it is asked again later"),
    *(failed(name, 410, GONE) for name in ("orm", "skell", "skua", "tarn", "unst")),
    failed("page", 200, "an HTML page, not a feed: look for the feed's address", is_unreadable=True),
    feed("moved", moved_to="https://new.example/feed"),
    failed("login", 401, "the host wants a login (401): ask the publisher for an open feed"),
    feed("torn", drops=(Drop(what="an item", reason=LOST), Drop(what="x", reason="older than 14 days"))),
    feed("empty", "unchanged", "the feed has no items", entries_seen=0, entries_kept=0),
    failed("loop", 302, "its redirects go in a circle: look for the feed's new address on the publisher's site"),
    failed("slow", 0, "slow.example was silent for 20 s: nothing to do, it is asked again later"),
    feed("later", "not due", "next due 2026-03-20 19:00 UTC: 1 hour between two requests", status=0, entries_seen=0),
)

SUMMARY = """\
   5  gone: take them off the desk, or find their new address
      The Orm Post    the feed is gone for good (410)
      The Skell Post  the feed is gone for good (410)
      The Skua Post   the feed is gone for good (410)
      and 2 more
   1  led astray by redirects: look for their new address on the publisher's
      site
      The Loop Post  its redirects go in a circle
   1  moved for good: put the new address on the desk
      The Moved Post  https://new.example/feed
   1  closed to us: ask the publisher whether programs may read them
      The Login Post  the host wants a login (401)
   1  no feed, or unreadable: open them in a browser; tell the publisher
      The Page Post  an HTML page, not a feed
   1  lost items in broken markup: tell the publisher
      The Torn Post  1 of 5 items
   1  not reached, cut off or far too slow: asked again by itself; check the
      address if it stays
      The Slow Post  slow.example was silent for 20 s
   1  busy, or in trouble of their own: nothing to do, asked again by itself
   1  without any item: nothing to do, unless it stays
      The Empty Post  the feed has no items
   1  not due yet: nothing to do
      all of them: `tidings report desks/orm`

feeds     15: 10 failed, 3 new, 1 not due, 1 unchanged
items     15 seen: 20 new or changed, 0 known, 2 left out
left out  1 × not well-formed XML: could not be read; 1 × older than 14 days
articles  3 new; 0 reprints among the latest
verdicts  3 published, 0 held, 0 refused
edition   7 (new), 2 stories; 9 files written, 0 removed"""


def test_the_summary_tells_what_needs_attention_first_and_then_the_figures() -> None:
    run = report(
        *TROUBLED,
        articles_new=3,
        published_count=3,
        edition_number=7,
        is_changed=True,
        stories_count=2,
        files_written=9,
    )

    assert tell_summary(run, width=80, desk="desks/orm") == SUMMARY


def test_an_edition_that_has_grown_old_is_an_alarm() -> None:
    run = report(*TROUBLED)

    old = tell_summary(replace(run, stale_since=run.started_at - timedelta(days=3)), width=200)

    assert "STALE     nothing new for 3.0 days: readers see the edition of" in old
    assert "STALE" not in tell_summary(run, width=200)


def test_a_calm_run_is_only_figures() -> None:
    told = tell_summary(report(feed("calm"), feed("still", "unchanged")), width=80)

    assert told.startswith("feeds     2: 1 new, 1 unchanged\n")


def test_a_feed_is_told_in_one_group_the_most_urgent() -> None:
    gone_and_moved = failed("orm", 410, GONE, moved_to="https://new.example/")

    assert [group.kind.heading for group in groups_of([gone_and_moved])] == ["gone"]


def test_a_feed_that_is_off_is_still_told_as_gone() -> None:
    off = feed("orm", "not due", GONE, status=0, entries_seen=0)

    assert [group.kind.heading for group in groups_of([off])] == ["gone"]


def test_the_report_names_every_feed_with_its_counts() -> None:
    told = tell_everything(report(*TROUBLED), width=80)

    assert "The Unst Post   the feed is gone for good (410)" in told
    assert "The Busy Post" in told
    assert "The Torn Post                                           5     5      0         2" in told
    assert "    1 × not well-formed XML: could not be read; 1 × older than 14 days" in told


@pytest.mark.parametrize("width", [40, 80, 110, 300])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = feed("x", title="A Very Long Name " * 10, drops=(Drop(what="x", reason="older than 14 days"),) * 9)
    run = report(*TROUBLED, long, failed("far", 0, "a reason without end " * 20))

    for told in (tell_summary(run, width=width, desk="d"), tell_everything(run, width=width)):
        assert max(map(len, told.splitlines())) <= width


@given(st.text("ab c", max_size=200), st.integers(min_value=20, max_value=60))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    lines = list(wrapped("label     ", text, width=width))

    assert " ".join(" ".join(lines).split()) == " ".join(f"label {text}".split())


def test_every_kind_says_what_to_do() -> None:
    assert all(kind.advice for kind in KINDS)
    assert len({kind.heading for kind in KINDS}) == len(KINDS)


def test_pictures_are_told_in_two_lines_and_each_failure_in_the_whole_report() -> None:
    gone = "there is no picture at this address (404): nothing to do, its story goes without"
    failures = tuple((f"https://post.example/{number}.jpg", gone) for number in range(3))
    told = report(pictures=PicturesReport(wanted=40, asked=9, copied=6, shown=30, removed=4, failures=failures))

    summary = tell_summary(told, width=100)

    assert "pictures  30 of 40 shown: 6 new, 3 failed; 4 copies thrown away" in summary
    assert "pictures  3 × there is no picture at this address (404)" in summary
    assert tell_everything(told, width=100).count("https://post.example/") == 3


def test_a_desk_without_pictures_hears_nothing_of_them() -> None:
    assert "picture" not in tell_summary(report(), width=100)


def test_what_keeps_pictures_away_is_told() -> None:
    told = report(pictures=PicturesReport(note="it needs Pillow, which is not installed"))

    assert "pictures  it needs Pillow" in tell_summary(told, width=100)
