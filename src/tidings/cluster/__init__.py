from .old import *
from .old import count_words, place, compare, Clustering
