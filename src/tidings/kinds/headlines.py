"""Forms of headlines that say, or give away, what something is; patterns on folded text.

``LIFE_YEARS`` and ``INTERVIEW`` are for headlines as written.
"""

from __future__ import annotations

from typing import Final

from .phrases import JOB_ROLE, MARKET, NEWS_VERBS, PAID_LABEL, TRAINING, WEEKDAYS

SUBSCRIBE: Final = (
    r"become an? [\w.' -]{0,30}(?:subscriber|member) to|subscribe to (?:read|continue|unlock|access)"
    r"|^subscribe now\b|to continue reading|subscription required|this (?:content|article) is (?:for|only"
    r"|reserved)|(?:members|subscribers) only$|jetzt abonnieren|abonnez-vous|réservé aux abonnés"
    r"|suscríbete|solo para suscriptores|contenuto riservato|abbonati|conteúdo exclusivo para assinantes"
    r"|alleen voor abonnees"
)
GATE: Final = (
    r"^are you (?:a robot|human)|^just a moment|^access denied|^access to this page has been denied"
    r"|^attention required|verify (?:that )?you are (?:a )?human|please enable (?:javascript|js|cookies)"
    r"|^before you continue|^(?:cookie )?consent\b|^one more step|^pardon our interruption|^robot or human"
    r"|^datenschutzeinstellungen|unsupported browser"
)
ERROR_PAGE: Final = (
    r"^(?:error )?(?:404|410|500|502|503)\b(?:\W|$)(?!.{40})|^(?:error|oops|sorry)[!,.: ]*(?:$|404|page)"
    r"|page (?:not found|unavailable|does(?:n't| not) exist|(?:is )?no longer available)|^(?:not found"
    r"|internal server error|bad gateway|service unavailable|gone)$|seite (?:wurde )?nicht gefunden"
    r"|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata|página não encontrada"
    r"|pagina niet gevonden|content (?:is )?(?:no longer |un)available"
)
LOGIN: Final = (
    r"^(?:log ?in|sign ?in|sign ?up|create (?:an |your )?account|register)(?:$|\W*[|–—-]| to (?:your"
    r"|continue|read|access)\b)|^(?:anmelden|anmeldung|einloggen|se connecter|connexion|iniciar sesión"
    r"|inicia sesión|accedi|entrar|inloggen)(?:$|\W*[|–—-])"
)
SEARCH_RESULT: Final = (
    r"^search results?\b|\bsearch results for\b|^results for\b|^suchergebnisse"
    r"|^résultats de (?:la )?recherche|^resultados de (?:la )?búsqueda|^risultati (?:della )?ricerca"
    r"|^resultados d[ae] (?:busca|pesquisa)|^zoekresultaten"
)
TAG_PAGE: Final = (
    r"^(?:(?:tag|topic|category|archives?)(?=:)|posts tagged|articles (?:by|tagged|about)|all (?:articles|posts"
    r"|stories|news) (?:by|about|on|in)|(?:latest|more) (?:news|articles|stories) (?:by|about|on"
    r"|from))\b[: ]|\barchives?$"
)
LANDING_PAGE: Final = (
    r"\be-newsletters?$|newsletter (?:sign-?up|subscription)|^(?:sign up|subscribe) (?:for|to) (?:our|the)"
    r"|^(?:home|homepage|home page|welcome)$|^welcome to (?:the|our) [\w' ]{0,30}(?:site|page|blog|home)$"
    r"|^(?:about|contact)(?: us| me)?$|^(?:privacy policy|terms (?:of|and) \w+|impressum|mentions légales"
    r"|aviso legal)$"
)
MARKET_REPORT: Final = (
    rf"{MARKET}.*\b(?:size|share|growth|trends|demand|key players|top players|segments?|analysis"
    r"|outlook|opportunit\w+|forecast|scope)\b.*\b(?:size|share|growth|trends|demand|key players|top players"
    r"|segments?|analysis|outlook|opportunit\w+|forecast|scope)\b"
)
MARKET_YEARS: Final = (
    rf"{MARKET}.*\b(?<!from )20\d\d\s?(?:-|–|to)\s?20[2-9]\d\b"
    rf"|{MARKET}.*\b(?<!\d\d\d\d )(?:to|by|till|until|through|forecasts?(?: to)?) 20[2-9]\d\b|{MARKET} 20[2-9]\d\b"
    r"|\bworldwide [\w -]{3,50} (?:industry|market) to 20[2-9]\d\b"
)
MARKET_BARKING: Final = (
    rf"{MARKET}.*(?:\b(?:is booming|huge (?:growth|demand)|future scope|key success factors|(?:key|top|leading"
    rf"|major) players"
    r"|competitive landscape|industry analysis|covid-19 impact|swot|exclusive report|dynamic growth"
    r"|(?:increasing|growing|rising) demand|growth opportunities|business opportunities|emerging trends"
    r"|(?:size|share), \w+"
    r"|worldwide$|featuring|to witness|comprehensive|in-depth))"
)
PAID: Final = rf"^\W*(?:{PAID_LABEL})\W*(?::|\||–|—|-|$)|[|–—-]\W*(?:{PAID_LABEL})\W*$"
COURSE: Final = (
    rf"\b(?:complimentary|free|hands-on|live|online|virtual|instructor-led)\b.{{0,40}}\b{TRAINING}\b"
    rf"|\b{TRAINING}\b.{{0,20}}\b(?:for free|registration|register)\b"
)
INVITING: Final = (
    r"^(?:get empowered|master \w+|register (?:now|today)|join us|sign up|enrol+(?: now)?|save the date"
    r"|don't miss|book your|last chance to|learn (?:how )?to \w+ with)\b|\bget empowered\b"
)
BARGAIN: Final = (
    r"\b(?:save|get)\b.{0,30}(?:\d\d? ?%|[$€£]\d+)(?: off)?\b|\b\d\d ?% off\b|\b(?:best|top"
    r"|early) .{0,30}\bdeals\b|\bdeals? of the day\b|\b(?:black friday|cyber monday"
    r"|prime day)\b.{0,30}\b(?:deals?|sales?|offers?)\b|\b(?:discount|promo|coupon) codes?\b"
)
JOB_POST: Final = (
    rf"^(?:(?:senior|junior|lead|principal|head|chief|mid-level|graduate|trainee|experienced|sr\.?"
    rf"|jr\.?)\b[\w /&,.()+#-]{{0,50}}"
    rf"|[\w /&.()+#-]{{0,45}})\b{JOB_ROLE}\b(?![\w ]*\b(?:{NEWS_VERBS})\b)\W*(?:$|[(|–—-]|\bcontract\b"
    rf"|\bin\b|\bat\b)"
)
JOB_OFFER: Final = (
    r"\b(?:contract|permanent|full[- ]time|part[- ]time|remote|hybrid|vollzeit|teilzeit|cdi"
    r"|cdd)\b\W*(?:\(\w{1,4}\)|role|position|job|opportunity|$|[–—-])|\((?:[mwfdxh]/){1,2}[mwfdxh]\)"
    r"|\bm/[wf]/[dx]\b|\b(?:is|we're|we are|now) hiring\b|\bjob (?:opening|vacancy|offer|alert)s?\b"
    r"|\bvacanc(?:y|ies)\b|\bvacature\b|\bstellenangebot\b|offre d'emploi|oferta de (?:empleo|trabajo)"
    r"|\bvaga de\b"
)
PRESS_RELEASE: Final = r"^re-?transmission:|^press release\b|^news release\b"
OPINION: Final = (
    r"^\W*(?:opinion|op-?ed|editorial|comment|commentary|column|letters?(?: to the editor)?|guest (?:post"
    r"|essay)|perspective|viewpoint|meinung|kommentar|leitartikel|kolumne|gastbeitrag|tribune"
    r"|édito(?:rial)?|chronique|opinión|columna|opinione|commento|editoriale|opinião|coluna|opinie"
    r"|commentaar)\W*(?:[|:–—-]|$)|[|–—]\W*(?:opinion|editorial|letters?|comment|column|kommentar|meinung"
    r"|opinión|opinie)\W*$|\bthe [\w' ]{2,25} view on\b"
)
ANALYSIS: Final = (
    r"^\W*(?:(?:news )?analysis|explainer|explained|fact[- ]?check|analyse|hintergrund|faktencheck"
    r"|décryptage|análisis|analisi|análise|background)\W*[|:–—-]|[|:–—-]\W*(?:(?:news )?analysis|explainer"
    r"|explained|analyse|análisis|analisi|análise)\W*$"
)
LIVE_BLOG: Final = (
    r"^\W*live(?: updates?| blog)?\W*[|:–—]|[–—|-]\W*live(?: updates?| blog| coverage)?\W*$|\blive ?blog\b"
    r"|\blive updates?\b|\bas it happened\b|\bliveticker\b|\ben direct\b|\ben vivo\b|\ben directo\b"
    r"|\bao vivo\b|\bin diretta\b|\bminute by minute\b"
)
VIDEO: Final = (
    r"^\W*(?:watch|video|vídeo|ver|schau)\W*[|:–—]|[\[(](?:video|vídeo|watch)[\])]|[|–—-]\W*(?:video"
    r"|vídeo)\W*$"
)
AUDIO: Final = (
    r"^\W*(?:podcast|listen|audio|hören|écoutez?|escucha|ascolta|ouça|luister)\W*[|:–—]|[\[(](?:podcast"
    r"|audio|listen)[\])]|[|–—-]\W*podcast\W*$"
)
EPISODE: Final = r"\b(?:episode|folge|épisode|episodio|episódio|aflevering) #?\d+\b|\bep\.? ?\d+\b"
GALLERY: Final = (
    r"\bin (?:pictures|photos|images)\b|\bphotos of the (?:day|week|month|year)\b|\bphoto (?:essay"
    r"|gallery)\b|^\W*(?:photos|pictures|gallery|bilder|fotos|images|foto)\W*[|:–—]|[–—|-]\W*(?:photos"
    r"|in pictures|gallery)\W*$|\bin bildern\b|\ben (?:images|imágenes|fotos)\b|\bem (?:fotos|imagens)\b"
    r"|\bin (?:foto|beeld)\b|\bfotostrecke\b"
)
REVIEW: Final = (
    r"^\W*(?:(?:\w+ ){0,2})reviews?\W*[|:–—]|(?<!in )\breview\W*[:|–—-]|\breviewed\b|★|\b\d(?:[.,]5)?/(?:5|10)\b"
    r"|(?:[:(–—-]\s*(?:\w+ ){0,3}|\b(?:film|movie|book|music|album|tv|game|concert|theatre|theater"
    r"|live) )review\W*$"
    r"|^(?:rezension|filmkritik|buchkritik|critique|reseña|crítica|recensione|resenha|recensie)\W*[|:–—]"
    r"|\bim test\b"
)
DATED: Final = (
    rf"(?:\b(?:january|february|march|april|may|june|july|august|september|october|november"
    rf"|december) \d{{1,2}},? 20\d\d|\b\d{{1,2}} \w{{3,9}} 20\d\d|\b(?:{WEEKDAYS}),? \w+ \d{{1,2}})\W*$"
)
LIFE_YEARS: Final = r"\((?:born )?1[89]\d\d\s?[-–—]\s?(?:19|20)\d\d\)|\b1[89]\d\d\s?[–—]\s?20\d\d$"
OBITUARY: Final = r"\bobituary\b|\bin memoriam\b|\bnachruf\b|^\W*(?:remembering|farewell to|rip|r\.i\.p\.?) "
HONOURED: Final = (
    r", (?:who|whose|star of|co-?creator|creator of|author of|inventor|pioneer|legend|icon)\b.*\b(?:dies"
    r"|dead|has died)\b|\b(?:legend|icon|star|pioneer|founder|laureate)\b.{0,60}\b(?:dies|has died"
    r"|passes away)\b"
)
LEGACY: Final = r"\b(?:made|left|leaves|changed|taught|brought|gave)\b"
COUNTING: Final = (
    r"^(?!\d+ (?:best|great|exquisite|\w+ (?:ways|things|books|places)))(?=.*\b(?:\d+|two|three|four|five"
    r"|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b)(?=.*\b(?:dead|killed?s?|kills|hurt|injured"
    r"|people|migrants|troops|women|children|men)\b)"
)
FIRST_PERSON: Final = r"^(?:i|i'm|i've|my|we|our|let's|dear)\b|\b(?:i'm|i've|i was|i am|my)\b(?!.*['\"”’]$)"
ARGUING: Final = (
    r"\b(?:should(?:n't)?|must(?:n't)?|ought to|needs? to|deserves?|it's time (?:to|for)|stop \w+ing"
    r"|the case (?:for|against)|why (?:i|we)|in defen[cs]e of|don't)\b"
)
TALE: Final = (
    r"^(?:how|inside|meet|behind|when|where|in search of|searching for|growing up|life (?:in|on|as|after)"
    r"|the (?:secret|untold|strange|lost|forgotten|hidden|real|last|man|woman|people|town|city|village"
    r"|girl|boy|swedes|\w+ who)\b|wie|comment|cómo|come|como|hoe|reportage|the art of|confessions|a (?:day"
    r"|life|guide|history|tale|year) )\b"
)
DWELLING: Final = (
    r"\b(?:thrilling|exquisite|extraordinary|remarkable|unlikely|surpris\w+|secrets?|forgotten|ultimate"
    r"|greatest|beautiful|fascinating|beloved|mysterious|quirky|stunning|delicious|foodie|homes|recipes?"
    r"|hotels?|mood|dream|childhood|memories|tradition|ancient|nature|dogs?|cats?"
    r"|horses?|humans)\b"
)
LIST: Final = (
    r"^(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:of the )?(?:best|common|biggest|\w+est"
    r"|great|greatest|top|exquisite|things|ways|reasons|tips|places|books|films|homes|\w+ (?:that"
    r"|ways|things|homes|places))\b|^(?:the )?(?:best|top \d+)\b"
)
TELLING: Final = (
    r"\b(?:tells? (?:his|her|their) story|the story of|as told by|on (?:starting|being|living|becoming"
    r"|growing|losing|finding|making|leaving)|around the clock|reflects?|opens up|looks back|years (?:on"
    r"|later|after)|go(?:es)? way back|keep(?:ing)? (?:his|her|their)|dreams? of|rise of|stories)\b"
)
ASKING: Final = (
    r"^(?:why|what|who|is|are|can|could|will|does|do|has|warum|was|wieso|pourquoi|por qué|perché|por que"
    r"|waarom)\b"
)
EXPLAINING: Final = (
    r"\b(?:what (?:it|this|that|\w+(?:'s)? \w+) means?|what (?:to know|we know|happens next|comes next"
    r"|'s next|is at stake)|here's (?:what|why|how)|explained|the problem with|the (?:future|end|limits"
    r"|trouble|meaning|politics|economics) of|lessons (?:from|of)|what you (?:need to|should) know|timeline"
    r"|q&a|by the numbers|takeaways)\b"
)
WEIGHING: Final = (
    r"\b(?:could|can|(?<!in )(?<!of )(?<!by )may(?! \d)|might|looks? to|overshadows?|reshap\w+|carving"
    r"|roadblock|dilemma|turning point"
    r"|crossroads|paradox|gamble|strategy|looks different|path|threshold|new (?:era|order|normal|world)"
    r"|risks?|uncertainty|existential|stakes|limits|reckoning|power (?:struggle|play|vacuum)"
    r"|legacy|isn't|aren't)\b"
)
PAST: Final = r"^(?!how|why|what|when|where|who|the|an?\b).*\b\w{3,}(?<!ne)ed\b"
WHOLE_SENTENCE: Final = r"^(?:[^‘'\"“]|(?<=\w)['’](?=\w))*\b(?:is|are|was|were|has|have)\b"
THING: Final = rf"^(?:the|an?) (?!.*\b(?:{NEWS_VERBS})\b)"
BELONGING: Final = rf"^[\w-]+'s? (?!.*\b(?:{NEWS_VERBS})\b)"
AFTER_COLON: Final = r"[:—–] (?:why|how|what|who|is|are|can|could|does|will|did|should)\b"
INTERVIEW: Final = (
    r"^[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|al|bin|da|de|del|der|di|la|van|von)){1,4}(?:, [^:]{3,60})?: "
    r"[‘“'\"][^’”\"]{8,}.*[’”'\"]\.?$"
)
