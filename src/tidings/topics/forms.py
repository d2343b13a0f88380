"""Inflected forms: which words are one word of a desk file in another form.

A stem only proposes: "import" and "important" share one.  In English a word is found in the plural, too, so that
"train" finds "trains" and never "training"; in other languages of the stemmer forms differ by three letters at most
on either side.  Short words and those written in capitals ("AI", "NATO") have no forms.
"""

from __future__ import annotations

from functools import cache

import snowballstemmer  # type: ignore[import-untyped]  # it has no types

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""By language: where no sign of a word is lost between letters (as in Hindi or Tamil)."""
LETTERS_MIN = 3
"""Of a word that has forms: "app" and "apps", but not "ai" and "ais"."""
PLURALS = frozenset({("", "s"), ("", "es"), ("y", "ies"), ("f", "ves"), ("fe", "ves")})
"""English endings of singular and plural, behind what they share.  One way only: who writes "imports" means trade."""
ENDING_LETTERS_MAX = 3
"""On either side, in languages other than English."""
OTHERS_LETTERS_MIN = 5
"""Of a word that has forms in languages other than English: shorter stems meet by chance."""
KEPT_MAX = 200_000
"""Words whose stems are remembered, of one language: a year's vocabulary of a large desk."""


class Stems(dict[str, str]):
    """The stem of every word of one language, found when first asked for; what is stemmed is folded."""

    def __init__(self, language: str) -> None:
        self.language = language
        name = STEMMERS.get(language, "")
        self.algorithm = name if name in ALGORITHMS else ""

    def __missing__(self, word: str) -> str:
        folded = word.casefold()
        has_forms = len(folded) >= LETTERS_MIN and folded.isalpha()
        stem = self.stemmed(folded) if self.algorithm and has_forms else folded
        if len(self) < KEPT_MAX:
            self[word] = stem
        return stem

    def stemmed(self, folded: str) -> str:
        """By a stemmer of its own: one keeps the word that it works on, and two desks may run side by side."""
        return str(snowballstemmer.stemmer(self.algorithm).stemWord(folded))

    def is_form(self, word: str, wanted: str) -> bool:
        """A folded word of a text is a folded word of the desk, or a form of it."""
        if word == wanted:
            return True
        if len(wanted) < LETTERS_MIN or self[word] != self[wanted]:
            return False
        shared = next((at for at, (one, other) in enumerate(zip(word, wanted, strict=False)) if one != other), None)
        at = min(len(word), len(wanted)) if shared is None else shared
        ends = (wanted[at:], word[at:])
        if self.language == "en":
            return ends in PLURALS
        return len(wanted) >= OTHERS_LETTERS_MIN and max(map(len, ends)) <= ENDING_LETTERS_MAX


ALGORITHMS = frozenset(snowballstemmer.algorithms())


@cache
def stems_of(language: str) -> Stems:
    """The stems of a language, named by its first subtag: ``en`` for ``en-GB``."""
    return Stems(language.partition("-")[0].lower())
