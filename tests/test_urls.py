"""One canonical form for each address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.urls import canonical_url, domain_of, is_web_url, url_id


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("HTTP://Post.Example:80/a", "http://post.example/a"),
        ("https://post.example/a?utm_source=rss&id=3#top", "https://post.example/a?id=3"),
        ("https://post.example", "https://post.example/"),
        ("https://post.example/a/./b/../c", "https://post.example/a/c"),
        ("https://post.example/caf%c3%a9", "https://post.example/caf%C3%A9"),
        ("https://post.example/a?b=2&a=1", "https://post.example/a?b=2&a=1"),
        ("mailto:editor@post.example", "mailto:editor@post.example"),
    ],
)
def test_the_same_page_has_one_address(given_url: str, canonical: str) -> None:
    assert canonical_url(given_url) == canonical


@pytest.mark.parametrize("url", ["ftp://a.example/", "javascript:alert(1)", "/path", "", "http://", "https://a:b:c/"])
def test_other_things_are_not_web_addresses(url: str) -> None:
    assert not is_web_url(url)


def test_a_domain_is_what_its_owner_registered() -> None:
    assert domain_of("https://news.bbc.co.uk/x") == "bbc.co.uk"
    assert domain_of("http://127.0.0.1:8123/x") == "127.0.0.1"


def test_an_id_stands_for_an_address() -> None:
    assert url_id("https://post.example/a") == url_id("https://post.example/a") != url_id("https://post.example/b")


def test_a_query_in_an_old_encoding_keeps_its_bytes() -> None:
    assert canonical_url("https://post.example/?q=caf%E9") == "https://post.example/?q=caf%E9"


def test_an_encoded_slash_is_no_slash() -> None:
    assert canonical_url("https://post.example/a%2fb/%41") == "https://post.example/a%2Fb/A"


paths = st.lists(
    st.sampled_from(["a", "b.c", "..", ".", "%41", "%2F", "%2f..", "%25", "%c3%a9", "50%", "é", "x y", "~"]), max_size=5
).map("/".join)
queries = st.lists(st.sampled_from(["a=1", "utm_x=2", "b=", "c=%20", "fbclid=z", "d=é"]), max_size=4).map("&".join)


@given(st.sampled_from(["http", "https"]), st.sampled_from(["a.example", "A.Example:80", "[::1]:8080"]), paths, queries)
def test_making_an_address_canonical_twice_changes_nothing(scheme: str, host: str, path: str, query: str) -> None:
    once = canonical_url(f"{scheme}://{host}/{path}?{query}")

    assert canonical_url(once) == once
