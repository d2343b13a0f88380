"""The press of the Low Isles.  Everybody writes feeds a little differently."""

from __future__ import annotations

from .world import Outlet

AGENCY = "isles-press"

OUTLETS = (
    Outlet(
        id="harbour-post", name="Harbour Post", domain="harbourpost.example", kind="rss",
        tagline="The paper of the outer quays since 1874", dates="rfc822", headlines="plain", sentences=(3, 4),
        has_content=True, has_tracking=True,
    ),
    Outlet(
        id="marrow-mercury", name="The Marrow Mercury", domain="marrowmercury.example", kind="rss",
        tagline="News of Great Marrow, daily except Sundays", dates="gmt", headlines="title", sentences=(2, 3),
        addresses="numbered",
    ),
    Outlet(
        id=AGENCY, name="Isles Press Agency", domain="islespress.example", kind="rss",
        tagline="Owned by its members", dates="short-year", headlines="plain", sentences=(2, 3),
    ),
    Outlet(
        id="skell-lantern", name="Skell Lantern", domain="skell-lantern.example", kind="atom",
        tagline="A small light, well trimmed", dates="iso-z", headlines="plain", sentences=(2, 4),
    ),
    Outlet(
        id="vellan-voice", name="Vellan Voice", domain="vellanvoice.example", kind="atom",
        tagline="Independent, and usually awake", dates="iso-offset", headlines="signed", sentences=(2, 3),
        addresses="numbered", has_content=True,
    ),
    Outlet(
        id="radio-low-isles", name="Radio Low Isles", domain="radiolowisles.example", kind="json",
        tagline="On the hour, when the mast is up", dates="iso-fraction", headlines="plain", sentences=(1, 2),
        addresses="query",
    ),
    Outlet(
        id="ansay-observer", name="The Ansay Observer", domain="ansayobserver.example", kind="rdf",
        tagline="What we see from here", dates="iso-offset", headlines="kicker", sentences=(2, 3),
    ),
    Outlet(
        id="dunsey-dispatch", name="The Dunsey Dispatch", domain="dunseydispatch.example", kind="broken",
        tagline="Set by hand, as you will notice", dates="gmt", headlines="plain", sentences=(1, 3),
    ),
    Outlet(
        id="tideline", name="Tideline", domain="tideline.example", kind="rss",
        tagline="Boats, weather and power", dates="naive", headlines="plain", sentences=(2, 3),
        beats=("sea", "weather", "energy"), addresses="numbered",
    ),
    Outlet(
        id="the-furrow", name="The Furrow", domain="thefurrow.example", kind="rss",
        tagline="For people with mud on their boots", dates="american", headlines="title", sentences=(2, 4),
        beats=("farming", "energy", "weather", "science"),
    ),
    Outlet(
        id="chamber-watch", name="Chamber Watch", domain="chamberwatch.example", kind="json",
        tagline="We sit through it so that you need not", dates="iso-z", headlines="plain", sentences=(2, 3),
        beats=("town-halls", "farming", "science"), has_content=True,
    ),
    Outlet(
        id="touchline", name="Touchline", domain="touchline.example", kind="atom",
        tagline="Sport, wet or dry", dates="iso-z", headlines="kicker", sentences=(2, 3), beats=("sport", "science"),
        addresses="query",
    ),
    Outlet(
        id="pellow-times-html", name="The Pellow Times", domain="pellowtimes.example", kind="html",
        tagline="Our new site is nearly ready", dates="gmt", headlines="plain", sentences=(1, 1),
    ),
    Outlet(
        id="hallin-herald", name="The Hallin Herald", domain="hallinherald.example", kind="gone",
        tagline="Ceased publication", dates="gmt", headlines="plain", sentences=(1, 1),
    ),
)  # fmt: skip
BYLINES_BY_OUTLET = {
    "harbour-post": ("Edda Winslow", "Tom Cadwell", "Priya Lorne"),
    "marrow-mercury": ("Jonah Speke", "Clemency Rook"),
    AGENCY: ("Isles Press Agency",),
    "skell-lantern": ("Lars Ampleford", "Mina Dossett"),
    "vellan-voice": ("Euan Farrar", "Bridie Callow"),
    "radio-low-isles": ("",),
    "ansay-observer": ("Otto Pennyfeather", "Sunniva Hale"),
    "dunsey-dispatch": ("Gwil Maddox", ""),
    "tideline": ("Agnes Tolliver", "Rafe Underhill"),
    "the-furrow": ("Dora Quayle", "Kit Sowerby"),
    "chamber-watch": ("Phoebe Lamb",),
    "touchline": ("Anders Croy", "Peg Mulroy"),
}
