"""Servers that stall, drip, lie, flood and hang up: each is a failure in words, none ends the run."""

import gzip
import random
import resource
import socket
import struct
import sys
import threading
import zlib
from collections.abc import Iterator

import brotli
import pytest

from tidings.errors import FetchError
from tidings.fetch.bodies import Pace
from tidings.fetch.packings import PACKINGS, DamagedError
from tidings.model import Fetched, FetchRequest

from .site import Asked, Site, answer, ask_all, failed, fetched

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

FEED = b"<rss version='2.0'><channel><title>Post</title></channel></rss>" * 50
BOMB = gzip.compress(b"\0" * (20 << 20))


def squeezed(body: bytes, encoding: str = "gzip") -> bytes:
    return answer(200, body, Content_Encoding=encoding)


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(FEED)),
        ("X-GZip", gzip.compress(FEED)),
        ("gzip", gzip.compress(FEED[:99]) + gzip.compress(FEED[99:])),
        ("gzip", gzip.compress(FEED) + b"\0" * 100),
        ("deflate", zlib.compress(FEED)),
        ("deflate", bare_deflate(FEED)),
        ("br", brotli.compress(FEED)),
        ("zstd", zstd.compress(FEED)),
        ("zstd", zstd.compress(FEED[:99]) + zstd.compress(FEED[99:])),
        ("identity", FEED),
    ],
)
def test_packed_feeds_are_unpacked(site: Site, encoding: str, packed: bytes) -> None:
    assert fetched(site.says("/feed", squeezed(packed, encoding))).body == FEED


@pytest.mark.parametrize("repeats", [1, 100, 65536, 65537, 1 << 20])
def test_a_body_that_packs_well_comes_out_whole(site: Site, repeats: int) -> None:
    assert fetched(site.says("/feed", squeezed(gzip.compress(b"a" * repeats)))).body == b"a" * repeats


PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}
each_packer = pytest.mark.parametrize("name", PACKERS)


@each_packer
@pytest.mark.parametrize("step", [1, 7, 1000, 1 << 20])
def test_a_packing_is_undone_in_pieces_of_any_size(name: str, step: int) -> None:
    dice = random.Random(1)
    body = bytes(dice.choices(b"abc<>", k=200_000)) + b"a" * 300_000
    packed, unpacker = PACKERS[name](body), PACKINGS[name](1 << 20)
    packed = packed if step > 1 else PACKERS[name](body := body[:3000])

    for start in range(0, len(packed), step):
        assert start == 0 or not unpacker.is_whole
        unpacker.add(packed[start : start + step])

    assert unpacker.is_whole
    assert bytes(unpacker.body) == body


@each_packer
def test_a_packing_that_is_damaged_is_said_to_be(name: str) -> None:
    packed = bytearray(PACKERS[name](FEED))
    packed[:4] = b"\xff\xff\xff\xff"

    with pytest.raises(DamagedError):
        PACKINGS[name](1 << 20).add(bytes(packed) * 3)


@each_packer
def test_rule_13_a_bomb_of_three_hundred_megabytes_stays_small(name: str) -> None:
    bomb = PACKERS[name](b"\0" * (300 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unpacker = PACKINGS[name](10 << 20)
    for start in range(0, len(bomb), 65536):
        unpacker.add(bomb[start : start + 65536])

    assert len(unpacker.body) <= (10 << 20) + 65536
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


@each_packer
def test_rule_13_nothing_packs_better_than_a_hundred_to_one_once_it_is_large(site: Site, name: str) -> None:
    error = failed(site.says("/feed", squeezed(PACKERS[name](b"\0" * (9 << 20)), name)))

    assert "looks like an attack" in error.reason
    assert error.visits[0].wire_bytes < 100_000


def test_a_zstd_window_that_takes_too_much_memory_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 27, zstd.CompressionParameter.content_size_flag: 0}
    packer = zstd.ZstdCompressor(options=options)
    greedy = packer.compress(b"x" * 1000) + packer.flush()

    with pytest.raises(DamagedError):
        PACKINGS["zstd"](1 << 20).add(greedy)


def test_rule_13_a_line_is_too_slow_when_little_comes_over_twenty_seconds() -> None:
    pace = Pace(500, 0.0)

    assert not pace.is_too_slow(10, 19.9)
    assert pace.is_too_slow(10, 20.0)
    assert not pace.is_too_slow(10_000, 40.0)
    assert pace.is_too_slow(9_999, 60.0)


def test_an_empty_body_is_whole_however_it_claims_to_be_packed(site: Site) -> None:
    assert fetched(site.says("/feed", squeezed(b""))).body == b""


@pytest.mark.parametrize("cut", [1, 5, 30, len(gzip.compress(FEED)) - 1])
def test_a_packed_feed_cut_short_is_a_failure(site: Site, cut: int) -> None:
    error = failed(site.says("/feed", squeezed(gzip.compress(FEED)[:cut])))

    assert ("cut off" in error.reason, error.status) == (True, 200)


def test_a_packed_feed_that_is_damaged_is_a_failure(site: Site) -> None:
    assert "damaged" in failed(site.says("/feed", squeezed(b"this is not gzip"))).reason


@pytest.mark.parametrize("encoding", ["gzip, gzip", "chocolate", "compress"])
def test_a_packing_that_was_not_asked_for_is_refused(site: Site, encoding: str) -> None:
    assert "did not ask for" in failed(site.says("/feed", squeezed(FEED, encoding))).reason


def test_a_bomb_stays_small(site: Site) -> None:
    error = failed(site.says("/feed", squeezed(BOMB)), body_bytes_max=100_000)

    assert "larger than 100000 bytes" in error.reason


def test_a_body_too_large_is_not_even_begun(site: Site) -> None:
    error = failed(site.says("/feed", answer(200, b"", Content_Length="99999999999")))

    assert "larger than" in error.reason


def test_a_body_of_unknown_length_is_read_only_up_to_the_bound(site: Site) -> None:
    def endless(asked: Asked) -> Iterator[bytes]:
        yield answer(200, Content_Length="", Content_Type="text/xml")
        while not asked.patience.is_set():
            yield b"x" * 65536

    assert "larger than" in failed(site.says("/feed", endless), body_bytes_max=1 << 20).reason


def test_a_body_of_just_the_bound_is_read(site: Site) -> None:
    assert len(fetched(site.says("/feed", answer(200, b"x" * 1000)), body_bytes_max=1000).body) == 1000
    assert "larger" in failed(site.says("/feed", answer(200, b"x" * 1001)), body_bytes_max=1000).reason


def test_a_drip_is_ended_by_the_total_time(site: Site) -> None:
    def drip(asked: Asked) -> Iterator[bytes]:
        yield answer(200, Content_Length="1000")
        while not asked.patience.wait(0.05):
            yield b"x"

    assert "not sent everything after 0.5 s" in failed(site.says("/feed", drip), total_timeout_s=0.5).reason


def test_headers_that_drip_are_ended_too(site: Site) -> None:
    def drip(asked: Asked) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nX: "
        while not asked.patience.wait(0.05):
            yield b"x"

    assert "not sent everything" in failed(site.says("/feed", drip), total_timeout_s=0.5).reason


def test_a_server_that_says_nothing_is_left(site: Site) -> None:
    def silence(asked: Asked) -> Iterator[bytes]:
        asked.patience.wait(30)
        yield b""

    error = failed(site.says("/feed", silence), first_byte_timeout_s=0.3)

    assert ("silent for 0.3 s" in error.reason, error.status) == (True, 0)


def test_a_server_that_falls_silent_half_way_is_left(site: Site) -> None:
    def pause(asked: Asked) -> Iterator[bytes]:
        yield answer(200, Content_Length="1000") + b"half"
        asked.patience.wait(30)

    error = failed(site.says("/feed", pause), first_byte_timeout_s=0.3)

    assert ("silent" in error.reason, error.status) == (True, 200)


def test_a_body_shorter_than_announced_is_cut_off(site: Site) -> None:
    assert "cut off" in failed(site.says("/feed", answer(200, FEED, Content_Length="99999"))).reason


def test_a_chunked_body_without_its_end_is_cut_off(site: Site) -> None:
    unfinished = answer(200, b"5\r\nhello\r\n", Content_Length="", Transfer_Encoding="chunked")

    assert "cut off" in failed(site.says("/feed", unfinished)).reason


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"HTTP/1.1",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"<html>hello</html>\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    ],
    ids=range(11),
)
def test_what_is_not_http_is_a_failure_in_words(site: Site, told: bytes) -> None:
    error = failed(site.says("/feed", told))

    assert "proper HTTP" in error.reason or "hung up" in error.reason
    assert "report it" not in error.reason


def test_a_server_that_hangs_up_is_not_asked_again_at_once(site: Site) -> None:
    failed(site.says("/feed", b""))

    assert site.paths == ["/feed"]


def test_a_port_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        port = closed_soon.getsockname()[1]

    assert "connection was refused" in failed(f"http://127.0.0.1:{port}/").reason


def test_tls_with_a_server_that_has_none_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=speak_plainly, args=(listening,))
        thread.start()
        error = failed(f"https://127.0.0.1:{listening.getsockname()[1]}/feed")
        thread.join()

    assert ("secure connection" in error.reason, error.status) == (True, 0)


def speak_plainly(listening: socket.socket) -> None:
    talk, _ = listening.accept()
    with talk:
        talk.recv(4096)
        talk.sendall(b"HTTP/1.1 400 Speak plainly\r\n\r\n")


def test_a_connection_reset_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=slam_the_door, args=(listening,))
        thread.start()
        error = failed(f"http://127.0.0.1:{listening.getsockname()[1]}/feed")
        thread.join()

    assert ("hung up" in error.reason, error.status) == (True, 0)


def slam_the_door(listening: socket.socket) -> None:
    talk, _ = listening.accept()
    with talk:
        talk.recv(4096)
        # Lingering for no time makes the close a reset.
        talk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_name_that_nobody_has_is_told() -> None:
    assert "no host is called nowhere.invalid" in failed("http://nowhere.invalid/feed").reason


def test_one_dead_feed_does_not_stop_the_rest(site: Site) -> None:
    alive = site.says("/alive", answer(200, FEED))
    dead = [site.says("/cut", answer(200, FEED, Content_Length="99999")), "http://nowhere.invalid/", "nonsense"]

    outcomes = ask_all([FetchRequest(feed_url=url) for url in [*dead, alive]])

    assert isinstance(outcomes[alive], Fetched)
    assert all(isinstance(outcomes[url], FetchError) for url in dead)
