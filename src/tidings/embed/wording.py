"""Which words of an article stand for it."""

from __future__ import annotations

from typing import Final

from ..model import Article
from ..text import cut_at_word

EXCERPT_CHARS: Final = 300
"""Of the excerpt: what comes later tells more of the background than of the event."""


def embed_text(article: Article) -> str:
    """What is embedded of an article: its headline and the beginning of its excerpt."""
    excerpt = cut_at_word(article.excerpt, chars_max=EXCERPT_CHARS)
    if not excerpt or excerpt.startswith(article.headline):
        return excerpt or article.headline
    return f"{article.headline}. {excerpt}"
