"""Which sensitive subjects an article speaks of, and whether it is about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..model import Article, SubjectMatch
from ..sentences import sentences
from ..subjects import SUBJECTS, Subject
from .lexicon import LANGUAGES, Lexicon, load_lexicon, may_hold, plain

TEXT_CHARS_MAX: Final = 600
"""Of the text that is looked at: what stands further down is hardly worth a mention, and costs time."""
SURE_MAX: Final = 0.97
SUPPORT: Final = 0.2
"""Added to a central subject's confidence where the excerpt says it, too."""
BY_EXCERPT: Final = 0.75
"""At most, where only the excerpt's first sentence and what follows it say so: the headline speaks of other things."""
MENTION: Final = 0.8
"""Of a mere mention: the words are there."""
UNSURE_LANGUAGE: Final = 0.85
"""Times the confidence, where nobody says which language it is."""
COMMON_MIN: Final = 2
"""Common words of a language that a text must hold to be known by them."""
CLAIM_LEAD: Final = 3
"""So many more common words of another language belie what a feed says of its own."""
LATIN = re.compile(r"[a-z]")
WORD = re.compile(r"\w+")


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in one part of an article."""

    weight: float
    words: str
    span: Span


Hits = dict[Subject, list[Hit]]


def find_subjects(article: Article) -> tuple[SubjectMatch, ...]:
    """The sensitive subjects of an article, each once, in its strongest role; in languages we know.

    Central is what the headline names, or the excerpt's first sentence with more to bear it out; all else is a mention.
    """
    said, text = plain(f"{article.headline}\n{article.excerpt}"), plain(article.text[:TEXT_CHARS_MAX])
    declared = primary(article.language)
    if declared and declared not in LANGUAGES:
        return ()
    if not may_hold(said, "") and not may_hold(text, declared):
        return ()
    language, sure = language_of(declared, said)
    return tuple(find_in(article, load_lexicon(language), sure)) if language else ()


def unread_language(article: Article) -> str:
    """The language in which we cannot look; empty: we can."""
    declared = primary(article.language)
    if declared:
        return "" if declared in LANGUAGES else declared
    return "" if LATIN.search(plain(article.headline)) else "unknown"


def language_of(declared: str, said: str) -> tuple[str, float]:
    """The language to look in, and how sure it is: the declared one unless the words belie it; where nobody says,
    theirs; where they do not, either, the first with a phrase that is there.
    """
    words = set(WORD.findall(said))
    counts = {language: len(words & load_lexicon(language).common) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: counts[language])
    if declared:
        return best if counts[best] >= counts[declared] + CLAIM_LEAD else declared, 1.0
    if counts[best] >= COMMON_MIN and list(counts.values()).count(counts[best]) == 1:
        return best, 1.0
    found = (language for language in LANGUAGES if any(p.pattern.search(said) for p in load_lexicon(language).phrases))
    return next(found, ""), UNSURE_LANGUAGE


def primary(tag: str) -> str:
    """``pt`` of ``pt-BR``."""
    return tag.replace("_", "-").split("-")[0].lower()


def find_in(article: Article, lexicon: Lexicon, sure: float) -> Iterator[SubjectMatch]:
    """What is found with the words of one language."""
    headline = plain(article.headline)
    first, rest = split_excerpt(article, lexicon.words.language)
    in_headline, in_first = find_hits(headline, lexicon), find_hits(first, lexicon)
    in_rest = find_hits(rest, lexicon)
    context = find_context(headline, lexicon)
    for subject in SUBJECTS:
        hits = in_headline.get(subject, []), in_first.get(subject, []), in_rest.get(subject, [])
        if any(hits):
            role, confidence, evidence = weigh(*hits, context=context)
            yield SubjectMatch(
                subject=subject,
                role="central" if role else "mention",
                confidence=round(min(confidence * sure, SURE_MAX), 2),
                language=lexicon.words.language,
                evidence=evidence,
            )


def split_excerpt(article: Article, language: str) -> tuple[str, str]:
    """The excerpt's first sentence, and all that follows it, with the beginning of the text."""
    parts = list(sentences(article.excerpt, language=language))
    if not parts:
        return "", plain(article.text[:TEXT_CHARS_MAX])
    # Texts often begin with their excerpt: said twice is not said by two.
    text = article.text[:TEXT_CHARS_MAX].replace(article.excerpt, " ", 1).replace(parts[0], " ", 1)
    return plain(parts[0]), plain(" ".join([*parts[1:], text]))


def find_hits(text: str, lexicon: Lexicon) -> Hits:
    """The phrases of each subject in a part of an article, but for those that mean something else.

    Sexual violence against a child is abuse of a child, and that alone.
    """
    denied = [match.span() for match in lexicon.denials.finditer(text)] if text else []
    found: Hits = {}
    for phrase in lexicon.phrases:
        if any(stem in text for stem in phrase.stems):
            spans = (match.span() for match in phrase.pattern.finditer(text))
            if span := next((span for span in spans if not any(is_denied(span, other) for other in denied)), None):
                found.setdefault(phrase.subject, []).append(Hit(phrase.weight, text[slice(*span)], span))
    if children := [hit.span for hit in found.get("child abuse", ())]:
        apart = [hit for hit in found.get("sexual violence", ()) if not any(meet(hit.span, span) for span in children)]
        found["sexual violence"] = apart
    return found


def is_denied(span: Span, denial: Span) -> bool:
    """Words within longer ones that mean something else."""
    return meet(span, denial) and not (span[0] <= denial[0] and denial[1] <= span[1])


def meet(one: Span, other: Span) -> bool:
    """Two pieces of a text have letters in common."""
    return one[0] < other[1] and other[0] < one[1]


def find_context(headline: str, lexicon: Lexicon) -> str:
    """Why a headline's subject is only mentioned, in words; empty: nothing says so, or something has happened."""
    if lexicon.incidents.search(headline):
        return ""
    found = ((name, pattern.search(headline)) for name, pattern in lexicon.contexts)
    return next((f"{name}: “{match[0]}”" for name, match in found if match), "")


def weigh(
    headline: Sequence[Hit], first: Sequence[Hit], rest: Sequence[Hit], *, context: str
) -> tuple[bool, float, str]:
    """Whether a subject is central, how sure that is, and by which words."""
    if headline:
        best = max(headline, key=lambda hit: hit.weight)
        told = f"headline: “{best.words}”"
        if context:
            return False, MENTION, f"{told}, {context}"
        return True, best.weight + (SUPPORT if first or rest else 0.0), told
    if first:
        best = max(first, key=lambda hit: hit.weight)
        support = [*rest, *(hit for hit in first if hit is not best and hit.words not in best.words)]
        if support and not context:
            told = f"excerpt: “{best.words}”, borne out by “{support[0].words}”"
            return True, min(best.weight, BY_EXCERPT), told
        return False, MENTION, f"excerpt: “{best.words}”"
    best = max(rest, key=lambda hit: hit.weight)
    return False, MENTION, f"further down: “{best.words}”"
