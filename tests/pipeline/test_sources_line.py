"""Who publishes, in the whole line: the desk's word on sources reaches readers, old articles too."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from tests.pipeline.desks import EVENING, run_desk
from tidings.demo import World


def sources_of(desk: Path) -> dict[str, dict[str, str]]:
    rows = json.loads((desk / "site/api/v1/sources.json").read_text(encoding="utf-8"))["sources"]
    return {row["domain"]: row for row in rows}


def test_what_a_desk_says_of_a_source_is_shown_with_it_and_counts_for_old_articles(
    evening_desk: Path, world: World
) -> None:
    before = sources_of(evening_desk)
    domain = next(iter(before))
    text = (evening_desk / "desk.toml").read_text(encoding="utf-8")
    said = f'\n[[sources]]\ndomain = "{domain}"\nname = "{before[domain]["name"]}"\nkind = "wire"\ncountry = "NO"\n'
    (evening_desk / "desk.toml").write_text(text + said, encoding="utf-8")

    report = run_desk(evening_desk, EVENING + timedelta(hours=1))
    after = sources_of(evening_desk)

    assert report.is_changed
    assert before[domain]["kind"] is None
    assert (after[domain]["kind"], after[domain]["country"], after[domain]["id"]) == (
        "wire",
        "NO",
        before[domain]["id"],
    )
    page = (evening_desk / "site/sources" / f"{after[domain]['id']}.html").read_text(encoding="utf-8")
    assert f"{domain} · wire · NO" in page
    assert "Its name here: the desk calls its feed so." in page


def test_without_the_desks_word_a_source_is_named_by_its_feed_and_its_page_by_its_domain(desk: Path) -> None:
    lines = (desk / "desk.toml").read_text(encoding="utf-8").splitlines()
    (desk / "desk.toml").write_text(
        "\n".join(line for line in lines if not line.startswith("source = ")), encoding="utf-8"
    )

    run_desk(desk, EVENING)
    found = sources_of(desk)

    assert len(found) > 5
    assert all(row["id"] == domain.replace(".", "-") for domain, row in found.items())
    named = [row for domain, row in found.items() if row["name"] != domain]
    assert len(named) >= 0.8 * len(found)
    assert all(row["named_from"] for row in found.values())
