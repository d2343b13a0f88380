"""The wire over real HTTP."""

from __future__ import annotations

import gzip
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message

import pytest
from lxml import etree

from tests.demo.worlds import world_of
from tidings.demo import DemoWire, feed_document

WORLD = world_of(1)
POST = "/feeds/harbour-post"
NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="module")
def running() -> Iterator[DemoWire]:
    with DemoWire(WORLD) as wire:
        yield wire


@pytest.fixture
def wire(running: DemoWire) -> DemoWire:
    running.at = WORLD.ends_at
    running.requests.clear()
    return running


def ask(wire: DemoWire, path: str, *, method: str = "GET", **headers: str) -> tuple[int, Message, bytes]:
    """Status, headers and body; ``If_None_Match`` is the header If-None-Match."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(wire.base_url + path, headers=named, method=method)
    try:
        with NO_PROXY.open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_it_serves_what_the_feed_says(wire: DemoWire) -> None:
    status, headers, body = ask(wire, POST)

    assert status == 200
    assert headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert body == feed_document(WORLD, "harbour-post", at=WORLD.ends_at)


def test_it_zips_for_those_who_take_gzip(wire: DemoWire) -> None:
    _, plain, body = ask(wire, POST)
    _, zipped, small = ask(wire, POST, Accept_Encoding="br, gzip")

    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(small) == body
    assert len(small) < len(body) / 2
    assert zipped["ETag"] != plain["ETag"]


def test_it_does_not_zip_for_those_who_refuse(wire: DemoWire) -> None:
    _, headers, _ = ask(wire, POST, Accept_Encoding="gzip;q=0, identity")

    assert headers["Content-Encoding"] is None


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_who_has_it_already_is_told_so(wire: DemoWire, coding: str) -> None:
    _, first, _ = ask(wire, POST, Accept_Encoding=coding)
    status, again, body = ask(wire, POST, Accept_Encoding=coding, If_None_Match=first["ETag"])

    assert (status, body) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_a_date_is_enough_to_be_told_so(wire: DemoWire) -> None:
    _, first, _ = ask(wire, POST)

    assert ask(wire, POST, If_Modified_Since=first["Last-Modified"])[0] == 304
    assert ask(wire, POST, If_Modified_Since="Sun, 01 Mar 2026 00:00:00 GMT")[0] == 200
    assert ask(wire, POST, If_Modified_Since="some time ago")[0] == 200


def test_an_entity_tag_decides_before_a_date_does(wire: DemoWire) -> None:
    _, first, _ = ask(wire, POST)

    assert ask(wire, POST, If_None_Match='"other"', If_Modified_Since=first["Last-Modified"])[0] == 200


def test_the_news_moves_on_with_the_clock(wire: DemoWire) -> None:
    wire.at = WORLD.ends_at - timedelta(hours=24)
    _, before, early = ask(wire, POST)
    wire.at = WORLD.ends_at
    status, after, late = ask(wire, POST, If_None_Match=before["ETag"])

    assert status == 200
    assert early != late
    assert before["Last-Modified"] != after["Last-Modified"]


def test_what_is_not_there_is_not_found(wire: DemoWire) -> None:
    assert ask(wire, "/feeds/hallin-herald")[0] == 404
    assert ask(wire, "/feeds/nobody")[0] == 404
    assert ask(wire, "/favicon.ico")[0] == 404


def test_a_page_is_served_as_a_page(wire: DemoWire) -> None:
    status, headers, body = ask(wire, "/feeds/pellow-times-html")

    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body.startswith(b"<!DOCTYPE html>")


def test_the_list_of_feeds_names_each(wire: DemoWire) -> None:
    _, _, body = ask(wire, "/feeds.opml")

    named = {outline.get("xmlUrl") for outline in etree.fromstring(body).iter("outline")}
    assert named == {f"{wire.base_url}/feeds/{outlet.id}" for outlet in WORLD.outlets}


def test_the_front_page_says_that_all_is_invented(wire: DemoWire) -> None:
    status, _, body = ask(wire, "/")

    assert status == 200
    assert b"are invented" in body


def test_a_head_request_has_the_head_alone(wire: DemoWire) -> None:
    status, headers, body = ask(wire, POST, method="HEAD")

    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 1000


def test_every_request_is_on_record(wire: DemoWire) -> None:
    ask(wire, f"{POST}?page=1", User_Agent="Tester/1")
    ask(wire, "/feeds/nobody")

    assert [(request.path, request.status) for request in wire.requests] == [(POST, 200), ("/feeds/nobody", 404)]
    assert wire.requests[0].headers["user-agent"] == "Tester/1"


def test_it_is_quiet(wire: DemoWire, capfd: pytest.CaptureFixture[str]) -> None:
    ask(wire, POST)
    ask(wire, "/feeds/nobody")

    assert capfd.readouterr() == ("", "")


def test_it_gives_its_port_back() -> None:
    with DemoWire(WORLD) as first:
        port = int(first.base_url.rpartition(":")[2])
    with DemoWire(WORLD, port=port) as second:
        assert ask(second, POST)[0] == 200


def test_a_port_that_is_taken_is_an_error_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        DemoWire(WORLD, port=taken.getsockname()[1])


def test_a_wire_that_never_ran_can_be_closed_twice() -> None:
    wire = DemoWire(WORLD)

    wire.close()
    wire.close()

    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", int(wire.base_url.rpartition(":")[2])))
