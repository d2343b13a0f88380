"""The measuring adapters keep working."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def adapters(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    sys.modules.pop("adapters", None)
    return __import__("adapters")


def test_a_feed_is_a_dictionary(adapters: object) -> None:
    body = b"<rss><channel><title>The Post</title><item><title>Ferry</title><link>https://post.example/1</link></item></channel></rss>"

    found = adapters.feed(body)  # type: ignore[attr-defined]

    assert found["title"] == "The Post"
    assert found["entries"][0]["link"] == "https://post.example/1"


def test_what_is_no_feed_is_an_error_of_our_own(adapters: object) -> None:
    with pytest.raises(adapters.NotAFeedError, match="HTML page"):  # type: ignore[attr-defined]
        adapters.feed(b"<html><title>x</title></html>")  # type: ignore[attr-defined]


def test_a_page_is_its_text_and_title(adapters: object) -> None:
    found = adapters.page(
        b"<html><title>Ferry</title><body><p>It hit a rock.</p></body></html>", "https://post.example/1"
    )  # type: ignore[attr-defined]

    assert found["title"] == "Ferry"
    assert "It hit a rock." in found["text"]


def test_what_is_active_does_not_survive_cleaning(adapters: object) -> None:
    found = adapters.clean("<p>It hit <b>a rock</b>.<script>alert(1)</script></p>")  # type: ignore[attr-defined]

    assert found == "<p>It hit <b>a rock</b>.</p>"


def test_stories_are_numbers(adapters: object) -> None:
    items = [
        {"text": text, "summary": "", "time": 1_770_000_000.0, "url": f"https://post.example/{n}", "source": "Post"}
        for n, text in enumerate(
            ["Ferry Skua aground off Skell", "Ferry Skua aground at Skell", "Barley harvest record on Orm"]
        )
    ]

    one, other, third = adapters.stories(items)  # type: ignore[attr-defined]

    assert one == other != third
