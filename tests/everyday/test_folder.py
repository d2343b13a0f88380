"""Every content type of a site's folder: the same bytes back, whoever wrote them, and errors that say where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.everyday.test_record import WHOLE as NEWS
from tidings.errors import RecordError
from tidings.everyday import FORMS, Form, Kept, read_content, write_kept
from tidings.everyday.content import (
    Company,
    Learning,
    Newsletter,
    Organization,
    Person,
    Sample,
    Sponsorship,
    Tag,
    Topic,
)
from tidings.everyday.folder import write_value
from tidings.everyday.shapes import SIMPLE, Shape, shapes_of

ISSUE = """---
title: "Ferries Every Day (2026-03-20)"
excerpt: "Ferry \\"Skua\\" aground / Knots"
publishedDateTime: 2026-03-20T18:06:25Z
webUrl: "https://news.example/ferries/newsletter/ferries-every-day-2026-03-20/"
type: article

topics:
  - Ferries

---
<html>
<p>{% raw %}Ferry "Skua" aground{% endraw %}</p>
</html>
"""
SEALED_ISSUE = ISSUE.replace("\n---\n<html>", '\nsecured: "AAAA;BBBB=="\n---\n<html>')
VIDEO = """---
title: "Knots: a bowline in a minute"
excerpt: "How to tie it."
originalUrl: https://films.example/watch?v=1
type: video
price: Free
length: PT13M34S
publishedDateTime: 2026-03-20T03:56:40Z
heat: 51
removed: true
published: false

featuredContent: "<iframe src=\\"https://films.example/embed/1\\"></iframe>"

provider:
  name: Harbour School
  domain: harbour.example

topics:
  - Ferries

images:
  - url: https://films.example/1.jpg
    width: 480
    height: 360
    isCached: true

secured: "AAAA;BBBB=="
---

"""
COURSE = """---
title: "Radio at sea"
excerpt: "A course."
webUrl: https://school.example/radio/
type: course
price: Free+
length: 9 hours
ratings:
  count: 339
  average: 4.5280237
heat: 51

provider:
  name: Harbour School
  domain: harbour.example
  images:
    - url: /assets/images/organizations/harbour.example-50x50.jpg
      width: 50
      height: 50
  publishers:
    - name: Sea University

levels:
  - Beginner

topics:
  - Ferries
  - Sea

secured: "AAAA;BBBB=="
---

"""
COLLECTION = """---
title: "From rope to radio"
excerpt: "Everything."
type: collection
heat: 60

provider:
  name: Harbour School
  domain: harbour.example

items:
  - videos/harbour-school-knots-a-bowline-in-a-minute
  - courses/harbour-school-radio-at-sea

topics:
  - Ferries

secured: "AAAA;BBBB=="
---

"""
SAMPLE = """---
title: "Tide table"
excerpt: "High water, low water."
originalUrl: https://forum.example/t/1
type: download
publishedDateTime: 2026-03-20T03:50:00Z
heat: 52

actions:
  - url: "https://forum.example/t/1/tides.zip"
    type: "download"
    title: "Download Source Code"
    attribution: "Forum"

provider:
  name: Forum
  domain: forum.example
  authors:
    - name: 10knots

topics:
  - Ferries

images:
  - url: https://forum.example/t/1/tides.png
    width: 1628
    height: 926
    isCached: true

secured: "AAAA;BBBB=="
---
<p>High&nbsp;water.</p>

"""
PERSON = """---
name: "Mary Quay"
bio: "Pilot | #ferries"
location: Oban, Scotland
type: "profile"
heat: 183

affiliation:
  name: Harbour School
  domain: harbour.example
  images:
    - url: "/assets/images/organizations/harbour.example-50x50.jpg"
      width: 50
      height: 50

website: https://quay.example

twitter:
  username: maryquay
  url: https://birds.example/maryquay
  followers: 10681

linkedin:
  url: https://work.example/in/mary-quay

googleScholar:
  url: https://scholars.example/?user=1
  citations: 12

topics:
  - Ferries

images:
  - url: https://birds.example/maryquay.jpg
    width: 400
    height: 400
    isCached: true
    title: "Mary Quay"

secured: "AAAA;BBBB=="
---

"""
COMPANY = """---
name: "Skerry Lines"
otherNames:
  - "Skerry"
overview: "Ferries to the isles."
type: "profile"
heat: 58

website: https://skerry.example/

linkedin:
  url: "https://work.example/company/skerry"
  followers: 2947

crunchbase:
  url: "https://money.example/skerry"

twitter:
  username: "skerry"
  url: "https://birds.example/skerry"
  followers: 1597

size: 11-50 employees
yearFounded: 2013
locations:
  - Oban, Argyll
  - Oban, Scotland

funding:
  status: Early Stage Venture

topics:
  - Ferries

tags:
  - Islands

images:
  - url: "https://birds.example/skerry.jpg"
    width: 400
    height: 400
    isCached: true
    title: "Skerry Lines"

videos:
  - url: "https://films.example/watch?v=2"

secured: "AAAA;BBBB=="
---

"""
SMALL_COMPANY = COMPANY.replace("size: 11-50 employees\nyearFounded: 2013\n", "")
COMMUNITY = """---
name: "Ferry people"
excerpt: "They talk."
originalUrl: https://forum.example/ferries
webUrl: https://forum.example/ferries
type: forum
members: 3000
heat: 190

provider:
  name: Forum
  domain: forum.example

topics:
  - Ferries

images:
  - url: https://forum.example/ferries.png
    width: 316
    height: 316
    isCached: true

---

"""
EVENT = """---
name: "Ferry days 2026"
excerpt: "Three days."
originalUrl: http://days.example/
website: http://days.example/
type: conference
startDateTime: 2026-06-15T09:00:00Z
endDateTime: 2026-06-16T17:00:00Z
location: Oban, Scotland

provider:
  name: Ferry days
  domain: days.example

topics:
  - Ferries

---

"""
CUSTOMER = """---
title: "How the harbour does it"
type: article
heat: 50

topics:
  - Ferries

secured: "AAAA;BBBB=="
---

"""
SPONSORSHIP = """---
sponsor:
  name: Rope & Son
  url: https://rope.example/
  logoForLightTheme: https://rope.example/light.png
  logoForDarkTheme: https://rope.example/dark.png

messages:
  - title: Rope that holds
    description: "We make rope: good rope."
    url: https://rope.example/rope
    image: https://rope.example/rope.png

schedules:
  - "2026-03-20"
  - "2026-03-21"

placements:
  - SplashScreen
---
"""
ORGANIZATION = """---
taxonomy: organization
_id: post.example
name: The Post
domain: post.example
images:
  - url: /assets/images/organizations/post.example-50x50.jpg
    width: 50
    height: 50
---
"""
TOPIC = """taxonomy: topic
_id: sea
name: Sea
shortname: Sea
parent: Ferries
description: How water “moves”
keywords:
  - sea
  - high sea
hashtags:
  - "#Sea"
images:
  - https://news.example/sea.jpg
services:
  news: https://news.example/ferries/api/news/sea/
  learning: https://news.example/ferries/api/learning/sea/
"""
TAG = """taxonomy: tag
_id: knots
parents:
  - sea
description: Knots hold.
services:
  news:
    url: https://news.example/ferries/api/news/knots/
"""
FILES = {
    "_newsletters/ferries-every-day-2026-03-20.html": ISSUE,
    "_newsletters/ferries-every-day-2026-03-21.html": SEALED_ISSUE,
    "_learning/videos/harbour-school-knots.md": VIDEO,
    "_learning/courses/harbour-school-radio.md": COURSE,
    "_learning/collections/harbour-school-all.md": COLLECTION,
    "_samples/forum-tide-table.md": SAMPLE,
    "_people/mary-quay.md": PERSON,
    "_companies/skerry.md": COMPANY,
    "_companies/small.md": SMALL_COMPANY,
    "_communities/forum-ferries.md": COMMUNITY,
    "_events/2026-06-15-ferry-days.md": EVENT,
    "_customers/harbour.md": CUSTOMER,
    "_sponsorships/rope.md": SPONSORSHIP,
    "_data/organizations/post.example.md": ORGANIZATION,
    "_data/topics/01-sea.yaml": TOPIC,
    "_data/topics/02-no-end.yaml": TOPIC.removesuffix("\n"),
    "_data/topics/03-stray.yaml": f"{TOPIC}---",
    "_data/topics/04-stray.yaml": f"{TOPIC}---\n",
    "_data/tags/knots.yaml": TAG,
}


def kept(path: str, text: str) -> Kept:
    found = read_content(path, text.encode())
    assert found is not None
    return found


@pytest.mark.parametrize("path", FILES)
def test_a_file_in_its_documented_form_is_written_from_its_value_alone(path: str) -> None:
    found = kept(path, FILES[path])

    assert found.data is None
    assert write_kept(found).decode() == FILES[path]


@pytest.mark.parametrize("path", FILES)
def test_nothing_in_a_documented_file_is_unknown(path: str) -> None:
    assert kept(path, FILES[path]).value.more == ()


def test_values_are_typed() -> None:
    course = kept("_learning/courses/a.md", COURSE).value
    person = kept("_people/a.md", PERSON).value
    sample = kept("_samples/a.md", SAMPLE).value
    issue = kept("_newsletters/a.html", ISSUE).value
    topic = kept("_data/topics/01-a.yaml", f"{TOPIC}---").value

    assert isinstance(course, Learning)
    assert course.ratings
    assert (course.ratings.count, course.ratings.average, course.length) == (339, 4.5280237, "9 hours")
    assert isinstance(person, Person)
    assert person.twitter
    assert person.twitter.followers == 10681
    assert isinstance(sample, Sample)
    assert sample.provider
    assert (sample.provider.authors[0].name, sample.body) == ("10knots", "<p>High&nbsp;water.</p>\n\n")
    assert isinstance(issue, Newsletter)
    assert issue.body.startswith("<html>")
    assert isinstance(topic, Topic)
    assert dict(topic.services)["news"] == "https://news.example/ferries/api/news/sea/"
    assert topic.body == "\n---"


EMPTY_NAMES = """taxonomy: tag
_id: knots
parents: \n  - sea
regex:
services:
  news: \n    url: https://news.example/ferries/api/news/knots/
    volume: """
HAND_EDITED = {
    "_data/tags/knots.yaml": EMPTY_NAMES,
    "_sponsorships/rope.md": SPONSORSHIP.removesuffix("\n"),
    "_events/2026.md": EVENT.replace("http://days.example/\n", "'http://days.example/' # as it was\n").removesuffix(
        "\n\n"
    ),
    "_people/mary.md": PERSON.replace("type: ", "mood: calm\ntype: ").replace("\n", "\r\n"),
    "_samples/a.md": f"\ufeff{SAMPLE}",
    "_learning/courses/a.md": COURSE.replace(
        "    - name: Sea University\n", "    - name: Sea University\n      domain: \n"
    ),
    "_communities/a.md": COMMUNITY.replace('"Ferry people"', "Ferry people"),
    "_data/topics/00-ferries.yaml": f"---\n{TOPIC}",
    "_news/a.md": EVENT.replace("name", "title")
    .replace("startDateTime", "publishedDateTime")
    .replace("  title", "  name"),
}


@pytest.mark.parametrize("path", HAND_EDITED)
def test_what_a_person_has_edited_keeps_its_bytes_as_long_as_its_value_stays(path: str) -> None:
    found = kept(path, HAND_EDITED[path])

    assert found.data is not None
    assert write_kept(found).decode() == HAND_EDITED[path]


def test_what_was_changed_is_written_in_the_canonical_form() -> None:
    found = kept("_people/mary.md", HAND_EDITED["_people/mary.md"])
    assert isinstance(found.value, Person)
    again = kept("_people/mary.md", write_kept(replace(found, value=replace(found.value, heat=184))).decode())

    assert again == Kept(path="_people/mary.md", value=replace(found.value, heat=184))
    assert again.value.more == (("mood", "calm"),)


@pytest.mark.parametrize(
    "path",
    [
        "_config.yml",
        "README.md",
        "assets/images/organizations/post.example-50x50.jpg",
        "_people/.template",
        "_people/collections/pilots.md",
        "_data/organizations/post.example",
        "api/news/index.json",
        "_news/.md",
        "_samples/...md",
    ],
)
def test_other_files_of_a_site_are_no_content(path: str) -> None:
    assert read_content(path, b"\xff") is None


@pytest.mark.parametrize(
    ("path", "old", "new", "line", "key"),
    [
        ("_learning/courses/a.md", "average: 4.5280237", "average: good", 10, "ratings.average"),
        ("_people/a.md", "followers: 10681", "followers: many", 21, "twitter.followers"),
        ("_data/topics/01-a.yaml", "services:\n", "services: none\nothers:\n", 14, "services"),
        ("_data/topics/01-a.yaml", "name: Sea\n", "name: [Sea\n", 4, ""),
        ("_data/topics/01-a.yaml", "_id: sea", "id: sea", 0, "_id"),
        ("_newsletters/a.html", "title: ", "titel: ", 0, "title"),
    ],
)
def test_an_error_names_file_line_and_key(path: str, old: str, new: str, line: int, key: str) -> None:
    text = {"_l": COURSE, "_p": PERSON, "_d": TOPIC, "_n": ISSUE}[path[:2]]
    with pytest.raises(RecordError) as caught:
        read_content(path, text.replace(old, new, 1).encode())

    assert (caught.value.file, caught.value.key) == (path, key)
    assert not line or caught.value.line == line


def test_content_must_stand_where_content_can_be_read() -> None:
    with pytest.raises(ValueError, match="no content stands at README"):
        write_kept(Kept(path="README.md", value=Tag(_id="a")))


# ---------------------------------------------------------------- whatever a value says

texts = st.text(max_size=20).filter(lambda text: not any(0xD800 <= ord(c) <= 0xDFFF for c in text))
names = st.from_regex(r"[a-z][a-zA-Z]{0,8}", fullmatch=True)
numbers = st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: number != int(number))
SINGLE = {str: texts, int: st.integers(-1, 10**9), bool: st.booleans(), float: numbers}
EDGES = {Newsletter: "<html>\n", Organization: "", Sponsorship: "", Sample: "<p>…</p>\n"}


def values(shape: Shape) -> st.SearchStrategy[Any]:
    one = SINGLE[shape.kind] if shape.kind in SIMPLE else records(shape.kind)
    if shape.is_map:
        return st.dictionaries(names, one, max_size=2).map(lambda told: tuple(told.items()))
    if shape.is_list:
        return st.lists(one, max_size=2).map(tuple)
    return one if shape.is_required else st.none() | one


def records(record: Any) -> st.SearchStrategy[Any]:
    shapes = shapes_of(record)
    own = {"body": st.just(EDGES[record])} if record in EDGES else {}
    kept_defaults = {"type", "taxonomy", "category"}
    told = {shape.name: values(shape) for shape in shapes if shape.name not in kept_defaults or shape.is_required}
    return st.builds(record, **told, **own).filter(lambda value: any(getattr(value, one.name) for one in shapes))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_whatever_a_value_says_comes_back_and_in_the_same_bytes(form: Form) -> None:
    path = f"{form.folder}/a{form.suffix}"

    @given(records(form.record))
    def holds(value: Any) -> None:
        data = write_value(form, value)
        assert read_content(path, data) == Kept(path=path, value=value)

    holds()


pieces = st.text(max_size=6) | st.sampled_from(
    [
        "---\n",
        "\n",
        " ",
        "- ",
        ": ",
        "{}",
        "[]",
        "null",
        "~",
        "&a ",
        "*a",
        "!!set",
        ".nan",
        "? ",
        "| ",
        '"',
        "'",
        "#",
        "\t",
    ]
)


EVERYTHING = {**FILES, "_news/2026-03-20-ferry.md": NEWS}


def outcome(path: str, data: bytes) -> Kept | RecordError | None:
    try:
        return read_content(path, data)
    except RecordError as error:
        return error


@given(st.sampled_from(sorted(EVERYTHING)), st.integers(0, 900), st.integers(0, 12), pieces)
def test_whatever_is_done_to_a_file_its_bytes_come_back_or_an_error_names_it(
    path: str, start: int, length: int, piece: str
) -> None:
    text = EVERYTHING[path]
    data = (text[:start] + piece + text[start + length :]).encode("utf-8", "surrogatepass")
    found = outcome(path, data)

    assert found
    assert found.file == path if isinstance(found, RecordError) else write_kept(found) == data


def test_a_name_that_is_a_list_is_an_error_like_all_others() -> None:
    found = outcome("_people/a.md", PERSON.replace("heat: 183", "{}: 183").encode())

    assert isinstance(found, RecordError)
    assert found.file == "_people/a.md"


def test_every_form_has_a_sample_here() -> None:
    shown = {path.rpartition("/")[0] for path in FILES}

    assert {form.folder for form in FORMS} - shown == {"_news", "_archive/_news"}
    assert Company in {type(kept(path, text).value) for path, text in FILES.items()}
