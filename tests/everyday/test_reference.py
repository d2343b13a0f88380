"""The reference pages of records and of the JSON interface, checked against the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.everyday.test_site_api import HERE, NEWS
from tidings.everyday import FORMS, RecordImage
from tidings.everyday import content as types
from tidings.everyday import record as news_types
from tidings.everyday.api import NEWS_PER_PAGE, item_of
from tidings.everyday.items import (
    PEOPLES_ACCOUNTS,
    action_item,
    affiliation_item,
    community_item,
    company_item,
    customer_item,
    event_item,
    image_item,
    learning_item,
    named_item,
    person_item,
    provider_item,
    sample_item,
    sponsorship_item,
    topic_item,
)
from tidings.everyday.maps import sitemaps
from tidings.everyday.record import Named, NewsRecord, Provider
from tidings.everyday.shapes import SIMPLE, Shape, shapes_of
from tidings.everyday.whole_api import LISTINGS, NEWSLETTERS_PER_PAGE, newsletter_item

DOCS = Path(__file__).parents[2] / "docs/reference"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NAMES = {str: "text", int: "whole number", bool: "yes or no", float: "number"}


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def section(name: str) -> str:
    """What the page of records says of a type."""
    return text_of("records.md").partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def all_types() -> list[type[Any]]:
    """Every type that a file can hold, and those of its parts."""
    found = list(dict.fromkeys(form.record for form in FORMS))
    for one in found:
        found += [shape.kind for shape in shapes_of(one) if shape.kind not in SIMPLE and shape.kind not in found]
    return found


def type_told(shape: Shape) -> str:
    one = NAMES.get(shape.kind) or f"[{shape.kind.__name__}](#{shape.kind.__name__.lower()})"
    told = f"list of {one}" if shape.is_list else f"names with {one}" if shape.is_map else one
    return told + (", required" if shape.is_required else "")


@pytest.mark.parametrize("record", all_types(), ids=lambda one: one.__name__)
def test_every_name_of_every_type_is_documented_in_its_order_with_its_type(record: type[Any]) -> None:
    rows = ROW.findall(section(record.__name__))

    assert [(name, told) for name, told, _ in rows] == [(one.name, type_told(one)) for one in shapes_of(record)]
    assert all(meaning.strip() for _, _, meaning in rows)


def test_every_type_that_is_documented_is_one() -> None:
    told = set(re.findall(r"^## ([A-Z]\w+)$", text_of("records.md"), re.MULTILINE))

    assert told == {one.__name__ for one in all_types()}
    assert all(hasattr(types, name) or hasattr(news_types, name) for name in told)


def test_every_form_is_documented_with_its_files() -> None:
    for form in FORMS:
        name = form.record.__name__
        assert f"| {form.name} | `{form.folder}/*{form.suffix}` | [{name}](#{name.lower()}) |" in text_of("records.md")


LISTED = [("news", NEWS_PER_PAGE), *((one.name, one.per_page) for one in LISTINGS if not one.is_one_page)]


@pytest.mark.parametrize(("name", "size"), [*LISTED, ("learning/collections", 30)])
def test_every_listing_is_documented_with_its_paths_and_its_size(name: str, size: int) -> None:
    row = rf"^\| `{name}/index.json`, `{name}/page/<n>/index.json` \| [^|]+ \| {size} \|"

    assert re.search(row, text_of("everyday-api.md"), re.MULTILINE)


def test_other_paths_are_documented() -> None:
    told = text_of("everyday-api.md")

    assert "`communities/index.json`" in told
    assert (
        f"`newsletters/index.page<n>.json` | issues, without their mails; nine pages at most | {NEWSLETTERS_PER_PAGE} |"
        in told
    )
    assert "`topics/index.json`" in told
    assert "`sponsorships/today/index.json`" in told
    for one in LISTINGS:
        if one.has_singles and one.name != "learning":
            assert f"`{one.name}/<slug>/index.json`" in told
    for file in sitemaps([], addresses=HERE, today="2026-03-20"):
        assert f"`{file.path}`" in told


PROVIDER = Provider(name="The Post", domain="post.example")
ITEMS = {
    "news": item_of("a.md", NEWS, locale="en-us"),
    "learning": learning_item("_learning/videos/a.md", types.Learning(title="A", type="video"), HERE, {}),
    "samples": sample_item("_samples/a.md", types.Sample(title="A"), HERE),
    "people": person_item("_people/a.md", types.Person(name="A"), HERE),
    "companies": company_item("_companies/a.md", types.Company(name="A"), HERE),
    "communities": community_item("_communities/a.md", types.Community(name="A"), HERE),
    "events": event_item("_events/a.md", types.Event(name="A"), HERE),
    "customers": customer_item("_customers/a.md", types.Customer(title="A"), HERE),
    "newsletters": newsletter_item(
        "_newsletters/a.html",
        types.Newsletter(title="A", excerpt="", publishedDateTime="2026-03-20T18:06:25Z", webUrl="/a/"),
        HERE,
    ),
    "topics": topic_item(types.Topic(_id="a", name="A", parent="B", images=("c",))),
    "sponsorships": sponsorship_item(types.Sponsorship(sponsor=types.Sponsor(name="A")), HERE),
    "provider": provider_item(PROVIDER, HERE),
    "image": image_item(RecordImage(url="/a.jpg", width=1, height=1), "/a.jpg"),
    "affiliation": affiliation_item(PROVIDER),
    "action": action_item(types.Action(url="/a"), HERE),
    "publisher": named_item(Named(name="A")),
}


@pytest.mark.parametrize("name", ITEMS)
def test_every_name_of_every_item_is_documented_in_its_order(name: str) -> None:
    item = ITEMS[name]

    assert item
    assert f"| {name} | {', '.join(f'`{key}`' for key in item)} |" in text_of("everyday-api.md")


def test_every_listing_has_an_item_here() -> None:
    assert {one.name for one in LISTINGS} <= set(ITEMS)
    assert isinstance(NEWS, NewsRecord)
    assert set(PEOPLES_ACCOUNTS) <= set(ITEMS["people"] or {})
