"""What every key of a desk file means, its unit and its limits: said once, for messages and manual.

Names, types and defaults are not said here; they are those of the dataclasses in ``model`` and ``rules``.
"""

from __future__ import annotations

from .meaning import Meaning
from .meanings_rules import (
    ARTICLE,
    CLUSTER,
    DEDUPE,
    EVERYDAY,
    FETCH,
    HELP_LINES,
    PAGES,
    PUBLISH,
    RULES,
    SCORE,
    SENSITIVE,
    TELLING,
    WEIGHTS,
)

MASTHEAD = {
    "title": Meaning("The publication's name, shown on every page."),
    "tagline": Meaning("A line under the title."),
    "url": Meaning(
        "The address the site will live at, such as `https://news.example`. Without it the site's own feeds and its "
        "sitemap have no absolute addresses."
    ),
    "language": Meaning("The language of the site as a BCP 47 tag, such as `en` or `pt-BR`."),
    "time_zone": Meaning("The IANA zone that days and times on pages are told in, such as `Europe/London`."),
    "editor": Meaning("Who is responsible for the publication."),
    "contact": Meaning(
        "How publishers and readers reach the editor: an e-mail address or a web address. It is sent to publishers "
        "in the User-Agent of every request."
    ),
    "logo": Meaning("The address of the publication's logo, for search engines; our pages do not load it."),
    "ethics": Meaning("The address of its code of ethics, for search engines."),
    "corrections": Meaning("The address of how it corrects mistakes, for search engines."),
    "security_contact": Meaning(
        "How to tell of a hole in the site's security: an e-mail address, or an address that begins with `https://`, "
        "`mailto:` or `tel:`. With it there is a `security.txt`."
    ),
    "other_languages": Meaning(
        "Sister publications in other languages, each as its language and the address of its front page: "
        "`de https://de.news.example/`. Front pages name them; let the sisters name this one, too."
    ),
}

MACHINES = {
    "ai_training": Meaning(
        "Whether models may be trained on what is published here: `allow` or `refuse`, told in `robots.txt`, on pages "
        "and in `tdmrep.json`. Empty: nothing is said, since most of it are others' words."
    ),
    "ai_answers": Meaning(
        "Whether it may go into answers that machines write: `allow` or `refuse`, told in `robots.txt`. Empty: nothing "
        "is said."
    ),
    "policy": Meaning("The address of the terms for people, which `tdmrep.json` and pages name."),
    "summary": Meaning(
        "Whether there is an `llms.txt`, which tells language models what this is and where its data are."
    ),
}

TRUST = {
    "belongs_to": Meaning("Addresses of the associations that the publisher belongs to."),
    "control": Meaning("Addresses of other sites that it controls."),
    "controlled_by": Meaning("Addresses of those who control it."),
    "social": Meaning("Addresses of its accounts on social networks."),
    "disclosure": Meaning("Addresses of pages that tell of its money, owners and ethics."),
}

TOPICS = {
    "id": Meaning(
        "Small letters, digits and hyphens; unique. It is part of addresses, so do not change it once published."
    ),
    "name": Meaning("The name that readers see."),
    "description": Meaning("A sentence or two for the topic's page."),
    "parent": Meaning("The id of the wider topic. Whatever has this topic has the wider one, too."),
    "keywords": Meaning(
        "Words or phrases that assign the topic when one of them stands in the headline, the excerpt or the tags. "
        "Matched as whole words whatever their case, a singular also in the plural; a hyphen matches a space. `=Teams` "
        "is a name in just this case and form. `apple?` has many senses and counts only beside one of `near`."
    ),
    "all": Meaning(
        "Words or phrases that must all be there, too; without `keywords` they assign the topic. Matched "
        "like `keywords`."
    ),
    "near": Meaning(
        "Words or phrases that settle the sense of a keyword with `?`, and of a name whose case tells nothing: one of "
        "them must stand in the headline, the excerpt or the tags, or close to the keyword in the text."
    ),
    "none": Meaning("Words or phrases that refuse the topic, whatever else is there; matched like `keywords`."),
}

FEEDS = {
    "url": Meaning("The address of an RSS, Atom or JSON feed. The same address may stand once."),
    "title": Meaning("The feed's title, for where the feed itself has none."),
    "source": Meaning(
        "The publisher's name as readers see it; empty: taken from `[[sources]]`, from the list of sources that comes "
        "with Tidings, or worked out from the feed's title. Feeds with one name are one source, and count once for "
        "`rules.publish.sources_min`."
    ),
    "topics": Meaning("Ids of topics that everything in this feed belongs to."),
    "folder": Meaning(
        "The folder it lies in in your reader's subscription list, with those around it: `News/Europe`. Kept for "
        "`tidings sources export`; it changes nothing else."
    ),
    "pages": Meaning(
        "When the pages of this feed's articles are asked for: `never`, `short` or `always`, as in `rules.pages.ask`. "
        "Empty: as that says."
    ),
    "clock": Meaning(
        "The time zone that the feed's times are really in, for a publisher who writes local time and calls it UTC: an "
        "IANA name such as `America/Los_Angeles`, or `-07:00`. Empty: they are what they say."
    ),
    "search": Meaning(
        "Whether this is what a search engine found rather than what a publisher lists. With the rule set `everyday`, "
        "such items are filed under the day of UTC+8."
    ),
}

SOURCES = {
    "domain": Meaning(
        "Its main domain (`post.example`), host (`news.post.example`) or part of a site (`medium.com/@ada`), without "
        "`https://`. The longest that fits an article's address decides."
    ),
    "name": Meaning("The name that readers see."),
    "id": Meaning(
        "What its page is called: small letters, digits and hyphens. Empty: as before for a source that is known, else "
        "made from the name. Give the old one when you change the name of a source of your own."
    ),
    "kind": Meaning(
        "`outlet`, `wire` (an agency whose text is expected elsewhere), `release wire` (press releases), `aggregator`, "
        "`company`, `government`, `organisation`, `science`, `blog`, `community` or `platform`."
    ),
    "country": Meaning("Where it works from, as an ISO 3166 code such as `GB`."),
    "language": Meaning("The language it writes most, as a BCP 47 tag such as `en` or `pt-BR`."),
    "logo": Meaning("The address of its logo."),
    "domains": Meaning("Its other domains, hosts or parts of sites."),
    "aliases": Meaning("Other names that it goes by, and nobody else."),
    "standing": Meaning(
        "How far this desk relies on it: `trusted`, `normal` or `doubtful`. Empty: as the desk has seen it do."
    ),
}

SERVE = {
    "callback_url": Meaning(
        "Where hubs reach `tidings serve` from outside, such as `https://news.example/websub`; it must have a path of "
        "its own. With it, feeds that name a WebSub hub are subscribed to; without it none is."
    ),
    "hub_url": Meaning(
        "A WebSub hub for the feeds that we publish: they name it, and it is told when they change. It needs "
        "`masthead.url`."
    ),
}

SECURED = {
    "keys": Meaning(
        "The file of the keys to records' private fields, from the desk's folder, such as `secured.keys`; "
        "`tidings secured key` makes it. It may not lie in a folder that is published, and only you may be able to "
        "read it. The environment variable `TIDINGS_SECURED_KEYS` goes before it."
    ),
}

IMAGES = {
    "show": Meaning(
        "What pages show of publishers' pictures: `never`, none; `link`, the publishers' own files, for which every "
        "reader's browser asks every publisher; `local`, small copies of our own, credited, which needs Pillow "
        "(`pip install 'tidings[images]'`)."
    ),
    "stories_max": Meaning("Stories, by rank, that get a picture.", "stories", 1, 1000),
    "asked_per_run_max": Meaning("Pictures asked for in one run; the others wait for the next.", "pictures", 1, 10_000),
    "bytes_max": Meaning("A larger file is not taken.", "bytes", 10_000, 100_000_000),
    "pixels_max": Meaning(
        "A picture with more pixels is not unpacked, whatever the size of its file.", "pixels", 10_000, 100_000_000
    ),
}

MEANINGS: dict[str, dict[str, Meaning]] = {
    "masthead": MASTHEAD,
    "masthead.machines": MACHINES,
    "masthead.trust": TRUST,
    "topics": TOPICS,
    "feeds": FEEDS,
    "sources": SOURCES,
    "help_lines": HELP_LINES,
    "serve": SERVE,
    "secured": SECURED,
    "images": IMAGES,
    "rules": RULES,
    "rules.fetch": FETCH,
    "rules.article": ARTICLE,
    "rules.pages": PAGES,
    "rules.dedupe": DEDUPE,
    "rules.cluster": CLUSTER,
    "rules.score": SCORE,
    "rules.score.weights": WEIGHTS,
    "rules.publish": PUBLISH,
    "rules.telling": TELLING,
    "rules.sensitive": SENSITIVE,
    "rules.everyday": EVERYDAY,
}
"""Meanings by table, then by key."""
