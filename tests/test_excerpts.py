"""Excerpts that people can read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_sentences import texts
from tidings.excerpts import best_excerpt
from tidings.sentences import is_finished, sentences

ROCK = "The ferry Skua hit a rock off Skell on Monday with sixty people on board."
SAFE = "All of them are safe, the harbour master said in the evening."


@pytest.mark.parametrize(
    ("summary", "wanted"),
    [
        (f"{ROCK} {SAFE}", f"{ROCK} {SAFE}"),
        (f"{ROCK} Read more", ROCK),
        (f"{ROCK} Continue reading Ferry aground →", ROCK),
        (f"{ROCK} [&#8230;] Weiterlesen", ROCK),
        (f"{ROCK} Lire la suite »", ROCK),
        (f"{ROCK} Leer más...", ROCK),
        (f"{ROCK} Lees meer", ROCK),
        (f"{ROCK} (Читать далее)", ROCK),
        (f"{ROCK} 続きを読む", ROCK),
        (f"{ROCK}\nThe post Ferry aground appeared first on The Isles Post.", ROCK),
        (f"{ROCK} The post The post office’s ferry appeared first on The Isles Post.", ROCK),
        (f"{ROCK} Der Beitrag Fähre auf Grund erschien zuerst auf Inselpost.", ROCK),
        (f"{ROCK} L’article Le ferry est apparu en premier sur Courrier.", ROCK),
        (f"{ROCK} La entrada El ferry se publicó primero en Correo.", ROCK),
        (f"{ROCK} L’articolo Il traghetto proviene da Corriere.", ROCK),
        (f"{ROCK} O post A balsa apareceu primeiro em Correio.", ROCK),
        (f"{ROCK} Het bericht De veerboot verscheen eerst op Eilandpost.", ROCK),
        (f"{ROCK} Сообщение Паром появились сначала на Почта.", ROCK),
        (f"{ROCK} submitted by /u/ada [link] [comments]", ROCK),
        (f"{ROCK} Comments URL: https://news.example/1 Points: 12 # Comments: 3", ROCK),
        (f"LONDON (Reuters) - {ROCK}", ROCK),
        (f"BERLIN, 3. Mai (dpa) - {ROCK}", ROCK),
        (f"Paris, le 3 mai (AFP) – {ROCK}", ROCK),
        (f"MADRID, 17 Feb. (EUROPA PRESS) - {ROCK}", ROCK),
        (f"By Ada Reed SKELL, Feb 17 (Reuters) - {ROCK}", ROCK),
        (f"WASHINGTON — {ROCK}", ROCK),
        (f"KHARTOUM: {ROCK}", ROCK),
        (f"GATINEAU, QC / ACCESSWIRE / May 10, 2021 / {ROCK}", ROCK),
        (f"[Isles Standard] Port Orm -- {ROCK}", ROCK),
        ("МОСКВА, 17 фев — РИА Новости. Паром сел на мель у острова Скелл в понедельник.", "Паром сел на мель у острова Скелл в понедельник."),
        ("新华社北京2月17日电 渡轮星期一在斯凯尔附近触礁。", "渡轮星期一在斯凯尔附近触礁。"),
        ("(서울=연합뉴스) 홍길동 기자 = 여객선이 월요일 섬 근처에서 좌초했다.", "여객선이 월요일 섬 근처에서 좌초했다."),
        (f"{ROCK} (Reporting by Ada Reed; Editing by J. Holm)", ROCK),
        (f"Photo by Ada Reed\n{ROCK}", ROCK),
        (f"By Ada Reed\n{ROCK}", ROCK),
        (f"Published on 17 February 2026\n{ROCK}", ROCK),
        (f"Introduction\n{ROCK}", ROCK),
        (f"[caption id=1]{ROCK}[/caption]", ROCK),
        (f"<p>{ROCK}</p><p>{SAFE}</p>", f"{ROCK} {SAFE}"),
        ("The &amp;#8220;Skua&amp;#8221; hit a rock&amp;nbsp;off Skell with sixty people on board.", "The “Skua” hit a rock off Skell with sixty people on board."),
        ("The **ferry** hit [a rock](https://post.example/rock) off Skell on Monday.", "The ferry hit a rock off Skell on Monday."),
        ("The ferry\u200b hit a r\u00adock off Skell \u200con Monday.", "The ferry hit a rock off Skell on Monday."),
        ("UNESCO: The harbour of Skell is on the list of the world’s heritage.", "UNESCO: The harbour of Skell is on the list of the world’s heritage."),
        ("You can read more about the ferry in the report of the harbour master.", "You can read more about the ferry in the report of the harbour master."),
    ],
)  # fmt: skip
def test_only_the_articles_own_words_stay(summary: str, wanted: str) -> None:
    assert best_excerpt([summary]) == wanted


@pytest.mark.parametrize(
    ("headline", "summary", "wanted"),
    [
        ("Ferry aground", f"Ferry aground: {ROCK}", ROCK),
        ("Ferry runs aground off Skell", f"Ferry runs aground off Skell {ROCK}", ROCK),
        ("Ferry aground", f"Ferry aground\n{ROCK}", ROCK),
        ("Ferry aground", "Ferry aground", ""),
        ("Ferry aground", "Ferry aground.", ""),
        ("Ferry aground off Skell", "Ferry aground off Skell  The Isles Post", ""),
        ("Ferry Skua", "Ferry Skua was put back on the list of all ships.", "Ferry Skua was put back on the list of all ships."),
        ("Ferry", "Ferry Skua sinks off Skell", "Ferry Skua sinks off Skell"),
        ("“Ferry” aground: what’s next", f"\"Ferry\" aground: what's next – {ROCK}", ROCK),
        ("Was it the wind?", f"Was it the wind? {ROCK}", ROCK),
        ("Ferry", "Ferrymen are on strike since Monday, their union says.", "Ferrymen are on strike since Monday, their union says."),
    ],
)  # fmt: skip
def test_a_headline_is_not_repeated(headline: str, summary: str, wanted: str) -> None:
    assert best_excerpt([summary], headline=headline) == wanted


@pytest.mark.parametrize(
    ("summary", "wanted"),
    [
        (f"{ROCK} All of them are", ROCK),
        (f"{ROCK} All of them are sa...", ROCK),
        (f"{ROCK} All of them are safe […]", ROCK),
        (f"{ROCK} All of them,", ROCK),
        (f"{ROCK} This is what we know:", ROCK),
        (f"{ROCK} (They were brought ashore. None was", ROCK),
        ("The ferry Skua hit a rock off Skell on Monday with sixty peo...", "The ferry Skua hit a rock off Skell on Monday with sixty…"),
        ("The ferry Skua hit a rock off Skell on Monday with the", "The ferry Skua hit a rock off Skell on Monday with the…"),
        ("The ferry Skua hit a rock off Skell,", "The ferry Skua hit a rock off Skell…"),
        ("Ministers hope for a treaty that will bring back the herring", "Ministers hope for a treaty that will bring back the herring"),
        ("EU funding of €2.5m goes to the harbour of Skell, e.g. for a new lighthouse.", "EU funding of €2.5m goes to the harbour of Skell, e.g. for a new lighthouse."),
    ],
)  # fmt: skip
def test_what_a_feed_cut_ends_with_a_whole_sentence_or_an_ellipsis(summary: str, wanted: str) -> None:
    assert best_excerpt([summary]) == wanted


def test_a_whole_text_is_taken_before_one_that_was_cut() -> None:
    assert best_excerpt(["The ferry Skua hit a rock off Skell on Mon...", f"{ROCK} {SAFE}"]) == f"{ROCK} {SAFE}"


def test_the_first_of_two_good_texts_is_taken() -> None:
    assert best_excerpt([ROCK, SAFE]) == ROCK


def test_a_line_that_tells_little_gives_way_to_one_that_tells_more() -> None:
    assert best_excerpt(["Introduction", ROCK]) == ROCK
    assert best_excerpt(["", "  ", "\u200b"]) == ""


def test_headings_and_lists_do_not_run_into_sentences() -> None:
    text = f"What happened\n{ROCK}\nTimetable\n07:00 Skell\n08:00 Orm\n{SAFE}"

    assert best_excerpt([text]) == ROCK


def test_lines_broken_only_for_their_length_are_one_sentence() -> None:
    broken = ROCK.replace(" off Skell", "\noff Skell")

    assert best_excerpt([broken]) == ROCK


def test_scripts_without_spaces_are_put_together_without_them() -> None:
    assert (
        best_excerpt(["渡轮星期一在斯凯尔附近触礁。船上六十人全部安全。"])
        == "渡轮星期一在斯凯尔附近触礁。船上六十人全部安全。"
    )


def test_a_closed_quotation_in_such_a_script_needs_no_space_either() -> None:
    assert best_excerpt(["他说：“很好。”然后离开了。"]) == "他说：“很好。”然后离开了。"


def test_a_sentence_longer_than_the_room_is_cut_with_an_ellipsis() -> None:
    long = (
        "The harbour master of Skell, who has seen many ferries, said that "
        + "the tide and " * 40
        + "the wind were high."
    )

    excerpt = best_excerpt([long])

    assert len(excerpt) <= 300
    assert excerpt.endswith("…")


# ---------------------------------------------------------------- laws

tails = st.sampled_from(
    ["", " Read more", " […]", " Continue reading →", "\nThe post X appeared first on Y.", " (more…)", "..."]
)
heads = st.sampled_from(["", "LONDON (Reuters) - ", "By Ada Reed\n", "SKELL, May 3 (AP) — ", "WASHINGTON — "])
wraps = st.sampled_from(["{}", "<p>{}</p>", "{}&nbsp;", "  {}\n\n"])


@given(texts, heads, tails, wraps, st.integers(60, 300))
def test_an_excerpt_is_whole_sentences_of_the_text_or_ends_with_an_ellipsis(
    made: tuple[str, list[str]], head: str, tail: str, wrap: str, chars_max: int
) -> None:
    language, told = made
    body = ("" if language == "zh" else " ").join(told)

    excerpt = best_excerpt([wrap.format(f"{head}{body}{tail}")], language=language, chars_max=chars_max)

    assert len(excerpt) <= chars_max
    assert not re.search(r"&\w+;|<\w|Read more|appeared first|[,:;(\[]…?$", excerpt)
    whole = excerpt if is_finished(excerpt) else ""
    assert not excerpt or excerpt.endswith("…") or set(sentences(whole, language=language)) <= set(told)


@given(st.lists(st.text(max_size=200), max_size=3), st.text(max_size=30), st.integers(10, 300))
def test_no_text_is_too_odd_for_an_excerpt(candidates: list[str], headline: str, chars_max: int) -> None:
    excerpt = best_excerpt(candidates, headline=headline, chars_max=chars_max)

    assert len(excerpt) <= chars_max
    assert excerpt == excerpt.strip()
    assert not excerpt.endswith((",", ":", "(", "[", "“", "«"))
