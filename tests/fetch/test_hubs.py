"""What an answer's headers say about a hub, and that hubs pass the guard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from yarl import URL

from tidings.errors import FetchError
from tidings.fetch import send_form
from tidings.fetch.exchange import Trail, refuse_downgrade
from tidings.model import Fetched, FetchRequest

from .site import AGENT, NOON, RULES, Site, answer, fetched, redirect

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


HERE = replace(RULES, private_hosts=("127.0.0.1",))


@pytest.mark.parametrize("status", [307, 308])
def test_a_form_follows_a_hub_that_has_moved(site: Site, status: int) -> None:
    url = site.says("/old", redirect("/hub", status))
    site.says("/hub", answer(202))

    assert isinstance(send_form(url, FORM, HERE, user_agent=AGENT, now=NOON), Fetched)
    assert site.paths == ["/old", "/hub"]


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_redirect_that_would_lose_the_form_is_a_failure(site: Site, status: int) -> None:
    url = site.says("/old", redirect("/hub", status))

    assert isinstance(send_form(url, FORM, HERE, user_agent=AGENT, now=NOON), FetchError)
    assert site.paths == ["/old"]


def test_a_hub_cannot_lead_a_form_into_a_private_network(site: Site) -> None:
    url = site.says("/old", redirect("http://127.0.0.2/hub", 307))

    outcome = send_form(url, FORM, HERE, user_agent=AGENT, now=NOON)

    assert isinstance(outcome, FetchError)
    assert "may not lead" in outcome.reason


def test_a_form_never_goes_from_https_to_http() -> None:
    asked = FetchRequest(feed_url="https://hub.example/", form=(("hub.secret", "s"),))

    with pytest.raises(FetchError, match="from https to http"):
        refuse_downgrade(Trail(request=asked, url=URL("http://hub.example/"), status=307))
    refuse_downgrade(Trail(request=asked, url=URL("https://other.example/"), status=307))
