"""What the desk says to machines and of itself: only what its owner wrote down, in the form that standards want."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest

from tidings.model import Edition, Machines, Masthead, Trust
from tidings.render.crawlers import ANSWERS, TRAINING

from ..make import at, make_article
from .editions import MASTHEAD, make_edition, make_ranked, make_report, make_small
from .pages import by_path, pages_of

REFUSING = Machines(ai_training="refuse", policy="https://news.example/terms")


def files_of(masthead: Masthead = MASTHEAD, **fields: Any) -> dict[str, bytes]:
    return by_path(replace(make_small(), masthead=masthead, **fields))


def lines_of(path: str, masthead: Masthead) -> list[str]:
    return files_of(masthead)[path].decode().splitlines()


def robots_of(machines: Machines) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(lines_of("site/robots.txt", replace(MASTHEAD, machines=machines)))
    return parser


@pytest.mark.parametrize("agent", ["Googlebot", "GPTBot", "PerplexityBot", "curl"])
def test_everybody_may_read_unless_the_desk_says_otherwise(agent: str) -> None:
    assert robots_of(Machines()).can_fetch(agent, "/stories/ferry.html")


def test_nothing_is_said_of_ai_unless_the_desk_says_it() -> None:
    files = files_of()

    assert b"Content-Signal" not in files["site/robots.txt"]
    assert not {"site/.well-known/tdmrep.json", "site/.well-known/security.txt", "site/trust.txt", "site/llms.txt"} & {
        *files
    }


def test_who_trains_models_is_turned_away_where_the_desk_refuses_and_nobody_else() -> None:
    robots = robots_of(REFUSING)

    assert not any(robots.can_fetch(name, "/") for name in TRAINING)
    assert all(robots.can_fetch(name, "/") for name in [*ANSWERS, "Googlebot", "bingbot", "Applebot", "Tidings"])


def test_who_answers_for_readers_is_turned_away_by_a_word_of_its_own() -> None:
    robots = robots_of(Machines(ai_answers="refuse", ai_training="allow"))

    assert not any(robots.can_fetch(name, "/") for name in ANSWERS)
    assert all(robots.can_fetch(name, "/") for name in [*TRAINING, "Googlebot"])


@pytest.mark.parametrize(
    ("machines", "signal"),
    [
        (Machines(ai_training="refuse"), "Content-Signal: search=yes, ai-train=no"),
        (Machines(ai_training="allow", ai_answers="refuse"), "Content-Signal: search=yes, ai-input=no, ai-train=yes"),
    ],
)
def test_a_signal_says_only_what_the_desk_says(machines: Machines, signal: str) -> None:
    lines = lines_of("site/robots.txt", replace(MASTHEAD, machines=machines))

    assert lines[:3] == ["User-agent: *", signal, "Allow: /"]
    assert lines[-1] == "Sitemap: https://news.example/isles/sitemap.xml"


def test_no_crawler_is_in_both_tables_or_twice_in_one() -> None:
    names = [name.lower() for name in (*TRAINING, *ANSWERS)]

    assert len(names) == len(set(names))


def test_the_reservation_covers_the_site_and_names_its_terms() -> None:
    files = files_of(replace(MASTHEAD, machines=REFUSING))

    assert json.loads(files["site/.well-known/tdmrep.json"]) == [
        {"location": "/isles/*", "tdm-reservation": 1, "tdm-policy": "https://news.example/terms"}
    ]


def test_every_page_says_what_the_desk_refuses() -> None:
    for page in pages_of(files_of(replace(MASTHEAD, machines=REFUSING))).values():
        assert page.xpath("//meta[@name='tdm-reservation']/@content") == ["1"]
        assert page.xpath("//meta[@name='tdm-policy']/@content") == ["https://news.example/terms"]
        assert "noai, noimageai" in page.xpath("//meta[@name='robots']/@content")


@pytest.mark.parametrize("wish", ["noai", "tdm-reservation"])
def test_what_a_publisher_reserves_stays_reserved_on_our_page_of_it(wish: str) -> None:
    article = replace(make_article("Storm"), reservations=("nosnippet", wish))
    other = make_ranked(make_report(make_article("Flood")), slug="flood", rank=2)
    pages = pages_of(by_path(make_edition(make_ranked(make_report(article), slug="storm"), other)))

    assert pages["site/stories/storm.html"].xpath("//meta[@name='tdm-reservation']/@content") == ["1"]
    assert not pages["site/stories/flood.html"].xpath("//meta[@name='tdm-reservation']")


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("security@news.example", "mailto:security@news.example"),
        ("mailto:security@news.example", "mailto:security@news.example"),
        ("https://news.example/@security", "https://news.example/@security"),
        ("tel:+47-1", "tel:+47-1"),
    ],
)
def test_a_hole_can_be_told_of_where_the_desk_says_how(contact: str, told: str) -> None:
    lines = lines_of("site/.well-known/security.txt", replace(MASTHEAD, security_contact=contact))

    assert lines == [
        f"Contact: {told}",
        "Expires: 2026-10-01T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://news.example/isles/.well-known/security.txt",
    ]


@pytest.mark.parametrize("hours", [0, 24 * 11, 24 * 12, 24 * 40, 24 * 300])
def test_the_contact_holds_half_a_year_at_least_and_less_than_a_year(hours: int) -> None:
    masthead = replace(MASTHEAD, security_contact="a@b.example")
    data = files_of(masthead, as_of=at(hours))["site/.well-known/security.txt"].decode()
    expires = datetime.fromisoformat(data.partition("Expires: ")[2].partition("\n")[0])

    assert 180 <= (expires - at(hours)).days < 365


def test_no_file_changes_with_the_edition_within_a_month() -> None:
    masthead = replace(
        MASTHEAD, machines=replace(REFUSING, summary=True), security_contact="a@b.example", trust=Trust(control=("https://a.example/",))
    )  # fmt: skip
    names = ["robots.txt", ".well-known/tdmrep.json", ".well-known/security.txt", "trust.txt", "llms.txt"]
    first, later = (files_of(masthead, number=n, as_of=at(n)) for n in (1, 200))

    assert [first[f"site/{name}"] for name in names] == [later[f"site/{name}"] for name in names]


def test_trust_is_told_as_its_list_wants_it() -> None:
    trust = Trust(
        belongs_to=("https://press.example/",), controlled_by=("https://owner.example/",), social=("https://social.example/@isles",)
    )  # fmt: skip

    assert lines_of("site/trust.txt", replace(MASTHEAD, trust=trust, machines=REFUSING)) == [
        "belongto=https://press.example/",
        "controlledby=https://owner.example/",
        "social=https://social.example/@isles",
        "contact=https://news.example/contact",
        "datatrainingallowed=no",
    ]


def test_a_summary_for_language_models_is_there_only_where_it_is_wanted() -> None:
    masthead = replace(MASTHEAD, title="Low *Isles*", machines=Machines(summary=True))
    edition: Edition = replace(make_small(), masthead=masthead)
    text = by_path(edition)["site/llms.txt"].decode()

    assert text.startswith("# Low \\*Isles\\*\n\n> News of the islands\n\n")
    assert "- [API](https://news.example/isles/api/v1/index.json): " in text
    assert "- [Ferries](https://news.example/isles/topics/ferries.html): Boats that carry people" in text
    assert "API" not in by_path(edition, ["site"])["site/llms.txt"].decode()
