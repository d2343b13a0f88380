"""Forms of excerpts and texts that say, or give away, what something is; patterns on folded text."""

from __future__ import annotations

from typing import Final

from .phrases import MONEY, WEEKDAYS

FORECAST_PERIOD: Final = (
    r"\b(?:forecasts?(?: period| to)?|from|during|by|till|until|,) 20\d\d\s?(?:-|–|to)\s?20\d\d\b"
    r"|\bforecasts? (?:to|till|until|by) 20\d\d\b"
)
PAID_TEXT: Final = r"\b(?:sponsored|paid|partner) (?:content|post|feature)\b|\badvertorial\b"
BUYING_TEXT: Final = (
    r"\b(?:register (?:now|today|here)|enrol+ (?:now|today)|book (?:now|your (?:seat|place))|order now"
    r"|buy now|use (?:the )?code|promo ?code|coupon code|limited[- ]time offer)\b"
)
APPLYING_HINTS: Final = (
    "apply", "cv", "résum", "resume", "closing", "salary", "annum", "experience", "looking for", "candidate", "job",
    "respons", "bewerben",
)  # fmt: skip
APPLYING_TEXT: Final = (
    r"\b(?:apply (?:now|by|before|online)|send your (?:cv|résumé|resume)|closing date|salary[: ]|per annum"
    r"|years'? (?:of )?experience (?:in|with|required)|we are looking for an?|the (?:successful"
    r"|ideal) candidate|job description|responsibilities include|bewerben sie sich)\b"
)
PRESS_RELEASE_TEXT: Final = (
    r"\bfor immediate release\b|/prnewswire/|\(business wire\)|\(globe newswire\)|\(prnewswire\)"
    r"|^press release\b|\bpressemitteilung\b|communiqué de presse|comunicado de prensa|comunicato stampa"
)
LOOKING_BACK: Final = (
    r"\b(?:he|she) (?:was|had|invested|became|won|never|always)\b.*\b(?:he|she) (?:was|had|invested|gave"
    r"|became|always|never)\b"
)
DAY: Final = rf"\b(?:{WEEKDAYS}|yesterday|gestern|hier|ayer|ieri|ontem|gisteren)\b"
SAYING: Final = r"\b(?:said|told|announced|confirmed|according to|reportedly|announces|says?)\b"
HAPPENING: Final = (
    r"\b(?:killed|died|injured|wounded|arrested|charged|won|signed|approved|launched|detained|accused"
    r"|plans? to|(?:is|are) (?:set|expected|due) to|will (?:not )?\w+)\b"
)
DATELINE: Final = (
    r"(?:•\s)?[A-ZÀ-Ý][A-ZÀ-Ý .'’/,-]{2,40}(?::|\s?[–—-]{1,2}\s|\s\()"
    r"|\[[^\]]{2,40}\]\s[A-Z][\w .-]{2,30}\s?(?:--|—|–)|[A-Z][\w .,]{2,40}\((?:AP|Reuters|AFP|dpa|EFE|ANSA"
    r"|ANP|Lusa)\)"
)
WEIGHING: Final = (
    r"\b(?:could|(?<!in )(?<!of )(?<!by )may(?! \d)|might|would|experts?|analysts?|observers|critics"
    r"|raises questions|remains|whether"
    r"|no longer|increasingly|rather than|hoping|appears to|seems?|risk(?:s|ing)?|shift(?:s|ing)?|trend"
    r"|challenge)\b"
)
LIVES: Final = (
    r"\b(?:you|your|here's how|here is how|spoke to|meet|life|lives|lived|families|childhood|generations?"
    r"|her story|his story|new book|craft|charm|delicious|hidden|journey|memories|dream(?:s|ed)?|passion"
    r"|collective)\b"
)
SUM_TO_COME: Final = rf"{MONEY}.{{0,40}}\bby 20[2-9]\d\b|\b(?:reach|hit|surpass|exceed|worth)\w* .{{0,12}}{MONEY}"
