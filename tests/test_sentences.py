"""Where sentences end, in many languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.sentences import cut_short, is_finished, sentences

ONE = {
    "en": [
        "Dr. Smith met Mr. J. K. Rowling at 5 p.m. in St. Albans.",
        "The U.S. Senate voted on No. 10 in Washington, D.C. on Monday.",
        "EU funding of €2.5m went to three firms, e.g. Harbour Ltd. of Skell.",
        "Apple Inc. Chief Executive Ada Reed spoke on Jan. 5 about version 3.11.4 of it.",
        "See https://post.example/a.b?c=D. for more, says Yahoo! Japan.",
        "“Will it float?” asked the captain.",
        "He paid $1,234.56 for it... and left.",
        "Gov. Reed vs. Sen. Holm: who won?",
        "Mr. and Mrs. O'Neil Jr. left St. John's Univ. in Ft. Worth, Tex. on Sat. Sept. 11 at 5 p.m. EST.",
    ],
    "de": [
        "Am 3. Mai trafen sich Dr. Holm und Prof. A. Reed in St. Gallen.",
        "Das kostet z. B. 1.234,5 Mio. Euro, d. h. mehr als im 2. Weltkrieg.",
        "Der 1. FC Skell gewann u. a. gegen den 17. Verein.",
        "Papst Johannes Paul II. Besuch gilt als Nr. 1 der Ereignisse.",
    ],
    "fr": ["M. Macron et Mme. Le Goff ont vu le no. 10 à Paris.", "Selon M. Dupont, cf. p. 12, c’est fini !"],
    "es": ["El Sr. Reed y la Sra. Holm viajaron a EE. UU. Unidos ayer.", "¿Quién ganó ayer, dijo el Dr. García?"],
    "it": ["Il Dott. Rossi e il Sig. Bianchi sono a Roma."],
    "nl": ["Volgens dhr. De Vries en dr. Jansen is dat bijv. Rotterdam."],
    "sv": ["Ulf K. sade bl.a. att kl. 10 var för tidigt."],
    "pl": ["Prof. dr hab. Jan Kowalski wydał ok. 2,5 mln zł, tj. dużo, 3. maja."],
    "cs": ["Dne 3. května přijel např. p. Novák ve 20. století."],
    "tr": ["Dr. Yılmaz 3. Köprü'yü gördü."],
    "vi": ["TS. Nguyễn Văn A. nói rằng TP. Hồ Chí Minh rất đông."],
    "el": ["Ο κ. Παπαδόπουλος πήγε στην Αθήνα."],
    "fa": ["دکتر م. رضایی گفت ۲٫۵ میلیون نفر آمدند."],
    "da": ["Den 3. maj mødtes dr. Holm og nr. 10 i byen."],
    "ru": ["По словам акад. И. П. Павлова, в 2026 г. Москва выросла на 1,5 млн. Человек."],
    "ja": ["「行きます。」と彼は言った。"],
    "hi": ["डॉ. शर्मा ने कहा कि बारिश होगी।"],
}
TWO = {
    "en": ["It hit a rock. All are safe.", "He said: “Go.” They went.", "It began at 9 a.m. The ferry left.", "Was it 12? Yes.",
           "They moved to the U.S. They stayed.", "It was sold in 2014. Prices rose.", "Plan B failed. No one knew why."],
    "de": ["Es ist kalt. Der Wind weht.", "Es kamen 12. Danach ging es los.", "„Nein.“ Er ging."],
    "fr": ["C’est fini ! Le navire part.", "« Non. » Elle partit."],
    "es": ["¡Se acabó! ¿Quién ganó?", "Llegó ayer. El barco partió."],
    "zh": ["渡轮触礁。所有人都安全。", "他说：“好！”大家走了。"],
    "ja": ["船が座礁した。全員無事だ。"],
    "ar": ["هل غرقت السفينة؟ لا أحد يعرف."],
    "ur": ["جہاز ڈوب گیا۔ سب محفوظ ہیں۔"],
    "hi": ["जहाज़ डूब गया। सब सुरक्षित हैं।"],
    "ru": ["Судно село на мель. Все живы."],
    "am": ["መርከቡ ሰመጠ። ሁሉም ደህና ናቸው።"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in ONE.items() for text in texts])
def test_a_sentence_is_not_cut_at_numbers_names_titles_or_abbreviations(language: str, text: str) -> None:
    assert sentences(text, language=language) == [text]


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in TWO.items() for text in texts])
def test_two_sentences_are_two(language: str, text: str) -> None:
    found = sentences(text, language=language)

    assert len(found) == 2
    assert all(map(is_finished, found))


def test_a_language_that_nobody_named_is_told_by_its_small_words() -> None:
    assert len(sentences("Das war nach dem 2. Weltkrieg und der 3. Mai ist es nicht.")) == 1


@pytest.mark.parametrize(
    ("text", "chars_max", "cut"),
    [
        ("The ferry that ran aground off Skell on Monday, with sixty people on board, is afloat again", 60, "The ferry that ran aground off Skell on Monday…"),
        ("The ministry paid 1 234 567 crowns to the owners", 30, "The ministry paid…"),
        ("They spoke with the minister Ada Reed Holm about it", 38, "They spoke with the minister…"),
        ("They asked for more of the money that was promised", 30, "They asked for more…"),
        ("渡轮在斯凯尔附近触礁，六十名乘客全部安全，救援人员说", 16, "渡轮在斯凯尔附近触礁…"),
        ("เรือเฟอร์รี่เกยตื้นใกล้เกาะ ผู้โดยสารทุกคนปลอดภัย", 30, "เรือเฟอร์รี่เกยตื้นใกล้เกาะ…"),
        ("https://post.example/a/very/long/address/that/never/ends", 20, ""),
        ("short", 20, "short…"),
    ],
)  # fmt: skip
def test_a_long_sentence_is_cut_at_a_clause_or_word_never_in_a_number_or_a_name(
    text: str, chars_max: int, cut: str
) -> None:
    assert cut_short(text, chars_max=chars_max) == cut


# ---------------------------------------------------------------- sentences made from a grammar

NAMES = ["Dr. Holm", "J. K. Reed", "the U.S. Navy", "Mr. A. Skua", "Skell Ltd.", "Yahoo! Japan", "St. Orm", "Ada Reed"]
SUMS = [
    "€2.5m",
    "1,234.5 tonnes",
    "$3.11",
    "No. 10",
    "5 p.m. on Jan. 5",
    "https://post.example/a.b",
    "version 2.0.1",
    "e.g. barley",
]
english = st.builds(
    lambda name, verb, amount, end: f"Yesterday {name} {verb} {amount} off the coast{end}",
    st.sampled_from(NAMES), st.sampled_from(["sold", "found", "asked for"]), st.sampled_from(SUMS), st.sampled_from([".", "!", "?", ".”"]),
)  # fmt: skip
german = st.builds(
    lambda name, day, amount: f"Gestern traf {name} am {day} den Rat und bekam {amount} für das Schiff.",
    st.sampled_from(["Dr. Holm", "Prof. A. Reed", "St. Gallen", "Frau Holm"]),
    st.sampled_from(["3. Mai", "17. Februar", "1. Juni"]),
    st.sampled_from(["z. B. Gerste", "1.234,5 Mio. Euro", "Nr. 7", "d. h. nichts"]),
)
chinese = st.builds(
    lambda who, what: f"{who}昨天{what}。",
    st.sampled_from(["渡轮", "部长", "3.5万人"]),
    st.sampled_from(["触礁", "说：“好”", "离开了"]),
)
hindi = st.builds(lambda who: f"{who} कल आया।", st.sampled_from(["जहाज़", "मंत्री", "2.5 लाख लोग"]))
arabic = st.builds(lambda who: f"هل وصل {who} أمس؟", st.sampled_from(["الوزير", "2.5 مليون", "القارب"]))
texts = st.one_of(
    *(st.tuples(st.just(language), st.lists(kind, min_size=1, max_size=5)) for language, kind in
      [("en", english), ("de", german), ("zh", chinese), ("hi", hindi), ("ar", arabic)])
)  # fmt: skip


@given(texts)
def test_sentences_put_together_come_apart_again(made: tuple[str, list[str]]) -> None:
    language, told = made
    between = "" if language == "zh" else " "

    assert sentences(between.join(told), language=language) == told


@given(texts, st.integers(30, 120))
def test_a_cut_text_keeps_its_length_and_ends_cleanly(made: tuple[str, list[str]], chars_max: int) -> None:
    text = " ".join(made[1])

    cut = cut_short(text, chars_max=chars_max)

    assert len(cut) <= chars_max
    assert not cut or (cut.endswith("…") and cut[-2:-1] not in ",;:([“«- 、，")
    assert text.startswith(cut.removesuffix("…"))
