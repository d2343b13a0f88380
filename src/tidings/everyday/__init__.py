"""The reference system's records and rules, exactly.

::

    frontmatter  its dialect of YAML, byte for byte
    record       one article's record                   read_news, write_news
    api          its JSON interface to news             news_api
    rules        slug, file name, quality, heat, topics  one pure function each
    making       records made of articles
    judging      the rules at work on a desk: match_topics, judge, decide, name_records, records_of
"""

from .api import news_api
from .judging import (
    Heat,
    Site,
    decide,
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

__all__ = [
    "EverydayRules",
    "Heat",
    "NewsRecord",
    "Points",
    "Provider",
    "RecordImage",
    "RelatedRecord",
    "Site",
    "decide",
    "file_name",
    "heat_of",
    "is_published",
    "judge",
    "match_topics",
    "name_records",
    "news_api",
    "quality_of",
    "quality_parts",
    "read_news",
    "record_files",
    "record_of",
    "records_of",
    "related_order",
    "rules_of",
    "slug_of",
    "topics_of",
    "write_news",
]
