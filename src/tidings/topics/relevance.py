"""Whether what else an article says fits a topic: a profile of the topic's words, and fields that borrow them.

A profile is made of articles that surely belong to a topic, against all others of the desk.  Every word weighs the
logarithm of how much oftener it stands in the topic's texts, shrunk where there are few; a word counts once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ..model import Topic
from ..text import STOP_WORDS
from .fields import FIELDS, GENERAL
from .forms import Stems, stems_of
from .phrases import RUN, parse_phrase, plain

SAMPLE_MAX = 400
"""Sure texts of a topic, and as many others twice, that a profile is made of: more change hardly a weight."""
ESTABLISHED_MIN = 30
"""Sure texts from which the lack of a topic's words means something."""
SHRINK = 20.0
"""Texts that doubt is worth: with as many texts a word's share counts half."""
FLOOR = 0.02
"""Share of other texts that any word is taken to stand in: rarer ones are chance."""
OWN_WEIGHT = 1.5
"""Of a word that the desk itself uses for the topic: as much as one that stands in every tenth of its texts."""
WEIGHT_MAX = 3.0
"""Of one word, so that none decides alone against several."""
FIELD_WEIGHT = 1.5
"""Of each word of another field: against one word of the topic's own."""
FITS_MIN = 3.0
"""Weight of the topic's words, less the other field's, that settles a sense: two or three telling words."""
SHOWN_MAX = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicProfile:
    """What is known of a topic's words."""

    texts_count: int = 0
    weights: Mapping[str, float] = field(default_factory=dict)
    """By stem, only those that speak for the topic."""

    @property
    def is_established(self) -> bool:
        """There are texts enough for what is missing in an article to mean something."""
        return self.texts_count >= ESTABLISHED_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How an article's words fit a topic."""

    speaking: tuple[str, ...] = ()
    """Words for the topic, the strongest first."""
    points: float = 0.0
    field: str = ""
    """The other field that most words belong to; empty: none."""
    against: tuple[str, ...] = ()
    """The words of that field."""
    others_count: int = 0
    """Telling words in all, beside the keyword's."""

    @property
    def balance(self) -> float:
        """The topic's words less the other field's."""
        return self.points - FIELD_WEIGHT * len(self.against)


def telling(words: Iterable[str], stems: Stems) -> dict[str, str]:
    """The words that can tell what a text is about, by stem, each as it first stands."""
    idle = idle_stems(stems.language)
    found: dict[str, str] = {}
    for word in words:
        stem = stems[word]
        if stem not in idle and len(stem) > 1 and not stem.isdigit():
            found.setdefault(stem, word.casefold())
    return found


@cache
def idle_stems(language: str) -> frozenset[str]:
    """Stems of words that say nothing of a subject."""
    stems = stems_of(language)
    return frozenset(stems[word] for word in STOP_WORDS | GENERAL) | STOP_WORDS


@cache
def field_stems(language: str) -> Mapping[str, frozenset[str]]:
    """The words of every field as stems; English only, other languages have none."""
    stems, fields = stems_of(language), FIELDS if language == "en" else {}
    return {name: frozenset(stems[word] for word in said.split()) for name, said in fields.items()}


@cache
def all_field_stems(language: str) -> frozenset[str]:
    """The words of all fields together."""
    return frozenset().union(*field_stems(language).values())


def own_words(topics: Sequence[Topic], stems: Stems) -> frozenset[str]:
    """What the desk itself says of topics, as stems: names, descriptions, keywords, words that stand near."""
    said = [text for topic in topics for text in (topic.name, topic.description)]
    phrases = [phrase for topic in topics for phrase in (*topic.keywords, *topic.near, *topic.all)]
    said += [parse_phrase(phrase, stems).written for phrase in phrases]
    return frozenset(telling(RUN.findall(plain(" ".join(said))), stems))


def make_profile(
    sure: Sequence[Collection[str]], others: Sequence[Collection[str]], *, own: Collection[str]
) -> TopicProfile:
    """The profile of a topic from the stems of texts that surely belong to it, and of others."""
    inside, outside = Counter(s for text in sure for s in text), Counter(s for text in others for s in text)
    weights = dict.fromkeys(own, OWN_WEIGHT)
    for stem, count in inside.items():
        usual = max(FLOOR, (outside[stem] + SHRINK * FLOOR) / (len(others) + SHRINK))
        share = (count + SHRINK * usual) / (len(sure) + SHRINK)
        weight = min(math.log(share / usual), WEIGHT_MAX)
        if weight > weights.get(stem, 0.0):
            weights[stem] = weight
    return TopicProfile(texts_count=len(sure), weights=weights)


def fit_of(said: Mapping[str, str], profile: TopicProfile, *, language: str, family: Collection[str]) -> Fit:
    """How the telling words of an article, by stem, fit a topic; ``family`` are stems that never speak against it."""
    speaking = sorted(
        ((profile.weights[stem], word) for stem, word in said.items() if stem in profile.weights),
        key=lambda one: (-one[0], one[1]),
    )
    against = {
        name: sorted(word for stem, word in said.items() if stem in stems and stem not in family)
        for name, stems in field_stems(language).items()
    }
    worst = max(against, key=lambda name: (len(against[name]), name), default="")
    is_any = bool(worst and against[worst])
    return Fit(
        speaking=tuple(word for _, word in speaking[:SHOWN_MAX]),
        points=sum(weight for weight, _ in speaking),
        field=worst if is_any else "",
        against=tuple(against[worst]) if is_any else (),
        others_count=len(said),
    )
