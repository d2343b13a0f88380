"""Notices of corrections inside an article's text, in the words of many newsrooms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..reading import Claim
from .noting import note

CORRECTIONS_MAX = 10
NOTICE_CHARS_MAX = 1_500
NOTICE = re.compile(
    r"^\W{0,4}(?:(?:corrections?|clarifications?|correction and clarification|editor['’]s notes?|"
    r"corrected version|update and correction|"
    r"korrektur(?:hinweis)?|richtigstellung|berichtigung|klarstellung|anmerkung der redaktion|"
    r"hinweis der redaktion|transparenzhinweis|"
    r"rectificati(?:f|e|on)|correctif|erratum|errata|précision|note de la rédaction|"
    r"rectificación|corrección|fe de (?:errores|erratas)|nota de la redacción|aclaración|errata corrige|rettifica|"
    r"correzione|precisazione|"
    r"correção|errámos|erramos|correctie|rectificatie|naschrift|rettelse|rättelse|retting|oikaisu|sprostowanie|"
    r"korekta|oprava|"
    r"исправление|поправка|уточнение|διόρθωση|düzeltme|helyesbítés|更正|訂正|정정)"
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


def correction_claims(text: str) -> Iterator[Claim]:
    """A claim for each line of the text that begins as corrections do."""
    count = 0
    for line in text.split("\n"):
        if len(line) > NOTICE_CHARS_MAX or not NOTICE.search(line):
            continue
        if EDITORS_NOTE.match(line) and not OF_A_FAULT.search(line):
            continue
        count += 1
        if count > CORRECTIONS_MAX:
            return
        yield note("correction", "visible", "line of the text", line, value=line)
