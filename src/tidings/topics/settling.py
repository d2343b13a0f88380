"""What a keyword that was found means: the topic, or the same words in another sense."""

from __future__ import annotations

from ..model import TopicMatch
from .matching import Sighted, Sought
from .phrases import Sign
from .relevance import FITS_MIN, Fit, TopicProfile, fit_of

AGAINST_MIN = 4
"""Words of another field that speak against a plain keyword: two or three stand anywhere."""
POINTS_OPEN = 1.0
"""Weight of a topic's words below which nothing but the name speaks of it: less than one word that tells."""
WORDS_MIN = 6
"""Telling words from which their silence means something."""


def settle(found: Sighted, sought: Sought, profile: TopicProfile, *, language: str) -> tuple[bool, TopicMatch]:
    """Whether a keyword assigns its topic, with the evidence for or against; in doubt it does."""
    where = f"“{found.keyword}” in the {found.place}" if found.place else f"“{found.keyword}” and all else it needs"
    if found.sign is Sign.OTHER:
        return answer(found, f"{where} is written as an ordinary word", is_found=False)
    if found.support:
        beside = f", and “{found.support}”" if found.sign < Sign.PLAIN else ""
        return answer(found, f"{where}{beside}", is_found=True)
    idle = {sought.stems[word] for word in found.keyword.split()}
    said = {stem: word for stem, word in sought.telling().items() if stem not in idle}
    fit = fit_of(said, profile, language=language, family=found.terms.family)
    if is_misfit(found.sign, fit, profile, has_near=bool(found.terms.near)):
        return answer(found, f"{where}, but {misfit_words(fit, found.terms.topic.name)}", is_found=False)
    return answer(found, f"{where}{doubt_words(found.sign, fit)}", is_found=True)


def answer(found: Sighted, evidence: str, *, is_found: bool) -> tuple[bool, TopicMatch]:
    """The outcome with its evidence."""
    return is_found, TopicMatch(topic_id=found.terms.topic.id, evidence=evidence)


def is_misfit(sign: Sign, fit: Fit, profile: TopicProfile, *, has_near: bool) -> bool:
    """Whether an article's other words refuse a topic, the more easily the less its keyword says."""
    if sign is Sign.DOUBTFUL:
        return fit.balance < FITS_MIN or not profile.is_established
    if sign is Sign.OPEN:
        is_silent = profile.is_established and fit.points < POINTS_OPEN and fit.others_count >= WORDS_MIN
        is_unsettled = has_near and profile.is_established and fit.balance < FITS_MIN
        return is_silent or is_unsettled or (bool(fit.against) and fit.balance < 0)
    return len(fit.against) >= AGAINST_MIN and fit.points < POINTS_OPEN


def misfit_words(fit: Fit, name: str) -> str:
    """What speaks against a topic."""
    silent = f"only {listed(fit.speaking)} else speaks of {name}" if fit.speaking else f"nothing else speaks of {name}"
    return f"{silent}: {', '.join(fit.against[:4])} ({fit.field})" if fit.against else silent


def doubt_words(sign: Sign, fit: Fit) -> str:
    """What little speaks for a topic where its keyword alone does not."""
    if sign >= Sign.PLAIN:
        return ""
    return f", and {listed(fit.speaking)}" if fit.speaking else "; nothing else tells its sense"


def listed(words: tuple[str, ...]) -> str:
    """Words in quotation marks."""
    return ", ".join(f"“{word}”" for word in words)
