"""The site over HTTP: right types, polite validators, and nothing that was not published."""

from __future__ import annotations

import gzip
import socket
import threading
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.errors import PublishError
from tidings.publish import publish
from tidings.serve import Settings, open_server
from tidings.serve.answers import link_of, type_of
from tidings.serve.site import find_page

from .conftest import FILES, LONG, Browser, make_files


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/stories/a.html?from=mail", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/site.js", "text/javascript; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/topics/", "text/html; charset=utf-8"),
    ],
)
def test_a_page_comes_with_its_type(browser: Browser, path: str, kind: str) -> None:
    answer = browser.get(path)

    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    name = path.partition("?")[0].strip("/") or "index.html"
    assert answer.body.decode() == FILES.get(f"site/{name}", FILES["site/topics/index.html"])


@pytest.mark.parametrize("path", ["/", "/nothing", "/topics"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_every_answer_tells_the_browser_to_run_nothing(browser: Browser, path: str, method: str) -> None:
    headers = browser.get(path, method=method).headers

    assert headers["content-security-policy"].startswith(
        "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'"
    )
    assert headers["x-content-type-options"] == "nosniff"


def test_programs_of_other_sites_may_read_the_interface_and_nothing_else(browser: Browser) -> None:
    answer = browser.get("/api/news/index.json", Origin="https://app.example")

    assert (answer.headers["access-control-allow-origin"], answer.body) == ("*", b'{"page": 1}')
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert "access-control-allow-origin" not in browser.get("/", Origin="https://app.example").headers


def test_who_has_the_version_is_told_that_it_is_unchanged(browser: Browser) -> None:
    first = browser.get("/feed.xml")

    by_tag = browser.get("/feed.xml", If_None_Match=first.headers["etag"])
    by_date = browser.get("/feed.xml", If_Modified_Since=first.headers["last-modified"])

    assert [(answer.status, answer.body) for answer in (by_tag, by_date)] == [(304, b"")] * 2
    assert by_tag.headers["etag"] == first.headers["etag"]
    assert "max-age" in first.headers["cache-control"]


@pytest.mark.parametrize("tags", ['"other"', '"other", W/"old"', "", "nonsense"])
def test_an_entity_tag_counts_more_than_a_date(browser: Browser, tags: str) -> None:
    modified = browser.get("/feed.xml").headers["last-modified"]

    assert browser.get("/feed.xml", If_None_Match=tags, If_Modified_Since=modified).status == 200


@pytest.mark.parametrize("form", ["W/{}", '"x", {}', "*"])
def test_an_entity_tag_is_found_in_every_form(browser: Browser, form: str) -> None:
    tag = browser.get("/feed.xml").headers["etag"]

    assert browser.get("/feed.xml", If_None_Match=form.format(tag)).status == 304


def test_a_date_that_is_none_is_no_reason_to_say_nothing(browser: Browser) -> None:
    assert browser.get("/feed.xml", If_Modified_Since="yesterday").status == 200


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("", False), ("br", False), ("gzip;q=0", False)],
)
def test_text_is_packed_for_who_can_unpack_it(browser: Browser, accepted: str, is_packed: bool) -> None:
    answer = browser.get("/", Accept_Encoding=accepted)

    assert (answer.headers.get("content-encoding") == "gzip") == is_packed
    assert (gzip.decompress(answer.body) if is_packed else answer.body).decode() == FILES["site/index.html"]
    assert answer.headers["vary"] == "Accept-Encoding"
    assert browser.get("/", Accept_Encoding=accepted, If_None_Match=answer.headers["etag"]).status == 304


def test_the_packed_form_has_a_tag_of_its_own(browser: Browser) -> None:
    tags = {browser.get("/", Accept_Encoding=accepted).headers["etag"] for accepted in ("gzip", "identity")}

    assert len(tags) == 2


def test_head_is_get_without_the_page(browser: Browser) -> None:
    get, head = browser.get("/"), browser.get("/", method="HEAD")

    assert head.body == b""
    assert head.headers["content-length"] == str(len(get.body))
    assert head.headers["etag"] == get.headers["etag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_readers_can_only_read(browser: Browser, method: str) -> None:
    answer = browser.get("/", method=method)

    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_what_is_not_there_is_said_on_the_sites_own_page(browser: Browser) -> None:
    answer = browser.get("/stories/none.html")

    assert (answer.status, answer.body) == (404, b"<p>nothing here")


def test_a_folder_without_its_slash_leads_to_the_folder(browser: Browser) -> None:
    answer = browser.get("/topics")

    assert (answer.status, answer.headers["location"]) == (301, "./topics/")


def test_feeds_name_their_hub_and_themselves_in_the_headers_too(browser: Browser) -> None:
    assert browser.get("/feed.xml").headers["link"] == (
        '<https://hub.example/>; rel="hub", <https://isles.example/feed.xml>; rel="self"'
    )
    assert "link" not in browser.get("/").headers


# ---------------------------------------------------------------- releases


def test_a_new_release_is_served_at_once(browser: Browser) -> None:
    before = browser.get("/")
    publish(make_files(**{"site/index.html": "<p>evening" + LONG}), browser.folder)

    after = browser.get("/", If_None_Match=before.headers["etag"])

    assert after.status == 200
    assert after.body.startswith(b"<p>evening")


def test_releases_that_change_while_many_read_never_show_a_gap(browser: Browser) -> None:
    statuses, stop = set(), threading.Event()

    def read() -> None:
        while not stop.is_set():
            statuses.add(browser.get("/stories/a.html").status)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(20):
        publish(make_files(**{"site/index.html": f"<p>{number}"}), browser.folder)
    stop.set()
    for thread in threads:
        thread.join()

    assert statuses == {200}


# ---------------------------------------------------------------- what nobody may have


@pytest.mark.parametrize(
    ("name", "kind", "tells_hub"),
    [
        ("topics/sea/feed.xml", "application/atom+xml; charset=utf-8", True),
        ("topics/sea/feed.json", "application/feed+json; charset=utf-8", True),
        ("stories/ferry/rss.xml", "application/rss+xml; charset=utf-8", False),
        ("api/v1/stories/feed.json", "application/json; charset=utf-8", False),
        ("sources.opml", "text/x-opml; charset=utf-8", False),
    ],
)
def test_feeds_of_topics_and_stories_are_told_as_feeds_and_their_namesakes_are_not(
    name: str, kind: str, tells_hub: bool
) -> None:
    link = link_of(name, home="https://news.example", hub_url="https://hub.example/")

    assert type_of(name) == kind
    assert link == (
        f'<https://hub.example/>; rel="hub", <https://news.example/{name}>; rel="self"' if tells_hub else ""
    )


def test_what_standards_want_below_well_known_is_served(browser: Browser) -> None:
    well_known = (browser.folder / "site").resolve() / ".well-known"
    well_known.mkdir()
    (well_known / "security.txt").write_text("Contact: mailto:a@b.example\n")

    assert raw(browser.address, "/.well-known/security.txt").split()[1] == b"200"


OUTSIDE = [
    "/../records/a.md",
    "/%2e%2e/records/a.md",
    "/..%2frecords/a.md",
    "/stories/../../records/a.md",
    "/stories/..%5c..%5crecords/a.md",
    "//etc/passwd",
    "/.hidden",
    "/.releases/records.json",
    "/stories/.draft",
    "/index.html%00.txt",
    "/link-out",
    "/link-out/a.md",
    "/" + "a" * 5000,
]


def raw(address: str, path: str) -> bytes:
    """What the server answers to a path that no proper client would send."""
    host, port = address.removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_the_site_is_served(browser: Browser, path: str) -> None:
    release = (browser.folder / "site").resolve()
    (release / ".hidden").write_text("secret")
    (release / "stories/.draft").write_text("secret")
    (release / "link-out").symlink_to(browser.folder / "records")

    answer = raw(browser.address, path)

    assert b"secret" not in answer
    assert answer.split()[1] in (b"404", b"400")


@given(st.lists(st.sampled_from(["..", ".", "", "a", "stories", "a.html", "%2e", "\\", "\0", "~", "é"]), max_size=6))
@settings(max_examples=200)
def test_whatever_the_path_only_published_files_are_found(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any-path"
    publish(make_files(), folder)

    page = find_page(folder / "site", "/" + "/".join(parts))

    assert page is None or f"site/{page.name}" in FILES


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", "%3Cscript%3E"])
def test_a_path_is_never_sent_back(folder: Path, markup: str) -> None:
    (folder / "site").resolve().joinpath("404.html").unlink()
    with open_server(Settings(site=folder / "site")) as address:
        answer = Browser(address, folder).get(f"/{quote(markup)}?q={quote(markup)}")

    assert answer.status == 404
    assert b"script" not in answer.body


# ---------------------------------------------------------------- beginning and end


def test_serving_before_the_first_run_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="tidings run"), open_server(Settings(site=tmp_path / "site")):
        pass


def test_a_port_that_is_taken_is_a_clear_error(browser: Browser) -> None:
    port = int(browser.address.strip("/").rpartition(":")[2])

    with (
        pytest.raises(PublishError, match="--port"),
        open_server(Settings(site=browser.folder / "site", port=port)),
    ):
        pass


def test_a_date_of_a_page_is_one_that_http_knows(browser: Browser) -> None:
    assert parsedate_to_datetime(browser.get("/").headers["last-modified"]).utcoffset() is not None


def test_only_a_desk_that_links_pictures_lets_browsers_load_them_from_publishers(folder: Path) -> None:
    with open_server(Settings(site=folder / "site", has_linked_pictures=True)) as address:
        policy = Browser(address, folder).get("/index.html").headers["content-security-policy"]

    assert "img-src 'self' https:;" in policy
    assert policy.startswith("default-src 'none'; ")


def test_scripts_and_fonts_are_sent_as_what_they_are_since_browsers_must_not_guess() -> None:
    assert type_of("site.js") == "text/javascript; charset=utf-8"
    assert type_of("fonts/a.woff2") == "font/woff2"
