"""Chance without dice: what spreads requests over time comes from hashes, so that it can be repeated."""

from __future__ import annotations

import hashlib
from datetime import timedelta

JITTER = 0.1
"""Waits differ by a tenth either way, so that what was asked together does not stay together."""


def share_of(*parts: object) -> float:
    """A number from 0 up to 1 that is always the same for the same parts, and even over different ones."""
    digest = hashlib.blake2b("\n".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=7).digest()
    return int.from_bytes(digest, "big") / float(1 << 56)


def jittered(wait: timedelta, *, floor: timedelta, share: float) -> timedelta:
    """A wait up to a tenth longer or shorter, yet never shorter than ``floor``."""
    low = max(floor, wait * (1 - JITTER))
    high = max(floor, wait) * (1 + JITTER)
    return low + (high - low) * share
