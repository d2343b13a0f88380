"""Which topics' keywords stand in an article, in which sense; what settles it, and what refuses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model import Article, Topic
from .forms import Stems, stems_of
from .phrases import RUN, Passage, Phrase, Sign, parse_phrase, plain
from .relevance import idle_stems, own_words, telling

NEAR_WORDS = 40
"""Words of the text between a keyword and what settles its sense: about two sentences on either side."""
TEXT_CHARS_MAX = 6000
"""Of an article's text that is looked at where its headline and excerpt leave a sense open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A topic's phrases, read once."""

    topic: Topic
    keywords: tuple[Phrase, ...]
    all: tuple[Phrase, ...]
    near: tuple[Phrase, ...]
    none: tuple[Phrase, ...]
    own: frozenset[str]
    """Stems of what the desk says of this topic."""
    family: frozenset[str]
    """The same of all topics that share its widest one; they never speak against it."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """All topics of a desk, ready for articles in one language."""

    stems: Stems
    terms: tuple[Terms, ...]
    by_stem: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    """By the longest stem of each phrase: the number of its topic, and all its stems."""
    stems_asked: frozenset[str]
    """Those longest stems."""

    def possible(self, article: Article) -> list[int]:
        """The numbers of the topics of which all words of a phrase stand in an article; most articles have none."""
        text = plain(" | ".join((article.headline, article.excerpt, *article.tags)))
        said = set(map(self.stems.__getitem__, RUN.findall(text)))
        asked = said & self.stems_asked
        return sorted({number for stem in asked for number, keys in self.by_stem[stem] if said.issuperset(keys)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """A topic's keyword in an article, before it is known what it means there."""

    terms: Terms
    keyword: str
    place: str
    """``headline``, ``excerpt`` or ``tags``; empty: there is no keyword, all that must be there is."""
    sign: Sign
    support: str = ""
    """Another of the topic's words that settles the sense; empty: none."""


@dataclass(frozen=True, slots=True)
class Sought:
    """An article as its words are looked up."""

    passages: tuple[Passage, ...]
    """Headline, excerpt and tags."""
    text: str
    stems: Stems
    said: frozenset[str]
    """The stems of all words of the passages."""

    def telling(self) -> dict[str, str]:
        """Its telling words by stem."""
        return telling((word for passage in self.passages for word in passage.words), self.stems)


def make_matcher(topics: Sequence[Topic], language: str) -> Matcher:
    """Read the phrases of all topics for articles in a language."""
    stems = stems_of(language)
    roots = {topic.id: root_of(topic, {other.id: other for other in topics}) for topic in topics}
    terms = tuple(
        Terms(
            topic=topic,
            keywords=tuple(parse_phrase(said, stems) for said in topic.keywords),
            all=tuple(parse_phrase(said, stems) for said in topic.all),
            near=tuple(parse_phrase(said, stems) for said in topic.near),
            none=tuple(parse_phrase(said, stems) for said in topic.none),
            own=own_words([topic], stems),
            family=own_words([other for other in topics if roots[other.id] == roots[topic.id]], stems),
        )
        for topic in topics
    )
    by_stem: defaultdict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for number, one in enumerate(terms):
        for keys in {phrase.keys for phrase in one.keywords or one.all if phrase.keys}:
            by_stem[max(keys, key=len)].append((number, keys))
    return Matcher(stems, terms, {stem: tuple(sorted(those)) for stem, those in by_stem.items()}, frozenset(by_stem))


def root_of(topic: Topic, by_id: Mapping[str, Topic]) -> str:
    """The widest topic around one."""
    seen: set[str] = set()
    while topic.parent in by_id and topic.id not in seen:
        seen.add(topic.id)
        topic = by_id[topic.parent]
    return topic.id


def look_up(article: Article, stems: Stems) -> Sought:
    """The words of an article."""
    told = (("headline", article.headline), ("excerpt", article.excerpt), ("tags", " | ".join(article.tags)))
    passages = tuple(Passage(place, text, stems) for place, text in told)
    return Sought(passages, article.text[:TEXT_CHARS_MAX], stems, frozenset().union(*(one.keys for one in passages)))


def sight(article: Article, matcher: Matcher) -> tuple[Sighted, ...]:
    """The topics whose keywords stand in an article, in the desk's order."""
    numbers = matcher.possible(article)
    if not numbers:
        return ()
    sought = look_up(article, matcher.stems)
    return tuple(found for number in numbers if (found := sight_topic(sought, matcher.terms[number])))


def sight_topic(sought: Sought, terms: Terms) -> Sighted | None:
    """The keyword of one topic that says most, the first of equals; None: there is none, or not all."""
    if not all(is_there(phrase, sought) for phrase in terms.all):
        return None
    if not terms.keywords:
        written = terms.all[0].written if terms.all else ""
        return Sighted(terms=terms, keyword=written, place="", sign=Sign.PLAIN) if terms.all else None
    best: tuple[Sign, Phrase, Passage] | None = None
    possible = [phrase for phrase in terms.keywords if sought.said.issuperset(phrase.keys)]
    for passage in sought.passages:
        for phrase in possible:
            for at in passage.places_of(phrase):
                sign = passage.sign_of(phrase, at)
                if best is None or sign > best[0]:
                    best = (sign, phrase, passage)
    if best is None:
        return None
    sign, phrase, passage = best
    support = find_support(sought, terms, phrase)
    return Sighted(terms=terms, keyword=phrase.written, place=passage.place, sign=sign, support=support)


def refusing(sought: Sought, terms: Terms) -> str:
    """The word that refuses a topic; empty: none does."""
    return next((phrase.written for phrase in terms.none if is_there(phrase, sought)), "")


def is_there(phrase: Phrase, sought: Sought) -> bool:
    """A phrase stands in an article; a name in its own case, or where case says nothing."""
    return sought.said.issuperset(phrase.keys) and any(
        passage.sign_of(phrase, at) is not Sign.OTHER for passage in sought.passages for at in passage.places_of(phrase)
    )


def find_support(sought: Sought, terms: Terms, keyword: Phrase) -> str:
    """Another phrase of the topic that settles what a keyword means; empty: none.

    One that is made only of the keyword's own words and of words that say nothing ("power platform" beside "power
    apps") settles nothing.
    """
    idle, same = idle_stems(sought.stems.language), set(keyword.keys)
    others = (other for other in terms.keywords if not other.is_doubtful)
    for phrase in (*terms.near, *others):
        if is_there(phrase, sought) and any(key not in idle and key not in same for key in phrase.keys):
            return phrase.written
    return near_in_text(sought, terms, keyword) if terms.near and sought.text else ""


def near_in_text(sought: Sought, terms: Terms, keyword: Phrase) -> str:
    """A word that settles a keyword's sense, close to it in the text."""
    text = Passage("text", sought.text, sought.stems)
    places = list(text.places_of(keyword))
    if not places:
        return ""
    for phrase in terms.near:
        for at in text.places_of(phrase):
            if any(abs(at - place) <= NEAR_WORDS for place in places):
                return phrase.written
    return ""
