"""What an article is worth and how hot a story is, with every part kept and told in words.

::

    quality   0 to 100, never moved by time                         judge, quality
    standing  what a desk has seen of a source                      find_standings, standing_of
    heat      what ranks stories, halved with every half-life       score_stories, score_story
    pace      how fast stories gain sources, beside what is usual   find_paces

Quality does not move with time.  Heat does, but only by one common factor: every part brings points that halve
with every half-life.  So the order of stories does not change while nothing new comes in, and heat for
any moment can be worked out from the parts.
"""

from .heat import score_stories, score_story
from .pace import find_paces
from .quality import judge, quality
from .standing import find_standings, standing_of

__all__ = ["find_paces", "find_standings", "judge", "quality", "score_stories", "score_story", "standing_of"]
