"""What fills the columns between the news: entertainments, and press releases for sale."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from random import Random

SIGNS = (
    "Aries", "Taurus", "Gemini", "Cancer", "Leo", "Virgo", "Libra", "Scorpio", "Sagittarius", "Capricorn",
    "Aquarius", "Pisces",
)  # fmt: skip
FORTUNES = (
    "Somebody you owe a letter is thinking of you, and not kindly",
    "A tall person offers advice; take the umbrella instead",
    "Venus looks at Saturn sideways, which is no excuse for that haircut",
    "Money comes to you by a strange door and leaves by the usual one",
    "Say yes to cake and no to committees",
    "An old flame writes; check the spelling before you answer",
    "Your lucky number is nine, your lucky colour is whatever is clean",
    "The moon asks for patience, and so does the dishwasher",
)
PRODUCTS = (
    "Tidal Energy Converter", "Smart Collar", "Collapsible Teacup", "Marine Lubricant", "Organic Drone",
    "Sheep Wearables", "Ferry Ticketing Software", "Seaweed Snack", "Heated Glove", "Pet Insurance Platform",
    "Wind Turbine Gearbox Oil", "Smart Doormat", "Edible Straw", "Quantum Umbrella", "Lighthouse Automation",
    "Vegan Gelatine",
)  # fmt: skip
HOUSES = ("Vantage Ledger Research", "Meridian Insight Partners", "Bluefin Forecasts", "Axiom Market Foresight")
PITCHES = {
    "{product} Market Size to Reach USD {sum} Billion by 2033": (
        "The {product} market is expected to grow at a CAGR of {rate}% in the forecast period 2026-2033, says {house}. "
        "Request a sample copy with tables and figures."
    ),
    "Global {product} Market Outlook: CAGR of {rate}% Expected": (
        "{house} values the {product} market at USD {sum} billion by 2033. "
        "Key players profiled in the report compete on innovation and synergies."
    ),
    "{product} Market Share, Trends and Forecast 2026-2033": (
        "According to a market report by {house}, revenue will rise at a compound annual growth rate of {rate}% "
        "to USD {sum} billion by 2033. Early buyers save a tenth."
    ),
}


@cache
def load_pastimes() -> tuple[tuple[str, str], ...]:
    """Headline and text of every entertainment of the stock."""
    text = files(__package__).joinpath("stock", "noise.txt").read_text(encoding="utf-8").replace("'", "’")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((headline, told) for headline, _, told in (line.partition(" // ") for line in lines))


def make_pastimes(rng: Random, count: int) -> list[tuple[str, str]]:
    """Headlines and texts of entertainments, a third of them horoscopes; no headline twice."""
    horoscopes = [
        (f"{sign}: your stars this week", f"{fortune}. The week favours {sign} more than you deserve.")
        for sign, fortune in zip(SIGNS, rng.sample(FORTUNES * 2, len(SIGNS)), strict=True)
    ]
    fortunes_count = min(len(horoscopes), count // 3)
    others = rng.sample(load_pastimes(), min(len(load_pastimes()), count - fortunes_count))
    return [*rng.sample(horoscopes, fortunes_count), *others]


def make_pitches(rng: Random, count: int) -> list[tuple[str, str]]:
    """Headlines and texts of press releases, each for another product (so at most as many as there are)."""
    return [make_pitch(rng, product) for product in rng.sample(PRODUCTS, min(count, len(PRODUCTS)))]


def make_pitch(rng: Random, product: str) -> tuple[str, str]:
    """One press release."""
    headline, text = rng.choice(list(PITCHES.items()))
    words = {
        "product": product,
        "sum": f"{rng.randint(2, 48)}.{rng.randint(1, 9)}",
        "rate": f"{rng.randint(3, 19)}.{rng.randint(1, 9)}",
        "house": rng.choice(HOUSES),
    }
    return headline.format_map(words), text.format_map(words)
