"""How many are let in, and for how long: with real callers who mean no good, or are only slow."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tidings.publish import publish
from tidings.serve import Limits, Settings, open_server

from .conftest import Answer, Browser, make_files

QUESTION = b"GET / HTTP/1.1\r\nHost: isles\r\n\r\n"
TRIES = 600


@contextmanager
def place(folder: Path, **limits: float) -> Iterator[tuple[str, int]]:
    with open_server(Settings(site=folder / "site", limits=Limits(**limits))) as address:  # type: ignore[arg-type]
        parts = urlsplit(address)
        yield parts.hostname or "", parts.port or 0


def caller(at: tuple[str, int], *, takes_bytes: int = 0) -> socket.socket:
    line = socket.socket()
    if takes_bytes:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, takes_bytes)
    line.settimeout(30)
    line.connect(at)
    return line


def ask(at: tuple[str, int]) -> Answer:
    return Browser(f"http://{at[0]}:{at[1]}/", Path()).get("/")


def heard(line: socket.socket) -> bytes:
    """All that is said until the other side ends the connection."""
    said = b""
    with suppress(ConnectionResetError):
        while piece := line.recv(65_536):
            said += piece
    return said


def ask_until_let_in(at: tuple[str, int]) -> int:
    for _ in range(TRIES):
        with suppress(OSError):
            if ask(at).status == 200:
                return 200
        time.sleep(0.02)
    return 503


def test_who_finds_all_places_taken_is_told_when_to_come_again(folder: Path) -> None:
    with place(folder, connections=3) as at, ExitStack() as lines:
        for line in [lines.enter_context(caller(at)) for _ in range(3)]:
            line.sendall(QUESTION)
            assert line.recv(20).startswith(b"HTTP/1.1 200")

        answers = [ask(at) for _ in range(5)]

        assert [answer.status for answer in answers] == [503] * 5
        assert answers[0].headers["retry-after"] == "30"
        assert answers[0].body == b"Too many at once; try again in a moment.\n"
        lines.close()
        assert ask_until_let_in(at) == 200


def test_when_too_many_wait_to_be_refused_the_others_are_cut_off(folder: Path) -> None:
    with place(folder, connections=0, refusals=2) as at, ExitStack() as lines:
        said = [heard(lines.enter_context(caller(at))) for _ in range(2)]

        last = lines.enter_context(caller(at))

        assert all(b" 503 " in one for one in said)
        assert heard(last) == b""


def test_a_question_said_letter_by_letter_is_not_listened_to_for_ever(folder: Path) -> None:
    with place(folder, connections=1, head_s=0.3) as at, caller(at) as line:
        line.settimeout(0.02)
        is_open, count = True, 0
        while is_open and count < TRIES:
            count += 1
            try:
                line.sendall(b"GET / HTTP/1.1\r\nX-Slow: " if count == 1 else b"y")
                is_open = bool(line.recv(100))
            except TimeoutError:
                continue
            except OSError:
                is_open = False

        assert not is_open
        assert ask_until_let_in(at) == 200


def test_a_caller_who_says_nothing_loses_the_place(folder: Path) -> None:
    with place(folder, connections=1, head_s=0.2) as at, caller(at) as line:
        assert heard(line) == b""
        assert ask_until_let_in(at) == 200


def test_an_answer_that_is_not_taken_is_not_kept_for_ever(folder: Path) -> None:
    publish(make_files(**{"site/big.txt": "Ferry news. " * 800_000}), folder)
    with place(folder, connections=1, answer_s=0.3) as at, caller(at, takes_bytes=4096) as line:
        line.sendall(QUESTION.replace(b"GET /", b"GET /big.txt"))

        assert ask_until_let_in(at) == 200


def test_a_caller_in_time_is_not_hurried_and_keeps_the_line(folder: Path) -> None:
    with place(folder, connections=1, head_s=1.0, answer_s=1.0) as at, caller(at) as line:
        for _ in range(12):
            line.sendall(QUESTION)
            said = b""
            while not said.endswith(b"Ferry news. "):
                said += line.recv(65_536)
            assert said.startswith(b"HTTP/1.1 200")
            time.sleep(0.1)  # all in all, longer than a place is given without a question
