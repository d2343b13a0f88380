"""What is known of those who publish, apart from what they publish."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE_KINDS = (
    "outlet", "wire", "release wire", "aggregator", "company", "government", "organisation", "science", "blog",
    "community", "platform",
)  # fmt: skip
"""What a source can be: a newsroom, an agency whose text is expected elsewhere, a service that sends out what
it is paid to send, one that passes on others' news, ... and a site where everybody may have a publication.
"""

WIRES = ("wire", "release wire")
"""Kinds of sources whose text is expected elsewhere: agencies, and services for press releases."""

STANDINGS = ("trusted", "normal", "doubtful")
"""What an editor can say of how far to rely on a source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """An organisation that publishes, as the desk or the list that comes with Tidings knows it."""

    domain: str
    """Its main domain, or a host, or the part of a site that is its own: ``bbc.com``, ``aws.amazon.com``,
    ``medium.com/@ada``."""
    name: str
    id: str = ""
    """Part of its page's address, so it does not change; empty: made from the name."""
    kind: str = ""
    """One of :data:`SOURCE_KINDS`; empty: not known."""
    country: str = ""
    """ISO 3166 code of the country it works from: ``GB``; empty: not known, or none."""
    language: str = ""
    """BCP 47 tag of the language it writes most; empty: not known, or several."""
    logo: str = ""
    """Address of its logo."""
    domains: tuple[str, ...] = ()
    """Its other domains, hosts or parts of sites."""
    aliases: tuple[str, ...] = ()
    """Other names it goes by; nobody else is called so."""
    standing: str = ""
    """One of :data:`STANDINGS`; empty: as this desk has seen it do."""

    @property
    def is_wire(self) -> bool:
        """Its text is expected elsewhere: an agency, or a service for press releases."""
        return self.kind in WIRES


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An organisation that publishes."""

    id: str
    """Part of addresses: the slug of its name where the desk or the list of sources names it, else of its domain."""
    name: str
    domain: str
    """Where the article stands: a registrable domain, or the host that is a publication of its own."""
    kind: str = ""
    """One of :data:`SOURCE_KINDS`; empty: not known."""
    country: str = ""
    """ISO 3166 code; empty: not known."""
    language: str = ""
    """BCP 47 tag; empty: not known."""
    logo: str = ""
    """Address of its logo; empty: not known."""
    aliases: tuple[str, ...] = ()
    """Other names it goes by: pages under their slugs lead to its own."""
    named_from: str = ""
    """Evidence for the name, in words."""
    standing: str = ""
    """What the desk says of how far to rely on it, one of :data:`STANDINGS`; empty: nothing."""
