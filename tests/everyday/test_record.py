"""Records of the reference system: the same bytes back, hand-edited ones too, and errors that say where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import RecordError
from tidings.everyday import NewsRecord, Provider, RecordImage, RelatedRecord, read_news, write_news

WHOLE = """---
category: news
title: "Ferry \\"Skua\\" aground: 40 taken off"
excerpt: "It hit rocks.\\r\\nForty people – all well."
publishedDateTime: 2026-03-20T10:30:00Z
originalUrl: "https://post.example/ferry"
webUrl: "https://post.example/ferry"
type: article
quality: 57
heat: -1
published: false

provider:
  name: The Post
  domain: post.example
  images:
    - url: "https://news.example/post.example-50x50.jpg"
      width: 50
      height: 50

topics:
  - Ferries
  - Sea

images:
  - url: "https://post.example/ferry.jpg"
    width: 1024
    height: 576
    isCached: true

related:
  - title: "Skua on the rocks"
    excerpt: "A ferry."
    publishedDateTime: 2026-03-20T11:07:00Z
    webUrl: "https://herald.example/skua"
    type: article
    provider:
      name: Herald
      domain: herald.example
    quality: 62

secured: "AAAA;BBBB=="
---

"""


def test_a_record_is_written_as_it_was_read() -> None:
    assert write_news(read_news(WHOLE.encode())).decode() == WHOLE


def test_a_record_is_typed() -> None:
    record = read_news(WHOLE.encode())

    assert record.title == 'Ferry "Skua" aground: 40 taken off'
    assert (record.quality, record.heat, record.published) == (57, -1, False)
    assert record.provider == Provider(
        name="The Post",
        domain="post.example",
        images=(RecordImage(url="https://news.example/post.example-50x50.jpg", width=50, height=50),),
    )
    assert record.related[0].provider.name == "Herald"
    assert record.ampWebUrl is None


HAND_EDITED = """---
# a note of the editor's
title: 'It''s aground'
excerpt: >
  Two lines
  folded.
category: news
publishedDateTime: "2026-03-20T10:30:00Z"
originalUrl: https://post.example/ferry   # as it was
type: article
provider: {name: The Post, domain: post.example}
topics: [Ferries, 'Sea']
mood: calm
---
A body.
"""


def test_a_hand_edited_record_is_read_too_and_what_is_unknown_is_kept() -> None:
    record = read_news(HAND_EDITED.encode())
    again = read_news(write_news(record))

    assert (record.title, record.excerpt, record.topics) == ("It's aground", "Two lines folded.\n", ("Ferries", "Sea"))
    assert record.more == (("mood", "calm"),)
    assert record.body == "A body.\n"
    assert again == record


def test_line_ends_of_windows_and_a_byte_order_mark_are_read_away() -> None:
    assert read_news(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()) == read_news(WHOLE.encode())


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("quality: 57", "quality: high", 9, "quality"),
        ("  domain: post.example\n", "", 13, "provider.domain"),
        ("    width: 1024", "    width: wide", 27, "images[0].width"),
        ("topics:\n  - Ferries\n  - Sea", "topics: Ferries", 21, "topics"),
        ("title: ", "titel: ", 0, "title"),
    ],
)
def test_an_error_names_file_line_and_key(old: str, new: str, line: int, key: str) -> None:
    with pytest.raises(RecordError) as caught:
        read_news(WHOLE.replace(old, new, 1).encode(), file="_news/a.md")

    assert (caught.value.file, caught.value.key) == ("_news/a.md", key)
    if line:
        assert caught.value.line == line


def test_what_is_no_yaml_is_an_error_with_its_line() -> None:
    with pytest.raises(RecordError, match=r"a\.md:10: its front matter is no YAML: did not find"):
        read_news(WHOLE.replace("quality: 57", "quality: [57").replace("heat: -1", "heat: ]]").encode(), file="a.md")


def test_an_empty_item_of_a_list_is_an_error_with_its_line() -> None:
    with pytest.raises(RecordError, match=r"a\.md:23: topics\[1\] must be text, not None"):
        read_news(WHOLE.replace("  - Sea\n", "  - \n").encode(), file="a.md")


def test_what_no_reader_of_yaml_lets_stand_plain_is_written_between_quotation_marks() -> None:
    record = read_news(WHOLE.replace("name: The Post", 'name: "The\x9cPost"').encode())

    assert record.provider.name == "The\x9cPost"
    assert 'name: "The\\u009cPost"' in write_news(record).decode()


@pytest.mark.parametrize("data", [b"", b"no front matter", b"---\ntitle: x\n", b"---\n- a\n- b\n---\n", b"\xff---\n"])
def test_what_is_no_record_is_an_error(data: bytes) -> None:
    with pytest.raises(RecordError):
        read_news(data)


texts = st.text(max_size=40).filter(lambda text: not any(0xD800 <= ord(c) <= 0xDFFF for c in text))
lines = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20)
images = st.builds(
    RecordImage,
    url=texts,
    width=st.integers(0, 9999),
    height=st.integers(0, 9999),
    isCached=st.sampled_from([None, True, False]),
)
providers = st.builds(Provider, name=lines, domain=lines, images=st.lists(images, max_size=1).map(tuple))
related = st.builds(
    RelatedRecord,
    title=texts,
    excerpt=texts,
    publishedDateTime=lines,
    webUrl=st.none() | texts,
    type=lines,
    provider=providers,
    quality=st.integers(-1, 200),
    images=st.lists(images, max_size=1).map(tuple),
)
records = st.builds(
    NewsRecord,
    category=lines,
    title=texts,
    excerpt=texts,
    publishedDateTime=lines,
    originalUrl=texts,
    webUrl=st.none() | texts,
    quality=st.none() | st.integers(-1, 200),
    heat=st.none() | st.integers(-1, 200),
    published=st.sampled_from([None, True, False]),
    provider=providers,
    topics=st.lists(lines, max_size=3).map(tuple),
    images=st.lists(images, max_size=1).map(tuple),
    related=st.lists(related, max_size=2).map(tuple),
    secured=st.none() | texts,
)


@given(records)
def test_whatever_a_record_says_comes_back(record: NewsRecord) -> None:
    assert read_news(write_news(record)) == record


@given(records)
def test_writing_what_was_read_gives_the_same_bytes(record: NewsRecord) -> None:
    data = write_news(record)

    assert write_news(read_news(data)) == data
