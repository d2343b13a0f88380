"""Every address in the recorded data: no two pages under one key, and the forms that pages themselves name."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html as lxml_html

from tests.recordings import SHARED, all_items, everyday_records, pages
from tidings.urls import canonical_url, same_page_key

pytestmark = [
    pytest.mark.recorded,
    pytest.mark.slow,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the recorded data (a folder `shared` beside the project) is missing"
    ),
]

NEW_HEADLINE = "one page, whose headline was written anew between two sightings"
BYLINE = "one page, whose byline stands in the set where another sighting has the headline"
OTHER_TEASER = "one page, whose link carried another text on the site's front page"
JUDGED_BY_EYE = {
    "blogs.barrons.com/stockstowatchtoday/2014/03/26/general-motors-scary-headlines-create-buying-opportunity-barclays-says": OTHER_TEASER,
    "enewspf.com/latest-news/science/science-a-environmental/51207-un-secretary-general-ban-hails-impact-of-un-climate-change-treaty-urges-renewed-commitment-to-ideals": BYLINE,
    "gantdaily.com/2014/03/16/honda-recalls-886k-odyssey-minivans-over-fuel-pump-issue": BYLINE,
    "gantdaily.com/2014/03/25/japans-shigeru-ban-wins-pritzker-architecture-prize": BYLINE,
    "gantdaily.com/2014/03/25/nick-cannon-explains-controversial-whiteface-photo": BYLINE,
    "gantdaily.com/2014/03/25/u-s-new-home-sales-falls-3-3-percent-to-440000-in-february": BYLINE,
    "marketwatch.com/story/apple-gains-on-reports-of-comcast-talks-2014-03-24": NEW_HEADLINE,
    "marketwatch.com/story/gamestop-drops-hertz-moves-ahead-with-spinoff-2014-03-18": NEW_HEADLINE,
    "marketwatch.com/story/us-to-announce-toyota-settlement-2014-03-18-23103110": NEW_HEADLINE,
    "nextgov.com/health/2014/03/healthcaregov-bug-and-16-other-ways-qualify-obamacare-extension/81316": OTHER_TEASER,
    "orlandosentinel.com/features/blogs/moms-at-work/os-gwyneth-paltrow-regular-moms-20140328,0,596540.post": BYLINE,
    "perezhilton.com/2014-03-12-elizabeth-olsen-boyd-holbrook-engaged-married": OTHER_TEASER,
    "scpr.org/news/2014/03/27/43086/marathon-training-lowers-heart-disease-risk-in-mid": BYLINE,
    "theglobeandmail.com/report-on-business/federal-reserve-bars-payout-plans-from-citi-four-other-banks/article17681832": NEW_HEADLINE,
    "theglobeandmail.com/report-on-business/lululemon-beats-lowered-forecast/article17691711": NEW_HEADLINE,
    "theglobeandmail.com/report-on-business/premarket-ecb-hopes-help-stocks-end-first-quarter-on-a-high/article17735086": NEW_HEADLINE,
    "vulture.com/2014/03/movie-review-noah": NEW_HEADLINE,
}  # fmt: skip
"""Keys of several addresses whose titles differ, each looked at: all are one page."""
TITLES_ALIKE_MIN, SLUG_ALIKE_MIN = 0.5, 0.25
"""Share of the shorter title's words in the other; share of a title's words in the address."""


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]{3,}", text.casefold()))


def overlap(some: set[str], others: set[str], *, of: int) -> float:
    return len(some & others) / max(1, of)


def is_agreed(key: str, titles: set[str]) -> bool:
    """Titles like each other, or all of them like the words of the address."""
    sets = [words_of(title) for title in titles]
    alike = min(overlap(one, other, of=min(len(one), len(other))) for one in sets for other in sets)
    slug = words_of(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", key.partition("/")[2]))
    return alike >= TITLES_ALIKE_MIN or min(overlap(one, slug, of=len(one)) for one in sets) >= SLUG_ALIKE_MIN


def test_no_two_pages_of_all_the_recorded_addresses_have_one_key() -> None:
    # A place on a page ("#...") is the page's: several blogs announce their notes so.
    groups: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for item in all_items():
        groups[same_page_key(item.url)][urldefrag(item.url).url].add(html.unescape(html.unescape(item.title)))
    several = {key.removeprefix("https://"): addresses for key, addresses in groups.items() if len(addresses) > 1}

    differing = {key for key, addresses in several.items() if not is_agreed(key, set().union(*addresses.values()))}

    assert len(several) >= 300
    assert differing == set(JUDGED_BY_EYE)


def test_no_recorded_address_has_two_forms_or_keys() -> None:
    addresses = {item.url for item in all_items()}

    assert not [url for url in addresses if canonical_url(canonical_url(url)) != canonical_url(url)]
    assert not [url for url in addresses if same_page_key(canonical_url(url)) != same_page_key(url)]
    assert not [url for url in addresses if same_page_key(same_page_key(url)) != same_page_key(url)]


def test_nearly_all_amp_addresses_of_the_reference_system_lead_to_their_pages() -> None:
    pairs = [
        (record["webUrl"], record[field].strip())
        for record in everyday_records()
        for field in ("ampWebUrl", "cdnAmpWebUrl")
        if record.get(field)
    ]

    apart = {page for page, amp in pairs if same_page_key(page) != same_page_key(amp)}

    assert len(pairs) == 80
    assert {page.split("/")[2] for page in apart} == {"www.zawya.com", "www.finanzen.at"}, "other paths altogether"


@pytest.mark.parametrize(
    ("path", "least"),
    [
        ('//link[@rel="amphtml"]/@href', 0.99),
        ('//link[@rel="alternate"][@media]/@href', 0.9),
        ('//meta[@property="og:url"]/@content', 0.95),
        ('//link[@rel="canonical"]/@href', 0.95),
    ],
)
def test_the_other_forms_that_a_page_names_have_its_key(path: str, least: float) -> None:
    named = [
        (url, urljoin(url, str(found[0]).strip()))
        for url, body in pages()
        if (found := lxml_html.document_fromstring(body).xpath(path))
    ]

    same = sum(same_page_key(url) == same_page_key(other) for url, other in named)

    assert same / len(named) >= least
