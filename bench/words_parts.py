"""Addresses and excerpts, measured on everything recorded: what we make of them beside others."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from unittest.mock import patch
from urllib.parse import urljoin

from targets import ROOT, Part, Target, size_of

NAMED_BY_PAGES = (
    '//link[@rel="amphtml"]/@href',
    '//link[@rel="alternate"][@media]/@href',
    '//link[@rel="canonical"]/@href',
    '//meta[@property="og:url"]/@content',
)
PAIRS_SHARE_MIN = 0.9
ADDRESSES_PER_S_MIN = 50_000
SHOWN = ("entities", "markup", "too long", "loose end", "cut number", "headline", "dateline", "read more")
"""Faults of an excerpt that may not be; ``no full stop``, ``ellipsis`` and ``empty`` are only counted."""
COUNTED = ("no full stop", "ellipsis", "empty")

if str(ROOT) not in sys.path:
    sys.path.append(str(ROOT))  # the recorded data is read as the tests read it


# ---------------------------------------------------------------- addresses


def addresses() -> Part:
    """How fast addresses are compared, and how many forms of one page are found to be one."""
    from tests.recordings import all_items

    from tidings.urls import canonical_url, same_page_key

    urls = sorted({item.url for item in all_items()})[: size_of("ADDRESSES", 100_000)]
    pairs = form_pairs()
    found = {
        name: (per_second(function, urls), same_share(function, pairs), len(urls) - len({function(u) for u in urls}))
        for name, function in rivals(canonical_url, same_page_key).items()
    }
    rows = [f"{'':<28}{'addresses/CPU s':>16}{'forms found':>13}{'joined':>8}"]
    rows += [f"{name:<28}{speed:>16,.0f}{share:>12.1%} {joined:>8}" for name, (speed, share, joined) in found.items()]
    rows.append(f"{'without tables of sites':<28}{'':>16}{general_share(same_page_key, pairs):>12.1%}")
    rows.append(
        f"{len(urls):,} addresses; forms: {len(pairs)} pairs of a page and the AMP, mobile, canonical or shared\n"
        "address that its publisher names for it, some on other paths or sites altogether.  The tables of sites were\n"
        "written with these pairs in view.  Joined: addresses found to be another's page; that none of them is\n"
        "wrong, tests/test_recorded_addresses.py judges by titles and by eye."
    )
    speed, share, _ = found["tidings, same_page_key"]
    return Part(
        title="Addresses: one page by all its names",
        text="\n".join(rows),
        targets=(
            Target(
                name="forms of a page",
                wanted=f"at least {PAIRS_SHARE_MIN:.0%}",
                found=f"{share:.1%}",
                is_met=share >= PAIRS_SHARE_MIN,
            ),
            Target(
                name="address speed",
                wanted=f"canonical at least {ADDRESSES_PER_S_MIN:,}/s",
                found=f"{found['tidings, canonical_url'][0]:,.0f}/s, keys {speed:,.0f}/s",
                is_met=found["tidings, canonical_url"][0] >= ADDRESSES_PER_S_MIN,
            ),
        ),
    )


def rivals(
    canonical_url: Callable[[str], str], same_page_key: Callable[[str], str]
) -> dict[str, Callable[[str], object]]:
    """Ours without their caches, and the libraries that are installed."""
    bare = getattr(canonical_url, "__wrapped__", canonical_url), getattr(same_page_key, "__wrapped__", same_page_key)
    found: dict[str, Callable[[str], object]] = {"tidings, canonical_url": bare[0], "tidings, same_page_key": bare[1]}
    if importlib.util.find_spec("courlan"):
        from courlan import normalize_url

        found["courlan.normalize_url"] = lambda url: normalize_url(url, trailing_slash=False)
    if importlib.util.find_spec("w3lib"):
        from w3lib.url import canonicalize_url

        found["w3lib.canonicalize_url"] = canonicalize_url
    return found


def per_second(function: Callable[[str], object], urls: Sequence[str]) -> float:
    """Addresses a CPU second."""
    from tidings.urls import canonical_url

    canonical_url.cache_clear()
    began = time.process_time()
    for url in urls:
        function(url)
    return len(urls) / (time.process_time() - began)


def same_share(function: Callable[[str], object], pairs: Sequence[tuple[str, str]]) -> float:
    """Share of the pairs that a function finds to be one page."""
    return sum(function(one) == function(other) for one, other in pairs) / len(pairs)


def general_share(function: Callable[[str], object], pairs: Sequence[tuple[str, str]]) -> float:
    """Share of the pairs that our key finds to be one page by its general rules alone."""
    from tidings import forms

    bare = getattr(function, "__wrapped__", function)
    with patch.dict(forms.SITE_FORMS, clear=True), patch.dict(forms.SITE_ALIASES, clear=True):
        return same_share(bare, pairs)


def form_pairs() -> list[tuple[str, str]]:
    """Addresses of which publishers say that they are one page, where they differ."""
    from lxml import html
    from tests.recordings import everyday_records, pages

    pairs = {
        (record["webUrl"], record[field].strip())
        for record in everyday_records()
        for field in ("ampWebUrl", "cdnAmpWebUrl")
        if record.get(field)
    }
    for url, body in pages():
        tree = html.document_fromstring(body)
        pairs |= {(url, urljoin(url, str(found[0]).strip())) for path in NAMED_BY_PAGES if (found := tree.xpath(path))}
    return sorted(pair for pair in pairs if pair[0] != pair[1])


# ---------------------------------------------------------------- excerpts


def excerpts() -> Part:
    """Faults of excerpts, ours, a plain cut's and the reference system's own."""
    from tests.recorded_faults import all_texts, count_faults
    from tests.recordings import everyday_records

    texts = list(all_texts())
    records = [(record["title"], record["excerpt"].strip()) for record in everyday_records()]
    began = time.process_time()
    made = [(headline, text, ours(headline, text)) for headline, text in texts]
    took_s = time.process_time() - began
    counts = {
        f"tidings ({len(texts)} items)": count_faults(made),
        "cut at 300 characters": count_faults(
            (headline, text, " ".join(text.split())[:300]) for headline, text in texts
        ),
        f"the reference's ({len(records)})": count_faults((headline, text, text) for headline, text in records),
        "tidings on the reference's": count_faults(
            (headline, text, ours(headline, text)) for headline, text in records
        ),
    }
    columns = (*SHOWN, *COUNTED)
    rows = [f"{'':<28}" + "".join(f"{column:>13}" for column in columns)]
    rows += [f"{name:<28}" + "".join(f"{count[column]:>13}" for column in columns) for name, count in counts.items()]
    rows.append(f"{took_s / len(texts) * 1000:.2f} CPU ms for an excerpt")
    return Part(title="Excerpts of every recorded item", text="\n".join(rows), targets=(excerpt_target(counts),))


def ours(headline: str, text: str) -> str:
    """The excerpt that the product makes of a text."""
    from tidings.article import readable_excerpt
    from tidings.rules import ArticleRules

    return readable_excerpt(text, headline=headline, rules=ArticleRules())


def excerpt_target(counts: dict[str, Counter[str]]) -> Target:
    """No fault in ours."""
    mine = next(iter(counts.values()))
    faults = {column: mine[column] for column in SHOWN if mine[column]}
    return Target(
        name="excerpts",
        wanted="no entities, markup, cut numbers, loose ends, repeated headlines",
        found=", ".join(f"{count} {column}" for column, count in faults.items()) or "none",
        is_met=not faults,
    )
