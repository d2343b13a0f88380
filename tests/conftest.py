"""For all tests."""

from hypothesis import settings

settings.register_profile("tidings", deadline=None)  # how long an example takes says more of the machine than of us
settings.load_profile("tidings")
