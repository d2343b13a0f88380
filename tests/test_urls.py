"""One canonical form for each address."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.tracking import EVERYWHERE, NAMES_EVERYWHERE, NAMES_OF_PAGES, ON_SITES, PREFIXES_EVERYWHERE, is_tracking
from tidings.urls import canonical_url, domain_of, is_web_url, same_page_key, url_id


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


# ---------------------------------------------------------------- tracking


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("https://post.example/a?fbclid=x&id=3&UTM_Source=y", "https://post.example/a?id=3"),
        ("https://post.example/a?ref=rss", "https://post.example/a"),
        ("https://post.example/a?ref=part-2", "https://post.example/a?ref=part-2"),
        ("https://www.engadget.com/a.html?src=rss", "https://www.engadget.com/a.html"),
        ("https://post.example/viewer?src=plan.pdf", "https://post.example/viewer?src=plan.pdf"),
        ("https://www.theguardian.com/a?CMP=share_btn_tw", "https://www.theguardian.com/a"),
        ("https://shares.example/quote?cmp=ORM", "https://shares.example/quote?cmp=ORM"),
        ("https://www.ft.com/content/1?ftcamp=traffic/partner", "https://www.ft.com/content/1"),
        ("https://www.nytimes.com/a.html?smid=tw-share", "https://www.nytimes.com/a.html"),
        ("https://post.example/a?__twitter_impression=true", "https://post.example/a"),
        ("https://post.example/a?id=1&amp;utm_medium=rss&amp;page=2", "https://post.example/a?id=1&page=2"),
        ("https://post.example/a;jsessionid=1A2B?id=1", "https://post.example/a?id=1"),
        ("https://post.example/list?rss=345", "https://post.example/list?rss=345"),
    ],
)
def test_what_only_counts_links_goes_and_what_may_choose_a_page_stays(given_url: str, canonical: str) -> None:
    assert canonical_url(given_url) == canonical


@pytest.mark.parametrize("name", sorted(NAMES_OF_PAGES))
def test_no_name_by_which_sites_choose_pages_is_dropped_everywhere(name: str) -> None:
    assert not is_tracking(name, "345", host="post.example")
    assert canonical_url(f"https://post.example/a?{name}=1") != canonical_url(f"https://post.example/a?{name}=2")


def test_the_tables_of_tracking_are_in_lower_case_and_say_why() -> None:
    listed = NAMES_EVERYWHERE.union(*ON_SITES.values())

    assert all(name == name.lower() for name in (*listed, *PREFIXES_EVERYWHERE, *ON_SITES))
    assert all(tracker.why and (tracker.names or tracker.prefixes) for tracker in EVERYWHERE)


def test_a_query_that_is_a_path_stays_bare() -> None:
    assert canonical_url("https://forum.example/index.php?/topic/12-ferry/") == (
        "https://forum.example/index.php?/topic/12-ferry/"
    )


@pytest.mark.parametrize(
    ("given_url", "canonical"),
    [
        ("https://post.example/#!/news/1", "https://post.example/#!/news/1"),
        ("https://post.example/app#/news/1", "https://post.example/app#/news/1"),
        ("https://post.example/a#comments", "https://post.example/a"),
        ("https://post.example/a#:~:text=ferry", "https://post.example/a"),
    ],
)
def test_a_fragment_stays_where_it_chooses_a_page(given_url: str, canonical: str) -> None:
    assert canonical_url(given_url) == canonical


def test_an_international_host_has_one_spelling() -> None:
    assert canonical_url("https://ZÜRICH.example/a") == "https://xn--zrich-kva.example/a"
    assert canonical_url("https://xn--zrich-kva.example/a") == "https://xn--zrich-kva.example/a"
    assert canonical_url("https://straße.example/") != canonical_url("https://strasse.example/")
    assert domain_of("https://news.zürich.ch/") == domain_of("https://news.xn--zrich-kva.ch/") == "zürich.ch"
    assert domain_of("https://straße.de/") == "straße.de"
    assert domain_of("https://xn--zzzzzz99.de/") == "xn--zzzzzz99.de"


# ---------------------------------------------------------------- addresses that hold others


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/url?rct=j&sa=t&url=https://post.example/a%3Fid%3D1&ct=ga&usg=x",
        "https://www.google.co.uk/url?q=https%3A%2F%2Fpost.example%2Fa%3Fid%3D1&sa=D",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fpost.example%2Fa%3Fid%3D1%26fbclid%3Dx&h=AT0",
        "https://www.bing.com/news/apiclick.aspx?ref=FexRss&tid=1&url=https%3a%2f%2fpost.example%2fa%3fid%3d1&c=2",
        "https://www.google.com/amp/s/post.example/a?id=1",
        "https://post-example.cdn.ampproject.org/c/s/post.example/a?id=1",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fpost.example%2Fa%3Fid%3D1&data=05",
        "https://www.google.com/url?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fpost.example%252Fa%253Fid%253D1",
    ],
)
def test_an_address_that_only_leads_to_another_gives_way_to_it(wrapped: str) -> None:
    assert canonical_url(wrapped) == "https://post.example/a?id=1"


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/share?url=https%3A%2F%2Fother.example%2F",
        "https://www.google.com/search?q=https%3A%2F%2Fpost.example%2F",
        "https://www.google.com/url?q=javascript%3Aalert(1)",
        "https://news.google.com/rss/articles/CBMiAAAA",
        "https://t.co/abc",
        "https://www.google.com/amp/s/",
    ],
)
def test_other_addresses_keep_what_they_hold(url: str) -> None:
    assert canonical_url(url) == canonical_url(canonical_url(url))
    assert canonical_url(url).split("/")[2] == url.split("/")[2]


# ---------------------------------------------------------------- the same page

ARTICLE = "https://www.post.example/news/ferry-runs-aground-1234"


@pytest.mark.parametrize(
    "url",
    [
        "http://post.example/news/ferry-runs-aground-1234/",
        "https://m.post.example/news/ferry-runs-aground-1234",
        "https://mobile.post.example/news/ferry-runs-aground-1234?m=1",
        "https://amp.post.example/news/ferry-runs-aground-1234",
        "https://www.post.example/news/ferry-runs-aground-1234/amp/",
        "https://www.post.example/amp/news/ferry-runs-aground-1234",
        "https://www.post.example/news/amp/ferry-runs-aground-1234",
        "https://www.post.example/platform/amp/news/ferry-runs-aground-1234",
        "https://www.post.example/news/ferry-runs-aground-1234.amp.html",
        "https://www.post.example/news/ferry-runs-aground-1234.html?outputType=amp",
        "https://www.post.example/news/ferry-runs-aground-1234?amp",
        "https://www.post.example/news/ferry-runs-aground-1234/?amp=1#top",
        "https://www.post.example//news/ferry-runs-aground-1234/comment-page-2/#comments",
        "https://www-post-example.cdn.ampproject.org/c/s/www.post.example/news/ferry-runs-aground-1234/amp",
    ],
)
def test_all_forms_of_one_page_have_one_key(url: str) -> None:
    assert same_page_key(url) == same_page_key(ARTICLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://post.example/?p=1", "https://post.example/?p=2"),
        ("https://post.example/news.php?id=1", "https://post.example/news.php?id=2"),
        ("https://post.example/news.php?id=1", "https://post.example/?id=1"),
        ("https://post.example/wiki/amp", "https://post.example/wiki"),
        ("https://post.example/amp/fender", "https://post.example/fender"),
        ("https://post.example/rss.html", "https://post.example/rss"),
        ("https://post.example/Ferry", "https://post.example/ferry"),
        ("https://news.post.example/a", "https://post.example/a"),
        ("https://mobile.co.uk/a", "https://co.uk/a"),
        ("https://post.example/a?page=2", "https://post.example/a"),
        ("https://post.example:8080/a", "https://post.example/a"),
        ("https://www.youtube.com/watch?v=aaaaaaaaaaa", "https://www.youtube.com/watch?v=bbbbbbbbbbb"),
        ("https://news.ycombinator.com/item?id=1", "https://news.ycombinator.com/item?id=2"),
        ("https://post.example/#!/1", "https://post.example/#!/2"),
        ("https://edition.cnn.com/", "https://us.cnn.com/"),
        ("https://www.bbc.co.uk/news", "https://www.bbc.com/news"),
    ],
)
def test_two_pages_never_have_one_key(one: str, other: str) -> None:
    assert same_page_key(one) != same_page_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.bbc.co.uk/news/world-123?at_medium=RSS", "https://www.bbc.com/news/world-123"),
        ("https://youtu.be/aaaaaaaaaaa?si=x", "https://m.youtube.com/watch?t=3&v=aaaaaaaaaaa&list=y"),
        ("https://www.youtube.com/embed/aaaaaaaaaaa", "https://www.youtube.com/shorts/aaaaaaaaaaa"),
        ("https://en.m.wikipedia.org/wiki/Ferry", "https://en.wikipedia.org/wiki/Ferry"),
        ("https://old.reddit.com/r/a/comments/b/c/", "https://www.reddit.com/r/a/comments/b/c?ref=share"),
        ("https://edition.cnn.com/2026/a-b-c/index.html", "https://amp.cnn.com/cnn/2026/a-b-c/index.html"),
        ("https://post.example/a?b=1&a=2", "https://post.example/a?a=2&b=1"),
    ],
)
def test_sites_with_several_names_have_one(one: str, other: str) -> None:
    assert same_page_key(one) == same_page_key(other)


# ---------------------------------------------------------------- laws

segments = st.sampled_from(
    ["a", "b.c", "..", ".", "%41", "%2F", "%2f..", "%25", "%c3%a9", "50%", "é", "x y", "~", "", "amp", "AMP", "index.html",
     "news", "ferry-runs-aground-1", "2026", "story-1234.html", "s.amp.html", "comment-page-2", "watch", "c", "s", "url",
     "platform", "article", "a;jsessionid=9", "http:", "default.aspx", "aaaaaaaaaaa", "embed", "n1234567", "l.php"]
)  # fmt: skip
paths = st.lists(segments, max_size=6).map("/".join)
pairs = st.tuples(
    st.sampled_from(["a", "b", "d", "id", "p", "v", "utm_x", "fbclid", "ref", "amp", "amp;c", "outputType", "url", "u", "q", "%C3%A9"]),
    st.sampled_from(["", "1", "2", "%20", "é", "rss", "amp", "/x", "caf%E9", "https://c.example/a?b=1", "http%3A%2F%2Fm.c.example%2Famp", "%"]),
)  # fmt: skip
queries = st.lists(pairs, max_size=4).map(lambda given: [f"{name}={value}" if value else name for name, value in given])
hosts = st.sampled_from(
    ["a.example", "A.Example:80", "[::1]:8080", "www.a.example:443", "m.a.example.", "amp.cnn.com", "www.google.com", "youtu.be",
     "a-example.cdn.ampproject.org", "l.facebook.com", "zürich.example", "www.www.a.example", "m.co.uk", "1.2.3.4", "www.bbc.co.uk",
     "en.m.wikipedia.org", "www.youtube.com", "www.nbcnews.com", "user:pw@a.example", "a。example"]
)  # fmt: skip
fragments = st.sampled_from(["", "#", "#top", "#!/a?b=c d", "#/é%zz", "#!%41"])
schemes = st.sampled_from(["http", "https", "HTTPS"])


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """Addresses as sites write them, with what they get wrong."""
    query = "&".join(draw(queries))
    address = f"{draw(schemes)}://{draw(hosts)}/{draw(paths)}"
    return f"{address}{'?' + query if query else ''}{draw(fragments)}"


@given(addresses())
def test_making_an_address_canonical_twice_changes_nothing(url: str) -> None:
    once = canonical_url(url)

    assert canonical_url(once) == once
    assert once.isascii()
    assert is_web_url(once)


@given(addresses())
def test_the_key_of_a_key_and_of_a_canonical_address_is_the_key(url: str) -> None:
    key = same_page_key(url)

    assert same_page_key(key) == key
    assert same_page_key(canonical_url(url)) == key


@given(addresses(), st.randoms(use_true_random=False))
def test_the_order_of_parameters_does_not_make_another_page(url: str, chance: random.Random) -> None:
    address, _, rest = url.partition("?")
    query, mark, fragment = rest.partition("#")
    pieces = {piece.partition("=")[0].removeprefix("amp;").lower(): piece for piece in query.split("&") if piece}
    shuffled = list(pieces.values())
    chance.shuffle(shuffled)

    one, other = (f"{address}?{'&'.join(order)}{mark}{fragment}" for order in (pieces.values(), shuffled))
    assert same_page_key(one) == same_page_key(other)


@given(addresses(), st.sampled_from(["utm_source=x", "fbclid=y", "gclid=", "at_campaign=rss", "ref=rss", "amp=1"]))
def test_a_tracking_parameter_never_makes_another_page(url: str, tracked: str) -> None:
    address, mark, fragment = url.partition("#")
    longer = f"{address}{'&' if '?' in address else '?'}{tracked}{mark}{fragment}"

    assert canonical_url(longer) == canonical_url(url)


@given(st.text(max_size=60) | st.text(max_size=40).map("https://".__add__))
def test_no_text_is_too_odd_to_be_compared(text: str) -> None:
    assert same_page_key(canonical_url(text)) == same_page_key(text)
