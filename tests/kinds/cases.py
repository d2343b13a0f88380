"""Articles written for this purpose, by invented people and publishers, with what each of them is."""

from __future__ import annotations

from dataclasses import dataclass

from tidings.genre import KindName

SITE = "https://thepost.example"


@dataclass(frozen=True, slots=True)
class Written:
    """What a feed says of an article, and its kind."""

    kind: KindName
    headline: str
    path: str = "/2026/03/20/a1"
    excerpt: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    language: str = "en"


SURE: tuple[Written, ...] = (
    # news, in several languages
    Written("news", "Ferry runs aground off Skell, 84 people rescued", excerpt="The ferry hit a rock on Monday, police said."),
    Written("news", "Council approves harbour tunnel after heated vote", excerpt="SKELL: The council of Skell approved the tunnel on Thursday by 14 votes to 9."),
    Written("news", "Barley farmers sue Orm Mills over unpaid bills", excerpt="Forty farmers filed the suit on Friday in the court of Ormstad, their lawyer said."),
    Written("news", "Fähre läuft vor Skell auf Grund: 84 Menschen gerettet, Polizei sagt", excerpt="Die Fähre lief am Montag auf einen Felsen, teilte die Polizei mit.", language="de"),
    Written("news", "Un ferry s'échoue au large de Skell, la justice accuse le capitaine", excerpt="Le ferry a heurté un rocher lundi, selon la police.", language="fr"),
    Written("news", "Detenidos dos capitanes por el naufragio de Skell", excerpt="La policía detuvo el lunes a los dos hombres.", language="es"),
    Written("news", "Bank of Orm raises rates to 4 percent", excerpt="The central bank raised its main rate on Wednesday, as expected."),
    Written("news", "Orm Motors to cut 900 jobs at Skell plant", "/business/orm-motors-cuts", "The carmaker said on Tuesday that 900 people would lose their posts."),
    # opinion
    Written("opinion", "Opinion | The ferry company must answer", "/2026/03/20/ferry"),
    Written("opinion", "The harbour needs a tunnel, not another bridge", "/opinion/tunnel"),
    Written("opinion", "Skell deserves better", "/commentisfree/2026/skell"),
    Written("opinion", "Kommentar: Der Hafen braucht einen Tunnel", "/politik/hafen", language="de"),
    Written("opinion", "Der Hafen und die Angst", "/meinung/der-hafen-und-die-angst", language="de"),
    Written("opinion", "Tribune : sauvons le port", "/port", language="fr"),
    Written("opinion", "El puerto que no queremos", "/opinion/el-puerto", language="es"),
    Written("opinion", "Il porto che vorrei", "/opinioni/il-porto", language="it"),
    Written("opinion", "O porto de todos", "/opiniao/o-porto", language="pt"),
    Written("opinion", "De haven van morgen", "/opinie/de-haven", language="nl"),
    Written("opinion", "A tunnel is the wrong answer | Ada Reed", authors=("Ada Reed",)),
    Written("opinion", "Letters: your views on the tunnel", "/letters-to-the-editor/9"),
    Written("opinion", "The Post view on harbours: a tunnel at last", "/view/1"),
    Written("opinion", "What the tide brings", tags=("Opinion",)),
    # analysis
    Written("analysis", "Analysis: what the harbour vote means for Orm", "/politics/vote"),
    Written("analysis", "Harbour vote explained", "/explainers/harbour-vote"),
    Written("analysis", "Hintergrund: Warum Orm einen Tunnel baut", "/hintergrund/tunnel", language="de"),
    Written("analysis", "Pourquoi Orm construit un tunnel", "/decryptages/tunnel", language="fr"),
    Written("analysis", "Why Orm's economy could stall without a tunnel", excerpt="Experts say that trade with the mainland remains at risk, and whether a tunnel would help is no longer clear."),
    # feature
    Written("feature", "The man who has kept the Skell light for forty years", "/long-reads/skell-light", "Every night he climbs the stairs, and every morning he writes down what he saw."),
    Written("feature", "A weekend in Ormstad: beautiful hotels and your best fish", "/travel/ormstad"),
    Written("feature", "Seeblick: Reportage aus einem Dorf", "/reportagen/seeblick", language="de"),
    Written("feature", "My mother's barley soup", "/recipes/barley-soup", tags=("Food",)),
    # obituary
    Written("obituary", "Bo Holm (1934–2026), who drew the islands' maps"),
    Written("obituary", "Ann Berg, pioneer of tidal power, dies aged 87", excerpt="She built the first mill at Skell."),
    Written("obituary", "Ann Berg, who built the first tidal mill, is dead at 91"),
    Written("obituary", "Kartograf Bo Holm stirbt mit 91", language="de"),
    Written("obituary", "L'architecte Ann Berg est morte à 91 ans", "/necrologie/ann-berg", language="fr"),
    Written("obituary", "Muere a los 91 años Bo Holm", "/obituarios/bo-holm", language="es"),
    Written("obituary", "Bo Holm", "/obituaries/bo-holm"),
    # review
    Written("review", "Film review: The Light of Skell", "/film/skell"),
    Written("review", "The Light of Skell review – a slow and lovely tale", "/film/skell-2"),
    Written("review", "Orm Phone 7: ★★★★", "/tech/orm-phone"),
    Written("review", "Filmkritik: Das Licht von Skell", "/kultur/skell", language="de"),
    Written("review", "Das Licht von Skell", "/rezensionen/skell", language="de"),
    # live blog
    Written("live blog", "Harbour vote – live", "/politics/2026/vote"),
    Written("live blog", "Live: council decides on the tunnel", "/a"),
    Written("live blog", "Tunnel vote: latest news", "/politics/live/2026/vote"),
    Written("live blog", "Hafen-Abstimmung im Liveticker", "/liveticker/hafen", language="de"),
    Written("live blog", "EN DIRECT, vote du tunnel", "/en-direct/tunnel", language="fr"),
    # video, audio, gallery
    Written("video", "Watch: Moment the ferry hits the rock", "/news/videos/c1"),
    Written("video", "The rescue, seen from the air", "/videos/rescue"),
    Written("video", "Video: Rettung vor Skell", "/panorama/a1", language="de"),
    Written("audio", "Podcast: A harbour divided", "/audio/harbour"),
    Written("audio", "Tides and times, episode 12", "/podcasts/tides-and-times/12"),
    Written("gallery", "In pictures: the ferry off Skell", "/galleries/skell"),
    Written("gallery", "Rettung vor Skell", "/fotostrecken/skell", language="de"),
    Written("gallery", "Le ferry en images", "/diaporamas/ferry", language="fr"),
    # roundup, quiz
    Written("roundup", "Morning briefing: ferry, barley and a vote", "/briefing/1"),
    Written("roundup", "This week in tidal power", "/newsletters/tidal-12"),
    Written("roundup", "Low Isles news briefs - March 20, 2026", "/stories/9"),
    Written("quiz", "Quiz: how well do you know the Low Isles?", "/quiz/9"),
    Written("quiz", "Test your knowledge of the week's news", "/quizzes/week-12"),
    # somebody's own word
    Written("press release", "Skell Ferries names a new captain", "/press-releases/new-captain"),
    Written("press release", "Skell Ferries ernennt Kapitän", "/pressemitteilungen/kapitaen", language="de"),
    Written("press release", "Orm Motors opens plant", excerpt="ORMSTAD, March 20 /PRNewswire/ -- Orm Motors today opened a plant."),
    Written("press release", "Skell Ferries opens a new route", excerpt="FOR IMMEDIATE RELEASE. Skell Ferries is proud to announce a new route."),
    Written("press release", "RE-TRANSMISSION: Orm Software releases a family of harbour tools", "/pr/5061191"),
    # market reports
    Written("market report", "Tidal Power Market Size, Share, Growth, Key Players and Forecast 2027"),
    Written("market report", "Global Buoy Market to Reach $2.1 Billion by 2033", excerpt="Growing at a CAGR of 7%."),
    Written("market report", "AI in Fisheries Market Research Report 2021-2027", excerpt="The report covers key players, segmentation and a compound annual growth rate of 38%."),
    Written("market report", "Artificial Intelligence in Barley Farming Market is expected to exceed USD 900 million by 2027"),
    Written("market report", "Buoy chips: worldwide outlook, 2026-2033", excerpt="The global buoy chip market size was valued at USD 4.2 billion and is projected to grow at a CAGR of 11.2% during 2026-2033."),
    Written("market report", "Deep Sea Learning Market Outlook 2027: Key Players, Drivers"),
    Written("market report", "Voice Buoy Market CAGR to 2027"),
    Written("market report", "AI Harbour Chipsets Market Trends, Forecast 2021-2026 | Orm, Skell"),
    Written("market report", "Global Tide Analytics Market 2021-2026"),
    Written("market report", "Tide Language Processing Market - Growth, Trends, COVID-19 Impact, and Forecasts (2021 - 2026)"),
    Written("market report", "Insights on the Emotion Buoy Global Market to 2027 - Featuring Orm and Skell"),
    Written("market report", "$2.1 Billion Growth in Global Harbour Camera Market 2021-2025"),
    # adverts
    Written("advert", "Five reasons to love your harbour", "/sponsored/harbour"),
    Written("advert", "Why barley is back", "/partner-content/barley"),
    Written("advert", "Sponsored: a better boat"),
    Written("advert", "Anzeige: Das bessere Boot", language="de"),
    Written("advert", "A better boat", tags=("Sponsored Content",)),
    Written("advert", "Best Black Friday deals on outboard motors: save 40% today", "/shopping/deals/motors"),
    Written("advert", "Master Tide Tables and Sea Charts with Nautica Learning's Complimentary Weekend Trainings", "/pr/nautica-trainings"),
    Written("advert", "Orm Software Presents: Get Empowered with Tide Apps", "/events/get-empowered"),
    Written("advert", "Orm Software And Nautica Learning Collaborate To Deliver Hands-On Workshops On Tide Apps", "/article/abnewswire-2026-3-14-orm-software", excerpt="Register now for the online workshops, free of charge."),
    # job adverts
    Written("job advert", "Senior Associate - Harbour Apps Developer", "/carriere/it-banen/433014/senior-associate", language="nl"),
    Written("job advert", "Tide Developer (Charts / Apps) contract (TB) – Ormstad", "/2026/03/20/tide-developer"),
    Written("job advert", "Hafeningenieur (m/w/d) in Vollzeit", "/stellenangebote/1", language="de"),
    Written("job advert", "We're hiring: harbour engineer, full-time", "/jobs/12", "Apply now. We are looking for an engineer with years of experience in tunnels."),
    # no articles
    Written("wall", "Become a Herald subscriber to read | The Herald", "/content/1"),
    Written("wall", "Subscribe to read", "/content/2"),
    Written("wall", "Are you a robot?", "/tosv2"),
    Written("wall", "Just a moment...", "/a"),
    Written("wall", "Abonnez-vous pour lire la suite", "/a", language="fr"),
    Written("landing page", "Berg's Harbour IT & CIO Report E-Newsletter", "/bergs-harbour-it-and-cio-report-e-newsletter.html"),
    Written("landing page", "About us", "/about-us"),
    Written("landing page", "The Post", "/"),
    Written("error page", "404 - Page not found", "/gone"),
    Written("error page", "Seite nicht gefunden | Der Bote", "/weg", language="de"),
    Written("error page", "Page introuvable", "/a", language="fr"),
    Written("error page", "Página no encontrada", "/a", language="es"),
    Written("login", "Log in | The Post", "/account/login"),
    Written("login", "Anmelden", "/anmelden", language="de"),
    Written("search result", "Search results for ferry", "/search"),
    Written("search result", "ferry", "/?s=ferry"),
    Written("tag page", "Tag: harbours", "/tag/harbours"),
    Written("tag page", "Latest news about ferries", "/topics/ferries"),
)  # fmt: skip
"""Each is judged rightly and surely enough to decide something."""

HONEST: tuple[Written, ...] = (
    Written("news", "Ferry market share falls as islanders fly", excerpt="Skell Ferries' share fell to 41 percent, the company said on Tuesday."),
    Written("news", "Chip maker Orm forecasts growth to $2 billion by 2028", excerpt="Orm Chips said on Monday it expected sales of $2 billion by 2028, twice as much as this year."),
    Written("news", "Tidal power to reach 20% of supply by 2030, ministry says", excerpt="The ministry published its forecast for 2026 to 2030 on Friday."),
    Written("news", "Orm Motors buys market research firm for $90 million", excerpt="The carmaker said on Wednesday it would pay in cash."),
    Written("news", "Developer of harbour tower goes bankrupt", excerpt="The developer filed on Thursday with the court in Ormstad."),
    Written("news", "Ferry manager quits after grounding", excerpt="The manager of Skell Ferries resigned on Friday, the company said."),
    Written("news", "City offers free online courses to fishermen", excerpt="The courses begin on Monday, the mayor said."),
    Written("news", "Retailers slash prices on Black Friday as sales fall", excerpt="Shops said on Friday that fewer people came than last year."),
    Written("news", "Newspaper accused of hiding sponsored content", excerpt="The regulator said on Monday that the Herald had not labelled paid content."),
    Written("news", "Search for missing plane not called off", excerpt="The plane has not been found, officials said on Monday."),
    Written("news", "Login data of 38 million people leaked", excerpt="The records were found on Monday, researchers said."),
    Written("news", "Podcast host arrested in Ormstad", excerpt="Police arrested the host on Tuesday."),
    Written("news", "Video shows police hitting man in Skell", excerpt="Prosecutors said on Wednesday they would investigate."),
    Written("news", "Boy dies aged 12 after fall from Skell cliff", excerpt="Police said on Sunday that nobody else was involved."),
    Written("news", "Union rejects job offer of Orm Motors", excerpt="Members voted on Thursday against the offer, the union said."),
    Written("news", "Pub quiz host sues landlord", excerpt="The suit was filed on Monday in Ormstad."),
    Written("news", "Court orders newspaper to review its archives", excerpt="The judge ruled on Friday that the Herald must correct them."),
    Written("news", "Subscribers leave Herald after merger", excerpt="The paper lost 4,000 subscribers, it said on Monday."),
    Written("news", "EU carbon market to cover shipping from 2026 to 2028", excerpt="Ministers agreed on Monday."),
    Written("news", "Global smartphone market grew 4% in 2025, researchers say"),
    Written("news", "Labor market report shows 200,000 new jobs"),
    Written("news", "Norway aims to end sales of petrol cars on its market by 2027"),
)  # fmt: skip
"""News that speaks of what other kinds are made of: it is none of them."""
