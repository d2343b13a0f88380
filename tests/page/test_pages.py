"""Saved pages of invented outlets: each is an oddity of real ones, with what must be read from it beside it.

A new case is two files: ``name.html``, and ``name.json`` with the address, the reason, and the expected fields.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.page.answers import PAGES, load_case
from tidings.page import published_day, read_page
from tidings.page.days import written_day
from tidings.page.precedence import PRECEDENCE
from tidings.reading import PageReading

NAMES = sorted(path.stem for path in PAGES.glob("*.json"))


def told(reading: PageReading, field: str) -> Any:
    """A field of a reading as the cases write it."""
    if field == "published":
        return published_day(reading)
    if field == "updated":
        return written_day(reading.updated) if reading.updated else ""
    value = getattr(reading, field)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_page_is_read_as_its_readers_read_it(name: str) -> None:
    answer, expected = load_case(name)

    reading = read_page(answer)

    picture = expected.pop("image", None)
    assert {field: told(reading, field) for field in expected} == expected
    if isinstance(picture, str):
        assert reading.image is not None
        assert reading.image.url == picture
    elif picture:
        assert {part: getattr(reading.image, part) for part in picture} == picture


@pytest.mark.parametrize("name", NAMES)
def test_every_field_comes_from_a_claim_that_says_why_it_is_believed(name: str) -> None:
    reading = read_page(load_case(name)[0])

    believed = [claim for claim in reading.claims if claim.is_believed]
    assert all(claim.why for claim in reading.claims)
    assert {claim.field for claim in believed} <= set(PRECEDENCE)
    assert [claim.value for claim in believed if claim.field == "author"] == list(reading.authors)
    assert [claim.value for claim in believed if claim.field == "headline"] == [reading.headline]


@pytest.mark.parametrize("name", NAMES)
def test_reading_a_page_twice_gives_the_same(name: str) -> None:
    answer = load_case(name)[0]

    assert read_page(answer) == read_page(answer)


def test_there_are_pages_of_many_languages_and_systems() -> None:
    assert len(NAMES) >= 25
