"""Forms of headlines and excerpts of what gathers many matters, or none; patterns on folded text.

Each is tied to its place in the headline, or to words that only such a headline has: "medal count" also stands in
news of a medal, "newsletter" in news of a newsletter.
"""

from __future__ import annotations

from typing import Final

from .phrases import NEWS_VERBS

COUNT: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)"
MONTHS: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
REGULAR: Final = r"(?:morning|evening|midday|afternoon|nightly|daily|weekly|weekend|monthly)"
PAPER: Final = r"(?:briefs?|briefing|digest|wrap(?:-?up)?|headlines|round-?up|recap)"

# ------------------------------------------------------------ newsletters and roundups

NEWSLETTER: Final = (
    rf"^(?=.{{0,60}}newsletter)(?!.*\b(?:{NEWS_VERBS})\b.*newsletter)(?:[\w.'&-]+ ){{0,5}}"
    r"(?<!\bover )(?<!\bin )(?<!\bby )(?<!\bfrom )(?<!\ba )newsletter ?(?:[:|]|[–—-] )"
    r"|^newsletter\b.*#\d|\| newsletter\b|\bnewsletter(?: for \w+)?,? (?:#|no\.? ?|issue |edition )\d"
)
NEWSLETTER_TEXT: Final = (
    r"^welcome (?:back )?to [\w' -]{2,40}, [\w' -]{2,40}\bnewsletter\b"
    r"|\b(?:this|the following) (?:article|story|piece|post|column)? ?(?:is|was|first appeared|originally appeared)"
    r" (?:an? (?:edition|excerpt) of|(?:part|taken|adapted) (?:of|from)|from|in) [\w' -]{2,50}\bnewsletter\b"
    r"|^(?:you're|you are) reading [\w' -]{2,50}\bnewsletter\b"
)
OFTEN: Final = rf"(?:{REGULAR}|world|business|markets?|politics|tech|sports?)"
SPEAKERS: Final = r"(?:white house|palace|pentagon|kremlin|state department|foreign ministry|press|police|security)"
"""Whose daily briefing is news."""
PLACES: Final = r"(?:world|eu|uk|us|europe|asia|africa|business|markets?|political|economic|sports?)"
DESKS: Final = (
    r"(?:news|world|nation(?:al)?|international|local|state|regional|business|markets?|politics|tech|science|health"
    r"|sports?|arts|entertainment|police|community|religion|people)"
)
ROUNDUP: Final = (
    r"\bnews (?:briefs?|in review|in brief)\b"
    r"|^(?!.*\b(?:bayer|monsanto|glyphosate|weed ?killer|herbicides?|cancer|cattle|rodeo|horses?|mustangs"
    r"|immigration|ice|raids?|deport\w*|gangs?)\b).*\bround-?up\b"
    r"(?! of (?:\w+ )?(?:migrants|immigrants|protesters|activists|dissidents|critics|suspects|men|people)\b)"
    rf"|^(?!(?:the )?{SPEAKERS}\b)(?:[\w.'&]+ ){{0,3}}{OFTEN} {PAPER} ?(?:[:|–—]|- )"
    rf"|^(?:(?:the|your|today's|\w+day) ){{0,2}}(?:{OFTEN} ){{1,2}}{PAPER}\W*$"
    rf"|^(?:the )?{REGULAR} (?:\w+ )?{PAPER}\b(?: for\b|,? {MONTHS} \d|,? \w+day\b)"
    rf"|[:|–—] (?:the |your )?(?:\w+ )?{REGULAR} (?:news )?{PAPER}\W*$"
    rf"|^{DESKS}(?: & \w+)? (?:in brief|briefs)\b|^(?:in brief|briefs)\W*(?:[|:–—]|$)"
    r"|^(?:what happened|what's new) (?:this week|today)"
    r"|^(?:this|the|last|my|our) (?:past )?week in\b(?! (?:court|jail|prison|hospital|hell)\b)"
    r"|[:|–—] (?:this|the|last) week in [\w' ]{3,30}$|\b(?:week|month) in review\b"
    rf"|^(?:(?:the|your|\w+'s|{PLACES}) ){{0,3}}week ahead(?: in\b| {MONTHS} \d|\W*[:|–—]|\W*$)"
    rf"|\ball of [\w ]{{3,20}} today\b|\bwhat we(?:'re| are) (?:reading|watching)\b|^links for (?:the |{MONTHS}|\w+day)"
    r"|^(?:today's |the |\w+day's )?top (?:\d+ )?(?:stories|headlines)(?:\W*$|\W*[:|–—]| (?:of|for|this|today)\b)"
    r"|[:|–—] \w+day's top \d+ \w+"
    rf"|\bthings to know (?:today|this (?:morning|week)|(?:for|on) (?:\w+day|{MONTHS} \d))"
    rf"|^{COUNT} things (?:you (?:need|have) )?to know (?:before|this morning|today)\W*(?:the (?:market|opening)|$)"
    r"|\bstories (?:you|we) (?:may have |might have |can't )?miss(?:ed)?\b(?=.*\b(?:today|this|week)\b)"
    r"|^catch up on\b|\bwhat (?:you need )?to know (?:today|this morning)(?:\W*$|:)"
    # German, French, Spanish, Italian, Portuguese, Dutch
    r"|\btagesüberblick\b|\bnachrichtenüberblick\b|\bwochenrückblick\b|\bder tag im überblick\b|\bpresseschau\b"
    r"|\bl'essentiel (?:de|du) (?:la )?(?:jour|semaine|l'actu\w*|l'info\w*)|\brevue de presse\b|^les titres du jour\b"
    r"|\bnoticias (?:de hoy|del día)\b|\bresumen (?:del día|de la semana|semanal)\b|\bla settimana in breve\b"
    r"|\brassegna stampa\b|\bresumo (?:do dia|da semana)\b|\bnieuwsoverzicht\b|\bweekoverzicht\b"
)
DIGEST_TEXT: Final = (
    r"^(?:plus|also)[,:] |\b(?:opinion|comment)[\w, ]{0,20} and editorials of the day\b"
    r"|\bthis is (?:a|our|the) (?:daily|weekly|monthly) [\w/ ]{0,30}(?:round-?up|digest)\b"
)
"""An excerpt that begins with the next matter."""
AND_ANOTHER: Final = r"[\w)”’'\"][.;] (?:And|Also|Plus)[,:] \S"
"""On the headline as it was written: it ends, and goes on with another matter."""

# ------------------------------------------------------------ lists

RANK: Final = (
    r"(?:best|worst|top|greatest|most \w+|biggest|largest|richest|deadliest|highest|longest|strangest|weirdest"
    r"|funniest|scariest|oldest|youngest|fastest|smallest|finest|favou?rite)"
)
SCOPE: Final = (
    r"(?:of all[- ]time|of (?:19|20)\d\d|in (?:19|20)\d\d|in (?:\w+ )?history|of the (?:\d\d?(?:st|nd|rd|th) century"
    r"|century|millennium|(?:past |last )?(?:year|decade)))"
)
LIST: Final = (
    rf"^(?:here are |these are |list: )?(?:(?:the|our|[\w.-]+'s?) ){{0,2}}(?:{COUNT} )?(?:of the )?{RANK} (?:\d+ )?"
    rf"(?!.*\b(?:{NEWS_VERBS})\b)(?:[\w'&, -]{{2,60}}s|(?:[\w-]+ ){{0,4}}(?:people|men|women)) {SCOPE}"
    r"(?:,? ranked| so far|)\W*(?:$|[|–—])"
    r"|(?:^|[:–—] )(?:who|which|what)\b.{0,60}\b(?:has|have|had|holds?|won|scored) (?:won |scored )?the most"
    r" [\w' ]{0,20}\b(?:medals?|golds?|titles|goals|wins|trophies|oscars|grammys|emmys|awards|points|caps|records"
    r"|nobels?)\b"
    r"|[:,–—] ranked(?: (?:from|by) [\w ]+)?\W*$|^ranking (?:all|every|each)\b"
    rf"|^{COUNT} (?:fun|surprising|interesting|quick|little-known|strange|amazing) facts\b"
    # German, French, Spanish, Italian, Portuguese, Dutch
    rf"|^(?:die|les|los|las|i|le|gli|os|as|de) {COUNT} .{{3,70}}\b(?:aller zeiten|de tous les temps|de l'histoire"
    r"|de todos los tiempos|de la historia|di sempre|di tutti i tempi|della storia|da história|de todos os tempos"
    r"|aller tijden)\W*$"
)

# ------------------------------------------------------------ dates, tables, what is on

SPORT: Final = (
    r"(?:olympics?|paralympics?|games?|league|cup|bundesliga|nfl|nba|mlb|nhl|wnba|f1|formula (?:1|one)|grand prix"
    r"|six nations|euros?|open|masters|championships?|tournament|playoffs?|season|series|cricket|football|soccer"
    r"|rugby|tennis|golf|hockey|curling|figure skating|skiing|bracket|ipl|t20|world cup|super bowl|march madness)"
)
MEDALS: Final = r"medals? (?:table|count|tally|tracker|standings)"
GAMES: Final = (
    r"(?:the|latest|live|full|updated|current|all-time|winter|summer|olympics?|paralympics?|games|cortina"
    r"|commonwealth|asian|20\d\d|milan[\w-]*|by|country)"
)
MOVED: Final = (
    r"changes?|changed|disrupts?|disrupted|alters?|adjusts?|moves?|upends?|hampers?|reshuffles?|over|amid|after|despite"
)
"""Words of news about a schedule."""
WITHIN: Final = r"(?:of|in|into|off|from|with|to|at|on|for|stays?|tops?|leads?)"
"""Words between somebody and the table that they stand in."""
SCHEDULE: Final = (
    rf"^(?:{GAMES} )*{MEDALS}(?:\W*$|\W*[:|–—]| by\b| for\b|,)|[:|–—] (?:{GAMES} )*{MEDALS}(?: by country)?\W*$"
    rf"|^(?!.*\b(?:{NEWS_VERBS}|{MOVED})\b)(?:(?!{WITHIN}\b)[\w.'&/-]+ ){{0,5}}{SPORT}(?: \d{{4}})?[,:]?(?: \w+){{0,2}}"
    r" (?:schedules?|fixtures?|timetables?|standings|brackets?|leaderboard|scores and results|results and standings"
    r"|tee times)\b(?:\W*$|\W*[:|–—,]| (?:for|today|and|by) )"
    r"|^(?:how|where|when and where) to (?:watch|stream|listen to)\b|[:|–—,] (?:how|where) to watch\b"
    r"|\bwhat time (?:is|does|do|are|will) (?!it\b)|\b(?:start|kick-?off|tee) times?,|[:,] tv channel\b(?:\W*$|,)"
    r"|\btv (?:schedule|listings|guide)\W*(?:$|[:|–—,])|\bwhat(?:'s| is) on (?:tv|tonight|today|this week(?:end)?)\b"
    r"|\bthings to do (?:this (?:week|weekend)|today)\b|\b(?:economic|earnings|events|festival) calendar\b(?:\W*$|:)"
    r"|\bwinning (?:lottery )?numbers\b|^(?:[\w']+ ){0,3}(?:lottery|lotto|powerball|mega millions) results\b"
    # German, French, Spanish, Italian, Portuguese, Dutch
    r"|^(?:[\w.-]+ ){0,3}(?:medaillenspiegel|medaillespiegel|medallero|medagliere|tableau des médailles"
    r"|quadro de medalhas|spielplan|fernsehprogramm|tv-programm|programme tv|lottozahlen|speelschema)\b"
    r"(?:\W*$|\W*[:|–—]|\W*\d)"
    r"|\b(?:dónde|dove|onde|où) (?:y cuándo )?(?:ver|vedere|assistir|regarder)\b|\bwaar te zien\b"
)

# ------------------------------------------------------------ pastimes

QUIZ: Final = (
    r"^\W*(?:the )?(?:\w+ ){0,3}quiz\W*(?:[|:–—]|$)|\b(?:news|weekly|daily|week's) quiz\b"
    r"|\bquiz of the (?:day|week)\b|\btake (?:our|the|this|a) quiz\b|\btest your (?:knowledge|wits)\b"
    r"|\bcan you (?:guess|name|answer)\b|\bhow (?:much|well) do you (?:know|remember)\b"
)
GAME: Final = r"(?:crossword|sudoku|kakuro|word ?search|acrostic)"
HINTED: Final = r"(?:wordle|connections|strands|quordle|spelling bee)"
"""Whose names are words of news, too: only with "hints" or "today's answer" are they games."""
PUZZLE: Final = (
    rf"^(?:[\w']+ ){{0,2}}{GAME}\b(?:\W*(?:no\.? ?|#)?\d|\W*[:|–—]|\W*$| today\b| hints?\b| answers?\b| clues?\b)"
    rf"|\b(?:{GAME}|{HINTED})\b.*\bhints?\b|\bwordle\W*(?:today\b|answers?\b|#? ?\d)|\btoday's (?:wordle|{HINTED})\b"
    r"|\b(?:answers?|solutions?) (?:to|for|of) (?:[\w'-]+ ){0,4}(?:quiz|crossword|sudoku|wordle|brain ?teasers?)\b"
    r"|\b(?:answers?|solutions?) (?:to|for|of) (?:the |our )?(?:last|this|\w+day's) (?:week's |month's )?puzzles?\b"
    r"|\b(?:can|did|could) you solve (?:it|this|these|today's)\b(?!.*\b(?:crisis|war|conflict)\b)"
    r"|^(?:the )?(?:\w+day|weekly|daily|weekend|number|word|logic|chess|maths?|picture) puzzles?\W*(?:[:|–—#\d]|$)"
    r"|^(?:brain ?teasers?|riddles?|puzzles?)\W*(?:[:|–—#\d]|$)"
    # German, French, Spanish, Italian, Portuguese, Dutch
    r"|^(?:kreuzworträtsel|rätsel|mots croisés|crucigrama|cruciverba|parole crociate|palavras cruzadas"
    r"|kruiswoordpuzzel|puzzel)\b(?:\W*$|\W*[:|–—#\d])"
)
SIGN: Final = r"(?:aries|taurus|gemini|cancer|leo|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces)"
HOROSCOPE: Final = (
    rf"^(?:(?:your|the|my|free|love|chinese|daily|weekly|monthly|\w+day|{MONTHS}|{SIGN}|20\d\d|[\w.]+'s) ){{0,4}}"
    rf"horoscopes?\W*(?:$|[:|–—,(]|\d|(?:for|today|of the|this)\b|{MONTHS}\b)"
    r"|^(?:your |the )?(?:daily|weekly) astrology\b"
    # German, French, Spanish, Italian, Portuguese, Dutch
    r"|^(?:tages|wochen|jahres)horoskop\b|^(?:horoskop|horóscopo|oroscopo|horoscoop|horoscope)\b"
    r"(?:\W*[:|–—]|\W*$|\W*\d|\W(?:de|di|van|du|für|hoy|oggi|hoje|vandaag|jour|del|heute|da|do|settimanale)\b)"
)
