"""The records: the reference's fields in its order, text that cannot be misread, nothing that ages."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tidings.render.frontmatter import front_matter, number, scalar
from tidings.render.records import RELATED_MAX, markdown

from ..make import at, make_article
from .editions import make_edition, make_headlined, make_ranked, make_report, make_small
from .pages import by_path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SMALL = by_path(make_small(), ["records"])
FERRY = next(data.decode() for data in SMALL.values() if b"heat: 14.5" in data)

REFERENCE = (
    "category title excerpt publishedDateTime originalUrl webUrl ampWebUrl cdnAmpWebUrl type quality heat"
    " published featuredContent provider topics images related secured"
).split()


def keys_of(record: str) -> list[str]:
    """The front matter's own keys, in order."""
    return re.findall(r"^(\w+):", record.split("---\n")[1], re.MULTILINE)


def read_scalar(text: str) -> str:
    """What every YAML reader makes of one of our texts."""
    return str(json.loads(text)) if text.startswith('"') else text


def test_every_published_report_has_a_record_and_a_reprint_has_none() -> None:
    assert len(SMALL) == 4
    assert not [data for data in SMALL.values() if b"title" in data and b"Isle Radio" in data.split(b"related:")[0]]


def test_fields_stand_in_the_references_order_and_ours_come_last() -> None:
    keys = keys_of(FERRY)

    assert keys[-1] == "tidings"
    assert keys[:-1] == [key for key in REFERENCE if key in keys]
    assert set(REFERENCE) - set(keys) == {"ampWebUrl", "cdnAmpWebUrl", "featuredContent", "secured"}


@pytest.mark.recorded
def test_a_record_of_the_reference_has_no_field_we_do_not_know() -> None:
    path = SHARED / "data/everyday/record.md"
    if not path.exists():
        pytest.skip("needs the reference's record in the folder `shared` beside the project")

    assert keys_of(path.read_text()) == [key for key in REFERENCE if key != "featuredContent"]


def test_heat_is_what_reports_brought_when_fresh_and_only_the_lead_has_it() -> None:
    heats = sorted(re.search(r"^heat: (\S+)$", data.decode(), re.MULTILINE)[1] for data in SMALL.values())  # type: ignore[index]  # every record has heat

    assert heats == ["-1", "14.5", "7.25", "7.25"]


def test_a_record_does_not_change_as_time_passes() -> None:
    small = make_small()
    cooler = [
        replace(s, heat=s.heat / 2, heat_shares=tuple(replace(h, points=0.0, age_hours=99.0) for h in s.heat_shares))
        for s in small.stories
    ]
    later = replace(small, number=99, as_of=at(500), stories=tuple(cooler))

    assert by_path(later, ["records"]) == SMALL


def test_the_body_is_the_excerpt() -> None:
    front, _, body = FERRY.removeprefix("---\n").partition("---\n")

    assert front.startswith("category: news\n")
    assert body == "\nThe ferry struck a rock at dawn. Nobody was hurt: “we were lucky”, said the captain.\n"


def test_related_reports_are_bounded_and_best_first() -> None:
    reports = [make_report(make_article(f"Report {n:02}", source=f"Paper {n}")) for n in range(15)]
    files = by_path(make_edition(make_ranked(reports[0], *reports[1:])), ["records"])
    lead = files[f"records/{reports[0].record_name}.md"].decode()

    assert lead.count("  - title:") == RELATED_MAX


def test_a_hostile_excerpt_is_plain_text_in_the_body() -> None:
    record = next(data.decode() for data in SMALL.values() if b"script" in data)
    body = record.split("---\n\n")[-1]

    assert not re.search(r"[<{]|%}", body.replace("%&#125;", ""))
    assert "&lt;a href=" in body


# ---------------------------------------------------------------- YAML


@given(st.text())
@example("true")
@example("Yes")
@example("null")
@example("1e3")
@example("2026-03-20")
@example("- a")
@example("a: b")
@example("a #b")
@example("a ")
@example("\u2028\x85\ufeff\x7f")
@example('"\\')
@example("AI & ML")
def test_any_text_comes_back_from_one_line(text: str) -> None:
    written = scalar(text)

    assert read_scalar(written) == text
    assert len(written.splitlines()) == 1
    assert written.isprintable() or '"' in written


@given(st.from_regex(r"[a-zA-Z0-9_.:~+-]{1,12}", fullmatch=True))
def test_a_bare_text_is_never_a_number_date_or_truth(text: str) -> None:
    written = scalar(text)

    if not written.startswith('"'):
        assert written[0].isalpha()
        assert ":" not in written
        assert written.lower() not in {"true", "false", "yes", "no", "on", "off", "y", "n", "null"}


@given(st.floats(min_value=-1e9, max_value=1e9))
def test_a_number_is_written_plainly_to_the_hundredth(value: float) -> None:
    written = number(value)

    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", written)
    assert float(written) == pytest.approx(value, abs=0.0051)


@given(st.datetimes(timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))))
def test_a_moment_is_written_in_utc(moment: datetime) -> None:
    assume(1 < moment.year < 9999)  # a zone may lead beyond the calendar's ends

    assert datetime.fromisoformat(scalar(moment)) == moment.astimezone(UTC).replace(microsecond=0)


def test_nested_values_are_indented_as_blocks() -> None:
    told = front_matter({"a": 1, "b": {"c": True, "d": ["x", "1"]}, "e": [{"title": "T", "n": 2.5}]})

    assert told == '---\na: 1\n\nb:\n  c: true\n  d:\n    - x\n    - "1"\n\ne:\n  - title: "T"\n    n: 2.5\n---\n'


@given(st.text(alphabet="#+-=>1.)*_`[]<>&{}%|~$\\! a\n", max_size=30))
def test_no_text_is_markup_in_a_body(text: str) -> None:
    told = markdown(" ".join(text.split()))

    assert not re.search(r"[<>{}]", told)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]]", told)
    assert not re.match(r"(#|\+|-|=|\d+[.)])", told)


@given(st.text())
def test_any_headline_makes_a_record_that_says_it(headline: str) -> None:
    record = next(iter(by_path(make_headlined(headline), ["records"]).values())).decode()
    title = next(line for line in record.split("\n") if line.startswith("title: "))

    printable = re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]", "", headline
    )
    assert json.loads(title.removeprefix("title: ")) == " ".join(printable.split())
