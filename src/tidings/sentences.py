"""Where sentences end, in any script; and where one that is too long may be cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

CLOSERS = "\"'”’»›)]}』」】）》“‘"
"""What may follow a full stop and still belongs to its sentence."""
OPENERS = "\"'“‘«‹„‚([{『「【（《¿¡"
END = re.compile(rf"(?:[.!?…]+|[。！？｡．؟۔।॥։።។။]+)[{re.escape(CLOSERS)}]*(?:\s»(?=\s|$))?")
FULL_STOPS = frozenset("。！？｡．؟۔।॥։።។။")
"""Marks that are never anything but the end of a sentence."""
NEAR_CHARS = 80
"""So much around a mark decides whether it ends a sentence."""
UNSPACED_STOPS = frozenset("。！？｡．")
"""Marks after which no space stands."""
CONTINUES_QUOTE = re.compile(r"[とっ、，,؛]|って")
"""After a closed quotation: the sentence that quotes goes on."""
LAST_WORD = re.compile(r"[^\s(\[{\"'“‘«„]*$")
FIRST_WORD = re.compile(rf"[{re.escape(OPENERS)}—–-]*\s*([^\W_]+)", re.UNICODE)
ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]|[^\W\d_]")
"""``U.S``, ``z.B``, or one letter: an initial."""
ORDINAL = re.compile(r"\d{1,3}|[IVX]{2,5}")
LIST_NUMBER = re.compile(r"\d{1,3}|[A-Za-z]")

TITLES = frozenset(
    "Mr Mrs Ms Mx Dr Prof St Ste Gen Lt Col Sgt Cpl Capt Cmdr Maj Adm Sen Rep Reps Sens Gov Hon Rev Pres Supt Insp "
    "Mt Ft Messrs Mme Mmes Mlle MM M Pr Sra Srta Dña Dra Sig Dott Ing Avv Arch Hr Drs Mw Mevr Dhr Mag Dipl "
    "dr prof mgr inż ks św ul ks im dhr mevr drs проф акад им ул св डॉ प्रो "
    "Av av sig hab TS TP ThS vs cf eg ie viz bzw vgl ggf evtl inkl ca approx env bijv np tzw"
    .split()
)  # fmt: skip
"""Abbreviations that stand before what they belong to, and so never end a sentence."""
BEFORE_NUMBERS = frozenset(
    "No Nos no nos Nr nr Nrn Art art Abs abs Sec Fig fig Figs Vol vol Ch ch p pp P PP pg S s Bd Kap cap Cap pág "
    "par tel Tel kl ok n núm num c стр гл ст § No".split()
)
"""Abbreviations that end no sentence where a number follows."""
MAYBE_LAST = frozenset(
    "Inc Ltd Co Corp Cos Bros Jr Sr etc al Ave Blvd Rd Bldg Dept Univ Assn Est "
    "Mon Tue Tues Wed Thu Thurs Fri Sat Sun Calif Fla Mass Conn Ariz Colo Wash Ore Pa Va Ga Ill Ind Mich Minn Wis "
    "Tenn Tex Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec janv févr avr juil oct nov déc "
    "Mio Mrd Tsd Str usw mio mia mld mln tys руб тыс млн млрд гг EE UU Uds Ud".split()
)
"""Abbreviations that may end a sentence: they do where a word follows that likes to begin one."""
BRANDS = frozenset({"Yahoo!", "Jeopardy!", "E!", "Wham!", "Which?", "Oklahoma!", "Guess?", "Kahoot!"})
"""Names that end in a mark."""
ORDINAL_LANGUAGES = frozenset("de da nb nn no fi cs sk pl hu hr sr sl et lv tr is lb".split())
"""Where a number with a full stop is "the third"."""
MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember december "
    "marts maj ledna února března dubna května června července srpna září října listopadu prosince "
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia "
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta ocak şubat mart nisan mayıs haziran".split()
)
STARTERS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "The A An In On At But And He She It They We You I This That These Those His Her Its Their Our My When "
        "While After Before As If Although Since For From With However Meanwhile Now There Here What Who Why How Not "
        "No Yes So Then Also Some Many Most More One Two All Both Each Every Police Officials Critics According By To",
        "de": "Der Die Das Ein Eine Er Sie Es Wir Ich Ihr In Im Am An Auf Bei Mit Nach Vor Zu Zum Zur Doch Aber Und "
        "Auch Dabei Damit Danach Dann Dort Diese Dieser Dieses Seit Wenn Als Wie Was Wer Warum Für Von Vom Bis Nun "
        "Jetzt Man",
        "fr": "Le La Les Un Une Il Elle Ils Elles On Nous Vous Je Ce Cette Ces Cet En Au Aux Dans Sur Pour Par Avec "
        "Mais Et Après Avant Selon Depuis Si Quand Alors Puis Son Sa Ses Leur Leurs Des Du",
        "es": "El La Los Las Un Una Él Ella Ellos Se En Con Por Para Según Pero Y Desde Cuando Como Si Su Sus Este "
        "Esta Estos Esa Ese Lo No También Tras Al Del",
        "it": "Il Lo La I Gli Le Un Una In Nel Nella Con Per Secondo Ma E Da Dal Dopo Prima Se Quando Come Questo "
        "Questa Non Si Suo Sua È",
        "pt": "O A Os As Um Uma Ele Ela Eles Em No Na Nos Nas Com Por Para Segundo Mas E Desde Quando Como Se Seu Sua "
        "Este Esta Isso Não Também Após",
        "nl": "De Het Een Hij Zij Ze Wij We Ik In Op Met Voor Na Bij Maar En Ook Volgens Toen Als Dit Dat Deze Die "
        "Er Zijn",
        "sv": "Det Den De En Ett Han Hon Vi Jag I På Med För Efter Men Och Enligt När Som Om Detta Denna",
        "da": "Det Den De En Et Han Hun Vi Jeg I På Med For Efter Men Og Ifølge Da Som Hvis Dette Denne",
        "ru": "В На Но И Он Она Они Мы Я Это Этот По При После Как Что Если Когда Однако Также С У К За Из До Для О",
        "pl": "W Na Ale I On Ona Oni To Ten Ta Po Przed Jak Co Jeśli Kiedy Jednak Z Do Dla O Nie Według",
    }.items()
}  # fmt: skip
"""Words that often begin a sentence and seldom a name."""
TELLING = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is that for was with are from",
        "de": "der die und das den dem ist nicht mit ein eine auch sich wird",
        "fr": "le la les des et est du une dans que qui pour au",
        "es": "el los las del que por una con para su se y",
        "it": "il di che della per una del gli nel sono con",
        "pt": "que os da do uma para com não em dos na ao",
        "nl": "het een van de en dat op voor niet met zijn",
        "sv": "och att det är som på av för en inte till",
        "da": "og at det er som på af for en ikke til",
        "pl": "i w na z do nie się że jest to o",
        "cs": "a se v na je že s z do o",
        "fi": "ja on ei että oli se hän mutta ovat myös",
    }.items()
}  # fmt: skip
"""Small words by which a language is told where nobody names it."""
ALL_TELLING = frozenset().union(*TELLING.values())
TELLING_MIN = 2
GUESSED_CHARS_MAX = 2000

CLAUSE = re.compile(r"[,;:،؛]\s|\s[–—-]+\s|[，、；：]")
CLAUSE_SHARE_MIN = 0.6
"""A clause is a good place to cut from this share of the room on."""
STEPS_BACK_MAX = 8
"""So many words are given up to leave a number or a name whole."""
LOOSE = " \t\n,;:،؛，、；：-–—/&+·|([{“‘«„‚<#*="
"""What no text may end with."""
LINKING = frozenset(
    "a an the of in on at to for from with by and or but as that than is are was were be has have had its his her "
    "their der die das ein eine und oder in im am an auf mit von zu zum zur für "
    "le la les un une de du des et ou à au aux en dans par pour sur que "
    "el los las una y o del al con por para".split()
)
"""Words that promise another one."""


def sentences(text: str, *, language: str = "") -> list[str]:
    """The sentences of a text, white space folded; joined with spaces (none after 。) they are the text.

    Never cut inside a number, an address or a name, after a title or an initial; where in doubt, not cut.
    """
    squeezed = " ".join(text.split())
    found: list[str] = []
    begin = 0
    for end in sentence_ends(squeezed, language[:2].lower() or guessed_language(squeezed)):
        found.append(squeezed[begin:end].strip())
        begin = end
    rest = squeezed[begin:].strip()
    return [sentence for sentence in (*found, rest) if sentence]


def joined(found: Sequence[str]) -> str:
    """Sentences as one text, put together as their script does it."""
    text = ""
    for sentence in found:
        is_unspaced_end = text.rstrip(CLOSERS)[-1:] in UNSPACED_STOPS
        text = f"{text}{sentence}" if text and is_unspaced_end else f"{text} {sentence}".strip()
    return text


def guessed_language(text: str) -> str:
    """The language whose small words a text is full of; empty where that is not clear."""
    small = [word for word in text[:GUESSED_CHARS_MAX].lower().split() if word in ALL_TELLING]
    counts = {language: sum(word in words for word in small) for language, words in TELLING.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] >= TELLING_MIN else ""


def sentence_ends(text: str, language: str) -> Iterator[int]:
    """The places in a text after which another sentence begins."""
    begin = 0
    for match in END.finditer(text):
        before = text[max(begin, match.start() - NEAR_CHARS) : match.start()]
        after = text[match.end() : match.end() + NEAR_CHARS]
        if after and is_end(before, match[0], after, language):
            yield match.end()
            begin = match.end()


def is_end(before: str, mark: str, after: str, language: str) -> bool:
    """Whether a mark between these two pieces ends a sentence."""
    if mark[0] in FULL_STOPS:
        return not (mark[-1] in CLOSERS and CONTINUES_QUOTE.match(after))
    if not after[0].isspace():
        return False
    first = FIRST_WORD.match(after.lstrip())
    word = first[1] if first else ""
    if not word or word[0].islower():
        return False
    last = LAST_WORD.search(before)
    token = last[0] if last else ""
    if mark[0] in "!?":
        return token + mark not in BRANDS
    return mark.rstrip(CLOSERS + " ") != "." or is_full_stop(before, token, word, language)


def is_full_stop(before: str, token: str, word: str, language: str) -> bool:
    """Whether a single full stop between a token and the next word is the end of a sentence."""
    if not before.strip():
        return False
    if token in TITLES or (token in BEFORE_NUMBERS and word[0].isdigit()):
        return False
    if LIST_NUMBER.fullmatch(before.strip()):
        return False
    is_starter = word in STARTERS.get(language, STARTERS["en"])
    if token in MAYBE_LAST or ACRONYM.fullmatch(token):
        return is_starter
    if ORDINAL.fullmatch(token):
        is_ordinal = language in ORDINAL_LANGUAGES or word.casefold() in MONTHS
        return is_starter or not is_ordinal
    return True


def is_finished(text: str) -> bool:
    """A text whose last sentence has its end."""
    bare = text.rstrip(CLOSERS + " ")
    return bool(bare) and (bare[-1] in FULL_STOPS or (bare[-1] in ".!?" and not bare.endswith("..")))


def cut_short(text: str, *, chars_max: int) -> str:
    """A text that is too long, cut at a clause or a word with an ellipsis; never in a number, a name or an address.

    At most ``chars_max`` characters with the ellipsis; empty where nothing sensible fits.
    """
    room = chars_max - 1
    if len(text) <= room or chars_max < 2:
        return ended(text[:room])
    clauses = [match.start() for match in CLAUSE.finditer(text[: room + 2]) if match.start() <= room]
    if clauses and clauses[-1] >= room * CLAUSE_SHARE_MIN:
        return ended(text[: clauses[-1]])
    head = text[: room + 1]
    if " " not in head:
        return "" if "://" in head else ended(at_character(text, room))
    words = head.rsplit(" ", 1)[0].split(" ")
    if is_unspaced(text[room]) and is_unspaced(text[room - 1]):
        return ended(at_character(text, room))
    following = text[len(" ".join(words)) :].split()
    return ended(" ".join(without_loose_end(words, following[0] if following else "")))


def without_loose_end(words: list[str], following: str) -> list[str]:
    """Words without those at the end that belong to what was cut off."""
    kept = list(words)
    while len(kept) > max(1, len(words) - STEPS_BACK_MAX) and belongs_to(kept[-1], following):
        following = kept.pop()
    return kept if not belongs_to(kept[-1], following) else words


def belongs_to(word: str, following: str) -> bool:
    """A word that cannot stand before the cut: a number, a part of a name, a word that promises another."""
    bare = word.strip(OPENERS + CLOSERS)
    is_name = bare[:1].isupper() and following.strip(OPENERS)[:1].isupper()
    return not bare or is_name or any(map(str.isdigit, bare)) or bare.endswith(".") or bare in LINKING


def is_unspaced(character: str) -> bool:
    """A character of a script without spaces between words."""
    return "\u0e00" <= character <= "\u0eff" or "\u3040" <= character <= "\u9fff" or "\u1780" <= character <= "\u17ff"


def at_character(text: str, room: int) -> str:
    """The beginning of a text of a script without spaces; a letter keeps its marks, a number its digits."""
    place = room
    while place > 1 and (is_joined(text[place]) or (text[place].isascii() and text[place - 1].isascii())):
        place -= 1
    return text[: place if place > 1 else room]


def is_joined(character: str) -> bool:
    """A mark that belongs to the character before it."""
    return character in "\u200d\ufe0f" or unicodedata.category(character).startswith("M")


def ended(text: str) -> str:
    """A text that was cut, with its ellipsis and nothing loose before it."""
    bare = text.rstrip(LOOSE)
    while bare.endswith(("…", "..")):
        bare = bare.rstrip(f".…{LOOSE}")
    return f"{bare}…" if bare else ""
