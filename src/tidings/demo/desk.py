"""The demo's desk file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from ..model import Topic
from .world import World


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a text between commas."""
    return tuple(text.split(", "))


TOPICS = (
    Topic(
        id="sea",
        name="Sea and ferries",
        description="Boats, harbours and the people who go out.",
        keywords=split_list(
            "ferry, ferries, crossing, sailings, lifeboat, coaster, harbour, pier, coastguard, fares, fare, "
            "quota, skippers, fleet, tug, salvors, fisheries warden, aboard, aground, boats, cargo, dismasted, "
            "back in service, passengers, rescued, coasters, fishing crews, harbour trustees"
        ),
    ),
    Topic(
        id="weather",
        name="Weather",
        description="What is coming, and what it did.",
        keywords=split_list(
            "storm, gale, gusts, forecasters, flood, flooded, sea wall, red warning, weather office, waves, weather"
        ),
    ),
    Topic(
        id="energy",
        name="Energy",
        description="Wind, tide and wires.",
        keywords=split_list(
            "electricity, blackout, power cut, grid, turbine, turbines, wind farm, windmills, kilowatts, tidal "
            "power, in the dark, network controller, transformer, substation, tidal, lights went out, goes "
            "dark, went dark, energy"
        ),
    ),
    Topic(
        id="farming",
        name="Farming and food",
        description="Fields, flocks and larders.",
        keywords=split_list(
            "farm, farms, farmer, crofters, crofter, holding, holdings, outbreak, movement ban, tenants, "
            "tenant, buyout, estate, farm show, food inspector, recalls, cheesemaker, smallholder, sheep scab, "
            "barley rust, foulbrood, potato wart, liver fluke, goose fever, chief vet, larder, dairy, pantry, "
            "recalled, fell ill, crofts, pulled from shops, packets, farming, batch"
        ),
    ),
    Topic(
        id="town-halls",
        name="Town halls and courts",
        description="Who decides, and who is judged.",
        keywords=split_list(
            "council, councillor, councillors, budget, mayor, planners, planning board, planning court, town "
            "hall, elections, jury, jailed, court, prison, guilty, sentence, firefighters, fire, blaze, fire "
            "chief, property tax, petition, maternity ward, grammar school, cottage library, post office, "
            "observatory school, director of services, burn, burns, boatyard, ropeworks, smokehouse, paper "
            "mill, chip shop, cider press, planning chair, behind bars, convicted, convicts, theft, pawn "
            "ticket, witness box, town halls, room hotel, hotel beside, hotel called, hotel on the dunes"
        ),
    ),
    Topic(
        id="science",
        name="Science",
        description="What was found, and who doubts it.",
        keywords=split_list(
            "archaeologists, unearthed, marine biologist, naturalist, institute, researchers, sei whale, "
            "leatherback turtle, walrus, snowy owl, oarfish, basking shark, oceanographer, geologist, botanist, "
            "statistician, bronze bell, boat burial, roman spoon hoard, amber comb, lead coffin, painted "
            "pebble, kelp forest, cold spring, drowned valley, singing sand, glowing lichen, trench, "
            "archaeologist, science"
        ),
    ),
    Topic(
        id="sport",
        name="Sport",
        description="Wet, mostly.",
        keywords=split_list(
            "regatta, race, races, cup tie, the cup, quarter final, semi final, goalkeeper, winger, centre "
            "forward, defender, swim, swims, swam, sound week, lanterns cup, herring queen trophy, wetsuit, "
            "swimmer, swum, sport"
        ),
    ),
)


def desk_toml(world: World, *, base_url: str) -> str:
    """The desk file for a world whose wire is at ``base_url``."""
    masthead = {
        "title": "Low Isles Tidings",
        "tagline": "Seven islands, one page",
        "url": "https://lowisles.example",
        "language": "en",
        "time_zone": "UTC",
        "editor": "The night desk, Marrowhaven",
        "contact": "desk@lowisles.example",
    }
    parts = [
        "# The desk of the demo. Islands, outlets, people and events are invented.\n",
        table("[masthead]", masthead),
        *(
            table(
                "[[topics]]",
                {"id": topic.id, "name": topic.name, "description": topic.description, "keywords": topic.keywords},
            )
            for topic in TOPICS
        ),
        *(
            table("[[feeds]]", {"url": f"{base_url}/feeds/{outlet.id}", "source": outlet.name})
            for outlet in world.outlets
        ),
    ]
    return "\n".join(parts)


def table(head: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """One table of TOML; a JSON string or list of strings is also one of TOML."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join([head, *lines, ""])
