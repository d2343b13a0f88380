"""Many feeds asked at once, for a caller who waits in plain Python.

The event loop runs in a thread of its own, so that answers go on arriving while the caller works on
one, and so that it does not matter in which thread, or how often, the caller asks.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime
from queue import SimpleQueue
from types import TracebackType

from ..errors import FetchError
from ..model import Fetched, FetchRequest
from ..rules import FetchRules
from .exchange import Line, fetch_feed, named_hosts
from .session import make_session
from .turns import Turns

Outcome = tuple[FetchRequest, Fetched | FetchError]


def ask_all(
    requests: Sequence[FetchRequest], rules: FetchRules, *, user_agent: str, now: datetime
) -> Iterator[Outcome]:
    """What ``fetch.fetch_all`` promises."""
    if not requests:
        return
    with Crew(tuple(requests), rules, user_agent=user_agent, now=now) as crew:
        for _ in requests:
            yield crew.take()


class Crew:
    """The thread, its event loop, and what comes out of it."""

    def __init__(
        self, requests: tuple[FetchRequest, ...], rules: FetchRules, *, user_agent: str, now: datetime
    ) -> None:
        self.requests, self.rules, self.user_agent, self.now = requests, rules, user_agent, now
        self.outcomes: SimpleQueue[Outcome | BaseException] = SimpleQueue()
        self.loop = asyncio.new_event_loop()
        self.turns = Turns(rules)
        self.task = self.loop.create_task(self.work())
        self.thread = threading.Thread(target=self.run, name="tidings-fetch", daemon=True)

    def __enter__(self) -> Crew:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The loop may have ended by itself.
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self.task.cancel)
        self.thread.join()

    def take(self) -> Outcome:
        """The next outcome, waiting for it; raises only what is a bug of ours."""
        outcome = self.outcomes.get()
        if isinstance(outcome, BaseException):
            raise outcome
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self.turns.add_ready, -1)
        return outcome

    def run(self) -> None:
        """The thread: work until all is done or cancelled."""
        try:
            self.loop.run_until_complete(self.task)
        except asyncio.CancelledError:
            pass
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, which waits for it
            self.outcomes.put(error)
        finally:
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
            self.loop.close()

    async def work(self) -> None:
        """Ask for everything."""
        async with make_session(self.rules, user_agent=self.user_agent) as session:
            line = Line(
                session=session, rules=self.rules, turns=self.turns, named=named_hosts(self.requests), now=self.now
            )
            async with asyncio.TaskGroup() as tasks:
                for request in self.requests:
                    tasks.create_task(self.ask_for(line, request))

    async def ask_for(self, line: Line, request: FetchRequest) -> None:
        """Ask for one feed and lay the outcome ready."""
        outcome = await fetch_feed(line, request)
        self.turns.add_ready(1)
        self.outcomes.put((request, outcome))
