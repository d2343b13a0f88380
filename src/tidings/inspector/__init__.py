"""Stories with their links, for an editor to look at and to correct; functions of what is known alone.

::

    values     a story, its articles and its near misses, as they are shown
    views      stories of a time, chosen and put in order
    kin        stories of one thread
    near       which stories come near each other
    pairs      why two articles are one story, or are not
    told       all of that in words
    page       a page of one file: nothing on it comes from elsewhere

How sure a link is, is asked of a function (``Compare``), so that nothing here depends on how stories are made.
"""

from .kin import with_kin
from .near import find_near, near_pairs
from .page import draw_page, policy_of
from .pairs import explain_pair
from .told import tell_pair, tell_reason, tell_story_links
from .values import Compare, Inspection, KinView, NearMiss, PairCase, Piece, Side, Step, StoryFilter, StoryView
from .views import make_views, with_links

__all__ = [
    "Compare",
    "Inspection",
    "KinView",
    "NearMiss",
    "PairCase",
    "Piece",
    "Side",
    "Step",
    "StoryFilter",
    "StoryView",
    "draw_page",
    "explain_pair",
    "find_near",
    "make_views",
    "near_pairs",
    "policy_of",
    "tell_pair",
    "tell_reason",
    "tell_story_links",
    "with_kin",
    "with_links",
]
