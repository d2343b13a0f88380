"""The JSON interface and the sitemaps of a whole site: paths, names with and without values, pages and order."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.everyday.test_folder import FILES, records
from tidings.everyday import FORMS, Addresses, Form, Kept, NewsRecord, Provider, read_content, site_api, sitemaps
from tidings.everyday.content import Event, Learning, Newsletter, Person, Sample, Topic

HERE = Addresses(web="https://news.example/ferries", files="https://files.example/ferries", topic="Ferries")
NEWS = NewsRecord(
    title="Ferry aground",
    excerpt="It hit rocks.",
    publishedDateTime="2026-03-20T10:30:00Z",
    originalUrl="https://post.example/ferry",
    webUrl="https://post.example/ferry",
    quality=80,
    heat=80,
    published=True,
    provider=Provider(name="The Post", domain="post.example"),
    topics=("Ferries", "Sea"),
)
FILM = replace(
    NEWS, type="video", webUrl=None, title="A film", publishedDateTime="2026-03-21T08:00:00Z", topics=("Ferries",)
)
PATHS = [path for path in FILES if not path.startswith(("_data/topics/02", "_data/topics/03", "_data/topics/04"))]


def known() -> list[Kept]:
    found = [kept for path in PATHS if (kept := read_content(path, FILES[path].encode()))]
    news = Kept(path="_news/2026-03-20-ferry-aground.md", value=NEWS)
    film = Kept(path="_news/2026-03-21-a-film.md", value=FILM)
    old = Kept(path="_archive/_news/2019-01-01-old.md", value=replace(NEWS, webUrl=None, title="Old"))
    return [*found, news, film, old]


def made(contents: list[Kept], today: str = "2026-03-20") -> dict[str, bytes]:
    return {file.path: file.data for file in site_api(contents, addresses=HERE, today=today)}


@cache
def files() -> dict[str, bytes]:
    return made(known())


def page(path: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files()[f"api/{path}"])
    return told


def many(kept: Kept, count: int, **changes: Any) -> list[Kept]:
    folder, _, name = kept.path.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    return [
        replace(kept, path=f"{folder}/{stem}-{number:03}.{suffix}", value=replace(kept.value, **changes))
        for number in range(count)
    ]


def kept(path: str) -> Kept:
    (found,) = [one for one in known() if one.path == path]
    return found


def test_every_collection_has_its_files_and_nothing_else_is_written() -> None:
    assert sorted(files()) == [
        "api/communities/forum-ferries/index.json",
        "api/communities/index.json",
        "api/companies/index.json",
        "api/companies/page/1/index.json",
        "api/customers/index.json",
        "api/customers/page/1/index.json",
        "api/events/index.json",
        "api/events/page/1/index.json",
        "api/learning/collections/harbour-school-all/index.json",
        "api/learning/collections/index.json",
        "api/learning/collections/page/1/index.json",
        "api/learning/courses/harbour-school-radio/index.json",
        "api/learning/index.json",
        "api/learning/page/1/index.json",
        "api/learning/sea/index.json",
        "api/learning/sea/page/1/index.json",
        "api/news/index.json",
        "api/news/page/1/index.json",
        "api/news/sea/index.json",
        "api/news/sea/page/1/index.json",
        "api/newsletters/index.json",
        "api/newsletters/index.page1.json",
        "api/people/index.json",
        "api/people/page/1/index.json",
        "api/samples/forum-tide-table/index.json",
        "api/samples/index.json",
        "api/samples/page/1/index.json",
        "api/sponsorships/today/index.json",
        "api/topics/index.json",
    ]


def test_a_topic_has_pages_of_the_services_that_it_names() -> None:
    assert [item["title"] for item in page("news/sea/index.json")["value"]] == ["Ferry aground"]
    assert [item["title"] for item in page("learning/sea/index.json")["value"]] == ["Radio at sea"]
    assert "api/samples/sea/index.json" not in files()


def test_two_topics_with_one_folder_do_not_write_over_each_other() -> None:
    services = (("news", "https://x.example/api/news/sea/"),)
    topics = [
        Kept(path=f"_data/topics/0{n}.yaml", value=Topic(_id="sea", name=name, services=services))
        for n, name in enumerate(["Old sea", "Sea"])
    ]
    news = Kept(path="_news/2026-03-20-ferry-aground.md", value=replace(NEWS, topics=("Sea", "Old sea")))
    paths = [file.path for file in site_api([*topics, news], addresses=HERE, today="2026-03-20")]

    assert paths.count("api/news/sea/index.json") == 1


def test_a_topic_cannot_lead_out_of_its_collection() -> None:
    topic = Kept(
        path="_data/topics/09-out.yaml",
        value=Topic(_id="out", name="Sea", services=(("news", "https://x.example/api/news/../../out/"),)),
    )
    news = Kept(path="_news/2026-03-20-ferry-aground.md", value=NEWS)

    assert not [path for path in made([topic, news]) if ".." in path]


COURSE_ITEM = (
    '{"path":"_learning/courses/harbour-school-radio.md","title":"Radio at sea","excerpt":"A course.",'
    '"sourceUrl":"https://files.example/ferries/api/learning/courses/harbour-school-radio/index.json",'
    '"webUrl":"https://school.example/radio/","originalUrl":null,"featuredContent":null,"actions":null,'
    '"length":"9 hours","ratings":{"count":339,"average":4.5280237},"provider":{"name":"Harbour School",'
    '"domain":"harbour.example","images":[{"url":"https://files.example/ferries/assets/images/organizations/'
    'harbour.example-50x50.jpg","width":50,"height":50,"title":null,"attribution":null,"isCached":false}],'
    '"publishers":[{"name":"Sea University","domain":null}],"authors":null},"publishedDateTime":null,'
    '"levels":["Beginner"],"topItems":null,"size":null,"heat":51,"tags":null,"images":null,"content":"\\r\\n",'
    '"type":"course","price":"Free+","topics":["Ferries","Sea"]}'
)


def test_a_single_item_stands_on_one_line_with_every_name() -> None:
    assert files()["api/learning/courses/harbour-school-radio/index.json"].decode() == COURSE_ITEM


PEOPLE_PAGE = """{
  "title": "People",
  "path": "_people",
  "page": 1,
  "value": [
    {
      "path": "_people/mary-quay.md",
      "title": "Mary Quay",
      "excerpt": "Pilot | #ferries",
      "sourceUrl": "https://files.example/ferries/api/people/mary-quay/index.json",
      "webUrl": "https://news.example/ferries/people/mary-quay/",
      "type": "profile",
      "name": "Mary Quay",
      "bio": "Pilot | #ferries",
      "location": "Oban, Scotland",
      "website": "https://quay.example",
      "twitter": {
        "username": "maryquay",
        "url": "https://birds.example/maryquay",
        "followers": 10681
      },
      "linkedin": {
        "url": "https://work.example/in/mary-quay"
      },
      "googleScholar": {
        "url": "https://scholars.example/?user=1",
        "citations": 12
      },
      "affiliation": {
        "path": "",
        "name": "Harbour School",
        "domain": "harbour.example",
        "images": [
          {
            "url": "/assets/images/organizations/harbour.example-50x50.jpg",
            "width": 50,
            "height": 50,
            "isCached": false
          }
        ]
      },
      "topics": [
        "Ferries"
      ],
      "heat": 183,
      "images": [
        {
          "url": "https://birds.example/maryquay.jpg",
          "width": 400,
          "height": 400,
          "title": "Mary Quay",
          "isCached": true
        }
      ],
      "content": "\\r\\n"
    }
  ]
}"""


def test_a_listing_is_indented_and_leaves_out_what_has_no_value() -> None:
    assert files()["api/people/index.json"].decode() == PEOPLE_PAGE
    assert files()["api/people/page/1/index.json"] == files()["api/people/index.json"]


def test_names_of_every_types_items_stand_in_the_reference_systems_order() -> None:
    assert (
        list(json.loads(files()["api/samples/forum-tide-table/index.json"]))
        == (
            "path title excerpt sourceUrl webUrl originalUrl provider featuredContent actions publishedDateTime topItems "
            "size heat tags images content type topics"
        ).split()
    )
    assert (
        list(json.loads(files()["api/communities/forum-ferries/index.json"]))
        == (
            "path title excerpt sourceUrl webUrl originalUrl actions provider topItems size heat tags images content name "
            "type members topics"
        ).split()
    )
    assert (
        list(page("companies/index.json")["value"][0])
        == (
            "path title excerpt sourceUrl webUrl type name otherNames overview website linkedin crunchbase twitter size "
            "yearFounded locations funding topics videos heat tags images content"
        ).split()
    )
    assert (
        list(page("events/index.json")["value"][0])
        == (
            "path title excerpt sourceUrl webUrl originalUrl name type startDateTime endDateTime location website provider "
            "topics content"
        ).split()
    )


def test_the_author_of_a_sample_is_a_person_of_whom_only_the_name_is_known() -> None:
    (author,) = json.loads(files()["api/samples/forum-tide-table/index.json"])["provider"]["authors"]

    assert {name: value for name, value in author.items() if value is not None} == {
        "path": "",
        "title": "10knots",
        "type": "profile",
        "name": "10knots",
    }
    assert len(author) == 27


def test_a_company_without_a_founding_year_was_founded_in_the_year_0() -> None:
    told = {one["path"]: one["yearFounded"] for one in page("companies/index.json")["value"]}

    assert told == {"_companies/skerry.md": 2013, "_companies/small.md": 0}


def test_a_collection_lists_its_items_and_shows_the_first_four_in_listings() -> None:
    video = kept("_learning/videos/harbour-school-knots.md")
    videos = many(video, 6, removed=None, published=None)
    names = tuple(one.path.removeprefix("_learning/").removesuffix(".md") for one in videos)
    collection = kept("_learning/collections/harbour-school-all.md")
    told = made([*videos, replace(collection, value=replace(collection.value, items=(*names, "videos/gone")))])
    whole = json.loads(told["api/learning/collections/harbour-school-all/index.json"])
    (listed,) = json.loads(told["api/learning/collections/index.json"])["value"]

    assert [whole[name] for name in ("title", "path", "page")] == [
        "From rope to radio",
        "_learning/collections/harbour-school-all.md",
        1,
    ]
    assert [item["path"] for item in whole["value"]] == [one.path for one in videos]
    assert (len(listed["topItems"]), listed["size"]) == (4, 6)
    assert "nextPage" not in whole


def test_what_is_taken_down_is_listed_nowhere() -> None:
    video = kept("_learning/videos/harbour-school-knots.md")

    assert isinstance(video.value, Learning)
    assert video.value.removed
    assert not [path for path, data in files().items() if b"harbour-school-knots.md" in data]


@pytest.mark.parametrize(
    ("path", "name", "size"),
    [
        ("_learning/courses/harbour-school-radio.md", "learning", 30),
        ("_learning/collections/harbour-school-all.md", "learning/collections", 30),
        ("_samples/forum-tide-table.md", "samples", 25),
        ("_people/mary-quay.md", "people", 30),
        ("_companies/skerry.md", "companies", 30),
        ("_events/2026-06-15-ferry-days.md", "events", 25),
        ("_customers/harbour.md", "customers", 25),
        ("_news/2026-03-20-ferry-aground.md", "news", 25),
    ],
)
def test_pages_have_the_reference_systems_sizes(path: str, name: str, size: int) -> None:
    told = made(many(kept(path), size + 1))
    first, last = (json.loads(told[f"api/{name}/page/{number}/index.json"]) for number in (1, 2))

    assert told[f"api/{name}/index.json"] == told[f"api/{name}/page/1/index.json"]
    assert (len(first["value"]), first["page"], first["nextPage"]) == (size, 1, 2)
    assert (len(last["value"]), last["page"], last.get("nextPage")) == (1, 2, None)


def test_communities_stand_on_one_page() -> None:
    told = made(many(kept("_communities/forum-ferries.md"), 60))

    assert len(json.loads(told["api/communities/index.json"])["value"]) == 60
    assert not [path for path in told if "communities/page" in path]


def test_the_hottest_stand_first_and_news_and_events_by_their_time() -> None:
    cool = Kept(path="_people/a.md", value=Person(name="Cool", heat=1))
    hot = Kept(path="_people/b.md", value=Person(name="Hot", heat=2))
    as_hot = Kept(path="_people/c.md", value=Person(name="As hot", heat=2))
    unknown = Kept(path="_people/d.md", value=Person(name="Unknown"))
    early = Kept(path="_events/a.md", value=Event(name="Early", startDateTime="2026-03-20T09:00:00Z"))
    late = Kept(path="_events/b.md", value=Event(name="Late", startDateTime="2026-03-21T09:00:00Z"))
    told = made([unknown, as_hot, cool, hot, early, late])

    people = json.loads(told["api/people/index.json"])["value"]
    assert [one["title"] for one in people] == ["Hot", "As hot", "Cool", "Unknown"]
    assert [one["title"] for one in json.loads(told["api/events/index.json"])["value"]] == ["Late", "Early"]
    assert [one["title"] for one in page("news/index.json")["value"]] == ["A film", "Ferry aground"]


def test_issues_are_paged_under_their_own_names_and_without_their_mail() -> None:
    issue = kept("_newsletters/ferries-every-day-2026-03-20.html")
    told = made(many(issue, 200))
    pages = [json.loads(told[f"api/newsletters/index.page{number}.json"]) for number in range(1, 10)]

    assert told["api/newsletters/index.json"] == told["api/newsletters/index.page1.json"]
    assert [(one["page"], len(one["value"]), one["nextPage"]) for one in pages] == [
        *((number, 20, str(number + 1)) for number in range(1, 9)),
        (9, 20, None),
    ]
    assert "api/newsletters/index.page10.json" not in told
    assert page("newsletters/index.json")["value"][0] == {
        "path": "_newsletters/ferries-every-day-2026-03-20.html",
        "title": "Ferries Every Day (2026-03-20)",
        "type": "article",
        "sourceUrl": "https://files.example/ferries/api/newsletters/ferries-every-day-2026-03-20/index.json",
        "webUrl": "https://news.example/ferries/newsletter/ferries-every-day-2026-03-20/",
        "excerpt": 'Ferry "Skua" aground / Knots',
        "publishedDateTime": "2026-03-20T18:06:25Z",
        "images": [],
        "locale": "en-us",
        "topics": ["Ferries"],
    }


def test_the_newest_issue_stands_first_and_marks_are_taken_out_of_its_excerpt() -> None:
    old = Newsletter(title="Old", excerpt="a", publishedDateTime="2026-03-19T18:00:00Z", webUrl="/newsletter/old/")
    new = replace(old, title="New", excerpt=" <b>b</b>\n c", publishedDateTime="2026-03-20T18:00:00Z")
    told = made([Kept(path="_newsletters/a.html", value=old), Kept(path="_newsletters/b.html", value=new)])
    value = json.loads(told["api/newsletters/index.json"])["value"]

    assert [(one["title"], one["excerpt"]) for one in value] == [("New", "b c"), ("Old", "a")]


def test_topics_are_listed_in_the_order_of_their_files() -> None:
    root = Kept(path="_data/topics/00-ferries.yaml", value=Topic(_id="ferries", name="Ferries"))
    told = json.loads(made([kept("_data/topics/01-sea.yaml"), root])["api/topics/index.json"])

    assert told["value"] == [
        {"name": "Ferries", "shortname": "Ferries", "id": "ferries", "services": []},
        {
            "name": "Sea",
            "shortname": "Sea",
            "id": "sea",
            "parent": "Ferries",
            "images": ["https://news.example/sea.jpg"],
            "services": [
                {"name": "news", "endpoint": "https://news.example/ferries/api/news/sea/"},
                {"name": "learning", "endpoint": "https://news.example/ferries/api/learning/sea/"},
            ],
        },
    ]


def test_sponsorships_are_listed_on_their_days() -> None:
    told = page("sponsorships/today/index.json")
    other = json.loads(made(known(), today="2026-03-22")["api/sponsorships/today/index.json"])

    assert list(told["value"][0]) == ["sponsor", "messages", "schedules", "placements"]
    assert told["value"][0]["messages"][0]["description"] == "We make rope: good rope."
    assert other == {"value": []}


def test_half_a_character_is_still_json() -> None:
    told = made([Kept(path="_people/a.md", value=Person(name="A \ud83d"))])

    assert json.loads(told["api/people/index.json"])["value"][0]["name"] == "A \ud83d"


def of_form(form: Form) -> st.SearchStrategy[Kept]:
    return records(form.record).map(lambda value: Kept(path=f"{form.folder}/a{form.suffix}", value=value))


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(FORMS).flatmap(of_form), max_size=6, unique_by=lambda one: one.path))
def test_any_content_makes_json_that_can_be_read_at_paths_of_its_own(contents: list[Kept]) -> None:
    told = list(site_api(contents, addresses=HERE, today="2026-03-20"))

    assert len({file.path for file in told}) == len(told)
    for file in told:
        json.loads(file.data)
    for file in sitemaps(contents, addresses=HERE, today="2026-03-20"):
        assert file.data.decode().endswith("</urlset>")


# ---------------------------------------------------------------- sitemaps


@cache
def maps() -> dict[str, str]:
    video = kept("_learning/videos/harbour-school-knots.md")
    visible = replace(
        video, path="_learning/videos/visible.md", value=replace(video.value, removed=None, published=None)
    )
    return {file.path: file.data.decode() for file in sitemaps([*known(), visible], addresses=HERE, today="2026-03-22")}


def test_a_sitemap_of_news_lists_only_what_is_read_on_the_site() -> None:
    assert maps()["news-sitemap.xml"] == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "  <url>\n"
        "    <loc>https://news.example/ferries/news/2026-03-21-a-film/</loc>\n"
        "    <lastmod>2026-03-21T08:00:00+00:00</lastmod>\n"
        "    <changefreq>hourly</changefreq>\n"
        "    <priority>1</priority>\n"
        "  </url>\n"
        "</urlset>"
    )


def test_other_sitemaps_list_films_daily_and_samples_people_and_companies_weekly() -> None:
    assert sorted(maps()) == [
        "company-sitemap.xml",
        "learning-sitemap.xml",
        "news-sitemap.xml",
        "people-sitemap.xml",
        "sample-sitemap.xml",
    ]
    assert maps()["learning-sitemap.xml"].count("<loc>") == 1
    assert (
        "/learning/videos/visible/</loc>\n    <lastmod>2026-03-20T03:56:40+00:00</lastmod>"
        in maps()["learning-sitemap.xml"]
    )
    assert "<changefreq>daily</changefreq>" in maps()["learning-sitemap.xml"]
    for name, where in (
        ("sample", "sample/forum-tide-table"),
        ("people", "people/mary-quay"),
        ("company", "company/skerry"),
    ):
        assert f"<loc>https://news.example/ferries/{where}/</loc>" in maps()[f"{name}-sitemap.xml"]
        assert "<lastmod>2026-03-22T00:00:00+00:00</lastmod>" in maps()[f"{name}-sitemap.xml"]
        assert "<changefreq>weekly</changefreq>" in maps()[f"{name}-sitemap.xml"]


def test_an_address_in_a_sitemap_is_escaped() -> None:
    sample = Kept(path="_samples/a&b.md", value=Sample(title="A & B"))
    (told,) = [
        file.data.decode()
        for file in sitemaps([sample], addresses=HERE, today="2026-03-22")
        if file.path == "sample-sitemap.xml"
    ]

    assert "/sample/a&amp;b/</loc>" in told
