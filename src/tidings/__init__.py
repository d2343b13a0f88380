"""Tidings: a newsroom engine for one topic."""
