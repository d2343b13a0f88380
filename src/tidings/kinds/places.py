"""Parts of addresses, and labels, by which publishers say what something is; patterns on folded text."""

from __future__ import annotations

from typing import Final

LIVE_BLOG_SEGMENTS: Final = (
    r"live|live-?blogs?|liveticker|live-?ticker|live-\d+|en-?direct|directo|en-vivo|ao-vivo|diretta"
    r"|as-it-happened"
)
GALLERY_SEGMENTS: Final = (
    r"galler(?:y|ies)|photos?|photo-?galler(?:y|ies)|(?:in-)?pictures|picture-?galler(?:y|ies)|slideshows?"
    r"|fotos?|fotostrecken?|bilder|bildergalerien?|diaporamas?|fotogaler[ií]as?|fotogaleri[ae]s?"
    r"|fotogaller(?:y|ia|ie)|galer[ií]as?"
)
OPINION_SEGMENTS: Final = (
    r"opinions?|op-?eds?|commentisfree|comment(?:ary|aries)?|editorials?|column|columnists?"
    r"|letters(?:-to-the-editor)?|perspectives?|views|voices|blogs?-opinion|meinung|kommentare?|kolumnen?"
    r"|leitartikel|gastbeitr[aä]ge?|idees|idées|id[eé]es-debats|debats|débats|tribunes?|editos?"
    r"|opini[oó]n(?:es)?|columnas?|tribuna|opinioni|commenti|editoriali|opini[aã]o|colunas?|columnistas"
    r"|opinie|columnisten"
)
ANALYSIS_SEGMENTS: Final = (
    r"analys[ei]s|analyses|explainers?|explained|background|hintergr[uü]nde?|analyse|analysen|décryptages?"
    r"|decryptages?|an[aá]lisis|analisi|an[aá]lises?|achtergrond|in-depth|think-tank|the-upshot"
    r"|fact-?check(?:s|ing)?|faktencheck"
)
FEATURE_SEGMENTS: Final = (
    r"features?|essays?|long-?reads?|longform|magazine|reportagen?|portr[aä]ts?|profiles?|interviews?|travel"
    r"|lifestyle|life-and-style|food|recipes?|fashion|style|culture-life|personal-finance|property|living"
    r"|reisen?|gesellschaft|voyages?|viajes?|viaggi|viagens?|reizen|gastronom[ií]a"
)
CULTURE_SEGMENTS: Final = r"culture|kultur|cultura|cultuur|arts|books|well|wellness|history|smarter-living|at-home"
OBITUARY_SEGMENTS: Final = (
    r"obituar(?:y|ies)|obits?|nachrufe?|necrolog(?:ie|ies|ia|io)|nécrologies?|disparitions?|obituarios?"
    r"|necrologi|obitu[aá]rios?|in-memoriam|overlijdens?"
)
REVIEW_SEGMENTS: Final = (
    r"reviews?|rezension(?:en)?|kritiken?|filmkritik(?:en)?|critiques?|rese[nñ]as?|cr[ií]ticas?"
    r"|recension[ei]|resenhas?|recensies?|tests?|testberichte?"
)
ROUNDUP_SEGMENTS: Final = (
    r"roundups?|round-ups?|briefings?|daily-briefing|morning-briefing|news-briefs"
    r"|digests?"
)
NEWSLETTER_SEGMENTS: Final = r"newsletters?|infolettres?|bolet[ií]n(?:es)?|nieuwsbrie(?:f|ven)"
NEWSLETTER_SLUG: Final = r"^(?:(?!(?:over|in|by|from|an?|of|about|to|for)-)\w+-){1,3}newsletter-\w"
NEWSLETTER_LABELS: Final = r"newsletters?|infolettres?|boletín|boletines|nieuwsbrief"
LIST_SEGMENTS: Final = r"listicles?|top-?(?:10|20|50|100)|bestenlisten?"
LIST_LABELS: Final = r"listicles?|bestenlisten?"
SCHEDULE_SEGMENTS: Final = (
    r"fixtures|standings|medal-?(?:table|count|tracker)|tv-?(?:listings|schedule|programm)|spielplan"
    r"|medaillenspiegel|medaillespiegel|medallero|medagliere|lottozahlen|programme-tv"
)
SCHEDULE_LABELS: Final = (
    r"fixtures|standings|medal (?:table|count)|tv (?:guide|listings|schedule)|spielplan|medaillenspiegel"
    r"|lottozahlen|programme tv"
)
QUIZ_SEGMENTS: Final = r"quiz(?:zes)?"
PUZZLE_SEGMENTS: Final = (
    r"crosswords?|puzzles?|puzzles-(?:and-)?games|sudokus?|(?:kreuzwort)?r[aä]tsel|mots-croises|crucigramas?"
    r"|parole-crociate|cruciverba|palavras-cruzadas|(?:kruiswoord)?puzzels?"
)
PUZZLE_LABELS: Final = (
    r"crosswords?|puzzles?|(?:games (?:&|and) puzzles|puzzles (?:&|and) games)|sudokus?|(?:kreuzwort)?rätsel"
    r"|mots croisés|crucigramas?|parole crociate|palavras cruzadas|(?:kruiswoord)?puzzels?"
)
HOROSCOPE_SEGMENTS: Final = r"horoscopes?|horoskope?|tageshoroskop|hor[oó]scopos?|oroscop[oi]|horoscoop"
PRESS_RELEASE_SEGMENTS: Final = (
    r"pr|press-?releases?|pressreleases?|news-?releases?|pressemitteilung(?:en)?|presseportal"
    r"|communiqu[eé]s?(?:-de-presse)?|comunicados?(?:-de-prensa|-de-imprensa)?|comunicat[io]-stampa"
    r"|persbericht(?:en)?|cision|prnewswire|abnewswire"
)
PRESS_RELEASE_SLUG: Final = r"^(?:abnewswire|prnewswire|globenewswire|businesswire|accesswire)-"
ADVERT_SEGMENTS: Final = (
    r"sponsored(?:-content)?|partner-?content|paid-?(?:content|post)|brand-?(?:studio|content|voice|ed)"
    r"|branded-content|advertorials?|promoted|native-ad|anzeigen?|publireportage|contenido-patrocinado"
    r"|branded|patrocinado|contenuti-sponsorizzati|publieditorial|gesponsord|deals|coupons?|vouchers?"
    r"|gutscheine|codes?-promo"
)
JOB_ADVERT_SEGMENTS: Final = (
    r"jobs?|careers?|carri[eè]re|vacanc(?:y|ies)|vacatures?|stellenangebote?|stellenmarkt|karriere"
    r"|emplois?|offres?-d-emploi|empleos?|lavoro|offerte-lavoro|vagas?|empregos?|it-banen"
)
SEARCH_RESULT_SEGMENTS: Final = (
    r"search|suche|suchergebnisse|recherche|buscar|busca|b[uú]squeda|ricerca|cerca|pesquisa|zoeken"
)
LOGIN_SEGMENTS: Final = (
    r"log-?in|sign-?in|sign-?up|anmelden|registrieren|connexion|iniciar-sesion|accedi|inloggen|sso|oauth2?"
)
GATE_SEGMENTS: Final = r"paywall|consent|cookie-?(?:wall|consent)|privacy-?gate"
SUBSCRIBE_SEGMENTS: Final = (
    r"subscribe|subscriptions?|abo|abonnement|abonnez-vous|suscribete|suscripcion|abbonati|assine|abonneren"
)
LANDING_PAGE_SLUG: Final = (
    r"\be-?newsletter\b|^newsletters?(?:-sign-?up)?$|^subscribe|^about(?:-us)?$|^contact(?:-us)?$|^home$"
)
COURSE_SEGMENTS: Final = r"pr|press-?releases?|pressreleases?|abnewswire.*|cision|events?"
PRESS_RELEASE_LABELS: Final = (
    r"press releases?|pressreleases?|pressemitteilung(?:en)?|communiqués? de presse|comunicados?"
    r"|comunicati stampa|pr news"
)
OPINION_LABELS: Final = (
    r"opinions?|op-?ed|editorials?|comment|commentary|columns?|columnists?|letters(?: to the editor)?"
    r"|meinung|kommentare?|kolumnen?|leitartikel|débats|tribunes?|opinión|columnas?|opinioni|opinião"
    r"|colunas?|opinie|blogs?: opinion"
)
ANALYSIS_LABELS: Final = (
    r"analys[ei]s|news analysis|explainers?|analyse|hintergrund|décryptage|análisis|analisi|análise"
    r"|achtergrond|fact.?check(?:ing)?"
)
FEATURE_LABELS: Final = (
    r"features?|long ?reads?|longform|magazine|interviews?|profiles?|reportagen?|travel|lifestyle"
    r"|life & style|food|recipes?|fashion"
)
REVIEW_LABELS: Final = (
    r"(?:(?:film|book|music|album|theatre|tv|game|movie|restaurant) )?reviews?|rezension(?:en)?|critiques?"
    r"|reseñas?|críticas?|recensioni|resenhas?|recensies?"
)
OBITUARY_LABELS: Final = (
    r"obituar(?:y|ies)|deaths \(obituaries\)|nachrufe?|nécrologies?|obituarios?|necrologi|obituários?"
)
GALLERY_LABELS: Final = r"(?:photo )?galler(?:y|ies)|photos|in pictures|bilder|fotogalería|photo essays?"
ROUNDUP_LABELS: Final = r"round-?ups?|digests?|link ?posts?|links|daily brief(?:ing)?"
WIRE_SEGMENTS: Final = (
    r"wirestory|wire|agencies|apnews|reuters|ticker|breaking(?:-news)?|eilmeldung(?:en)?|ultima-hora"
    r"|derniere-minute"
)
SEARCH_QUERY: Final = r"(?:^|&)(?:s|q|query|search|keywords?)=(?![\da-f]*(?:&|$))"
