"""Which articles are about one event: groups joined by the evidence of meaning, words, names and time.

Every new article starts alone, every story of the window starts whole.  The two groups that are surest to be of one
event are joined, again and again, until no two are sure enough; so the order in which articles come in hardly matters,
and each link can tell what it rests on.
"""

from .comparing import Bars, bars_of, compare, comparer
from .conclusion import Clustering
from .placing import find_groups, place

__all__ = ["Bars", "Clustering", "bars_of", "compare", "comparer", "find_groups", "place"]
