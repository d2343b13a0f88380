"""One feed asked, by a real server: what is sent, what is followed, what is believed."""

import pytest

from tidings.errors import FetchError
from tidings.model import Fetched, FetchRequest, Validators

from .site import NOON, Site, answer, ask_all, failed, fetched, open_site, redirect

FEED = b"<rss version='2.0'><channel><title>Post</title></channel></rss>"


def test_a_feed_is_brought_home_with_what_its_server_said(site: Site) -> None:
    url = site.says(
        "/feed", answer(200, FEED, ETag='W/"1"', Content_Type="application/rss+xml", Cache_Control="max-age=90")
    )

    got = fetched(url)

    assert (got.status, got.body, got.url, got.fetched_at) == (200, FEED, url, NOON)
    assert (got.validators.etag, got.content_type, got.max_age_s) == ('W/"1"', "application/rss+xml", 90)


def test_a_request_says_who_asks_and_nothing_about_the_reader(site: Site) -> None:
    fetched(site.says("/feed", answer(200, FEED)))

    headers = site.asked[0].headers
    assert headers["user-agent"].startswith("Tidings/0 (+https://desk.example")
    assert (headers["accept-encoding"], "atom+xml" in headers["accept"]) == ("gzip, deflate, br, zstd", True)
    assert not headers.keys() & {"cookie", "referer", "if-none-match", "if-modified-since", "authorization"}


def test_validators_are_returned_exactly_as_received(site: Site) -> None:
    etag, last_modified = 'W/"a, b\'c-gz"', "yesterday, more or less"
    url = site.says("/feed", answer(304))

    got = fetched(url, etag=etag, last_modified=last_modified)

    assert (got.is_unchanged, got.body) == (True, b"")
    assert site.asked[0].headers["if-none-match"] == etag
    assert site.asked[0].headers["if-modified-since"] == last_modified


def test_validators_that_cannot_be_returned_exactly_are_not_kept(site: Site) -> None:
    url = site.says("/feed", answer(200, FEED, ETag='"\udcff"', Last_Modified="x" * 2000))

    assert fetched(url).validators == Validators()


def test_nothing_new_is_no_answer_to_somebody_who_has_nothing(site: Site) -> None:
    error = failed(site.says("/feed", answer(304)))

    assert (error.status, "304" in error.reason) == (304, True)


def test_cookies_are_never_sent_back(site: Site) -> None:
    site.says("/start", answer(302, Location="/feed", Set_Cookie="visitor=1; Path=/"))
    site.says("/feed", answer(200, FEED, Set_Cookie="visitor=1; Path=/"))

    fetched(site.url("/start"))
    fetched(site.url("/feed"))

    assert all("cookie" not in asked.headers for asked in site.asked)


def test_an_empty_answer_is_an_answer(site: Site) -> None:
    assert fetched(site.says("/none", answer(204))).status == 204
    assert fetched(site.says("/empty", answer(200))).body == b""


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_told(site: Site, status: int) -> None:
    site.says("/feed", answer(200, FEED))

    got = fetched(site.says("/old", redirect("/feed", status)))

    assert (got.body, got.url, got.feed_url) == (FEED, site.url("/feed"), site.url("/old"))


def test_redirects_in_a_circle_are_left_at_the_second_round(site: Site) -> None:
    site.says("/b", redirect("/a"))

    error = failed(site.says("/a", redirect("/b")))

    assert ("circle" in error.reason, error.status, site.paths) == (True, 302, ["/a", "/b"])


def test_a_chain_of_redirects_is_followed_only_so_far(site: Site) -> None:
    for hop in range(9):
        site.says(f"/{hop}", redirect(f"/{hop + 1}"))

    assert "more than 3 redirects" in failed(site.url("/0"), redirects_max=3).reason
    assert site.paths == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    "target",
    ["http://anna:secret@127.0.0.1/", "file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "http://[", ""],
)
def test_a_redirect_leads_nowhere_but_to_the_web(site: Site, target: str) -> None:
    error = failed(site.says("/feed", answer(302, Location=target)))

    assert (error.status, site.paths) == (302, ["/feed"])
    assert "redirects to" in error.reason or "not an address" in error.reason


def test_another_host_is_not_told_validators_or_password(site: Site) -> None:
    with open_site("127.0.0.2") as other:
        other_url = other.url("/feed", "127.0.0.2")
        other.says("/feed", answer(200, FEED))
        other.says("/elsewhere", answer(200))
        site.says("/old", redirect(other_url))
        url = site.url("/old").replace("http://", "http://anna:secret@")

        outcomes = fetched_beside(url, other.url("/elsewhere", "127.0.0.2"))

    assert outcomes.url == other_url
    assert {"authorization", "if-none-match", "if-modified-since"} <= site.asked[0].headers.keys()
    asked = next(asked for asked in other.asked if asked.path == "/feed")
    assert not asked.headers.keys() & {"authorization", "if-none-match", "if-modified-since"}


def fetched_beside(url: str, named: str) -> Fetched | FetchError:
    """The answer for a feed with validators, while the desk also names another host."""
    validators = Validators(etag='"1"', last_modified="then")
    return ask_all([FetchRequest(feed_url=url, validators=validators), FetchRequest(feed_url=named)])[url]


def test_validators_go_only_to_the_address_that_gave_them(site: Site) -> None:
    """Rule 6."""
    site.says("/feed", answer(304))
    validators = Validators(etag='"1"', last_modified="then", url=site.url("/feed"))
    old = site.says("/old", redirect("/feed"))

    outcome = ask_all([FetchRequest(feed_url=old, validators=validators)])[old]

    assert isinstance(outcome, Fetched)
    assert outcome.is_unchanged
    assert [sorted(asked.headers.keys() & {"if-none-match", "if-modified-since"}) for asked in site.asked] == [
        [],
        ["if-modified-since", "if-none-match"],
    ]


def test_a_password_is_used_but_never_shown(site: Site) -> None:
    url = site.says("/feed", answer(403)).replace("http://", "http://anna:secret@")

    assert "secret" not in str(failed(url))
    assert site.asked[0].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize("host", ["[::1", "127.1", "nowhere.invalid", "post.example:99999", "a b"])
def test_a_password_is_not_shown_even_in_a_wrong_address(host: str) -> None:
    assert "secret" not in str(failed(f"http://anna:secret@{host}/"))


def test_a_password_is_used_again_where_the_same_host_redirects(site: Site) -> None:
    site.says("/feed", answer(200, FEED))
    site.says("/old", redirect(site.url("/feed")))

    got = fetched(site.url("/old").replace("http://", "http://anna:secret@"))

    assert got.url == site.url("/feed")
    assert [asked.headers.get("authorization", "")[:5] for asked in site.asked] == ["Basic", "Basic"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 451, 500, 503, 206])
def test_anything_else_is_a_failure_in_words(site: Site, status: int) -> None:
    error = failed(site.says("/feed", answer(status, b"<html>no</html>")))

    assert (error.status, str(status) in error.reason) == (status, True)
    assert ": " in error.reason


def test_retry_after_is_told_in_seconds_and_as_a_date(site: Site) -> None:
    later = answer(503, Date="Fri, 20 Mar 2026 09:00:00 GMT", Retry_After="Fri, 20 Mar 2026 10:30:00 GMT")

    assert failed(site.says("/a", answer(429, Retry_After="7200"))).retry_after_s == 7200
    assert failed(site.says("/b", later)).retry_after_s == 5400


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed",
        "file:///etc/passwd",
        "ftp://post.example/",
        "http://",
        "http://a b/",
        "http://[::1",
        "https://post.example:99999/",
    ],
)
def test_an_address_that_cannot_be_asked_is_a_failure_not_a_crash(url: str) -> None:
    assert failed(url).status == 0
