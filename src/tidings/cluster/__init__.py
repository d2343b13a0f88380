"""Which articles are about one event: groups joined by the evidence of meaning, words, names and time.

Every new article starts alone, every story of the window starts whole.  The two groups that are surest to be of one
event are joined, again and again, until no two are sure enough; so the order in which articles come in hardly matters,
and each link can tell what it rests on.
"""

from .conclusion import Clustering
from .placing import compare, find_groups, place

__all__ = ["Clustering", "compare", "find_groups", "place"]
