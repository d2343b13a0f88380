"""Bylines become people, one name each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.page.names import names_in


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("By Ada Lind", ("Ada Lind",)),
        ("By Ada Lind, Bo Reed and Cy Marsh", ("Ada Lind", "Bo Reed", "Cy Marsh")),
        ("Von Anna Müller und Hans Meier, Berlin", ("Anna Müller", "Hans Meier")),
        ("Par Jean Dupont et Marie Martin", ("Jean Dupont", "Marie Martin")),
        ("Por María López y Juan Pérez", ("María López", "Juan Pérez")),
        ("Di Grazia Porto", ("Grazia Porto",)),
        ("Door Femke de Wit", ("Femke de Wit",)),
        ("Текст: Вера Соколова", ("Вера Соколова",)),
        ("作者：林晓雨", ("林晓雨",)),
        ("김철수 기자", ("김철수",)),
        ("ADA LIND and BO O'NEILL", ("Ada Lind", "Bo O'Neill")),
        ("Ursula von der Aue", ("Ursula von der Aue",)),
        ("Lind, Ada", ("Ada Lind",)),
        ("Ada Lind, Senior Political Correspondent", ("Ada Lind",)),
        ("By Ada Lind for The Morning Post", ("Ada Lind",)),
        ("Ada Lind (dpa)", ("Ada Lind",)),
        ("Ada Lind @adalind ada@paper.example", ("Ada Lind",)),
        ("Posted by Ada Lind on November 19, 2019, 6:21 AM EST", ("Ada Lind",)),
        ("11/19/2019 by Ada Lind", ("Ada Lind",)),
        ("Ada Lind, Jr.", ("Ada Lind",)),
        ("Ada Lind Ada Lind, Ada Lind", ("Ada Lind Ada Lind", "Ada Lind")),
        ("Al Root", ("Al Root",)),
        ("Von Max Muster, ARD Berlin", ("Max Muster",)),
        ("Von unserem Korrespondenten Max Muster", ("Max Muster",)),
        ("Eine Analyse von Max Muster", ("Max Muster",)),
        ("Ein Interview von Max Muster und Eva Lind", ("Max Muster", "Eva Lind")),
        ("Text und Fotos: Max Muster", ("Max Muster",)),
        ("Interview: Max Muster", ("Max Muster",)),
        ("J. K. Lind", ("J. K. Lind",)),
        ("Ada Lind HARROW GAZETTE", ("Ada Lind",)),
    ],
)
def test_a_byline_names_these_people(byline: str, people: tuple[str, ...]) -> None:
    assert names_in(byline) == people


@pytest.mark.parametrize(
    "byline",
    [
        "Staff", "Redaktion", "By Gazette Staff", "The Associated Press", "dpa", "AP Auto Writer", "admin",
        "Reuters, Washington", "https://www.paper.example/ada", "info@paper.example", "Share this", "View all posts",
        "编辑部", "By", "", "12 February 2026", "Bay Media GmbH", "NEWSDESK",
    ],
)  # fmt: skip
def test_offices_agencies_and_buttons_are_nobody(byline: str) -> None:
    assert names_in(byline, is_certain=True) == ()


def test_a_nickname_counts_only_where_a_name_belongs() -> None:
    assert names_in("Mirabelle") == ()
    assert names_in("Mirabelle", is_certain=True) == ("Mirabelle",)


FIRST = st.sampled_from(["Ada", "Bo", "Chloé", "Dagmar", "Élodie", "Femke", "Grazia", "Håkon", "Ива", "Jürgen"])
LAST = st.sampled_from(["Lind", "Reed", "van der Berg", "O'Neill", "Müller-Thurgau", "Соколова", "Le Goff", "d'Arc"])
PERSON = st.builds(lambda first, last: f"{first} {last}", FIRST, LAST)
LEAD = st.sampled_from(["By ", "Von ", "Par ", "Por: ", "Text: ", "Written by ", "Автор: ", ""])
TAIL = st.sampled_from(["", " | 12.03.2020", ", 3 March 2021", " @handle", " (dpa)", " – 10:15 Uhr", " on May 3, 2020"])


@given(
    LEAD, st.lists(PERSON, min_size=1, max_size=4, unique=True), st.sampled_from([", ", " and ", " und ", "; "]), TAIL
)
def test_whatever_stands_around_them_all_people_of_a_byline_are_found(
    lead: str, people: list[str], joint: str, tail: str
) -> None:
    assert names_in(f"{lead}{joint.join(people)}{tail}") == tuple(people)


@given(PERSON)
def test_a_name_that_was_read_is_read_again_as_itself(person: str) -> None:
    assert names_in(person) == (person,)


@given(st.text(max_size=400))
def test_no_text_is_too_odd_for_a_byline(text: str) -> None:
    names = names_in(text, is_certain=True)

    assert len(names) <= 12
    assert all(name == name.strip() and len(name) <= 60 for name in names)
