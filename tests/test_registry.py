"""One domain, one name: who is known, who is believed, and what is learned.

Publishers, pages and people in these cases are invented, apart from names that the bundled list has.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import make_document
from tidings.model import Feed
from tidings.reading import Claim
from tidings.registry import (
    LearnedName,
    Naming,
    Platform,
    Registry,
    Seed,
    SeenName,
    find_twins,
    learn,
    load_seed,
    make_registry,
    name_for,
    renamed,
    source_for,
)
from tidings.registry.names import NAME_CHARS_MAX, clean_name, likeness
from tidings.sources import SOURCE_KINDS, KnownSource, Source
from tidings.text import slugify

ISLES = KnownSource(domain="isles.example", id="isles-post", name="Isles Post", aliases=("The Isles",))
RIVAL = KnownSource(domain="rival.example", id="rival-times", name="Rival Times")
LAB = KnownSource(domain="lab.isles.example", id="isles-lab", name="Isles Lab", kind="science")
DESK_OF_ISLES = KnownSource(domain="isles.example/money", id="isles-money", name="Isles Money")
SEED = Seed(
    as_of="2026-03-01",
    sources=(ISLES, RIVAL, LAB, DESK_OF_ISLES),
    platforms=(
        Platform(domain="pamphlets.example", name="Pamphlets", has_hosts=True),
        Platform(domain="tubes.example", name="Tubes", paths=("@", "channel/")),
        Platform(domain="pipes.example", name="Pipes", is_carrier=True),
    ),
)


def registry(*sources: KnownSource, **fields: object) -> Registry:
    return make_registry(sources, seed=SEED, **fields)  # type: ignore[arg-type]


def says(name: str, origin: str = "og", place: str = "") -> Claim:
    return Claim(field="publisher", value=name, origin=origin, place=place)


def named(url: str, *claims: Claim, word: str = "", known: Registry | None = None) -> Naming:
    return name_for(known or registry(), url, claims=claims, word=word)


# ---------------------------------------------------------------- the list that comes with Tidings


def test_no_two_sources_of_the_list_have_an_id_or_a_place_in_common() -> None:
    assert find_twins(load_seed().sources) == ()


def test_no_two_sources_of_the_list_have_a_name_in_common() -> None:
    known = make_registry()

    wrong = [
        (one.name, name)
        for one in load_seed().sources
        for name in (one.name, *one.aliases)
        if known.by_name["".join(clean for clean in letters_of(name))].id != one.id
    ]
    assert wrong == []


def letters_of(name: str) -> str:
    from tidings.registry.names import letters

    return letters(name)


@pytest.mark.parametrize("known", load_seed().sources, ids=lambda known: known.id)
def test_every_source_of_the_list_is_whole(known: KnownSource) -> None:
    places = (known.domain, *known.domains)

    assert known.id == slugify(known.id)
    assert known.kind in SOURCE_KINDS
    assert len(known.name) <= NAME_CHARS_MAX
    assert known.country == "" or (len(known.country) == 2 and known.country.isupper())
    assert all(place == place.lower().strip("/") and "://" not in place for place in places)
    assert all(make_registry_once().find(f"https://{place}/") == known for place in places)


def make_registry_once(made: list[Registry] = []) -> Registry:  # noqa: B006  # made once for all
    if not made:
        made.append(make_registry())
    return made[0]


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("url", "source_id"),
    [
        ("https://isles.example/1", "isles-post"),
        ("https://www.isles.example/1", "isles-post"),
        ("https://sport.isles.example/1", "isles-post"),
        ("https://lab.isles.example/1", "isles-lab"),
        ("https://data.lab.isles.example/1", "isles-lab"),
        ("https://isles.example/money/1", "isles-money"),
        ("https://www.isles.example/money", "isles-money"),
        ("https://isles.example/moneybags", "isles-post"),
        ("https://notisles.example/1", ""),
        ("tag:isles.example,2026:1", ""),
    ],
)
def test_the_longest_place_that_fits_an_address_decides(url: str, source_id: str) -> None:
    found = registry().find(url)

    assert (found.id if found else "") == source_id


@pytest.mark.parametrize(
    ("url", "source_id"),
    [
        ("https://aws.amazon.com/blogs/machine-learning/x", "amazon-web-services"),
        ("https://abcnews.go.com/x", "abc-news-us"),
        ("https://blog.google/x", "google"),
        ("https://www.rte.ie/news/x", "rte"),
        ("https://www.microsoft.com/en-us/research/blog/x", "microsoft-research"),
        ("https://www.gov.uk/x", "gov-uk"),
        ("https://www.bbc.co.uk/news/x", "bbc"),
        ("https://www.bbc.com/news/x", "bbc"),
        ("https://timesofindia.indiatimes.com/x", "the-times-of-india"),
        ("https://ada.substack.com/p/x", None),
        ("https://medium.com/@ada/x", None),
        ("https://ada.github.io/x", None),
    ],
)
def test_hosts_of_the_world_are_told_apart_where_they_are_publications_of_their_own(
    url: str, source_id: str | None
) -> None:
    found = make_registry_once().find(url)

    assert (found.id if found else None) == source_id


@pytest.mark.parametrize(
    ("url", "key", "tidy"),
    [
        ("https://ada.pamphlets.example/p/1", "ada.pamphlets.example", "ada.pamphlets.example"),
        ("https://www.pamphlets.example/about", "pamphlets.example", "Pamphlets"),
        ("https://tubes.example/@ada/videos", "tubes.example/@ada", "ada on Tubes"),
        ("https://tubes.example/channel/UCotwjyJnb-4KW7bmsOoLfkg", "tubes.example/channel/UCotwjyJnb-4KW7bmsOoLfkg", "Tubes"),
        ("https://tubes.example/watch?v=1", "tubes.example", "Tubes"),
        ("https://ada.github.io/notes", "ada.github.io", "ada.github.io"),
        ("https://www.post.example/1", "post.example", "post.example"),
        ("http://127.0.0.1:8000/1", "127.0.0.1", "127.0.0.1"),
    ],
)  # fmt: skip
def test_each_account_of_a_platform_is_an_owner(url: str, key: str, tidy: str) -> None:
    owner = registry().owner_of(url)

    assert (owner.key, owner.tidy) == (key, tidy)


def test_a_video_belongs_to_the_channel_whose_feed_brings_it() -> None:
    feed = Feed(url="https://tubes.example/feeds?channel=1")
    document = make_document(title="Ada Explains", url="https://tubes.example/@ada")

    source = source_for(registry(), "https://tubes.example/watch?v=1", feed=feed, document=document)

    assert (source.name, source.id, source.domain) == ("Ada Explains", "tubes-example-ada", "tubes.example")


def test_what_a_carrier_delivers_belongs_to_the_site_of_the_feed() -> None:
    document = make_document(title="The Isles Today", url="https://isles.example/")

    source = source_for(
        registry(), "https://pipes.example/r/1", feed=Feed(url="https://pipes.example/f"), document=document
    )

    assert source.id == "isles-post"


# ---------------------------------------------------------------- who is believed


def test_the_desks_word_comes_first_then_its_table_then_the_list_then_what_was_learned() -> None:
    url = "https://isles.example/1"
    learned = (
        LearnedName(key="isles.example", name="Learned", evidence="9 of 9 sightings agree"),
        LearnedName(key="shore.example", name="Shore Learned", evidence="9 of 9 sightings agree"),
    )
    own = KnownSource(domain="isles.example", name="Our Isles", country="NO")
    shore = "https://shore.example/1"

    assert named(url, known=registry(learned=learned)).by == "list of sources"
    assert named(url, known=registry(own, learned=learned)).name == "Our Isles"
    assert named(url, known=registry(own), word="The Rock").name == "The Rock"
    assert named(shore, says("Shore"), known=registry(learned=learned)).name == "Shore Learned"
    assert named(shore, says("Shore")).name == "Shore"
    assert named(shore).name == "shore.example"


def test_a_source_that_the_desk_renames_keeps_its_id_and_what_else_is_known() -> None:
    known = registry(KnownSource(domain="www.isles.example", name="Our Isles", country="NO"))

    source = source_for(known, "https://isles.example/1")

    assert (source.id, source.name, source.country) == ("isles-post", "Our Isles", "NO")
    assert source.named_from == "the desk's source isles.example"


def test_a_source_can_be_given_another_id_and_is_then_one_of_its_own() -> None:
    known = registry(KnownSource(domain="lab.isles.example", id="lab", name="The Lab"))

    assert source_for(known, "https://lab.isles.example/1").id == "lab"
    assert source_for(known, "https://isles.example/1").id == "isles-post"


def test_what_the_desk_calls_one_feed_all_articles_of_that_publisher_are_called() -> None:
    known = registry(feeds=(Feed(url="https://isles.example/feed", source="The Isles Post"),))

    assert named("https://isles.example/1", known=known).name == "The Isles Post"
    assert named("https://rival.example/1", known=known).name == "Rival Times"


def test_two_words_for_one_publisher_hold_only_for_their_own_feeds() -> None:
    feeds = (
        Feed(url="https://isles.example/a", source="Isles A"),
        Feed(url="https://isles.example/b", source="Isles B"),
    )

    assert named("https://isles.example/1", known=registry(feeds=feeds)).name == "Isles Post"


def test_a_publisher_with_several_domains_is_one_source() -> None:
    known = make_registry_once()

    ids = {source_for(known, url).id for url in ("https://www.bbc.co.uk/1", "https://www.bbc.com/1")}
    assert ids == {"bbc"}


@pytest.mark.parametrize(
    ("claims", "url", "name"),
    [
        # names that pages of real news sites were given by a news service, and that are wrong
        ([says("Mozilla", "meta"), says("Mozilla", "json-ld")], "https://techpost.example/", "techpost.example"),
        ([says("Android")], "https://androidisles.example/", "androidisles.example"),
        ([says("Windows", "og"), says("Windows", "json-ld")], "https://windowspost.example/", "windowspost.example"),
        ([says("SharePoint", "og"), says("SharePoint", "title tag")], "https://sharepointisles.example/", "sharepointisles.example"),
        ([says("tech")], "https://techisles.example/", "techisles.example"),
        ([says("Gov")], "https://pia.gov.ph/", "pia.gov.ph"),
        ([says("Rival Times", "og"), says("Rival Times", "json-ld")], "https://shore.example/", "shore.example"),
        ([says("Home"), says("Home", "json-ld")], "https://shore.example/", "shore.example"),
        ([says("WordPress", "meta"), says("WordPress", "og")], "https://shore.example/", "shore.example"),
        ([says("섬소식")], "https://shore.example/", "shore.example"),
        ([says("Everything that you want to know about the islands today")], "https://shore.example/", "shore.example"),
        ([says("rival.example")], "https://shore.example/", "shore.example"),
        ([says("Beach Chronicle")], "https://shore.example/", "shore.example"),
        # names that can be believed
        ([says("Beach Chronicle"), says("Beach Chronicle", "json-ld")], "https://shore.example/", "Beach Chronicle"),
        ([says("섬소식", "og"), says("섬소식", "json-ld")], "https://shore.example/", "섬소식"),
        ([says("Beach Chronicle", "feed")], "https://shore.example/", "Beach Chronicle"),
        ([says("Shore Chronicle")], "https://shore.example/", "Shore Chronicle"),
        ([says("shore"), says("The Shore", "json-ld")], "https://shore.example/", "The Shore"),
        ([says("Home | Shore News")], "https://shore.example/", "Shore News"),
        ([says("World news | The Shore")], "https://shore.example/", "The Shore"),
        ([says("Low Isles Times")], "https://lit.example/", "Low Isles Times"),
        ([says("© 2019-2026 Shore Media Ltd. All rights reserved", "visible", "copyright")], "https://shore.example/", "Shore Media"),
        ([says("Windows"), says("Windows", "json-ld")], "https://windows.example/", "Windows"),
        ([says("Mozilla", "meta"), says("Shore Post", "og")], "https://shorepost.example/", "Shore Post"),
        ([says("Fiskeblad", "og"), says("Shore", "json-ld")], "https://shore.example/", "Shore"),
    ],
)  # fmt: skip
def test_a_name_is_believed_where_the_domain_or_a_second_witness_bears_it_out(
    claims: list[Claim], url: str, name: str
) -> None:
    assert named(url, *claims).name == name


def test_the_evidence_tells_who_said_so_or_why_they_were_not_believed() -> None:
    url = "https://shore.example/"

    assert named(url, says("Shore", "json-ld", "publisher.name")).evidence == (
        "said by json-ld publisher.name; the domain shore.example bears it out"
    )
    assert named(url, says("Rival Times")).evidence == "the domain; “Rival Times” is the name of rival.example"
    assert named(url, says("Mozilla")).evidence == "the domain; “Mozilla” is the maker of what pages are made with"
    assert named(url).evidence == "the domain; nothing else names it"
    assert named("https://isles.example/").evidence == "the list of sources of 2026-03-01 (isles.example)"


@pytest.mark.parametrize(
    ("title", "domain", "name"),
    [
        ("NYT > World News", "nytimes.com", "NYT"),
        ("BBC News - World", "bbc.co.uk", "BBC News"),
        ("World news | The Guardian", "theguardian.com", "The Guardian"),
        ("World", "example.com", "example.com"),
        ("Posts on Ada's Notes", "ada.example", "Ada's Notes"),
        ("Comments on: Low Isles – Home", "lowisles.example", "Low Isles"),
        ("The Shore by Ada Moor", "shore.example", "The Shore"),
        ("Always Afloat| Articles", "alwaysafloat.example", "Always Afloat"),
        ("ROCKS: yet another (nearly) useless blog", "stones.example", "ROCKS"),
        ("Web • Tech • Audio", "morning.example", "morning.example"),
        ("RSS", "shore.example", "shore.example"),
        ("Gatsby Starter Blog RSS Feed", "shore.example", "shore.example"),
        ("Ada Moor's Latest", "adamoorslatest.example", "Ada Moor's Latest"),
        ("Science &amp; the sea", "shore.example", "Science & the sea"),
    ],
)
def test_a_feeds_title_names_its_own_site(title: str, domain: str, name: str) -> None:
    url = f"https://{domain}/1"
    document = make_document(title=title, url=f"https://{domain}/")

    assert source_for(registry(), url, feed=Feed(url=f"https://{domain}/feed"), document=document).name == name


def test_a_feed_that_links_to_others_does_not_name_them() -> None:
    document = make_document(title="Ada's Finds", url="https://ada.example/")

    source = source_for(
        registry(), "https://shore.example/1", feed=Feed(url="https://ada.example/f"), document=document
    )

    assert (source.name, source.id) == ("shore.example", "shore-example")


# ---------------------------------------------------------------- ids


def test_ids_do_not_follow_names_that_may_yet_change() -> None:
    url = "https://shore.example/1"
    learned = LearnedName(key="shore.example", name="The Shore", evidence="3 of 3 sightings agree")

    ids = {
        source_for(registry(), url).id,
        source_for(registry(), url, claims=[says("Shore")]).id,
        source_for(registry(learned=[learned]), url).id,
    }
    assert ids == {"shore-example"}


def test_a_feed_that_the_desk_names_has_the_slug_of_that_name_as_ever() -> None:
    feed = Feed(url="https://shore.example/feed", source="The Shore")

    assert source_for(registry(), "https://shore.example/1", feed=feed).id == "the-shore"


def test_the_desks_spelling_of_a_known_name_is_the_same_source() -> None:
    feed = Feed(url="https://isles.example/feed", source="The Isles")
    source = source_for(registry(), "https://isles.example/1", feed=feed)

    assert (source.id, source.name) == ("isles-post", "The Isles")


def test_an_article_of_old_is_shown_under_todays_name_where_somebody_gives_one() -> None:
    old = Source(id="isles", name="Isles", domain="isles.example")
    unknown = Source(id="shore", name="Shore", domain="shore.example")

    assert renamed(registry(), old, "https://isles.example/1").name == "Isles Post"
    assert renamed(registry(), unknown, "https://shore.example/1") == replace(unknown, id="shore-example")
    word = Feed(url="https://shore.example/feed", source="The Shore")
    assert renamed(registry(), unknown, "https://shore.example/1", feed=word).name == "The Shore"


# ---------------------------------------------------------------- learning


def test_a_name_is_learned_from_many_pages_that_agree() -> None:
    seen = [
        SeenName(name="The Shore", origin="json-ld", count=9),
        SeenName(name="the shore", origin="og", count=9),
        SeenName(name="Shore Sports", origin="og", count=1),
    ]

    found = learn(registry(), "https://shore.example/1", seen)

    assert found == LearnedName(
        key="shore.example", name="The Shore", evidence="18 of 19 sightings agree (json-ld, og)", seen_count=18
    )


@pytest.mark.parametrize(
    "seen",
    [
        [],
        [SeenName(name="The Shore", origin="og")],
        [SeenName(name="Beach Chronicle", origin="og", count=50)],
        [SeenName(name="Mozilla", origin="og", count=50), SeenName(name="Mozilla", origin="json-ld", count=50)],
        [SeenName(name="Shore Post", origin="og", count=5), SeenName(name="Shore Times", origin="og", count=5)],
    ],
    ids=["nothing", "once", "one template", "a vendor", "no agreement"],
)
def test_nothing_is_learned_from_one_sighting_one_template_a_vendor_or_a_quarrel(seen: list[SeenName]) -> None:
    assert learn(registry(), "https://shore.example/1", seen) is None


# ---------------------------------------------------------------- laws


names = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from("The Shore Post World News Home Ada's on by of Times".split()), max_size=6).map(" ".join),
    st.lists(st.sampled_from(["Shore", "World", "Ada's Notes", "RSS"]), min_size=2, max_size=3).map(" | ".join),
)
labels = st.sampled_from(["shore", "theshore", "ft", "adasnotes", "shore-post", ""])


@given(names, labels)
def test_likeness_is_a_share_and_a_clean_name_stays_clean(said: str, label: str) -> None:
    name = clean_name(said, label)

    assert 0.0 <= likeness(said, label) <= 1.0
    assert not name or likeness(name, label) >= 0.0
    assert name == name.strip()


@given(st.lists(st.builds(says, names, st.sampled_from(["og", "json-ld", "feed", "visible"])), max_size=5))
def test_whatever_pages_claim_there_is_a_name_and_it_is_never_a_rivals(claims: list[Claim]) -> None:
    naming = named("https://shore.example/1", says("Rival Times"), *claims)

    assert naming.name
    assert naming.evidence
    assert len(naming.name) <= NAME_CHARS_MAX
    assert naming.name != "Rival Times"


@given(
    st.lists(st.builds(says, names, st.sampled_from(["og", "json-ld", "feed", "visible"])), max_size=5), st.randoms()
)
def test_the_order_of_claims_does_not_matter(claims: list[Claim], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert named("https://shore.example/1", *claims).name == named("https://shore.example/1", *shuffled).name


hosts = st.sampled_from(
    [
        "",
        "isles.example",
        "www.isles.example",
        "a.b.pamphlets.example",
        "tubes.example",
        "co.uk",
        "127.0.0.1",
        "[::1]",
        "bücher.example",
        "x",
        "isles.example.",
    ]
)
paths = st.text("a@/.%?#é \n[]:", max_size=12)
urls = st.one_of(
    st.builds("https://{}/{}".format, hosts, paths), st.builds("{}{}".format, hosts, paths), st.text(max_size=20)
)


@given(urls, names)
def test_any_address_has_an_owner_and_a_source_with_an_id_that_can_be_a_file(url: str, said: str) -> None:
    known = registry(KnownSource(domain="b.pamphlets.example", name="B"))

    source = source_for(
        known, url, feed=Feed(url=url), document=make_document(title=said, url=url), claims=[says(said)]
    )

    assert re.fullmatch(r"[a-z0-9-]+", source.id)
    assert source.named_from
    assert known.owner_of(url) == known.owner_of(url)
    assert renamed(known, source, url) == renamed(known, renamed(known, source, url), url)
