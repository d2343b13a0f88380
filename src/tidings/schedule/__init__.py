"""When a feed is asked again, and why then: pure decisions, told in words.

::

    due       which feeds may be asked now                  is_due, why_not_due, due_feeds, postponed
    memory    what to remember of an outcome                next_state, request_for, plan
    waits     how long after an answer                      rhythm_of
    failures  how long after a failure, and when to give up
    moves     which new address is believed
    hosts     what belongs to the host                      next_host_state, why_host_waits
    pages     which pages of articles are wanted            wants_page, ask_page_again_at
    words     waits as a reader says them

Nothing here reads a clock: the same memory, answer and ``now`` give the same next moment.
"""

from .due import due_feeds, is_due, may_be_asked, postponed, why_not_due
from .hosts import blocked_until, next_host_state, on_day, why_host_waits
from .memory import next_state, plan, request_for
from .pages import ask_page_again_at, wants_page
from .waits import rhythm_of
from .words import in_words

__all__ = [
    "ask_page_again_at",
    "blocked_until",
    "due_feeds",
    "in_words",
    "is_due",
    "may_be_asked",
    "next_host_state",
    "next_state",
    "on_day",
    "plan",
    "postponed",
    "request_for",
    "rhythm_of",
    "wants_page",
    "why_host_waits",
    "why_not_due",
]
