"""How far a run has come: three calm lines on a terminal, now and then a line elsewhere.

The lines are pure functions of what was heard and of how long it has taken; the two listeners at
the end hear what the pipeline tells and show it, on standard error.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO
from urllib.parse import urlsplit

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.text import Text

from ..pipeline import STEPS, Progress, quiet
from .summary import cut

NOUNS = {
    "gather": "feeds",
    "parse": "documents",
    "pages": "pages",
    "read": "pages",
    "article": "entries",
    "dedupe": "reprints",
    "embed": "articles",
    "cluster": "articles",
    "score": "stories",
    "compose": "stories",
    "illustrate": "pictures",
    "render": "files",
    "publish": "files",
    "import": "files",
    "export": "files",
    "regroup": "articles",
}
"""What each step counts."""
HOSTS_SHOWN_MAX = 2
HOSTS_LOOKED_AT = 8
"""Addresses among which that many different hosts are looked for."""
LOOK_EVERY_S = 0.1
"""Between two looks at who is waited for: with many feeds each look takes a while."""
BAR_CHARS = 24
REFRESHES_PER_S = 4
"""Often enough to be alive, seldom enough to be calm."""
LINE_EVERY_S = 10.0
"""Between two lines of one step where there is no terminal: logs stay short."""
ESTIMATE_AFTER_S = 2.0
ESTIMATE_SHARE_MIN = 0.05
"""An estimate from less than this would jump about."""
STALLED_AFTER_S = 3.0
"""After so long without news the estimate is wrong: what is left is slower than what is done."""
WIDTH_MAX = 100


@dataclass(slots=True)
class SoFar:
    """What was heard of the step at work."""

    step: str
    began_s: float
    """By a clock that never goes back."""
    heard_s: float = 0.0
    """When the latest was told, by the same clock."""
    done: int = 0
    total: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    """How many had each outcome."""
    waiting: tuple[str, ...] = ()
    """Some addresses that have not answered, the longest first."""
    waiting_count: int = 0
    """How many there are in all."""

    @property
    def is_done(self) -> bool:
        """All of it was told; a step that has told nothing is not done."""
        return self.done >= self.total


# ---------------------------------------------------------------- in words


def counts_in_words(so_far: SoFar) -> str:
    """``118 new, 20 unchanged, 4 failed``; empty where the step has no outcomes."""
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(so_far.counts.items(), key=order_of_outcomes))


def order_of_outcomes(counted: tuple[str, int]) -> int:
    """Good news first."""
    known = ("new", "unchanged", "failed")
    return known.index(counted[0]) if counted[0] in known else len(known)


def waiting_in_words(so_far: SoFar) -> str:
    """The hosts that have kept us waiting longest, and how many feeds more there are."""
    shown = list(dict.fromkeys(urlsplit(url).hostname or url for url in so_far.waiting))[:HOSTS_SHOWN_MAX]
    if not shown:
        return ""
    more = so_far.waiting_count - len(shown)
    return f"waiting for {', '.join(shown)}{f' and {more} more' if more > 0 else ''}"


def rest_in_words(so_far: SoFar, *, now_s: float) -> str:
    """``about 12 s left``, or that it is no use guessing; empty where it cannot be told yet."""
    took_s = now_s - so_far.began_s
    if took_s < ESTIMATE_AFTER_S or so_far.done < so_far.total * ESTIMATE_SHARE_MIN or so_far.is_done:
        return ""
    rest_s = took_s / so_far.done * (so_far.total - so_far.done)
    if now_s - so_far.heard_s > max(rest_s, STALLED_AFTER_S):
        return "the last are slow"
    return f"about {max(rest_s, 1):.0f} s left" if rest_s < 100 else f"about {rest_s / 60:.0f} min left"


def bar(done: int, total: int, *, is_ascii: bool) -> str:
    """A bar of fixed length."""
    full = BAR_CHARS * min(done, total) // max(total, 1)
    return ("#" if is_ascii else "━") * full + ("." if is_ascii else "╌") * (BAR_CHARS - full)


def place_of(step: str) -> str:
    """``[1/9] ``: which of the steps it is; empty for what is none of them."""
    return f"[{STEPS.index(step) + 1}/{len(STEPS)}] " if step in STEPS else ""


def display_lines(so_far: SoFar, *, now_s: float, width: int, is_ascii: bool = False) -> tuple[str, str, str]:
    """What a terminal shows: always three lines, so that nothing jumps."""
    width = min(width, WIDTH_MAX)
    head = f"{place_of(so_far.step)}{so_far.step:<8}"
    if so_far.total > 1:
        head += f" {bar(so_far.done, so_far.total, is_ascii=is_ascii)} {so_far.done} of {so_far.total}"
    rest = rest_in_words(so_far, now_s=now_s)
    lines = (f"{head}  {rest}".rstrip(), counts_in_words(so_far), waiting_in_words(so_far))
    return tuple(cut(line if number == 0 else f"{'':<6}{line}".rstrip(), width) for number, line in enumerate(lines))  # type: ignore[return-value]


def log_line(so_far: SoFar) -> str:
    """What a log is told: all of it in one line."""
    counts = counts_in_words(so_far)
    noun = NOUNS.get(so_far.step, "")
    number = f"{so_far.done}" if so_far.is_done else f"{so_far.done} of {so_far.total}"
    waiting = "" if so_far.is_done else waiting_in_words(so_far)
    told = "; ".join(part for part in (counts, waiting) if part)
    return f"{place_of(so_far.step)}{so_far.step}: {number} {noun}".rstrip() + (f": {told}" if told else "")


# ---------------------------------------------------------------- listeners


@dataclass(slots=True)
class Listener:
    """Hears what the pipeline tells; ``show`` is called after each."""

    clock: Callable[[], float]
    show: Callable[[SoFar], None]
    so_far: SoFar
    looked_s: float = float("-inf")
    """When it was last looked at who is waited for."""

    def tell(
        self, step: str, done: int, total: int, _detail: str, /, *, outcome: str = "", waiting: Collection[str] = ()
    ) -> None:
        """One more is done (see ``pipeline.Progress``)."""
        if step != self.so_far.step or done < self.so_far.done:
            self.so_far = SoFar(step, self.clock())
        so_far = self.so_far
        so_far.heard_s = self.clock()
        so_far.done, so_far.total, so_far.waiting_count = done, total, len(waiting)
        if outcome:
            so_far.counts[outcome] += 1
        # The view is the pipeline's, and changes: only here, in its thread, may it be looked into.
        if not waiting or self.clock() - self.looked_s >= LOOK_EVERY_S:
            so_far.waiting, self.looked_s = tuple(islice(waiting, HOSTS_LOOKED_AT)), self.clock()
        self.show(so_far)


@contextmanager
def progress(*, is_shown: bool, first: str = STEPS[0]) -> Iterator[Progress]:
    """The listener that suits where standard error goes; ``first`` is the step that comes first."""
    console = Console(stderr=True, highlight=False)
    if not is_shown:
        yield quiet
    elif console.is_terminal and not console.is_dumb_terminal:
        with on_terminal(console, first=first) as tell:
            yield tell
    else:
        yield to_log(sys.stderr, first=first)


def to_log(stream: TextIO, *, first: str = STEPS[0], clock: Callable[[], float] = time.monotonic) -> Progress:
    """A line when a step is complete, and now and then one while it is not."""
    last_s = clock()

    def show(so_far: SoFar) -> None:
        nonlocal last_s
        if so_far.is_done or clock() - last_s >= LINE_EVERY_S:
            stream.write(log_line(so_far) + "\n")
            stream.flush()
            last_s = clock()

    return Listener(clock, show, SoFar(first, clock())).tell


@dataclass(slots=True)
class Display:
    """The three lines, as the library that draws them asks for them: anew for every refresh."""

    listener: Listener
    last: str
    """The step after which nothing comes."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of this moment."""
        so_far = step_at_work(self.listener.so_far, last=self.last)
        lines = display_lines(so_far, now_s=self.listener.clock(), width=options.max_width, is_ascii=options.ascii_only)
        yield Text("\n".join(lines), no_wrap=True, overflow="ellipsis")


def step_at_work(so_far: SoFar, *, last: str) -> SoFar:
    """The step that is at work now: the next one, once all of one was told."""
    if not so_far.total or not so_far.is_done or so_far.step == last or so_far.step not in STEPS[:-1]:
        return so_far
    return SoFar(STEPS[STEPS.index(so_far.step) + 1], so_far.began_s)


@contextmanager
def on_terminal(
    console: Console, *, first: str = STEPS[0], clock: Callable[[], float] = time.monotonic
) -> Iterator[Progress]:
    """Three lines that are drawn over and leave no trace: the summary says what there was."""
    listener = Listener(clock, lambda _: None, SoFar(first, clock()))
    display = Display(listener, last=STEPS[-1] if first == STEPS[0] else first)
    with Live(display, console=console, refresh_per_second=REFRESHES_PER_S, transient=True):
        yield listener.tell
