"""Parameters of addresses that say where a reader came from, never which page is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracker:
    """Parameters of one origin; all names in lower case."""

    why: str
    """Who writes them, and why they never choose a page."""
    names: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()


def names(text: str) -> frozenset[str]:
    """Names written with spaces between them."""
    return frozenset(text.split())


EVERYWHERE = (
    Tracker(why="Google Analytics' campaign tags, written by everybody", prefixes=("utm_",)),
    Tracker(
        why="a click's number, added by an advertising or social network on the way; the site never asked for it",
        names=names(
            "fbclid gclid gclsrc dclid gbraid wbraid gad_source srsltid msclkid twclid yclid ymclid ysclid ttclid "
            "li_fat_id igshid igsh mibextid epik scclid rdt_cid rb_clickid s_kwcid dicbo tblci obclickid "
            "_openstat __twitter_impression fb_action_ids fb_action_types fb_source fb_ref"
        ),
    ),
    Tracker(
        why="a letter's or a mailing's number, added by the firm that sends it",
        names=names(
            "mkt_tok _hsenc _hsmi __hssc __hstc __hsfp hsctatracking elqtrack elqtrackid elq_mid elq_cid dm_i "
            "ml_subscriber ml_subscriber_hash ck_subscriber_id _kx wickedid"
        ),
        prefixes=("mc_", "vero_", "oly_", "hsa_", "bsft_"),
    ),
    Tracker(
        why="other analytics with a prefix of their own: AT Internet, Piwik and Matomo, Chartbeat, Google's linker",
        names=names(
            "xtor _ga _gl wt_mc wt_zmc wt.mc_id wt.nav wt.tsrc s_cid cid_source s_campaign cmpid hootpostid "
            "ns_mchannel ns_source ns_campaign ns_linkname ns_fee"
        ),
        prefixes=("at_", "pk_", "piwik_", "matomo_", "mtm_", "itm_", "cx_"),
    ),
    Tracker(
        why="how publishers count their own links: AOL, BBC, CBS, DW, Al Jazeera, Mail, NYT, FT, Yahoo, "
        "Washington Post, Slate, Bloomberg; no site is known that chooses a page by one",
        names=names(
            "ncid ocid ftag icid intcid intcmp ito smid smtyp ftcamp taid maca traffic_source feedtype feedname sref "
            "srnd guccounter guce_referrer guce_referrer_sig soc_src soc_trk wpisrc wpsrc wprss ref_src ref_url "
            "leadsource share_id rsspartner trkcampaign trk_source"
        ),
    ),
    Tracker(
        why="a session's number: the same page for one reader",
        names=names("phpsessid jsessionid cfid cftoken"),
        prefixes=("aspsessionid",),
    ),
    Tracker(why="Google's AMP viewer", names=names("amp_js_v amp_gsa amp_r amp_ct usqp")),
    Tracker(why="the form for an answer to a comment, on the same page", names=names("replytocom")),
)
"""Dropped on every site, whatever they say."""

ON_SITES = {
    "arkansasonline.com": names("f"),
    "barrons.com": names("mod"),
    "bloomberg.com": names("cmpid srnd in_source"),
    "boston.com": names("rss_id camp p1"),
    "bostonglobe.com": names("rss_id camp p1 event"),
    "businessinsider.com": names("r ir"),
    "cnbc.com": names("__source"),
    "computerworld.com": names("source taxonomyid"),
    "cio.com": names("source taxonomyid"),
    "dailymail.co.uk": names("mid"),
    "darkreading.com": names("_mc"),
    "defenseone.com": names("oref"),
    "economist.com": names("fsrc"),
    "elmundo.es": names("cid emk s_kw"),
    "elpais.com": names("ssm prm event_log"),
    "engadget.com": names("src"),
    "financialexpress.com": names("rhheader rheditorpick rhnews"),
    "forbes.com": names("ss sh"),
    "ft.com": names("segmentid"),
    "govexec.com": names("oref"),
    "huffingtonpost.ca": names("ir"),
    "huffingtonpost.co.uk": names("ir"),
    "huffingtonpost.com": names("ir"),
    "huffpost.com": names("ir"),
    "informationweek.com": names("_mc"),
    "latimes.com": names("track"),
    "lemonde.fr": names("lmd_medium lmd_campaign lmd_creation lmd_source random"),
    "lightreading.com": names("_mc"),
    "linkedin.com": names("trk trackingid lipi"),
    "marketwatch.com": names("mod link reflink siteid"),
    "medium.com": names("source"),
    "mercurynews.com": names("source"),
    "msn.com": names("cvid"),
    "nature.com": names("error code"),
    "news.com.au": names("from"),
    "nextgov.com": names("oref"),
    "nymag.com": names("mid"),
    "nytimes.com": names("partner emc rref ref hp _r src campaignid instance_id segment_id user_id regi_id"),
    "orlandosentinel.com": names("track"),
    "people.com": names("xid"),
    "reddit.com": names("ref ref_source rdt"),
    "rttnews.com": names("type simrec"),
    "scmp.com": names("module pgtype"),
    "seekingalpha.com": names("source"),
    "siliconangle.com": names("angle"),
    "slate.com": names("via"),
    "spiegel.de": names("sara_ref ref"),
    "substack.com": names("r triedredirect isfreemail showwelcome publication_id"),
    "techradar.com": names("src"),
    "telegraph.co.uk": names("icid"),
    "theguardian.com": names("cmp"),
    "thesundaytimes.co.uk": names("cmp"),
    "thetimes.co.uk": names("cmp"),
    "thetimes.com": names("cmp"),
    "time.com": names("xid"),
    "tmz.com": names("adid"),
    "trust.org": names("source"),
    "twitter.com": names("s t"),
    "upi.com": names("spt or"),
    "vulture.com": names("mid"),
    "washingtonpost.com": names("tid itid"),
    "wnd.com": names("cat_orig"),
    "wsj.com": names("mod st reflink"),
    "x.com": names("s t"),
    "yahoo.com": names(".tsrc"),
    "yle.fi": names("origin"),
    "youtube.com": names("feature si ab_channel pp"),
    "youtu.be": names("feature si"),
}
"""Dropped on one site and its subdomains, where they are known to count links; elsewhere they may choose pages."""

CHANNEL_NAMES = names(
    "ref srcref referrer referer source src from via cid cmp camp campaign track medium partner origin xid mod kc"
)
"""Names that count links on some sites and choose pages on others: dropped only where they name a channel."""
CHANNEL = re.compile(
    r"rss\d?|rss[-_:]\w*|nl_\w+|feeds?|feedburner|atom|twitter|facebook|fb|linkedin|whatsapp|telegram|"
    r"e-?mail|newsletter|google_?news|googlenews|flipboard|sharing|social",
    re.IGNORECASE,
)
"""What such a name says when it names the way a reader came."""
AMP_NAMES = names("amp _amp hs_amp amp-content outputtype")
"""Ask for a page in the form for AMP viewers; without them the page comes in its own."""
AMP_VALUES = names("1 y yes true amp") | {""}
RSS_VALUES = names("1 y yes true rss") | {""}
"""``?rss=1`` says that a link stood in a feed; ``?rss=345`` may be the feed itself."""

NAMES_EVERYWHERE = frozenset[str]().union(*(tracker.names for tracker in EVERYWHERE))
PREFIXES_EVERYWHERE = tuple(prefix for tracker in EVERYWHERE for prefix in tracker.prefixes)

NAMES_OF_PAGES = names(
    "id p page v article articleid article_id aid story storyid story_id news newsid news_id nid post postid page_id "
    "pageid doc docid doc_id item itemid sid cid code c a n q query s t tid title section cat category date d year "
    "issue number content contentid option view lang file path url feed output format"
)
"""The commonest names by which pages are chosen; no table above may hold one for every site (a test sees to it)."""


def is_tracking(name: str, value: str, *, host: str) -> bool:
    """A query parameter that never decides which page of this host is shown."""
    lower = name.lower()
    return (
        lower in NAMES_EVERYWHERE
        or lower.startswith(PREFIXES_EVERYWHERE)
        or is_said_by_value(lower, value)
        or any(lower in ON_SITES[site] for site in sites_of(host) if site in ON_SITES)
    )


def is_said_by_value(name: str, value: str) -> bool:
    """A parameter whose value tells that it names a channel, or the AMP form of a page."""
    if name in AMP_NAMES:
        return value.lower() in AMP_VALUES and (name != "outputtype" or value.lower() == "amp")
    if name == "rss":
        return value.lower() in RSS_VALUES
    return name in CHANNEL_NAMES and CHANNEL.fullmatch(value) is not None


def sites_of(host: str) -> Iterator[str]:
    """A host and every name above it: ``news.post.example``, ``post.example``, ``example``."""
    while host:
        yield host
        _, _, host = host.partition(".")
