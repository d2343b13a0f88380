"""The text that a page states in its JSON-LD, as a witness of the text found among its elements."""

from __future__ import annotations

import re

from ..markup import ENTITY, TAG_LIKE, html_to_text

PIECE_CHARS = 12
"""Two words: enough to be found by chance only in phrases; works in scripts without spaces too."""
STATED_CHARS_MIN = 200
"""A shorter statement is a description."""
COMPARED_CHARS_MAX = 50_000
AGREED_MIN = 0.5
"""Share of the statement that is found: publishers state captions and links too, and cut the end off."""
WITHIN_MIN = 0.8
"""Share of what was found that is stated, when that is only the beginning of it."""
LONGER_MIN = 1.5
UNESCAPED_TIMES_MAX = 3
NOT_WORD = re.compile(r"[\W_]+")


def stated_text(structured: str) -> str:
    """An ``articleBody`` as text with a line for each paragraph: some are HTML, some HTML escaped twice."""
    text = structured
    for _ in range(UNESCAPED_TIMES_MAX):
        if not (ENTITY.search(text) or TAG_LIKE.search(text)):
            break
        text = html_to_text(text)
    return "\n".join(squeezed for line in text.splitlines() if (squeezed := " ".join(line.split())))


def is_better(stated: str, found: str, *, is_cut: bool) -> bool:
    """Whether to believe the statement rather than the elements.

    It is believed where the text found is another text, or only the beginning of it; not where the page
    says that the rest is for those who pay (``is_cut``): then what everybody may read is the text.
    """
    if len(stated) < STATED_CHARS_MIN or is_cut:
        return False
    told, seen = pieces_of(stated), pieces_of(found)
    common = len(told & seen)
    is_other = common < AGREED_MIN * len(told) and common < AGREED_MIN * len(seen)
    is_beginning = common >= WITHIN_MIN * len(seen) and len(told) > LONGER_MIN * len(seen)
    return is_other or is_beginning


def pieces_of(text: str) -> frozenset[str]:
    """All runs of a text's letters and digits, ``PIECE_CHARS`` long, case and white space left out."""
    letters = NOT_WORD.sub("", text[:COMPARED_CHARS_MAX]).casefold()
    return frozenset(letters[start : start + PIECE_CHARS] for start in range(len(letters) - PIECE_CHARS + 1))
