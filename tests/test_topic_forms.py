"""Forms of words, where several desks ask for them at once."""

import sys
from concurrent.futures import ThreadPoolExecutor

from tidings.topics.forms import Stems

ENDINGS = (
    "al",
    "als",
    "ally",
    "alise",
    "alised",
    "alising",
    "alisation",
    "alisations",
    "ality",
    "alities",
    "ment",
    "ments",
)


def test_words_are_stemmed_alike_in_several_threads() -> None:
    """A stemmer keeps the word that it works on; two desks that run side by side must not share one."""
    words = [f"{start}{end}" for start in ("nation", "import", "hospital", "relation", "govern") for end in ENDINGS]
    alone, together = Stems("en"), Stems("en")
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            found = [*threads.map(together.__getitem__, words * 8)]
    finally:
        sys.setswitchinterval(interval)

    assert found == [alone[word] for word in words * 8]
