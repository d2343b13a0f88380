"""The evidence: one table of what speaks for which kind, how strongly, and in what words.

A weight is a natural logarithm: 1 makes a kind e (2.7) times as likely beside the others, 0.7 twice, 2.3 ten times.
Weights add up with the kind's prior. What holds in every language comes first: what pages call
themselves, addresses, figures; then forms of headlines; words last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..genre import KindName
from . import headlines, leads, places, shapes
from .judgements import (
    byline_after_bar,
    names_nobody,
    names_whole_quote,
    old_enough,
    says_article,
    says_nothing,
    stands_at_the_top,
    tag_shelf,
)
from .looks import (
    Look,
    address,
    both,
    headline,
    host,
    label,
    lead,
    only_typed,
    opening,
    query,
    said,
    slug,
    typed,
    written,
)
from .phrases import (
    AUTHORITIES,
    MARKET_SELLERS,
    MARKET_TALK,
    NEWS_PASSIVES,
    NEWS_VERBS,
    NEWS_VERBS_ELSEWHERE,
    PAID_LABEL,
    POLITICS,
    PRESS_WIRES,
    SELLER_HINTS,
    TRAINING,
    WIRE_HINTS,
)

PRIORS: Final[dict[KindName, float]] = {
    "news": 0.0, "feature": -1.0, "analysis": -1.3, "opinion": -2.5, "review": -3.5, "obituary": -4.0,
    "live blog": -4.0, "video": -4.0, "audio": -4.0, "gallery": -4.0, "roundup": -3.5, "quiz": -4.5,
    "press release": -4.0, "market report": -4.0, "advert": -4.0, "job advert": -4.5,
    "landing page": -5.0, "wall": -5.0, "error page": -5.0, "login": -5.0, "search result": -5.0, "tag page": -5.0,
}  # fmt: skip
"""How likely each kind is, beside news, in a feed of a news site before anything is looked at (logarithms).

Refusing an article wrongly costs most, so what is no article has the furthest to go.
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that can be seen, and what it speaks for."""

    kind: KindName
    weight: float
    look: Look
    why: str
    """Begins the reason; what was found follows."""


SIGNS: Final[tuple[Sign, ...]] = (
    # ------------------------------------------------------------ what a page calls itself
    Sign("live blog", 9.0, typed("liveblogposting"), "the page calls itself"),
    Sign("video", 7.0, only_typed(r"videoobject|(?:og:)?video\.\w+|movie|clip"), "the page calls itself"),
    Sign("audio", 9.0, typed("podcastepisode|radioepisode"), "the page calls itself"),
    Sign("audio", 7.0, only_typed(r"audioobject|podcastseries|(?:og:)?music\.\w+"), "the page calls itself"),
    Sign("gallery", 9.0, typed("imagegallery|mediagallery"), "the page calls itself"),
    Sign("review", 8.0, typed("reviewnewsarticle|criticreview"), "the page calls itself"),
    Sign("review", 6.5, typed("review"), "the page calls itself"),
    Sign("opinion", 9.0, typed("opinionnewsarticle"), "the page calls itself"),
    Sign("analysis", 8.0, typed("analysisnewsarticle|backgroundnewsarticle"), "the page calls itself"),
    Sign("news", 2.5, typed("reportagenewsarticle"), "the page calls itself"),
    Sign("quiz", 9.0, typed("quiz"), "the page calls itself"),
    Sign("job advert", 10.0, typed("jobposting"), "the page calls itself"),
    Sign("advert", 10.0, typed("advertisercontentarticle"), "the page calls itself"),
    Sign("advert", 4.0, only_typed("product|offer|course|event|businessevent|educationevent"), "the page calls itself"),
    Sign("search result", 9.0, typed("searchresultspage"), "the page calls itself"),
    Sign("landing page", -3.0, says_article, "the page calls itself"),
    Sign("tag page", -3.0, says_article, "the page calls itself"),
    Sign("tag page", 3.0, only_typed("collectionpage|profilepage"), "the page calls itself"),
    Sign("landing page", 4.0, only_typed("collectionpage|itemlist|aboutpage|contactpage"), "the page calls itself"),
    Sign("landing page", 2.5, only_typed("(?:og:)?website"), "the page calls itself only"),
    # ------------------------------------------------------------ how the server answered
    Sign("error page", 12.0, lambda case: f"{case.status}" if case.status >= 400 else "", "the server answered with"),
    # ------------------------------------------------------------ addresses, in many languages
    Sign("live blog", 6.5, address(places.LIVE_BLOG_SEGMENTS), "its address has"),
    Sign("live blog", 5.0, slug(r"\blive-?(?:blog|updates|ticker)\b|as-it-happened"), "its address ends with"),
    Sign("video", 6.5, address(r"videos?|vidéos?|watch|filmpjes?|mediathek"), "its address has"),
    Sign("video", 8.0, host(r"(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com)$"), "it stands on"),
    Sign("audio", 6.5, address(r"podcasts?|audio|episodes?|radio-?play|balados?"), "its address has"),
    Sign("gallery", 6.5, address(places.GALLERY_SEGMENTS), "its address has"),
    Sign("opinion", 6.0, address(places.OPINION_SEGMENTS), "its address has"),
    Sign("analysis", 4.5, address(places.ANALYSIS_SEGMENTS), "its address has"),
    Sign("feature", 4.0, address(places.FEATURE_SEGMENTS), "its address has"),
    Sign("feature", 1.0, address(places.CULTURE_SEGMENTS), "its address has"),
    Sign("obituary", 7.0, address(places.OBITUARY_SEGMENTS), "its address has"),
    Sign("obituary", 4.5, slug(r"\bobituary\b|-appreciation\b|\bin-memoriam\b|\bnachruf\b"), "its address ends with"),
    Sign("review", 6.0, address(places.REVIEW_SEGMENTS), "its address has"),
    Sign("roundup", 5.5, address(places.ROUNDUP_SEGMENTS), "its address has"),
    Sign("quiz", 7.0, address(places.QUIZ_SEGMENTS), "its address has"),
    Sign("press release", 7.0, address(places.PRESS_RELEASE_SEGMENTS), "its address has"),
    Sign("press release", 6.5, host(rf"(?:^|\.){PRESS_WIRES}"), "it stands on"),
    Sign("press release", 6.0, slug(places.PRESS_RELEASE_SLUG), "its address begins with"),
    Sign("advert", 10.0, address(places.ADVERT_SEGMENTS), "its address has"),
    Sign("advert", 2.0, address(r"events?|webinars?|trainings?|courses?|shop|store"), "its address has"),
    Sign("job advert", 4.2, address(places.JOB_ADVERT_SEGMENTS), "its address has"),
    Sign("tag page", 6.0, tag_shelf, "its address is a shelf of articles:"),
    Sign("search result", 7.0, address(places.SEARCH_RESULT_SEGMENTS, segments_max=2), "its address has"),
    Sign("search result", 7.0, query(places.SEARCH_QUERY), "its address asks"),
    Sign("login", 7.5, address(places.LOGIN_SEGMENTS, segments_max=3), "its address has"),
    Sign("wall", 6.5, address(places.GATE_SEGMENTS, segments_max=3), "its address has"),
    Sign("wall", 4.5, address(places.SUBSCRIBE_SEGMENTS, segments_max=3), "its address has"),
    Sign("landing page", 7.0, stands_at_the_top, "its address is"),
    Sign("landing page", 6.0, slug(places.LANDING_PAGE_SLUG), "its address ends with"),
    # ------------------------------------------------------------ figures of the page
    Sign("live blog", 3.5, shapes.MANY_TIMES, "the page has"),
    Sign("live blog", 2.5, shapes.VERY_MANY_TIMES, "the page has"),
    Sign("gallery", 4.5, shapes.MANY_PICTURES, "the page has"),
    Sign("video", 4.0, shapes.LONE_VIDEO, "the page has"),
    Sign("audio", 4.0, shapes.LONE_RECORDING, "the page has"),
    Sign("quiz", 5.0, shapes.QUESTIONS, "the page has"),
    Sign("login", 5.0, shapes.PASSWORD, "the page has"),
    Sign("landing page", 3.5, shapes.MANY_TEASERS, "the page has"),
    Sign("landing page", 2.5, shapes.MOSTLY_LINKS, "the page has"),
    Sign("landing page", 2.0, shapes.LONE_FORM, "the page has"),
    Sign("tag page", 1.5, shapes.TEASERS, "the page has"),
    Sign("news", 0.8, shapes.RUNNING_TEXT, "the page has"),
    Sign("landing page", -4.0, shapes.RUNNING_TEXT, "the page has"),
    Sign("tag page", -4.0, shapes.RUNNING_TEXT, "the page has"),
    Sign("search result", -4.0, shapes.RUNNING_TEXT, "the page has"),
    # ------------------------------------------------------------ no articles, by their headlines
    Sign("wall", 9.0, headline(headlines.SUBSCRIBE), "the headline says"),
    Sign("wall", 9.0, headline(headlines.GATE), "the headline says"),
    Sign("error page", 9.0, headline(headlines.ERROR_PAGE), "the headline says"),
    Sign("login", 8.0, headline(headlines.LOGIN), "the headline says"),
    Sign("search result", 8.0, headline(headlines.SEARCH_RESULT), "the headline says"),
    Sign("tag page", 6.5, headline(headlines.TAG_PAGE), "the headline says"),
    Sign("landing page", 6.5, headline(headlines.LANDING_PAGE), "the headline says"),
    Sign("landing page", 2.0, headline(r"newsletters?$"), "the headline ends with"),
    # ------------------------------------------------------------ paid for
    Sign("market report", 3.2, said(r"\bcagr\b|compound annual growth", "cagr", "compound annual"), "a growth rate:"),
    Sign("market report", 3.2, said(MARKET_TALK, "market"), "market talk:"),
    Sign("market report", 3.2, said(leads.SUM_TO_COME, "$", "€", "£", "usd"), "a sum to be reached:"),
    Sign("market report", 3.2, said(leads.FORECAST_PERIOD, "20"), "a forecast period:"),
    Sign("market report", 2.0, headline(headlines.MARKET_REPORT), "a headline of such reports:"),
    Sign("market report", 3.2, headline(headlines.MARKET_YEARS), "a market and its years:"),
    Sign("market report", 3.2, headline(headlines.MARKET_BARKING), "how such reports are cried:"),
    Sign("market report", 3.0, said(MARKET_SELLERS, *SELLER_HINTS), "it names a seller of such reports:"),
    Sign("market report", 1.5, said(rf"\b{PRESS_WIRES}", *WIRE_HINTS), "it came over a press-release wire:"),
    Sign("advert", 8.0, label(PAID_LABEL), "it is labelled"),
    Sign("advert", 7.0, headline(headlines.PAID), "its headline is labelled"),
    Sign("advert", 3.0, said(leads.PAID_TEXT, "sponsored", "paid", "partner", "advertorial"), "it speaks of"),
    Sign("advert", 3.2, headline(headlines.COURSE), "it offers a course:"),
    Sign("advert", 4.5, both(headline(rf"\b{TRAINING}\b"), address(places.COURSE_SEGMENTS)), "a course on offer:"),
    Sign("advert", 2.8, written(r"^[A-Z]\w*(?: [A-Z]\w*){0,2} (?i:presents:)"), "the headline invites:"),
    Sign("advert", 2.5, headline(headlines.INVITING), "the headline asks readers to buy or come:"),
    Sign("advert", 3.0, said(leads.BUYING_TEXT, " now", " today", " your", "code", "offer"), "it asks for money:"),
    Sign("advert", 4.2, headline(headlines.BARGAIN), "the headline offers a bargain:"),
    Sign("job advert", 3.6, headline(headlines.JOB_POST), "the headline names a post:"),
    Sign("job advert", 4.0, headline(headlines.JOB_OFFER), "the headline offers work:"),
    Sign("job advert", 3.0, said(leads.APPLYING_TEXT, *leads.APPLYING_HINTS), "it speaks to those who apply:"),
    Sign("press release", 6.0, said(leads.PRESS_RELEASE_TEXT, "release", "wire", "press", "stampa"), "it says"),
    Sign("press release", 4.5, said(rf"\b{PRESS_WIRES}", *WIRE_HINTS), "it came over a press-release wire:"),
    Sign("press release", 5.0, headline(headlines.PRESS_RELEASE), "the headline begins with"),
    Sign("press release", 5.5, label(places.PRESS_RELEASE_LABELS), "it is labelled"),
    # ------------------------------------------------------------ labels of the publisher
    Sign("opinion", 6.0, label(places.OPINION_LABELS), "it is labelled"),
    Sign("analysis", 5.0, label(places.ANALYSIS_LABELS), "it is labelled"),
    Sign("feature", 4.0, label(places.FEATURE_LABELS), "it is labelled"),
    Sign("review", 5.5, label(places.REVIEW_LABELS), "it is labelled"),
    Sign("obituary", 6.5, label(places.OBITUARY_LABELS), "it is labelled"),
    Sign("video", 5.0, label(r"videos?"), "it is labelled"),
    Sign("audio", 5.0, label(r"podcasts?|audio|episodes?"), "it is labelled"),
    Sign("gallery", 5.0, label(places.GALLERY_LABELS), "it is labelled"),
    Sign("live blog", 6.0, label(r"live ?blogs?|live updates|liveticker"), "it is labelled"),
    Sign("roundup", 5.0, label(places.ROUNDUP_LABELS), "it is labelled"),
    Sign("quiz", 6.0, label(r"quiz(?:zes)?|crosswords?|puzzles?|games & puzzles"), "it is labelled"),
    # ------------------------------------------------------------ headlines that say what they are
    Sign("opinion", 8.0, headline(headlines.OPINION), "the headline says"),
    Sign("opinion", 4.5, byline_after_bar, "its headline ends with its author:"),
    Sign("analysis", 7.5, headline(headlines.ANALYSIS), "the headline says"),
    Sign("live blog", 8.5, headline(headlines.LIVE_BLOG), "the headline says"),
    Sign("video", 8.0, headline(headlines.VIDEO), "the headline says"),
    Sign("audio", 8.0, headline(headlines.AUDIO), "the headline says"),
    Sign("audio", 3.0, headline(headlines.EPISODE), "the headline counts"),
    Sign("gallery", 8.0, headline(headlines.GALLERY), "the headline says"),
    Sign("review", 9.0, headline(headlines.REVIEW), "the headline says"),
    Sign("quiz", 8.5, headline(headlines.QUIZ), "the headline says"),
    Sign("roundup", 7.0, headline(headlines.ROUNDUP), "the headline says"),
    Sign("roundup", 2.2, headline(headlines.DATED), "the headline ends with a date:"),
    Sign("video", 4.5, headline(r"^\d{1,2}/\d{1,2}(?:/\d{2,4})?:"), "the headline begins with a day:"),
    Sign("obituary", 6.5, written(headlines.LIFE_YEARS), "the headline has the years of a life:"),
    Sign("obituary", 7.0, old_enough, "the headline tells of a death and an age:"),
    Sign("obituary", 5.5, headline(headlines.OBITUARY), "the headline says"),
    Sign("obituary", 3.6, headline(headlines.HONOURED), "the headline honours somebody who died:"),
    Sign("obituary", 3.2, both(headline(headlines.LEGACY), lead(leads.LOOKING_BACK)), "it looks back on a life:"),
    # ------------------------------------------------------------ how news is written
    Sign("news", 1.3, headline(rf"\b(?:{NEWS_VERBS})\b"), "its headline tells what happened:"),
    Sign("news", 1.0, headline(rf"\b(?:{NEWS_PASSIVES})\b"), "its headline tells what was done:"),
    Sign("news", 1.5, headline(rf"\b(?:{NEWS_VERBS_ELSEWHERE})\b"), "its headline tells what happened:"),
    Sign("news", 1.8, lead(leads.DAY), "it names the day:"),
    Sign("news", 1.0, lead(rf"\b(?:{AUTHORITIES})\b"), "it names authorities:"),
    Sign("news", 0.8, lead(leads.SAYING), "it says who said it:"),
    Sign("news", 0.8, lead(leads.HAPPENING), "it tells what happened:"),
    Sign("news", 2.0, opening(leads.DATELINE), "it begins with a place, as agencies do:"),
    Sign("news", 2.0, address(places.WIRE_SEGMENTS), "its address has"),
    Sign("news", 0.8, headline(headlines.COUNTING), "it counts people:"),
    Sign("news", 0.6, written(r"^[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*: [A-Z]"), "the headline names somebody first:"),
    # ------------------------------------------------------------ how other things are written
    Sign("opinion", 2.6, headline(headlines.FIRST_PERSON), "the headline speaks in the first person:"),
    Sign("opinion", 2.0, headline(headlines.ARGUING), "the headline argues:"),
    Sign("feature", 2.0, headline(r"\b(?:you|your|you'd|you're|you'll)\b"), "the headline speaks to the reader:"),
    Sign("feature", 1.4, headline(headlines.TALE), "the headline begins a tale:"),
    Sign("feature", 1.2, headline(headlines.THING), "the headline names a thing, and no event:"),
    Sign("feature", 1.5, headline(headlines.DWELLING), "the headline dwells on"),
    Sign("analysis", 1.6, headline(headlines.AFTER_COLON), "the headline asks"),
    Sign("feature", 0.8, headline(headlines.AFTER_COLON), "the headline asks"),
    Sign("feature", 1.5, written(headlines.INTERVIEW), "the headline is a name and a quotation:"),
    Sign("feature", 1.2, written(r"(?:: |, )[‘“'\"][^’”\"]{12,}[’”'\"]\.?$"), "the headline ends with a quotation:"),
    Sign("feature", 1.5, headline(headlines.LIST), "the headline is a list:"),
    Sign("feature", 1.1, headline(headlines.TELLING), "the headline tells a tale:"),
    Sign("analysis", 1.6, headline(headlines.ASKING), "the headline asks"),
    Sign("analysis", 1.2, headline(r"^how\b(?!.*\b(?:to|you|your)\b)"), "the headline explains:"),
    Sign("feature", 1.2, headline(r"\?\W*$"), "the headline is a question:"),
    Sign("analysis", 1.0, headline(r"\?\W*$"), "the headline is a question:"),
    Sign("analysis", 1.8, headline(headlines.EXPLAINING), "the headline explains:"),
    Sign("analysis", 1.6, headline(headlines.WEIGHING), "the headline weighs:"),
    Sign("analysis", 1.0, lead(leads.WEIGHING), "it weighs:"),
    Sign("feature", 1.3, lead(leads.LIVES), "it tells of lives:"),
    Sign("feature", -0.9, headline(rf"\b(?:{POLITICS})\b"), "the headline is of politics or business:"),
    Sign("feature", -0.5, lead(rf"\b(?:{POLITICS})\b"), "it is of politics or business:"),
    Sign("news", 0.6, headline(headlines.PAST), "its headline tells what was done:"),
    Sign("news", -1.2, headline(r"\?\W*$"), "the headline is a question:"),
    Sign("analysis", 1.0, headline(headlines.WHOLE_SENTENCE), "the headline is a whole sentence:"),
    Sign("feature", 0.8, headline(headlines.WHOLE_SENTENCE), "the headline is a whole sentence:"),
    Sign("analysis", 0.8, headline(headlines.BELONGING), "the headline names a thing, and no event:"),
    Sign("analysis", 0.9, headline(r"^\w{3,}ing (?!to\b)"), "the headline tells of something under way:"),
    Sign("analysis", 1.0, lead(r"^(?:how|why|what|whether|a look at|as )\b"), "its excerpt explains:"),
    Sign("feature", 0.8, lead(r"^(?:how|why|what|a look at|as )\b"), "its excerpt explains:"),
    Sign("feature", 1.5, names_nobody, "its excerpt names nobody:"),
    Sign("analysis", 1.0, names_nobody, "its excerpt names nobody:"),
    Sign("analysis", 1.0, names_whole_quote, "the headline is a quotation:"),
    Sign("feature", 1.2, says_nothing, "there is nothing of news about it:"),
    Sign("analysis", 0.6, says_nothing, "there is nothing of news about it:"),
)  # fmt: skip
