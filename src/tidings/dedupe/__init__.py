"""Same text, different places: which articles are copies of which, and why we think so.

Addresses, headlines and texts each name pairs that are worth a look (``candidates``); a pair is one text or it is not
(``likeness``); of those that are one, the likely original is chosen and the others named after it (``originals``).
"""

from .originals import find_reprints

__all__ = ["find_reprints"]
