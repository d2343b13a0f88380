"""Many feeds at once, for a caller in plain Python."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tidings.errors import FetchError
from tidings.fetch import fetch_all, fetch_in_groups
from tidings.fetch.crew import GROUP_MAX, WINDOW, Crew
from tidings.model import Fetched, FetchRequest

from .site import AGENT, NOON, RULES, Asked, Site, answer, ask_all, fetched


def requests_for(site: Site, count: int, host: str = "127.0.0.1") -> list[FetchRequest]:
    for number in range(count):
        site.answers[f"/{number}"] = answer(200, b"feed")
    return [FetchRequest(feed_url=site.url(f"/{number}", host)) for number in range(count)]


def names(prefix: str = "tidings") -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == f"{prefix}-fetch"]


def test_every_feed_has_one_outcome(site: Site) -> None:
    requests = requests_for(site, 150)

    assert list(ask_all(requests)) != []
    assert sorted(site.paths) == sorted(f"/{number}" for number in range(150))


def test_a_feed_named_twice_has_two_outcomes(site: Site) -> None:
    twice = requests_for(site, 1) * 2

    assert len(list(fetch_all(twice, RULES, user_agent=AGENT, now=NOON))) == 2


def test_no_feeds_no_outcomes() -> None:
    assert list(fetch_all([], RULES, user_agent=AGENT, now=NOON)) == []


def test_outcomes_come_as_they_arrive(site: Site) -> None:
    def late(asked: Asked) -> Iterator[bytes]:
        asked.patience.wait(30)
        yield answer(200, b"late")

    site.says("/slow", late)
    slow = FetchRequest(feed_url=site.url("/slow", "slow.localhost"))
    outcomes = fetch_all(
        [slow, *requests_for(site, 3)],
        replace(RULES, first_byte_timeout_s=30, total_timeout_s=30),
        user_agent=AGENT,
        now=NOON,
    )

    assert slow not in [next(outcomes)[0] for _ in range(3)]
    site.patience.set()
    assert next(outcomes)[0] == slow


def test_what_has_arrived_is_taken_together_but_not_without_bound() -> None:
    outcomes = [
        (FetchRequest(feed_url=f"https://post.example/{number}"), FetchError("https://post.example", "late"))
        for number in range(GROUP_MAX + 3)
    ]

    with Crew(RULES, user_agent=AGENT, now=NOON, hosts={}) as crew:
        crew.waiting = len(outcomes)
        for outcome in outcomes:
            crew.outcomes.put(outcome)
        groups = [crew.take_group(), crew.take_group()]

    assert groups == [outcomes[:GROUP_MAX], outcomes[GROUP_MAX:]]


def test_no_outcome_waits_for_another_that_has_not_arrived(site: Site) -> None:
    def late(asked: Asked) -> Iterator[bytes]:
        asked.patience.wait(30)
        yield answer(200, b"late")

    site.says("/slow", late)
    slow = FetchRequest(feed_url=site.url("/slow", "slow.localhost"))
    patient = replace(RULES, first_byte_timeout_s=30, total_timeout_s=30)
    groups = fetch_in_groups([slow, *requests_for(site, 3)], patient, user_agent=AGENT, now=NOON)

    early: list[FetchRequest] = []
    while len(early) < 3:
        early += [request for request, _ in next(groups)]
    assert slow not in early
    site.patience.set()
    assert [request for group in groups for request, _ in group] == [slow]


def test_closing_early_ends_everything(site: Site) -> None:
    def never(asked: Asked) -> Iterator[bytes]:
        asked.patience.wait(30)
        yield b""

    stuck = [FetchRequest(feed_url=site.says(f"/stuck{number}", never)) for number in range(3)]
    outcomes = fetch_all(
        [*requests_for(site, 3), *stuck], replace(RULES, first_byte_timeout_s=30), user_agent=AGENT, now=NOON
    )
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # an iterator that is a generator

    assert names() == []


def test_an_interrupted_caller_ends_everything(site: Site) -> None:
    requests = requests_for(site, 20)

    with pytest.raises(KeyboardInterrupt):
        list(map(interrupt, fetch_all(requests, RULES, user_agent=AGENT, now=NOON)))

    assert names() == []


def interrupt(outcome: object) -> None:
    raise KeyboardInterrupt


def test_a_bug_of_ours_reaches_the_caller(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(line: object, request: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tidings.fetch.crew.visit", broken)

    with pytest.raises(ExceptionGroup) as caught:
        ask_all(requests_for(site, 2))
    assert isinstance(caught.value.exceptions[0], ZeroDivisionError)
    assert names() == []


def test_nothing_is_asked_before_somebody_wants_to_know(site: Site) -> None:
    fetch_all(requests_for(site, 3), RULES, user_agent=AGENT, now=NOON)

    assert (site.asked, names()) == ([], [])


def test_it_works_again_and_in_any_thread(site: Site) -> None:
    requests = requests_for(site, 2)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend(ask_all(requests).values()))
    thread.start()
    found.extend(ask_all(requests).values())
    thread.join()

    assert [type(outcome) for outcome in found] == [Fetched] * 4


def test_a_user_agent_cannot_smuggle_headers(site: Site) -> None:
    requests = requests_for(site, 1)

    list(fetch_all(requests, RULES, user_agent="Tidings\r\nX-Evil: é", now=NOON))

    assert (site.asked[0].headers["user-agent"], "x-evil" in site.asked[0].headers) == ("Tidings X-Evil:", False)


@pytest.mark.parametrize("private_hosts", [(), ("post.example",)])
def test_a_host_is_asked_one_thing_at_a_time(
    site: Site, private_hosts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidings.fetch.names.system_addresses", lambda *_: [(2, 6, "127.0.0.1")])
    counter = Counter()
    host = "post.example" if private_hosts else "127.0.0.1"
    requests = [FetchRequest(feed_url=site.url(f"/{number}", host)) for number in range(12)]
    site.answers = {f"/{number}": counter for number in range(12)}

    outcomes = ask_all(requests, replace(RULES, private_hosts=private_hosts))

    assert all(isinstance(outcome, Fetched) for outcome in outcomes.values())
    assert counter.most == 1


class Counter:
    """An answer that notes how many were being given at the same time."""

    def __init__(self) -> None:
        self.lock, self.now, self.most = threading.Lock(), 0, 0

    def __call__(self, asked: Asked) -> Iterator[bytes]:
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        asked.patience.wait(0.01)
        # Counted out before the last byte leaves: after it the client may already ask the next.
        with self.lock:
            self.now -= 1
        yield answer(200, b"feed")


def test_so_many_hosts_at_once_and_no_more(site: Site) -> None:
    counter = Counter()
    site.answers = {"/feed": counter}
    requests = [FetchRequest(feed_url=site.url("/feed", f"host{number}.localhost")) for number in range(12)]

    ask_all(requests, replace(RULES, hosts_at_once=3))

    assert 1 <= counter.most <= 3


def test_a_host_that_says_429_is_asked_nothing_more_in_this_run(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidings.fetch.names.system_addresses", lambda *_: [(2, 6, "127.0.0.1")])
    site.answers = {f"/{number}": answer(429, Retry_After="900") for number in range(5)}
    requests = [FetchRequest(feed_url=site.url(f"/{number}", "post.example")) for number in range(5)]

    outcomes = ask_all(requests, replace(RULES, private_hosts=("post.example",)))

    errors = [outcome for outcome in outcomes.values() if isinstance(outcome, FetchError)]
    assert [(error.kind, error.retry_after_s) for error in errors] == [("", 900), *[("not asked", 900)] * 4]
    assert site.paths == ["/0"]


def test_this_machine_is_asked_on_after_a_429(site: Site) -> None:
    requests = requests_for(site, 3)
    site.answers["/0"] = answer(429)

    ask_all(requests)

    assert sorted(site.paths) == ["/0", "/1", "/2"]


def test_a_caller_who_takes_his_time_still_has_everything(site: Site) -> None:
    outcomes = fetch_all(requests_for(site, 200), RULES, user_agent=AGENT, now=NOON)
    first = next(outcomes)
    site.patience.wait(0.2)

    assert len([first, *outcomes]) == 200


def test_questions_are_made_when_there_is_somebody_to_ask_them(site: Site) -> None:
    site.says("/feed", answer(200, b"feed"))
    made = 0

    def questions() -> Iterator[FetchRequest]:
        nonlocal made
        for number in range(3 * WINDOW):
            made += 1
            yield FetchRequest(feed_url=site.url("/feed", f"h{number}.localhost"))

    outcomes = fetch_all(questions(), RULES, user_agent=AGENT, now=NOON)
    for _ in range(10):
        next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]  # an iterator that is a generator

    assert made == WINDOW


def test_a_host_that_is_this_machine_keeps_its_connection_while_there_is_more_to_ask() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        connections = []
        thread = threading.Thread(target=talk, args=(listening, connections), daemon=True)
        thread.start()
        outcomes = ask_all([FetchRequest(feed_url=f"http://127.0.0.1:{port}/{number}") for number in range(20)])

    assert all(isinstance(outcome, Fetched) for outcome in outcomes.values())
    assert len(connections) <= 2


def talk(listening: socket.socket, connections: list[socket.socket]) -> None:
    """A server that answers everything on every connection, until its door is closed."""
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        connections.append(connection)
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


def serve(connection: socket.socket) -> None:
    with connection:
        while connection.recv(65536):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfeed")


def test_credentials_and_cookies_of_one_run_do_not_reach_the_next(site: Site) -> None:
    url = site.says("/feed", answer(200, b"feed", Set_Cookie="a=b"))

    fetched(url.replace("http://", "http://anna:secret@"))
    fetched(url)

    assert not site.asked[1].headers.keys() & {"authorization", "cookie"}
