"""Who is asking, as hosts are told."""

from __future__ import annotations

CHARS_MAX = 200
"""Of each part; a User-Agent is a name plate, not a letter."""


def user_agent(version: str, *, url: str, contact: str) -> str:
    """The User-Agent: name and version, then in brackets where the operator can be found.

    ``Tidings/0.1.0 (+https://site.example; editor@site.example)``; what is empty is left out.  The
    result is one line of printable ASCII, whatever the parts hold.
    """
    parts = [f"+{comment(url)}" if comment(url) else "", comment(contact)]
    about = "; ".join(part for part in parts if part)
    name = f"Tidings/{comment(version).replace(' ', '')}".rstrip("/")
    return f"{name} ({about})" if about else name


def comment(text: str) -> str:
    """A text as it may stand between brackets."""
    return one_line("".join(character for character in text if character not in "()\\;"))[:CHARS_MAX].strip()


def one_line(text: str) -> str:
    """Printable ASCII only, so that nothing can start another header."""
    kept = "".join(character if " " <= character <= "~" else " " for character in text)
    return " ".join(kept.split())
