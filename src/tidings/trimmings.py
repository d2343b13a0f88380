"""What stands around an article's words in feeds and is not one of them: its headline, byline and place before, "read
more" and "appeared first on" behind, markup and characters that cannot be seen between.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from .sentences import LOOSE, is_finished, is_unspaced

UNESCAPED_TIMES_MAX = 3
"""As often may a character have been escaped."""
WRAPPED_CHARS_MIN, WRAPPED_CHARS_MAX = 60, 100
"""Plain text is broken at such lengths; headings are shorter, paragraphs longer."""
HEADLINE_WORDS_MIN = 3
"""A headline of fewer words that only a space parts from the rest is the beginning of a sentence."""
SOURCE_WORDS_MAX = 5
"""What follows a repeated headline and is no longer than this names the publication."""
ECHO_CHARS_MAX = 400
"""From its beginning to the end of the text: it holds a headline and the name of a site."""
CUT_MARK_CHARS_MAX = 16

# ---------------------------------------------------------------- between the words

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|cite|code|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|pre|q|s|"
    r"script|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul|video)(?:\s[^<>]*|/)?>|<!--.*?-->|<!\[CDATA\[|\]\]>",
    re.IGNORECASE | re.DOTALL,
)
BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|h[1-6]|tr)\b", re.IGNORECASE)
SHORTCODE = re.compile(r"\[/?(?:[a-z]+_[a-z_]+|caption|gallery|embed|audio|video)\b[^\]]*\]")
"""Commands of a blog's software that its feed shows."""
MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]{1,200})\]\(\S+\)")
MARKDOWN_STARS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]{1,300}?)(?<=\S)\1(?![\w*])")
INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffc]"
    "|(?<=[\\s\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\\s\x00-\u024f])"
)
"""Characters that are not seen; those that join letters stay where scripts need them."""
BULLET = re.compile(r"^[•·▪▶►■●◦*\-–—]\s+")

# ---------------------------------------------------------------- before them

AGENCIES = (
    "AA|AFP|ANI|ANSA|ANTARA|AP|APA|ATS|Anadolu|AsiaNet|BERNAMA|BUSINESS WIRE|Belga|Bernama|Bloomberg|Business Wire|"
    "CNN|ČTK|DPA|EFE|EUROPA PRESS|Europa Press|GLOBE NEWSWIRE|IANS|Interfax|KNA|Keystone-SDA|Kyodo|LUSA|Lusa|MTI|NAN|"
    "NTB|PAP|PTI|REUTERS|RFE/RL|RIA Novosti|Reuters|Ritzau|SDA|TASS|TT|UPI|VOA|XINHUA|Xinhua|Yonhap|dpa|dts|"
    "dts Nachrichtenagentur|epd|sda"
)
AGENCY = f"(?:{AGENCIES})"
PLACE = r"[A-ZÀ-ÖØ-ÞА-Я][\w.’'-]*(?:[ ,/]+(?:[A-ZÀ-ÖØ-ÞА-Я0-9][\w.’'-]*|de|del|la|le|of|der|am))*"
CAPITALS = r"[A-ZÀ-ÖØ-ÞА-Я][A-ZÀ-ÖØ-ÞА-Я.’'-]{2,}(?:[ ,/]+[A-ZÀ-ÖØ-ÞА-Я][\w.’'-]*)*"
DAY = r"(?:,? (?:le )?(?:\d{1,2}\.? (?:de )?[^\W\d]{3,12}\.?|[^\W\d]{3,12}\.? \d{1,2}),?(?: \d{4})?)?"
DATELINES = (
    rf"{PLACE}{DAY} ?\({AGENCY}\)\.? ?[-–—:]+",
    rf"{PLACE}{DAY} ?\({AGENCY}\)\.-",
    rf"\({AGENCY}\) ?[-–—:]+",
    rf"{CAPITALS}{DAY} ?\([^()]{{2,30}}\) ?[-–—:]+",
    rf"{CAPITALS}{DAY}(?: ?[–—]| ?--| -)(?: (?:РИА Новости|ТАСС|Интерфакс)\.)?(?= )",
    r"(?!UN[A-Z]+|COVID|ASEAN|INTERPOL)[A-ZÀ-Þ]{5,}(?: [A-ZÀ-Þ]{3,})*:(?= [\"“]?[^\W\da-zß-ÿ])",
    rf"{CAPITALS} / [A-Za-z .]{{0,30}}/ [A-Za-z]{{3,9}}\.? \d{{1,2}}, \d{{4}} /",
    r"\[[A-Z][\w .&’'-]{1,40}\](?: [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)* ?(?:--|[–—]))?",
    r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2} --",
    r"(?:新华社|中新社|中新网)[^\s，。]{2,24}电",
    r"【[^】]{1,12}】",
    r"\([가-힣]{2,6}=[가-힣]{2,8}\)(?: [가-힣]{2,4} 기자)? =",
)
"""Where a report comes from, in the forms of the agencies."""
DATELINE_CHARS_MAX = 120
DATELINE = re.compile(rf"(?:(?:By|Von|Par|Por|Di) [^()\n.]{{3,60}}? )?(?:{'|'.join(DATELINES)})\s*(?=[\w\"'“‘«¿¡€$£])")
"""``LONDON (Reuters) -``: the story's place is in its words, its agency in its byline."""
BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|autor|author|written by|text|texte)[: ]\s*[^\W\d_][^.!?\n]{2,60}|"
    r"(?:posted|published|updated|last updated|veröffentlicht|publié|publicado|aktualisiert)(?: on| at|:| am| le| el)?"
    r" [^.!?\n]{4,60}|"
    r"(?:photo(?:graph)?s?|fotos?|image|bild|picture|credit|crédit photo)(?: by|:| credit:) [^\n]{2,80}",
    re.IGNORECASE,
)
"""A line that says only who wrote it, when, or whose picture it is."""
AFTER_HEADLINE = " .:–—|•·»-!?…"
"""What parts a repeated headline from what follows."""
ALIKE = str.maketrans("’‘“”–—", "''\"\"--")

# ---------------------------------------------------------------- behind them

READ_ON = re.compile(
    r"(?<!\w)(?:(?:continue|keep) reading|"
    r"read (?:more|on|the full (?:story|article|post)|full (?:story|article)|the rest)|"
    r"see more|learn more|find out more|click here|full (?:story|article)|view (?:post|article|original)|"
    r"weiterlesen|mehr lesen|mehr erfahren|zum (?:ganzen )?(?:artikel|beitrag)|"
    r"lire (?:la suite|plus|l['’]article)|en savoir plus|"
    r"(?:leer|ver|saber) m[áa]s|seguir leyendo|sigue leyendo|continuar? (?:lendo|leyendo|a leitura)|"
    r"leia mais|ler mais|saiba mais|continua a leggere|leggi (?:tutto|di più|l['’]articolo)|"
    r"lees (?:meer|verder)|verder lezen|läs (?:mer|vidare|hela)|læs (?:mere|videre)|les (?:mer|videre)|lue lisää|"
    r"czytaj (?:dalej|więcej)|číst dále|читать (?:далее|дальше|полностью)|подробнее|devamını oku|"
    r"baca selengkapnya)(?!\w)|"
    r"続きを読む|もっと読む|阅读(?:更多|全文)|查看全文|閱讀(?:更多|全文)|더 ?보기|اقرأ المزيد|और पढ़ें|อ่านต่อ",
    re.IGNORECASE,
)
"""Invitations to go on."""
AFTER_READ_ON = re.compile(
    r"(?:\s*(?:[:→»>…–—-]|\b(?:about|on|at|in|here|auf|sur|en|hier|ici|aquí)\b|[«“\"]).{0,200}|"
    r"\s+[^.!?]{1,160}[→»>])?[\s\])}.…→»>!]*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands between an invitation and the end."""
BEFORE_READ_ON = " \n([{«»>→|-–—•"
ECHO = re.compile(
    r"appeared first (?:on|in)|first appeared (?:on|in)|appeared on|was (?:originally|first) published (?:on|in|at|by)|"
    r"erschien zuerst (?:auf|bei)|(?:est apparu|a été publié|apparaît) en premier sur|"
    r"(?:se publicó|apareció|aparece) primero en|"
    r"(?:proviene da|sembra essere il primo su|è apparso per la prima volta su)|"
    r"(?:apareceu|foi publicado|aparece) primeiro em|verscheen eerst op|(?:dök först upp|dukket først opp) på|"
    r"(?:появились|появилось|впервые появилось) (?:сначала )?на|pochodzi z serwisu",
    re.IGNORECASE,
)
"""What blog software writes below a summary: "The post ... appeared first on ...", in its languages."""
ECHO_BEGINS = re.compile(
    r"(?<!\w)(?:The post|This (?:article|story|post|piece)|Der (?:Beitrag|Artikel)|L['’]article|Cet article|"
    r"La entrada|El artículo|El cargo|La publicación|L['’]articolo|O (?:post|artigo|conteúdo)|Het bericht|Inlägget|"
    r"Innlegget|Indlægget|Сообщение|Запись|Artykuł)(?!\w)"
)
FORUM = re.compile(
    r"(?:(?:Article URL: \S+\s*)?Comments URL: \S+\s*Points: \d+\s*# Comments: \d+|"
    r"submitted by\s+/?u/\S+[^.]{0,60}\[link\]\s*\[comments\])\s*\Z"
)
"""What Hacker News and Reddit write in the place of a summary."""
SIGNED = re.compile(
    r"\((?:Additional )?(?:Reporting|Writing|Editing|Compiled) by [^()]{3,200}\)\s*\Z|"
    r"\[[a-z]{2,4}(?:/[a-z]{2,4})*\]\s*\Z"
)
"""Who worked on a report, as agencies sign it."""
CUT_MARK = re.compile(
    r"(?:[\[(]\s*(?:…|\.{3}|&hellip;|more|\+)\s*[\])]|(?:…|\.{3,})\s*(?:\(more\))?)\s*\Z", re.IGNORECASE
)
"""What stands where a feed cut its text."""


def plain(text: str) -> str:
    """A text without entities, tags and characters that cannot be seen; a line for each block."""
    for _ in range(UNESCAPED_TIMES_MAX):
        if not ENTITY.search(text):
            break
        text = html.unescape(text)
    if "<" in text or "]]>" in text:
        text = TAG.sub("", BLOCK_TAG.sub("\n\\g<0>", text))
    if "[" in text:
        text = MARKDOWN_LINK.sub(r"\1", SHORTCODE.sub("", text))
    return INVISIBLE.sub("", MARKDOWN_STARS.sub(r"\2", text) if "*" in text else text)


def article_lines(text: str, *, headline: str) -> list[str]:
    """The lines of a plain text without those before the article: its headline, its byline, its place."""
    lines = [line for line in unwrapped(text.split("\n")) if not BYLINE.fullmatch(line)]
    if lines:
        lines[0] = without_headline(lines[0], headline)
    lines = [line for line in lines if line]
    if lines:
        place = DATELINE.match(lines[0][:DATELINE_CHARS_MAX])
        lines[0] = lines[0][place.end() :] if place else lines[0]
    return lines


def unwrapped(lines: Iterable[str]) -> list[str]:
    """Lines with white space folded, those put together that were only broken for their length."""
    found: list[str] = []
    for line in (BULLET.sub("", " ".join(raw.split())) for raw in lines):
        if found and line and is_wrapped(found[-1], line):
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
    return found


def is_wrapped(line: str, following: str) -> bool:
    """A line that goes on in the next one: neither its end nor the next one's beginning is that of a sentence."""
    is_full = WRAPPED_CHARS_MIN <= len(line) <= WRAPPED_CHARS_MAX and len(following) <= WRAPPED_CHARS_MAX
    return not is_finished(line) and (following[0].islower() or is_full)


def without_headline(line: str, headline: str) -> str:
    """A first line without the headline it repeats; one that goes on with it as its subject stays whole."""
    told = " ".join(headline.split()).rstrip(".")
    if not told or comparable(line[: len(told)]) != comparable(told):
        return line
    rest = line[len(told) :]
    bare = rest.lstrip(AFTER_HEADLINE)
    is_told_apart = not rest or not rest[0].isspace() or rest.strip()[:1] in AFTER_HEADLINE
    if rest[:1].isalnum() or bare[:1].islower() or not (is_told_apart or len(told.split()) >= HEADLINE_WORDS_MIN):
        return line if bare else ""
    return bare if len(bare.split()) > SOURCE_WORDS_MAX or is_finished(bare) else ""


def comparable(text: str) -> str:
    """A text in lower case, its quotation marks and dashes made alike, each character still one."""
    return "".join(
        character.lower() if len(character.lower()) == 1 else character for character in text.translate(ALIKE)
    )


def without_tail(text: str) -> str:
    """A text without "read more", "appeared first on" and the like, however many of them."""
    while (shorter := without_invitation(without_echo(SIGNED.sub("", without_forum(text)).rstrip()))) != text:
        text = shorter
    return text


def without_forum(text: str) -> str:
    """A text without the links that a forum writes in the place of a summary."""
    return FORUM.sub("", text).rstrip() if "omments" in text else text


def without_echo(text: str) -> str:
    """A text without the last sentence, where that says only where the article appeared."""
    for found in ECHO.finditer(text):
        begins = [begin.start() for begin in ECHO_BEGINS.finditer(text[: found.start()])]
        begins = [place for place in begins if is_beginning(text[:place])] or begins
        if begins and len(text) - begins[-1] <= ECHO_CHARS_MAX:
            return text[: begins[-1]].rstrip()
    return text


def is_beginning(before: str) -> bool:
    """A place where a sentence begins."""
    return not before or before[-1] == "\n" or before.rstrip().endswith((*".!?…→»>])", '"', "”"))


def without_invitation(text: str) -> str:
    """A text without "read more" at its end; the mark of a cut before it stays."""
    for found in READ_ON.finditer(text):
        before = text[: found.start()].rstrip(BEFORE_READ_ON)
        if AFTER_READ_ON.fullmatch(text[found.end() :]) and is_invitation(before, found[0]):
            return before
    return text


def is_invitation(before: str, words: str) -> bool:
    """Words like "read more" that stand alone, not in a sentence ("you can read more about it")."""
    return not before or not words[0].islower() or before.endswith((".", "!", "?", "…", ":", "]", ")", '"', "”", "»"))


def has_cut_mark(text: str) -> bool:
    """A text that a feed cut."""
    return CUT_MARK.search(text[-CUT_MARK_CHARS_MAX:]) is not None


def without_cut_mark(text: str) -> str:
    """A text without the mark of a cut, nor the word before it, which may be half a one."""
    bare = text[:-CUT_MARK_CHARS_MAX] + CUT_MARK.sub("", text[-CUT_MARK_CHARS_MAX:])
    is_half = bare != text and bare[-1:].isalpha() and not is_unspaced(bare[-1]) and text[len(bare)] in ".…"
    return ((bare.rpartition(" ")[0] or bare) if is_half else bare).rstrip(LOOSE)
