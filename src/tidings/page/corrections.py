"""Notices of corrections inside an article's text, in the words of many newsrooms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from ..reading import Claim
from .noting import note
from .sightings import Zones, text_of

CORRECTIONS_MAX = 10
HOLDERS = ("p", "div", "small", "li", "span", "h4", "h5", "h6")
MARKS = ("b", "strong", "em", "i")
"""Elements that set only the first words of a notice apart."""
NOTICE_CHARS_MAX = 1_500
WORDS = (
    r"corrections?|clarifications?|correction and clarification|editor['’]s notes?|"
    r"corrected version|update and correction|"
    r"korrektur(?:hinweis)?|richtigstellung|berichtigung|klarstellung|anmerkung der redaktion|"
    r"hinweis der redaktion|transparenzhinweis|"
    r"rectificati(?:f|e|on)|correctif|erratum|errata|précision|note de la rédaction|"
    r"rectificación|corrección|fe de (?:errores|erratas)|nota de la redacción|aclaración|errata corrige|rettifica|"
    r"correzione|precisazione|"
    r"correção|errámos|erramos|correctie|rectificatie|naschrift|rettelse|rättelse|retting|oikaisu|sprostowanie|"
    r"korekta|oprava|"
    r"исправление|поправка|уточнение|διόρθωση|düzeltme|helyesbítés|更正|訂正|정정"
)
"""What such notices begin with."""
BEGINNING = re.compile(
    rf"\W{{0,80}}(?:{WORDS}|an? (?:earlier|previous) version of this|this (?:article|story|post|column))", re.IGNORECASE
)
NOTICE = re.compile(
    rf"^\W{{0,4}}(?:(?:{WORDS})"
    r"(?:\s*[(\[][^)\]]{0,40}[)\]]|,[^:]{0,60}|\s+(?:appended|added|vom|am|du|del|of|on|\d)[^:]{0,40})?\s*[:：—–-]\s*\S"
    r"|an? (?:earlier|previous) version of this (?:article|story|report|post|column|headline)|"
    r"this (?:article|story|post|report|piece|column) (?:originally|initially|previously|incorrectly|mistakenly) "
    r"(?:mis\w+|said|stated|reported|gave|named|identified|referred|described|included|attributed|listed)|"
    r"this (?:article|story|post|report|piece) (?:has been|was) (?:corrected|amended|updated to correct|"
    r"edited to correct)|"
    r"in einer (?:früheren|ersten|vorherigen) (?:version|fassung) (?:dieses|des) (?:artikels|textes|beitrags)|"
    r"(?:dieser|der) (?:artikel|text|beitrag) wurde (?:korrigiert|berichtigt)|"
    r"une (?:version précédente|première version) de cet article|en una versión anterior de este (?:artículo|texto)|"
    r"una versione precedente di (?:questo|quest['’]) ?articolo|"
    r"uma versão anterior d(?:este|esta) (?:artigo|reportagem|matéria))",
    re.IGNORECASE,
)
EDITORS_NOTE = re.compile(
    r"^\W{0,4}(?:editor['’]s notes?|anmerkung der redaktion|hinweis der redaktion|note de la rédaction|"
    r"nota de la redacción|transparenzhinweis|naschrift)",
    re.IGNORECASE,
)
OF_A_FAULT = re.compile(
    r"correct|clarif|amend|mis(?:stat|spell|identif|attribut|quot)|error|earlier version|previous version|"
    r"inaccura|wrong|"
    r"korrig|berichtig|fehler|falsch|früheren version|erreur|corrig|errone|error|rectifi|gecorrigeerd|fout",
    re.IGNORECASE,
)
"""What an editor's note speaks of when it is a correction."""


def notices_in(tree: HtmlElement, zones: Zones) -> list[str]:
    """Lines of the page that begin as corrections do; they often stand apart from the article's text."""
    found: list[str] = []
    for element in tree.iter(*HOLDERS, *MARKS):
        text = element.text
        if not text or not BEGINNING.match(text) or zones.is_aside(element):
            continue
        parent = element.getparent()
        line = text_of(parent if element.tag in MARKS and parent is not None else element)
        if line not in found and is_notice(line):
            found.append(line)
        if len(found) >= CORRECTIONS_MAX:
            break
    return found


def is_notice(line: str) -> bool:
    """Whether a line is a notice of a correction."""
    if len(line) > NOTICE_CHARS_MAX or not NOTICE.search(line):
        return False
    return not EDITORS_NOTE.match(line) or OF_A_FAULT.search(line) is not None


def correction_claims(text: str, notices: Iterable[str]) -> Iterator[Claim]:
    """A claim for each notice: those in the article's text, and others of the page."""
    lines = [line for line in text.split("\n") if is_notice(line)]
    apart = [notice for notice in notices if not any(line in notice or notice in line for line in lines)]
    for line in [*lines, *apart][:CORRECTIONS_MAX]:
        yield note(
            "correction", "visible", "line of the text" if line in lines else "line of the page", line, value=line
        )
