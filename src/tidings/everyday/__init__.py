"""The reference system's records and rules, exactly.

::

    frontmatter  its dialect of YAML, byte for byte
    shapes       from names with values to dataclasses and back
    record       one article's record                   read_news, write_news
    content      the dataclasses of all other content types
    folder       any content of a site's folder by its path  read_content, write_kept
    api          its JSON interface to news             news_api
    items        all other content in its JSON interface
    whole_api    the whole of that interface            site_api
    maps         what people read on the site itself    sitemaps
    letters      its newsletters                        newsletter_news, sections_of
    rules        slug, file name, quality, heat, topics  one pure function each
    making       records made of articles
    site         a whole site's folder as values
    evidence     the numbers of a site, told by its records
    articles     records as articles of a desk
    export       what a desk has come to say otherwise
    judging      the rules at work on a desk: match_topics, judge, decide, name_records, records_of
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from .api import Named, news_api
from .judging import (
    Heat,
    Site,
    decide,
    is_official,
    judge,
    match_topics,
    name_records,
    record_files,
    records_of,
    rules_of,
)
from .record import NewsRecord, Provider, RecordImage, RelatedRecord, read_news, record_of, write_news
from .rules import (
    EverydayRules,
    Points,
    file_name,
    heat_of,
    is_published,
    quality_of,
    quality_parts,
    related_order,
    slug_of,
    topics_of,
)

if TYPE_CHECKING:
    from .folder import FORMS, Content, Form, Kept, read_content, write_kept
    from .items import Addresses
    from .letters import (
        LetterItem,
        LetterSection,
        newsletter_excerpt,
        newsletter_name,
        newsletter_news,
        newsletter_note,
        newsletter_of,
        newsletter_title,
        newsletter_url,
        sections_of,
    )
    from .maps import sitemaps
    from .whole_api import site_api

__all__ = [
    "FORMS",
    "Addresses",
    "Content",
    "EverydayRules",
    "Form",
    "Heat",
    "Kept",
    "LetterItem",
    "LetterSection",
    "Named",
    "NewsRecord",
    "Points",
    "Provider",
    "RecordImage",
    "RelatedRecord",
    "Site",
    "decide",
    "file_name",
    "heat_of",
    "is_official",
    "is_published",
    "judge",
    "match_topics",
    "name_records",
    "news_api",
    "newsletter_excerpt",
    "newsletter_name",
    "newsletter_news",
    "newsletter_note",
    "newsletter_of",
    "newsletter_title",
    "newsletter_url",
    "quality_of",
    "quality_parts",
    "read_content",
    "read_news",
    "record_files",
    "record_of",
    "records_of",
    "related_order",
    "rules_of",
    "sections_of",
    "site_api",
    "sitemaps",
    "slug_of",
    "topics_of",
    "write_kept",
    "write_news",
]

LATER: Final = {
    "folder": ("FORMS", "Content", "Form", "Kept", "read_content", "write_kept"),
    "items": ("Addresses",),
    "letters": (
        "LetterItem",
        "LetterSection",
        "newsletter_excerpt",
        "newsletter_name",
        "newsletter_news",
        "newsletter_note",
        "newsletter_of",
        "newsletter_title",
        "newsletter_url",
        "sections_of",
    ),
    "whole_api": ("site_api",),
    "maps": ("sitemaps",),
}
"""What only sites that are taken over need, by module: a run of any other desk need not load it."""


def __getattr__(name: str) -> object:
    """What is loaded when it is asked for."""
    for module, names in LATER.items():
        if name in names:
            return getattr(import_module(f".{module}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
