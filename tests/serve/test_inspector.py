"""The inspector's door: who may see the page, and whose orders are written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.make import make_desk
from tidings import correcting
from tidings.errors import PublishError
from tidings.inspector import policy_of
from tidings.orderlines import ORDERS_HEAD
from tidings.serve import InspectorDoor, open_inspector

from .conftest import Answer

URLS = ["https://a.example/quake", "https://b.example/quake"]


@dataclass
class Reader:
    """A browser before the inspector, which says exactly what it is told to."""

    address: str
    orders: Path
    cookie: str = ""
    keys: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def ask(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        parts = urlsplit(self.address)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        try:
            lines = {name.replace("_", "-"): value for name, value in headers.items() if value}
            lines |= {"Cookie": self.cookie} if self.cookie else {}
            connection.request(method, path, body=body, headers=lines)
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def come_in(self) -> Answer:
        """Open the address that was printed, keep the cookie, see the page."""
        parts = urlsplit(self.address)
        first = self.ask(f"{parts.path}?{parts.query}")
        self.cookie = first.headers.get("set-cookie", "").split(";")[0]
        return self.ask(first.headers.get("location", "/"))

    def order(self, kind: str = "cannot-link", *, origin: str | None = None, key: str | None = None) -> Answer:
        body = json.dumps({"kind": kind, "urls": URLS, "why": "two quakes"}).encode()
        return self.ask(
            "/order",
            method="POST",
            body=body,
            Origin=self.origin if origin is None else origin,
            X_Inspector_Key=self.keys[-1] if key is None else key,
        )

    @property
    def written(self) -> str:
        return self.orders.read_text() if self.orders.exists() else ""


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    keys: list[str] = []

    def draw(key: str) -> str:
        keys.append(key)
        return f"<p>stories, {key}"

    def write(kind: str, urls: Sequence[str], why: str) -> str:
        return correcting.give_order(tmp_path, make_desk(), kind, urls, why=why).told

    door = InspectorDoor(draw=draw, write=write, policy=policy_of(is_served=True))
    with open_inspector(door) as address:
        yield Reader(address, tmp_path / "orders.txt", keys=keys)


def test_who_has_the_address_sees_the_page_and_nobody_keeps_it(reader: Reader) -> None:
    page = reader.come_in()

    assert page.status == 200
    assert page.body.startswith(b"<p>stories")
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "script-src 'sha256-" in page.headers["content-security-policy"]


def test_without_the_token_there_is_nothing_to_see(reader: Reader) -> None:
    assert reader.ask("/").status == 403
    assert reader.ask("/?token=guess").status == 403


def test_the_token_opens_for_one_browser_only(reader: Reader) -> None:
    reader.come_in()
    thief = Reader(reader.address, reader.orders)

    assert thief.come_in().status == 403
    assert reader.come_in().status == 200, "its own browser may open the address again"


def test_the_cookie_is_for_this_page_alone(reader: Reader) -> None:
    parts = urlsplit(reader.address)

    said = reader.ask(f"/?{parts.query}").headers["set-cookie"]

    assert "HttpOnly" in said
    assert "SameSite=Strict" in said


def test_an_order_is_written_once(reader: Reader) -> None:
    reader.come_in()

    assert reader.order().status == 200
    assert reader.order().body == b"cannot-link stands here already\n"
    assert reader.written.removeprefix(ORDERS_HEAD).split("\n") == [
        "",
        f"cannot-link {' '.join(URLS)}   # two quakes",
        "",
    ]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://localhost:1"])
def test_an_order_from_another_page_is_refused(reader: Reader, origin: str) -> None:
    reader.come_in()

    assert reader.order(origin=origin).status == 403
    assert reader.written == ""


def test_an_order_without_the_pages_key_or_without_the_cookie_is_refused(reader: Reader) -> None:
    reader.come_in()

    assert reader.order(key="").status == 403
    assert reader.order(key="guess").status == 403
    reader.cookie = ""
    assert reader.order().status == 403
    assert reader.written == ""


def test_a_name_that_somebody_made_to_lead_here_is_refused(reader: Reader) -> None:
    reader.come_in()

    assert reader.ask("/", Host="evil.example").status == 403


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"kind": 1, "urls": []}', b'{"kind": "kill", "urls": ["https://a.example/1"], "more": 1}', b"\xff"],
)
def test_what_is_no_order_is_told_so(reader: Reader, body: bytes) -> None:
    reader.come_in()

    answer = reader.ask("/order", method="POST", body=body, Origin=reader.origin, X_Inspector_Key=reader.keys[-1])

    assert answer.status == 400
    assert reader.written == ""


def test_an_unknown_kind_of_order_is_told_with_those_there_are(reader: Reader) -> None:
    reader.come_in()

    answer = reader.order("destroy")

    assert (answer.status, b"must-link" in answer.body) == (400, True)


def test_an_order_of_many_megabytes_is_not_read(reader: Reader) -> None:
    reader.come_in()

    answer = reader.ask(
        "/order", method="POST", body=b" " * 1_000_000, Origin=reader.origin, X_Inspector_Key=reader.keys[-1]
    )

    assert answer.status == 413


def test_other_paths_and_methods_are_not_there(reader: Reader) -> None:
    reader.come_in()

    assert reader.ask("/orders.txt").status == 404
    assert reader.ask("/order").status == 405


def test_a_port_that_is_taken_is_a_clear_error(reader: Reader) -> None:
    door = InspectorDoor(draw=str, write=lambda *_: "", policy="")

    with (
        pytest.raises(PublishError, match="choose another"),
        open_inspector(door, port=urlsplit(reader.address).port or 0),
    ):
        pass
