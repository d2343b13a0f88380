"""What is shown while a run is at work: calm lines on a terminal, few lines in a log."""

from __future__ import annotations

import io
from collections import Counter

from rich.console import Console

from tidings.cli.progress import LINE_EVERY_S, SoFar, display_lines, log_line, on_terminal, step_at_work, to_log

HOSTS = ("https://one.example/feed", "https://one.example/other", "https://two.example/feed", "https://three.example/")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def gathering(done: int = 142, **more: object) -> SoFar:
    counts = Counter({"failed": 4, "unchanged": 20, "new": 118})
    told = {"heard_s": 130.0, "counts": counts, "waiting": HOSTS, "waiting_count": 58} | more
    return SoFar("gather", 100.0, done=done, total=200, **told)  # type: ignore[arg-type]


def test_a_terminal_shows_the_step_a_bar_the_counts_and_who_is_waited_for() -> None:
    assert display_lines(gathering(), now_s=130.0, width=80) == (
        "[1/13] gather   ━━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌ 142 of 200  about 12 s left",
        "      118 new, 20 unchanged, 4 failed",
        "      waiting for one.example, two.example and 56 more",
    )


def test_a_terminal_without_line_drawing_gets_a_plain_bar() -> None:
    assert "#################....... 142" in display_lines(gathering(), now_s=130.0, width=80, is_ascii=True)[0]


def test_nothing_is_wider_than_the_terminal() -> None:
    assert max(map(len, display_lines(gathering(), now_s=130.0, width=40))) <= 40


def test_there_are_always_three_lines_so_that_nothing_jumps() -> None:
    assert display_lines(SoFar("cluster", 100.0), now_s=130.0, width=80) == ("[8/13] cluster", "", "")


def test_there_is_no_estimate_from_the_first_answers() -> None:
    assert "left" not in display_lines(gathering(done=3), now_s=130.0, width=80)[0]
    assert "left" not in display_lines(gathering(), now_s=101.0, width=80)[0]


def test_an_estimate_is_not_held_on_to_when_nothing_comes_any_more() -> None:
    stalled = gathering(done=195, heard_s=103.0)

    assert display_lines(stalled, now_s=140.0, width=80)[0].endswith("195 of 200  the last are slow")


def test_a_log_is_told_in_one_line() -> None:
    told = log_line(gathering())

    assert told == (
        "[1/13] gather: 142 of 200 feeds: 118 new, 20 unchanged, 4 failed; waiting for one.example, two.example"
        " and 56 more"
    )


def test_a_log_has_a_line_for_a_step_and_one_now_and_then_in_a_long_one() -> None:
    clock, stream = Clock(), io.StringIO()
    tell = to_log(stream, clock=clock)

    for number in range(1, 101):
        clock.at += LINE_EVERY_S / 40
        tell("gather", number, 100, "", outcome="new", waiting=HOSTS[:1] if number < 100 else ())
    tell("parse", 100, 100, "")

    assert stream.getvalue().splitlines() == [
        "[1/13] gather: 40 of 100 feeds: 40 new; waiting for one.example",
        "[1/13] gather: 80 of 100 feeds: 80 new; waiting for one.example",
        "[1/13] gather: 100 feeds: 100 new",
        "[2/13] parse: 100 documents",
    ]


def test_nothing_to_ask_is_said() -> None:
    stream = io.StringIO()

    to_log(stream)("gather", 0, 0, "")

    assert stream.getvalue() == "[1/13] gather: 0 feeds\n"


def test_a_step_that_begins_says_nothing_yet() -> None:
    stream = io.StringIO()

    to_log(stream)("gather", 0, 200, "", waiting=HOSTS)

    assert stream.getvalue() == ""


def test_when_all_of_a_step_is_done_the_next_one_is_at_work() -> None:
    done = SoFar("article", 100.0, done=5, total=5)

    assert step_at_work(done, last="publish").step == "dedupe"
    assert step_at_work(done, last="article").step == "article"
    assert step_at_work(gathering(), last="publish").step == "gather"


def test_the_display_leaves_no_trace_on_the_terminal() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=80, height=24)
    with on_terminal(console, clock=Clock()) as tell:
        for number in range(1, 201):
            tell("gather", number, 200, "", outcome="new", waiting=HOSTS)

    lines, row = [""], 0
    for piece in stream.getvalue().replace("\x1b[1A", "\0up\0").replace("\x1b[2K", "\0clear\0").split("\0"):
        if piece == "up":
            row -= 1
        elif piece == "clear":
            lines[row] = ""
        else:
            row += piece.count("\n")
            lines += [""] * (row + 1 - len(lines))
    assert "gather" in stream.getvalue()
    assert "".join(lines) == ""
