"""The reference system's records and rules, exactly.

::

    frontmatter  its dialect of YAML, byte for byte
    record       one article's record                   read_news, write_news
    api          its JSON interface to news             news_api
    rules        slug, file name, quality, heat, topics  one pure function each
"""

from .api import news_api
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

__all__ = [
    "EverydayRules",
    "NewsRecord",
    "Points",
    "Provider",
    "RecordImage",
    "RelatedRecord",
    "file_name",
    "heat_of",
    "is_published",
    "news_api",
    "quality_of",
    "quality_parts",
    "read_news",
    "record_of",
    "related_order",
    "slug_of",
    "topics_of",
    "write_news",
]
