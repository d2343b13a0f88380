from .old import *
from .old import Clustering, compare, count_words, place
