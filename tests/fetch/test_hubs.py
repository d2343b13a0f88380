"""What an answer's headers say about a hub, and that hubs pass the guard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tidings.errors import FetchError
from tidings.fetch import send_form
from tidings.model import Fetched

from .site import AGENT, NOON, RULES, Site, answer, fetched

FORM = {"hub.mode": "subscribe", "hub.topic": "https://post.example/feed"}


def test_the_hub_and_the_name_of_a_feed_are_read_from_its_headers(site: Site) -> None:
    url = site.says("/feed", answer(body=b"<rss/>", Link='<https://hub.example/>; rel="hub", </self>; rel="self"'))

    found = fetched(url)

    assert (found.hub_url, found.topic_url) == ("https://hub.example/", site.url("/self"))


@pytest.mark.parametrize(
    "link", ["<ftp://hub.example/>; rel=hub", "<http://[>; rel=hub", "<javascript:1>; rel=hub", ""]
)
def test_a_hub_that_cannot_be_asked_is_none(site: Site, link: str) -> None:
    assert fetched(site.says("/feed", answer(body=b"<rss/>", Link=link))).hub_url == ""


def test_a_hub_on_this_machine_is_not_asked_unless_the_desk_says_so(site: Site) -> None:
    url = site.says("/hub", answer(202))

    refused = send_form(url, FORM, RULES, user_agent=AGENT, now=NOON)
    assert isinstance(refused, FetchError)
    assert "private_hosts" in refused.reason
    assert site.paths == []

    allowed = replace(RULES, private_hosts=("127.0.0.1",))
    assert isinstance(send_form(url, FORM, allowed, user_agent=AGENT, now=NOON), Fetched)
    assert site.paths == ["/hub"]
