"""A whole site's folder as values: what it says, what its records tell of its rules, and the desk that goes on."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.everyday.sites import record, small_site
from tidings.config import parse_desk, taken_desk
from tidings.everyday import news_api, read_news
from tidings.everyday.articles import article_of, give_ids, name_of
from tidings.everyday.evidence import desk_of, differences, find_evidence
from tidings.everyday.export import find_changes
from tidings.everyday.site import FoundSite, read_site, type_of

NOW = datetime(2023, 7, 1, 12, tzinfo=UTC)


def site(more: dict[str, bytes] | None = None, paths: tuple[str, ...] = ()) -> FoundSite:
    return read_site(small_site() | (more or {}), paths=paths)


# ---------------------------------------------------------------- what a site says


def test_a_site_names_itself_its_topics_and_whom_it_knows() -> None:
    found = site()

    assert (found.title, found.tagline, found.url) == ("Harbour Every Day", "Ships", "https://harbour.example")
    assert [(topic.id, topic.parent, topic.keywords) for topic in found.topics] == [
        ("harbour", "", ("harbour",)),
        ("ferries", "harbour", ("ferry",)),
    ]
    assert found.organizations == ("post.example",)


def test_a_topics_file_may_end_with_a_stray_fence() -> None:
    assert site().topics[1].name == "Ferries"


def test_a_keyword_that_stands_twice_stays_twice_because_it_counts_twice() -> None:
    topic = b"_id: harbour\nname: Harbour\nkeywords:\n- harbour\n- quay\n- harbour\n"

    assert site({"_data/topics/00-harbour.yaml": topic}).topics[0].keywords == ("harbour", "quay", "harbour")


def test_a_topics_pages_lie_where_its_service_says_and_those_of_all_news_are_no_topics() -> None:
    assert site().news_folders == {"Ferries": "ferries"}


def test_topics_that_lead_in_a_circle_or_nowhere_have_no_parent() -> None:
    found = site(
        {
            "_data/topics/02-a.yaml": b"_id: a\nname: A\nparent: B\n",
            "_data/topics/03-b.yaml": b"_id: b\nname: B\nparent: A\n",
            "_data/topics/04-c.yaml": b"_id: c\nname: C\nparent: Nowhere\n",
        }
    )

    assert [topic.parent for topic in found.topics[2:]] == ["", "", ""]
    assert [problem.key for problem in found.problems] == ["parent"]


def test_a_publishers_file_without_its_ending_is_none_as_at_the_reference() -> None:
    assert site({"_data/organizations/gull.example": b"---\ndomain: gull.example\n---\n"}).organizations == (
        "post.example",
    )


def test_where_readers_find_the_site_its_newsletters_say() -> None:
    letter = b'---\ntitle: "x"\nwebUrl: "https://every.example/harbour/newsletter/x-2023/"\n---\n<html>'

    assert site({"_newsletters/x-2023.html": letter}).readers_url == "https://every.example/harbour"


def test_files_belong_to_the_types_of_their_folders() -> None:
    paths = ("_news/a.md", "_learning/videos/a.md", "_data/topics/a.yaml", "_data/x.csv", "CNAME")

    assert [type_of(path) for path in paths] == ["_news", "_learning/videos", "_data/topics", "_data", "other files"]


# ---------------------------------------------------------------- evidence


def test_what_a_record_has_beyond_its_own_tells_whom_the_site_knows() -> None:
    found = find_evidence(site())

    assert (found.numbers.publisher_points, found.numbers.official, found.boosts) == (40, (), ())
    assert found.unexplained == ()


def test_the_other_site_gives_its_publishers_thirty_points() -> None:
    thirty = {path: data.replace(b"quality: 77", b"quality: 67") for path, data in small_site().items()}

    assert find_evidence(site(thirty)).numbers.publisher_points == 30


def test_the_makers_own_folder_is_the_shortest_whose_records_all_have_its_points() -> None:
    def at(url: str, quality: int) -> bytes:
        return record("Harbour", url=f"https://maker.example/{url}", quality=quality)

    found = find_evidence(
        site(
            {
                "_news/a.md": at("en/blog/a", 87),
                "_news/b.md": at("en/blog/b", 87),
                "_news/c.md": at("en/help/c", 37),
                "_news/d.md": at("store/only", 87),
            }
        )
    )

    assert found.numbers.official == ("maker.example/en/blog",)
    assert [problem.path for problem in found.unexplained] == ["_news/d.md"]


def test_a_hundred_points_more_were_given_by_hand_and_views_are_what_heat_has_more() -> None:
    found = find_evidence(site({"_news/e.md": record("Harbour", url="https://gull.example/e", quality=137, heat=141)}))

    assert found.boosts == ("_news/e.md",)
    assert found.views["_news/e.md"] == 4


def test_a_quality_of_nothing_tells_nothing() -> None:
    poor = record("Harbour", url="https://gull.example/poor").replace(b"quality: 77", b"quality: 0")

    assert find_evidence(site({"_news/poor.md": poor})).unexplained == ()


# ---------------------------------------------------------------- the desk


def test_the_desk_file_says_what_the_site_says() -> None:
    found = site()
    evidence = find_evidence(found)
    told = desk_of(found, evidence.numbers, title="Harbour")

    desk = parse_desk(taken_desk(told, lines=evidence.lines))

    assert desk == told
    assert differences(desk, told) == ()


texts = st.text(max_size=40)


@given(
    title=texts,
    description=texts,
    url=texts,
    topics=st.lists(
        st.fixed_dictionaries({"_id": texts, "name": texts, "parent": texts, "keywords": st.lists(texts, max_size=3)}),
        max_size=4,
    ),
    domains=st.lists(texts, max_size=3),
)
def test_whatever_a_site_says_the_desk_file_can_be_read(
    title: str, description: str, url: str, topics: list[dict[str, object]], domains: list[str]
) -> None:
    files = {"_config.yml": json.dumps({"title": title, "description": description, "url": url}).encode()}
    files |= {f"_data/topics/{n}.yaml": json.dumps(topic).encode() for n, topic in enumerate(topics)}
    files |= {
        f"_data/organizations/{n}.md": f"---\ndomain: {json.dumps(domain)}\n---\n".encode()
        for n, domain in enumerate(domains)
    }
    found = read_site(files)
    told = desk_of(found, find_evidence(found).numbers, title="Mine")

    assert parse_desk(taken_desk(told)) == told


# ---------------------------------------------------------------- articles


def test_records_that_share_an_address_have_ids_of_their_own_whatever_came_first() -> None:
    urls = {"_news/a.md": "https://post.example/x", "_news/b.md": "https://post.example/x"}
    ids = give_ids(urls, known={}, addresses={})

    assert len(set(ids.values())) == 2
    assert give_ids(urls, known={"_news/a.md": ids["_news/a.md"]}, addresses={}) == ids


def test_a_record_of_an_address_that_a_feed_brought_is_that_article() -> None:
    ids = give_ids({"_news/a.md": "https://post.example/x"}, known={}, addresses={"https://post.example/x": "theirs"})

    assert ids == {"_news/a.md": "theirs"}


def test_an_articles_name_is_that_of_its_file_where_that_can_be_a_pages_name() -> None:
    assert name_of("_news/2023-05-02-ferry.md") == "2023-05-02-ferry"
    assert [name_of(f"_news/{name}.md") for name in ("a b", "index", "../x", "паром", "")] == [""] * 5


def test_an_article_says_what_its_record_says_and_that_it_came_with_it() -> None:
    escaped = record(excerpt="It&#8217;s aground. Tugs are on their way to the&nbsp;quay.")

    article = article_of("_news/a.md", read_news(escaped), article_id="a", seen_at=NOW, language="en")

    assert article.text == "It’s aground. Tugs are on their way to the quay."
    assert (article.imported_from, article.source.domain, article.is_dated) == ("_news/a.md", "post.example", True)


def test_a_record_from_the_future_is_dated_by_its_import() -> None:
    late = record(day="9021-05-02")

    article = article_of("_news/a.md", read_news(late), article_id="a", seen_at=NOW, language="en")

    assert (article.published, article.is_dated) == (NOW, False)
    assert article.published_from.endswith("lies in the future; imported then")


# ---------------------------------------------------------------- export


def test_before_the_desk_has_run_everything_stays_as_it_was() -> None:
    changes = find_changes({"_news/a.md": record()}, {}, refused=(), paths=["api/news/index.json"], folders={})

    assert (changes.records, changes.pages, changes.gone) == ({}, {}, ())


def test_one_other_record_makes_the_pages_anew_and_pages_of_old_go() -> None:
    kept = {"_news/a.md": record()}
    new = {"_news/b.md": record("Ferry sails", url="https://post.example/b", day="2023-05-09")}
    old = ["api/news/page/9/index.json", "api/news/ferries/index.json", "api/news/page9/index.json", "api/topics.json"]

    changes = find_changes(kept, kept | new, refused=(), paths=old, folders={})

    named = [(path.removeprefix("_news/"), read_news(data)) for path, data in (kept | new).items()]
    assert changes.new == ("_news/b.md",)
    assert changes.pages == {file.path: file.data for file in news_api(named, topic_ids={})}
    assert changes.gone == ("api/news/page/9/index.json", "api/news/ferries/index.json")
