"""Sensitive subjects."""
