"""Many feeds asked at once, for a caller who waits in plain Python.

The event loop runs in a thread of its own, so that answers go on arriving while the caller works on
one, and so that it does not matter in which thread, or how often, the caller asks.  Requests are
taken from the caller's iterator in the caller's own thread, a window at a time.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Generator, Iterable, Mapping
from datetime import datetime
from itertools import islice
from queue import Empty, SimpleQueue
from types import TracebackType

from ..errors import FetchError
from ..model import Fetched, FetchRequest, HostState
from ..rules import FetchRules
from .addresses import is_literal
from .exchange import Line, Trail, begin, shown
from .gate import host_of, make_gate
from .reasons import reason_of
from .session import Sessions, make_sessions
from .turns import Turns
from .visit import Round, visit

Outcome = tuple[FetchRequest, Fetched | FetchError]

WINDOW = 2048
"""Requests that wait at a time: enough that slow sites do not hold up the others, few enough for memory."""
TAKEN_AT_ONCE = 16
"""Outcomes that the caller takes before the loop is told: telling wakes it up."""
GROUP_MAX = 32
"""Outcomes in a group at most: keeping this many together costs little more than keeping one, and more save little."""


def ask_in_groups(
    requests: Iterable[FetchRequest],
    rules: FetchRules,
    *,
    user_agent: str,
    now: datetime,
    hosts: Mapping[str, HostState],
) -> Generator[list[Outcome]]:
    """What ``fetch.fetch_in_groups`` promises."""
    source = iter(requests)
    first = list(islice(source, WINDOW))
    if not first:
        return
    with Crew(rules, user_agent=user_agent, now=now, hosts=hosts) as crew:
        crew.hand_over(first)
        while crew.is_waiting:
            yield crew.take_group()
            if crew.has_room:
                crew.hand_over(list(islice(source, WINDOW // 2)))


class Crew:
    """The thread, its event loop, its workers, and what comes out of them."""

    def __init__(self, rules: FetchRules, *, user_agent: str, now: datetime, hosts: Mapping[str, HostState]) -> None:
        self.rules, self.user_agent, self.now = rules, user_agent, now
        self.outcomes: SimpleQueue[Outcome | BaseException] = SimpleQueue()
        self.loop = asyncio.new_event_loop()
        self.turns = Turns(rules, hosts, now=now)
        self.gate = make_gate(rules)
        self.round: Round | None = None
        self.handed: list[FetchRequest] = []
        self.waiting = 0
        """Requests handed over whose outcome the caller has not taken."""
        self.taken = 0
        """Outcomes taken of which the loop has not been told."""
        self.task = self.loop.create_task(self.work())
        self.thread = threading.Thread(target=self.run, name="tidings-fetch", daemon=True)

    def __enter__(self) -> Crew:
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.call(self.task.cancel)
        self.thread.join()

    # ------------------------------------------------------------ in the caller's thread

    @property
    def is_waiting(self) -> bool:
        """There are outcomes to come."""
        return self.waiting > 0

    @property
    def has_room(self) -> bool:
        """More requests may be handed over."""
        return self.waiting <= WINDOW // 2

    def hand_over(self, requests: list[FetchRequest]) -> None:
        """Let the workers have these, too."""
        if requests:
            self.waiting += len(requests)
            self.call(self.receive, requests)

    def take_group(self) -> list[Outcome]:
        """The next outcome, waiting for it, and those that are here already; raises only what is a bug of ours."""
        group = [self.take()]
        while len(group) < GROUP_MAX and not self.outcomes.empty():
            group.append(self.take())
        return group

    def take(self) -> Outcome:
        """The next outcome, waiting for it."""
        try:
            outcome = self.outcomes.get_nowait()
        except Empty:
            self.tell_taken()
            outcome = self.outcomes.get()
        if isinstance(outcome, BaseException):
            raise outcome
        self.waiting -= 1
        self.taken += 1
        if self.taken >= TAKEN_AT_ONCE:
            self.tell_taken()
        return outcome

    def tell_taken(self) -> None:
        """Let the loop know how many outcomes were taken."""
        if self.taken:
            self.call(self.turns.add_outcomes, -self.taken)
            self.taken = 0

    def call(self, function: object, *arguments: object) -> None:
        """Have the loop call something; it may have ended by itself."""
        with contextlib.suppress(RuntimeError):
            self.loop.call_soon_threadsafe(function, *arguments)  # type: ignore[arg-type]  # whatever is called here

    # ------------------------------------------------------------ in the loop's thread

    def run(self) -> None:
        """The thread: work until cancelled."""
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
        """Have so many workers ask for everything, until the caller has had enough."""
        async with make_sessions(self.rules, user_agent=self.user_agent) as sessions:
            line = Line(sessions=sessions, rules=self.rules, gate=self.gate, now=self.now)
            self.round = Round(line, self.turns)
            self.receive([])
            async with asyncio.TaskGroup() as tasks:
                for _ in range(self.rules.hosts_at_once):
                    tasks.create_task(self.serve(self.round, sessions))

    def receive(self, requests: list[FetchRequest]) -> None:
        """Let requests wait for their turn; before the workers are there, just note them."""
        self.handed += requests
        if self.round is None:
            return
        # All of a window are let in first, so that one may redirect to what another names.
        for request in self.handed:
            self.gate.learn(request)
            self.round.learn(request.robots)
        for request in self.handed:
            try:
                self.turns.add(begin(request))
            except ValueError as error:
                self.lay_ready(request, wrong_address(request, error, self.rules))
        self.handed = []

    async def serve(self, round_: Round, sessions: Sessions) -> None:
        """One worker: take what is ready, ask, lay the outcome ready; for ever."""
        while True:
            trail = await self.turns.take()
            outcome = await self.ask(round_, trail, sessions)
            if isinstance(outcome, Fetched | FetchError):
                self.lay_ready(trail.request, outcome)

    async def ask(self, round_: Round, trail: Trail, sessions: Sessions) -> Fetched | FetchError | None:
        """One request's part at one site; None: it waits again."""
        address = await find_address(trail, sessions)
        if address and not self.turns.take_address(trail, address):
            return None
        try:
            outcome = await visit(round_, trail)
        finally:
            if address:
                self.turns.free_address(address)
            self.turns.end(trail)
        if outcome is None:
            self.turns.add(trail)
        return outcome

    def lay_ready(self, request: FetchRequest, outcome: Fetched | FetchError) -> None:
        """Let the caller have an outcome."""
        self.turns.add_outcomes(1)
        self.outcomes.put((request, outcome))


async def find_address(trail: Trail, sessions: Sessions) -> str:
    """The IP address that a host stands for, which is not asked too much at a time; empty for this machine's own."""
    if trail.is_local:
        return ""
    host = host_of(trail.url)
    return host if is_literal(host) else await sessions.names.find_address(host)


def wrong_address(request: FetchRequest, error: ValueError, rules: FetchRules) -> FetchError:
    """The outcome for what is no address at all."""
    from yarl import URL

    return FetchError(shown(request.feed_url), reason_of(error, URL(), rules))
