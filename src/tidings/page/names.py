"""The people in a byline: one name each, without "By", titles, agencies, dates and addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ..markup import clean_text

BYLINE_CHARS_MAX = 300
"""A longer text is no byline; this much of it is read."""
NAMES_MAX = 12
"""People of one byline; more is a list of contributors."""
WORDS_FOR_EACH_MAX = 5
"""Words of a byline for each person in it, job and all."""
NAME_CHARS_MAX = 60
NAME_WORDS_MAX = 6

BY = (
    "text (?:und|&|u\\.) (?:fotos?|bilder|bild)|eine? [\\w-]{3,25} von|interview|"
    "about the author|über (?:den|die) autor(?:in)?|zum autor|zur autorin|à propos de l['’]auteur|sobre (?:el|la|"
    "o|a) autora?|"
    "written by|posted by|published by|reported by|story by|words by|text by|article by|submitted by|reviewed by|"
    "created by|authored by|author|authors|posted on|by|"
    "geschrieben von|veröffentlicht von|verfasst von|erstellt von|eingestellt von|gepostet von|publiziert von|"
    "ein (?:beitrag|kommentar|artikel|gastbeitrag|interview|bericht|essay|text|porträt) von|"
    "(?:gast)?(?:beitrag|kommentar|artikel|interview|bericht|essay|analyse|reportage|rezension|text) von|"
    "autor(?:in|en|innen)?|verfasser(?:in)?|autor\\*in|text|von|"
    "publié par|écrit par|rédigé par|posté par|propos recueillis par|auteurs?|par|"
    "escrito por|publicado por|redactado por|postado por|texto de|autora?(?:es)?|por|"
    "scritto da|pubblicato da|a cura di|articolo di|autore|di|da|"
    "geschreven door|geplaatst door|auteur|door|tekst|"
    "skrevet av|skriven av|skrevet af|publicerad av|tekst|av|af|"
    "kirjoittanut|teksti|napisał(?:a)?|opublikował(?:a)?|autorzy|przez|"
    "автор(?:ы)?|текст|írta|szerző|napsal(?:a)?|autoři|yazan|yazar|συντάκτης|του|της|"
    "作者|文|撰文|记者|記者|编辑|編輯|執筆者?|著者|글|기자"
)
"""What stands before a name, in many languages."""
OPENING = re.compile(rf"(?:{BY})(?:\s*[:：/|]\s*|\s+)", re.IGNORECASE)
AND = "and und et och og ja és oraz и ve con with mit avec sowie"
JOINT = re.compile(
    r"\s*(?:[;|•·、，؛/]|\s[-–—]\s|\n|(?<!Prof)(?<!Dipl)(?<=\w{4})\.\s)\s*"
    rf"|\s+(?:{'|'.join(AND.split() + AND.upper().split())}|&|\+)\s+|\s*(?:及|和|与|與)\s*"
)
"""What stands between two names; with a capital ("With") it is a word of a headline."""
SHORT_JOINT = re.compile(r"\s+(?:y|e|i|en|a)\s+")
"""Words that join names in Spanish, Italian, Portuguese, Polish, Dutch and Czech, and that stand inside names too."""
COMMA = re.compile(r"\s*,\s*")
BRACKETS = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]?")
ADDRESSES = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+|@\w+|\bu/\w+")
PHONE = re.compile(r"\+?\d[\d\s()/-]{5,}\d")
WHEN = re.compile(
    r"\b(?:publiziert|veröffentlicht|geschrieben|erstellt|gepostet|schrieb|schreibt|opublikowano|publicado|pubblicato|"
    r"geplaatst|gepubliceerd|publisert|publicerad)\b|\b(?:on|am|le|el|il|den|op|em|vom|um|at|updated|published|"
    r"posted|aktualisiert|veröffentlicht|publié|mis à jour|"
    r"publicado|actualizado|erschienen|stand|last|first)\b[\s:,]*(?=$|\d|\w+\s+\d|[A-Z]?[a-z]+day)|"
    r"\b\d{1,2}[./:-]\d|\b(?:19|20)\d{2}\b|\d{1,2}\.\s",
    re.IGNORECASE,
)
"""Where a date begins in a byline."""
PLACE = re.compile(
    r"\s+(?:for|für|pour|para|per|of|from|in|aus|à|at|special to|is an?|ist|est|es|covers|writes|has)\s+.*$"
)
"""What follows a name and is none: "Ada Lind in Berlin", "Ada Lind for the Morning Post"."""

NO_NICKNAMES = frozenset(
    """
    admin administrator administrador adm editor editors editorial staff redaktion redaktor redaktionell redakce
    redakcja redakcija redaction rédaction redacción redacao redação redazione redactie redaksjonen redaktionen toimitus
    team teams news newsroom desk newsdesk press presse pressestelle presseportal pressemitteilung agency agencies
    agence agencia agenzia agentur reporter reporters correspondent correspondents contributor contributors columnist
    journalist writer writers author authors autor autoren user users guest gast gastautor gastbeitrag anonymous anonym
    unknown unbekannt webmaster root wordpress blogger blog magazine magazin zeitung newspaper online gmbh ag inc ltd
    llc corp company verlag media medien tv radio network studio studios digital website site web homepage com org net
    www services service reuters ap afp dpa efe ansa pa upi apa sda tass ria interfax xinhua kyodo bloomberg dpa-afx sid
    epd kna ots ntb tt ritzau belga anp stt pti ani ians aap wire wires report reports associated facebook twitter
    instagram linkedin youtube google newsletter podcast video photo photos foto fotos image images bild bilder source
    sources quelle sport sports opinion politik politics business wirtschaft kultur culture support marketing info
    information kontakt contact sponsored advertorial anzeige advertisement partner partners hinweis share comment
    comments kommentar kommentare home startseite by von more mehr read subscribe unsubscribe follow profile profil view
    all posts alle none null undefined false true n/a nan the live updated published exclusive breaking print
    """.split()
)
"""Words that are nobody's name when they stand alone."""
OFFICES = frozenset(
    """
    admin administrator staff redaktion redaktionsteam editorial editors newsroom newsdesk news agency agencies agence
    agencia agenzia agentur gmbh ag inc ltd llc corp verlag redacción redação redazione redactie rédaction reporters
    correspondents contributors online magazine magazin zeitung media network desk team teams wire services wordpress
    pressestelle presseportal university universität université universidad institut institute foundation stiftung
    ministry ministerium association verband verein e.v. webmaster website reuters xinhua sputnik newspaper times
    facebook twitter instagram linkedin newsletter podcast comments kommentare advertorial sponsored studios office
    department click here rundfunk fernsehen presseagentur nachrichten tagblatt tageblatt kurier anzeiger
    rundschau abendblatt morgenpost landkreis gemeinde partei gewerkschaft kirche hochschule fraktion software systems
    solutions consulting group holding museum theater club gazette herald tribune chronicle journal deutschlandfunk
    radio television publishing productions labs bureau most recent sport view watch follow subscribe
    posts articles artikel beiträge comment sports politik wirtschaft
    """.split()
)
"""Words that no person's name holds: offices, agencies, firms and buttons."""
AGENCIES = re.compile(
    r"\b(?:associated press|agence france.presse|press association|canadian press|deutsche presse.agentur|"
    r"europa press|bloomberg news|the conversation|pr newswire|business ?wire|globe ?newswire|new york times|"
    r"washington post|news agency|wire service|press release|sputnik international|staff (?:reports?|writers?)|"
    r"mail ?online|for the daily mail)\b",
    re.IGNORECASE,
)
JOBS = re.compile(
    r"\b(?:(?:senior|chief|deputy|managing|associate|assistant|executive|staff|contributing|political|business|"
    r"foreign|sports?|science|health|technology|tech|news|general|global|national|freelance|digital|video|lead|legal|"
    r"environment|education|economics|world|features?|entertainment|royal|crime|city|home|defen[cs]e|europe|diplomatic|"
    r"washington|white house|parliamentary|health)\s+)*(?:editor|reporter|correspondent|writer|columnist|contributor|"
    r"journalist|producer|analyst|critic|photographer|blogger|author|fellow|bureau chief|editor-in-chief|"
    r"redakteur(?:in)?|korrespondent(?:in|en)?|chefredakteur(?:in)?|journalistin|freie[r]? (?:autor|journalist)(?:in)?|"
    r"autor(?:in)?|volontär(?:in)?|ressortleiter(?:in)?|journaliste|correspondante?|rédact(?:eur|rice)(?: en chef)?|"
    r"envoyée? spéciale?|periodista|redactora?|corresponsal|giornalista|inviat[oa]|redattrice|professor|director|"
    r"founder|ceo|president|host)\b",
    re.IGNORECASE,
)
SHOUTED_AFTER = re.compile(r"(?<=[a-zà-ÿ])(?:\s+[A-Z]{3,})+$")
"""A paper's name in capitals behind a person's."""
CJK_OFFICE = re.compile(
    r"(?:社|部|所|会|會|局|网|網|報|报|新聞|新闻|日报|通信|통신|신문|뉴스|방송|사무소|編集|编辑|公司|大学|大學|協会|委員会|組合|センター)$"
)
"""What offices and firms end with in Chinese, Japanese and Korean."""
CJK_CHARS_MAX = 12
SHORT_AGENCIES = frozenset("AP AFP UPI PA DPA EFE ANSA APA SDA PTI ANI IANS AAP TASS KNA EPD SID".split())
CALLING_AFTER = re.compile(r"\s*(?:기자|특파원|记者|記者|编辑|編輯)$")
PARTICLES = frozenset(
    "von van de der den del della di da das do dos du des la le el al bin ibn ben ter ten te zu zum zur af av y e i d'"
    " 't op het vom und".split()
)
TITLES_AFTER = frozenset("jr jr. sr sr. ii iii iv phd ph.d. md m.d. esq".split())
VOWEL = re.compile("[AEIOUYÄÖÜÅØÉÀ]", re.IGNORECASE)
LATIN_LIKE = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")
TRAILING = " \t,.;:|/／•·–—-*»«›‹>\"“”„'"


def names_in(byline: str, *, is_certain: bool = False) -> tuple[str, ...]:
    """The people that a byline names, in order, each once.

    ``is_certain`` says that the text stands where a name belongs, so that a nickname of one word counts.
    """
    text = clean_text(byline[: BYLINE_CHARS_MAX * 4])[:BYLINE_CHARS_MAX]
    text = ADDRESSES.sub(" | ", BRACKETS.sub(" ", text))
    text = without_opening(text)
    if (date := WHEN.search(text)) and date.start() > 0:
        text = text[: date.start()]
    text = AGENCIES.sub(" | ", PHONE.sub(" | ", text))
    names = [name for piece in pieces_of(text) if (name := tidy(piece))]
    people = [name for name in names if is_person(name, is_certain=is_certain)]
    whole = [name for name in people if " " in name or not LATIN_LIKE.search(name)]
    nicknames = people if len(people) == len(names) else []  # "Reuters, Washington" names a place, nobody
    each: dict[str, str] = {}
    for name in whole or nicknames:
        each.setdefault(key_of(name), name)
    return tuple(each.values())[:NAMES_MAX]


def is_byline(text: str, people_count: int) -> bool:
    """Whether a text is little else than its names: it begins as bylines do, or has few words for each."""
    if OPENING.match(text.lstrip(TRAILING)):
        return True
    date = WHEN.search(text)
    words = (text[: date.start()] if date and date.start() else text).split()
    return len(words) <= WORDS_FOR_EACH_MAX * max(people_count, 1)


def without_opening(text: str) -> str:
    """A byline without the words before its first name."""
    for _ in range(3):
        match = OPENING.match(text.lstrip(TRAILING))
        if not match:
            break
        text = text.lstrip(TRAILING)[match.end() :]
    return text


def pieces_of(text: str) -> Iterable[str]:
    """The parts of a byline that may each be a name."""
    for part in JOINT.split(text):
        if not part or not part.strip():
            continue
        commas = COMMA.split(part)
        if is_inverted(commas):
            yield f"{commas[1]} {commas[0]}"
            continue
        for index, piece in enumerate(commas):
            if index and piece.lower() in TITLES_AFTER:
                continue
            yield from halves(piece)


def is_inverted(parts: list[str]) -> bool:
    """``Lind, Ada``: a surname and a first name of one word each."""
    return len(parts) == 2 and all(len(part.split()) == 1 and part[:1].isupper() for part in parts)


def halves(piece: str) -> list[str]:
    """A piece, or two where a short word joins two whole names."""
    sides = SHORT_JOINT.split(piece)
    return sides if len(sides) > 1 and all(len(side.split()) >= 2 for side in sides) else [piece]


def tidy(piece: str) -> str:
    """A name as it is printed: without opening words, jobs and loose signs; never in capitals only."""
    name = without_opening(piece.strip(TRAILING) + " ").strip(TRAILING)
    name = CALLING_AFTER.sub("", PLACE.sub("", SHOUTED_AFTER.sub("", name)))
    if job := JOBS.search(name):
        before, after = name[: job.start()].strip(TRAILING), name[job.end() :].strip(TRAILING)
        name = after if after and not has_shape_of_name(before.split()) else before
    name = " ".join(name.strip(TRAILING).split())
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) > 3 and all(letter.isupper() for letter in letters) and " " in name:
        name = " ".join(capitalised(word) for word in name.split())
    return name


def capitalised(word: str) -> str:
    """A word in capitals as a name is printed: ``O'NEILL-LIND`` is O'Neill-Lind; initials stay."""
    is_initials = "." in word or (len(word) <= 2 and not VOWEL.search(word))
    if is_initials or len(word) < 2:
        return word if word.casefold() not in PARTICLES else word.casefold()
    if word.casefold() in PARTICLES:
        return word.casefold()
    plain = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word.lower())
    return re.sub(r"\bMc([a-z])", lambda found: "Mc" + found[1].upper(), plain)


def is_person(name: str, *, is_certain: bool = False) -> bool:
    """Whether a text can be a person's name."""
    words = name.split()
    if not 1 <= len(words) <= NAME_WORDS_MAX or len(name) > NAME_CHARS_MAX or len(name) < 2:
        return False
    if any(character.isdigit() for character in name) and not (is_certain and len(words) == 1):
        return False
    if is_broadcaster(words) or ":" in name or AGENCIES.search(name) or names_office(words):
        return False
    if not LATIN_LIKE.search(name):
        return any(letter.isalpha() for letter in name) and len(name) <= CJK_CHARS_MAX and not CJK_OFFICE.search(name)
    return is_certain_word(name) if len(words) == 1 and is_certain else has_shape_of_name(words)


def is_broadcaster(words: list[str]) -> bool:
    """``ARD Berlin``: a short name in capitals before a word that is not."""
    first = words[0]
    return len(first) >= 3 and first.isalpha() and first.isupper() and any(not word.isupper() for word in words[1:])


def names_office(words: list[str]) -> bool:
    """Words of which one belongs to an office, an agency or a firm."""
    plain = [word.casefold().strip(TRAILING) for word in words]
    if words[0] in SHORT_AGENCIES:
        return True
    return any(word in OFFICES for word in plain) or (len(plain) == 1 and plain[0] in NO_NICKNAMES)


def is_certain_word(word: str) -> bool:
    """A nickname: one word with a letter in it and no address."""
    is_shouted = len(word) > 3 and word.isupper() and word.isascii()
    return (
        any(letter.isalpha() for letter in word) and not is_shouted and "/" not in word and "." not in word.strip(".")
    )


def has_shape_of_name(words: list[str]) -> bool:
    """Two words or more, each with a capital but the small words of noble names."""
    if len(words) < 2:
        return False
    big = [word for word in words if word[0].isupper() or not LATIN_LIKE.match(word[0])]
    small = [word for word in words if word not in big]
    joined = [word for word in small if word[1:2] in ("'", "’") and word[2:3].isupper()]
    return len(big) + len(joined) >= 2 and all(word.casefold() in PARTICLES or word in joined for word in small)


@lru_cache(maxsize=1024)
def key_of(name: str) -> str:
    """A name for comparing: letters only, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
