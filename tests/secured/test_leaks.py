"""Nothing secret is published: it is found, or it was masked before."""

from __future__ import annotations

import base64
import html
import json
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import make_article
from tests.render.editions import make_edition, make_health, make_ranked, make_report
from tidings.credentials import credentials_in, text_without_credentials, without_credentials
from tidings.model import Change, File, SourceLine, Topic
from tidings.render import render
from tidings.secured import (
    KeyRing,
    Secret,
    address_secrets,
    entry_secrets,
    find_leaks,
    key_secrets,
    make_key,
    note_secrets,
    path_secrets,
)
from tidings.secured.leaks import LEAKS_MAX, NEEDLES_MAX

from ..make import NOON

KEY = make_key(bytes(range(7, 39)))
TOKEN = "s3cr3tT0ken99"
PRIVATE_FEED = f"https://ada:pa55w0rd+x@post.example/feed?topic=sea&token={TOKEN}"
tokens = st.text("abcdefXYZ0123456789", min_size=10, max_size=24).filter(
    lambda text: any(sign.isdigit() for sign in text) and any(sign.isalpha() for sign in text)
)


def page(text: str | bytes) -> File:
    return File(path="site/index.html", data=text if isinstance(text, bytes) else text.encode())


# ---------------------------------------------------------------- masks


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://post.example/feed?topic=sea", "https://post.example/feed?topic=sea"),
        ("https://ada:pw@post.example/feed", "https://post.example/feed"),
        ("https://ada@post.example/feed", "https://post.example/feed"),
        ("https://post.example/feed?a=1&token=x&b=2", "https://post.example/feed?a=1&token=…&b=2"),
        ("https://post.example/feed?KEY=x#sid=y", "https://post.example/feed?KEY=…#sid=…"),
        ("https://post.example/feed?a=1&amp;api_key=x", "https://post.example/feed?a=1&amp;api_key=…"),
        ("https://post.example/feed?keyword=x&monkey=y", "https://post.example/feed?keyword=x&monkey=y"),
        ("https://post.example/@ada/feed", "https://post.example/@ada/feed"),
    ],
)
def test_an_address_is_shown_without_what_lets_its_owner_in(url: str, shown: str) -> None:
    assert without_credentials(url) == shown
    assert without_credentials(shown) == shown
    assert bool(credentials_in(url)) == (url != shown)


def test_addresses_within_a_text_are_masked_too() -> None:
    assert text_without_credentials(f"moved to <{PRIVATE_FEED}> today") == (
        "moved to <https://post.example/feed?topic=sea&token=…> today"
    )


def test_a_common_word_is_no_credential_by_itself() -> None:
    assert credentials_in("https://post.example/feed?auth=required") == ("https://post.example/feed?auth=required",)


# ---------------------------------------------------------------- finding


@pytest.mark.parametrize(
    "spelling",
    [
        KEY.secret,
        KEY.secret.hex(),
        KEY.secret.hex().upper(),
        base64.b64encode(KEY.secret).decode(),
        base64.urlsafe_b64encode(KEY.secret).decode().rstrip("="),
    ],
)
def test_a_key_is_found_in_every_spelling(spelling: str | bytes) -> None:
    data = b"<p>x" + (spelling.encode() if isinstance(spelling, str) else spelling) + b"y</p>"

    (leak,) = find_leaks([page(data)], key_secrets(KeyRing((KEY,))))

    assert (leak.path, leak.offset, leak.kind) == ("site/index.html", 4, "a key of the desk")


NOTE = "he said \"never\" & <left> at O'Neill's"


@pytest.mark.parametrize("write", [str, html.escape, json.dumps, quote])
def test_a_note_is_found_however_it_was_written(write: object) -> None:
    text = write(NOTE)  # type: ignore[operator]

    assert [leak.kind for leak in find_leaks([page(f"<p>{text}</p>")], note_secrets([NOTE]))]


def test_short_notes_are_not_looked_for() -> None:
    assert list(note_secrets(["sports"])) == []


def test_a_leak_never_tells_the_secret() -> None:
    secret = Secret(kind="a note", value=NOTE)

    assert NOTE not in repr(secret) + repr(find_leaks([page(NOTE)], [secret]))


def test_a_folder_of_this_machine_is_found_but_not_a_path_of_an_address() -> None:
    secrets = list(path_secrets(["/home/ada/desk", "/srv"]))

    assert find_leaks([page('File "/home/ada/desk/x.py"')], secrets)
    assert not find_leaks([page("https://post.example/home/ada/desk and /srv")], secrets)


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE " + "KEY-----",
        "-----BEGIN OPENSSH PRIVATE " + "KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a1" * 18,
        "AIza" + "Sy0" * 11 + "ab",
    ],
)
def test_what_looks_like_anybodys_secret_is_found(text: str) -> None:
    assert find_leaks([page(f"it was {text} they said")], [])


@pytest.mark.parametrize(
    "text", ["-----BEGIN CERTIFICATE-----", "the AKIA stem", "ghp_short", "AIza", "a BEGIN PRIVATE KEY line"]
)
def test_what_only_begins_like_one_is_not(text: str) -> None:
    assert not find_leaks([page(text)], [])


def test_thousands_of_credentials_are_found_as_surely_as_one() -> None:
    urls = [f"https://post.example/feed?token=t0k{number:08d}abc" for number in range(5000)]

    leaks = find_leaks([page('{"url": "https%3A%2F%2Fx%3Ftoken%3Dt0k00004321abc"}')], address_secrets(urls))

    assert len(urls) > NEEDLES_MAX
    assert len(leaks) == 1


def test_there_is_an_end_of_telling() -> None:
    files = [File(path=f"site/{number}.html", data=NOTE.encode()) for number in range(LEAKS_MAX + 50)]

    assert len(find_leaks(files, note_secrets([NOTE]))) == LEAKS_MAX


def test_an_entrys_id_is_private_only_where_nothing_that_is_shown_has_it() -> None:
    shown = ["https://post.example/a/0f8fad5bd9cb469fa165"]
    ids = ["0f8fad5bd9cb469fa165", "7c9e6679742540de944b", "https://post.example/1234567890ab", "short1"]

    assert [secret.value for secret in entry_secrets(ids, shown)] == ["7c9e6679742540de944b"]


# ---------------------------------------------------------------- rendering


@pytest.mark.parametrize("url", [PRIVATE_FEED, PRIVATE_FEED.replace("&token", "&amp;token")])
def test_no_output_shows_a_credential_of_a_feed(url: str) -> None:
    article = make_article("Ferry runs aground", url=f"https://post.example/1?token={TOKEN}", feed_url=url)
    edition = make_edition(make_ranked(make_report(article)))
    lines = tuple(replace(line, feed_urls=(url,)) for line in edition.sources)
    health = replace(make_health()[0], feed_url=url, title="", last_error=f"moved to {url}", due_why=f"see {url}")
    files = render(replace(edition, sources=lines, health=(health,)))

    assert not find_leaks(files, address_secrets([url]))
    assert not [file.path for file in files if TOKEN.encode() in file.data or b"pa55w0rd" in file.data]
    assert any("token=…".encode() in file.data for file in files), "the feed is still named"


PLACES = ["headline", "excerpt", "section", "tags", "authors", "published_from", "url", "topic", "change"]


@given(
    tokens, st.sampled_from(PLACES), st.sampled_from(["", "see ", "x", "?token="]), st.sampled_from(["", " end", "y"])
)
@settings(max_examples=150, deadline=None)
def test_a_credential_planted_anywhere_is_masked_or_found(secret: str, place: str, before: str, after: str) -> None:
    text = f"{before}{secret}{after}"
    url = f"https://post.example/feed?token={secret}"
    plain = {"headline": text, "excerpt": text, "section": text, "tags": (text,), "authors": (text,)}
    fields = {place: plain[place]} if place in plain else {"published_from": text} if place == "published_from" else {}
    address = f"https://post.example/{quote(text)}" if place == "url" else "https://post.example/1"
    article = make_article(**{"headline": "Ferry runs aground", **fields}, url=address)
    change = Change(article_id=article.id, seen_at=NOON, field="headline", before=text, after="b")
    report = make_report(article, changes=(change,) if place == "change" else ())
    edition = make_edition(make_ranked(report))
    if place == "topic":
        edition = replace(edition, topics=(*edition.topics, Topic(id="x", name=text)))
    line = SourceLine(source=article.source, articles_count=1, feed_urls=(url,))

    files = render(replace(edition, sources=(line,)))

    is_shown = any(secret.encode() in file.data for file in files)
    assert bool(find_leaks(files, address_secrets([url]))) == is_shown
