"""Long lists of words that several languages say a thing with, as parts of patterns on folded text."""

from __future__ import annotations

from typing import Final

NEWS_VERBS: Final = (
    "accuses?|admits?|adopts?|agrees?|announces?|apologi[sz]es?|appeals?|appears?|appoints?|approves?"
    "|arrests?|arrives?"
    "|asks?|attacks|backs|bans?|beats|begins?|blames?|blasts?|blocks?|boards?|boycotts?|calls|cancels?|captures?"
    "|charges|claims|clarifies|clashes|clears|closes?|collapses?|condemns?|confirms?|convicts?|crashes|cuts"
    "|declares?"
    "|defeats?|defends?|delays?|demands|denies|deports?|deploys?|detains?|discovers?|eliminates?|ends"
    "|erupts?|evacuates?"
    "|expels?|faces|files? (?:for|lawsuit|suit|charges)|fines|finds|fires|frees|hails?|halts?|holds"
    "|hosts|hits|imposes?|indicts?|injures?"
    "|investigates?|issues|jails?|joins?|kicks? off|kills?|launches|leads|leaves|lifts?|loses?|makes? history|marks"
    "|meets?|names|nominates?|opens|orders|ousts?|passes|pledges?|(?<!new )plans? to|postpones?"
    "|pulls? out|quits?|raids?|recalls?"
    "|rejects?|releases|reports|rescues?|resigns?|returns|reveals?|rules|says?|secures?|seeks?|seizes?"
    "|sends?|sentences?"
    "|sets|shuts?|signs?|slams?|stabs?|steps? down|strikes|sues?|summons|suspends?|takes? (?:gold|silver"
    "|bronze)|tells"
    "|terms|threatens?|to (?:attend|visit|meet|sign|launch|open|close|cut|build|face|hold|send|buy|sell|ban)"
    "|unveils?|urges?|vetoes|visits|votes|vows?|walks? out|warns?|wins|withdraws?"
    "|grounds|slumps?|honou?rs|enters|pushes|signals?|implicates?|swaps|drives? up|breaks|braces|bars|eyes"
    "|ransacks?|boosts|climbs?|dips|narrows?|widens?|heads? (?:to|for)|invites?|offers|proposes?|sinks"
    "|storms|targets|teams up|topples?|triggers|welcomes?|grants|upholds?|overturns?|probes|reopens?"
    "|reinstates?|restores?|scraps|scores|shoots|shelves|sparks|stages|tightens?|trims|hikes|mourns?"
    "|rall(?:y|ies)|renews?|resumes?|retires|ratif(?:y|ies)|repatriates?|dismisses|loses? to|disqualif(?:y"
    "|ies)|turns \\d|enters?|lays off|opts|recovers?|expands?|extends?|cancels?|hands over|goes on trial|pleads?"
    "|suggests|shows|predicts|aims to|rises(?! of)|expresses|won't|will not|drops|falls|jumps|plunges"
    "|slips|soars|surges|tumbles|acquires?|buys?|sells?|raises \\$?\\d"
)
POLITICS: Final = (
    "presidents?|presidential|prime minister|ministers?|governments?|elections?|vot(?:e|es|ers|ing)"
    "|polic(?:y|ies)|part(?:y|ies)"
    "|parliament|congress|senate|democra(?:cy|tic|ts?)|republicans?|diploma(?:cy|ts?|tic)|nato"
    "|sanctions?|tariffs?|trade|econom(?:y|ic|ies)"
    "|inflation|markets?|banks?|industry|exports?|central bank|interest rates|budget|tax(?:es)?|wars?"
    "|militar(?:y|ies)|army|armies|security"
    "|nuclear|missiles?|immigration|migration|refugees|geopolitic(?:s|al)|alliances?|rivals?|allies"
    "|superpowers?|referendum|coalition"
    "|trump|putin|xi|modi|netanyahu|regime|borders?|oil|gas|energy|supply chains?|ai race|reforms?|courts?|law"
)
NEWS_PASSIVES: Final = (
    "accused|acquitted|arrested|attacked|banned|blamed|charged|convicted|cleared|deported|detained|displaced"
    "|elected"
    "|evacuated|expelled|exposed|filed|fined|found (?:dead|guilty)|freed|held|hit by|hurt|indicted"
    "|injured|jailed|kidnapped"
    "|killed|leaked|missing|named|ousted|rescued|seized|sentenced|shot|stabbed|sued|suspended|sworn in|wounded|dead"
)
NEWS_VERBS_ELSEWHERE: Final = (
    # German, French, Spanish, Italian, Portuguese, Dutch
    "sagt|fordert|warnt|kündigt|meldet|tötet|verhaftet|festgenommen|verurteilt|beschließt|gewinnt"
    "|tritt zurück|getötet"
    "|annonce|accuse|condamne|arrêtée?|tuée?s?|morts|blessés|démissionne|demande|adopte|remporte|affirme"
    "|anuncia|acusa|condena|detenid[oa]s?|muert[oa]s|heridos|dimite|exige|aprueba|gana|afirma|advierte"
    "|annuncia|arrestat[oi]|morti|feriti|dimette|chiede|approva|vince|afferma"
    "|pres[oa]s|mortos|feridos|renuncia|aprova|vence|diz"
    "|zegt|waarschuwt|gearresteerd|gedood|gewond|treedt af|eist|wint|kondigt"
)
WEEKDAYS: Final = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    "|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    "|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira"
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
AUTHORITIES: Final = (
    "police|officials?|authorities|prosecutors?|spokes(?:man|woman|person)|court|judge|troops|military"
    "|minist(?:er|ry)"
    "|polizei|staatsanwaltschaft|behörden|policía|fiscalía|autoridades|procureur|autorités|polizia"
    "|procura|politie|justitie"
)
MONEY: Final = r"(?:usd|us\$|\$|€|£)\s?\d[\d.,]*\s?(?:billion|bn|million|mn|trillion)\b"
MARKET: Final = (
    "(?<!stock )(?<!stocks )(?<!job )(?<!jobs )(?<!labor )(?<!labour )(?<!housing )(?<!property )(?<!bond )(?<!money )"
    r"(?<!black )(?<!common )(?<!single )(?<!carbon )(?<!rental )\bmarkets?\b"
)
"""A market for some ware, as reports for sale have it, and not the ones that news is about every day."""
MARKET_TALK: Final = (
    rf"{MARKET} (?:size|share|report|research|outlook|analysis|insights?|overview|trends|demand|growth"
    r"|segment(?:ation|s)?"
    r"|dynamics|worth|is (?:set|expected|projected)|to (?:reach|hit|surpass|exceed|grow|witness|rise))\b"
    rf"|\bglobal [\w &-]{{3,60}}{MARKET}"
)
MARKET_SELLERS: Final = (
    r"research ?and ?markets|grand view research|marketsandmarkets|mordor intelligence|fortune business insights"
    r"|allied market research|reportlinker|persistence market|transparency market|data bridge market|technavio"
    r"|verified market|market research future|imarc group|factmr|meticulous research"
)
TRAINING: Final = r"(?:trainings?|workshops?|webinars?|boot ?camps?|master ?class(?:es)?|certification courses?)"
PAID_LABEL: Final = (
    r"sponsored(?: content| post| by| feature| article)?|paid (?:content|post|partnership|promotion)"
    r"|partner content"
    r"|brand(?:ed)? content|advertorial|advertisement(?: feature)?|promoted|in partnership with|anzeige|sponsorisé"
    r"|publireportage|publi-?rédactionnel|contenido patrocinado|patrocinado|publirreportaje|contenuto sponsorizzato"
    r"|pubbliredazionale|conteúdo patrocinado|publieditorial|gesponsord"
)
JOB_ROLE: Final = (
    r"(?:developer|engineer|architect|analyst|consultant|administrator|specialist|coordinator|technician|programmer"
    r"|entwickler|ingenieur|berater|développeur|ingénieur|desarrollador|ingeniero|sviluppatore|desenvolvedor"
    r"|ontwikkelaar|adviseur|accountant|nurse|assistant|manager|officer|intern|associate)"
)
PRESS_WIRES: Final = (
    r"(?:prnewswire|businesswire|globenewswire|einpresswire|einnews|accesswire|abnewswire|prweb|openpr|prlog"
    r"|presseportal|newsfilecorp|accessnewswire|issuewire|pressat)\b"
)
WIRE_HINTS: Final = ("wire", "prweb", "openpr", "prlog", "presseportal", "newsfile", "pressat", "einnews")
SELLER_HINTS: Final = ("research", "market", "report", "insights", "technavio", "imarc", "factmr", "mordor")
