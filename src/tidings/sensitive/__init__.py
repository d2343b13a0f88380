"""Sensitive subjects: what an article is about that asks for care, and what the desk's policy makes of it.

::

    lexicon     the words of each language, from ``data``
    find        which subjects an article speaks of, and in which role
    children    what in a headline or an excerpt may tell which child was harmed
    care        how such a report is shown, and where its readers find help

Pure functions of their arguments.
"""

from dataclasses import replace

from ..model import Article, ArticleOpinion
from .care import advise, choose_lines, take_care
from .children import find_child_details
from .find import find_subjects, unread_language
from .lexicon import LANGUAGES

__all__ = [
    "LANGUAGES",
    "advise",
    "choose_lines",
    "find_child_details",
    "find_subjects",
    "take_care",
    "unread_language",
    "with_subjects",
]


def with_subjects(opinion: ArticleOpinion, article: Article) -> ArticleOpinion:
    """What we think of an article, with its sensitive subjects."""
    subjects = find_subjects(article)
    return replace(
        opinion,
        subjects=subjects,
        subjects_unread=unread_language(article),
        child_details=find_child_details(article, subjects),
    )
