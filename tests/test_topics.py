"""Which topics an article belongs to, in which sense, and why."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make import make_article
from tidings.decide import off_topic_words
from tidings.model import Article, ArticleOpinion, Score, Topic
from tidings.text import find_phrase, fold
from tidings.topics import Topics, carried_by_feed, match_all, match_topics

FERRY = make_article("Ferry runs aground off Skell")
POWER_APPS = Topic(
    id="power-apps",
    name="Power Apps",
    keywords=("=Power Apps", "powerapps", "power apps?"),
    near=("microsoft", "low-code"),
)
TEAMS = Topic(id="teams", name="Teams", keywords=("microsoft teams", "=Teams?"), near=("microsoft", "chat"))
GOOGLE_AI = Topic(
    id="google-ai", name="Google AI", keywords=("google ai", "=DeepMind?"), near=("google", "neural network")
)
WATSON = Topic(id="watson", name="Watson", keywords=("=Watson?",), near=("ibm", "artificial intelligence"))
AMAZON = Topic(id="amazon", name="Amazon", keywords=("polly?", "translate?"), near=("amazon", "aws"))
APPLE = Topic(id="apple", name="Apple", keywords=("=Apple?",), near=("iphone", "mac"))
SENSES = (POWER_APPS, TEAMS, GOOGLE_AI, WATSON, AMAZON, APPLE)
RUST = Topic(id="rust", name="Rust", keywords=("=Rust",))


def ids(headline: str, *topics: Topic, language: str = "en", **more: object) -> list[str]:
    article = make_article(headline, **more)
    return [match.topic_id for match in match_topics(article, topics=topics, feed_topics=(), language=language)]


def judge(article: Article, *topics: Topic) -> Topics:
    return match_all([article], topics=topics, carried={}, language="en")[article.id]


def keyword(*said: str, **more: tuple[str, ...]) -> Topic:
    return Topic(id="it", name="It", keywords=said, **more)


def test_a_topic_is_found_by_a_keyword_with_its_evidence() -> None:
    ships = Topic(id="ships", name="Ships", keywords=("ferry", "ferries"))

    (match,) = match_topics(FERRY, topics=(ships,), feed_topics=())

    assert match.evidence == "“ferry” in the headline"


def test_a_refused_word_refuses_the_topic_even_of_a_whole_feed() -> None:
    ships = Topic(id="ships", name="Ships", keywords=("ferry",), none=("aground",))

    assert match_topics(FERRY, topics=(ships,), feed_topics=("ships",)) == ()


def test_a_topic_brings_its_parent() -> None:
    topics = (Topic(id="sea", name="Sea"), Topic(id="ships", name="Ships", parent="sea", keywords=("ferry",)))

    found = match_topics(FERRY, topics=topics, feed_topics=())

    assert [match.topic_id for match in found] == ["sea", "ships"]


# ---------------------------------------------------------------- forms


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        ("wind farm", "Two wind farms for Skell"),
        ("ferry", "Ferries wait"),
        ("container ship", "Container-ships queue"),
        ("canvas app", "Canvas apps get tabs"),
        ("a.i.", "What A.I. means"),
        ("c++", "C++ turns forty"),
        ("東京", "東京 2026"),
    ],
)
def test_a_keyword_is_found_in_its_forms(said: str, headline: str) -> None:
    assert ids(headline, keyword(said)) == ["it"]


@pytest.mark.parametrize(
    ("said", "headline"),
    [
        ("train", "Training for nurses"),
        ("import", "Important words"),
        ("imports", "How to import a module"),
        ("aid", "AIDS research resumes"),
        ("ai", "Ais of Homer"),
        ("AI", "The ais"),
        ("wind farm", "Wind; farm news"),
        ("university", "The universe expands"),
    ],
)
def test_a_form_is_not_just_any_word_with_the_same_stem(said: str, headline: str) -> None:
    assert ids(headline, keyword(said)) == []


def test_forms_are_those_of_the_articles_language_or_the_desks() -> None:
    assert ids("Streit um Windparke", keyword("Windpark"), language="de") == ["it"]
    assert ids("Les éoliennes tournent", keyword("éolienne"), language="en", excerpt="") == ["it"]
    assert ids("Die Häfen und Kraftwerken", keyword("Kraftwerk"), language="de") == ["it"]
    assert ids("Die Häfen und Kraftwerken", keyword("Kraftwerk"), language="en") == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab cAI-.ß東é'’", max_size=12), st.text(alphabet="ab cAI-.ß東é'’", max_size=30))
def test_nothing_is_lost_that_whole_words_found(said: str, headline: str) -> None:
    if any(map(str.isalnum, said)) and find_phrase([said], fold(headline)):
        assert ids(headline, keyword(said.strip())) == ["it"]


@given(st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from([" ", "-", "  "]))
def test_case_and_joints_do_not_matter_to_a_plain_keyword(cased: object, joint: str) -> None:
    assert ids(
        f"A {joint.join(['wind', 'farm'])} burns".title() if cased is str.title else cased(f"a wind{joint}farm burns"),
        keyword("wind farm"),
    ) == ["it"]  # type: ignore[operator]


# ---------------------------------------------------------------- senses


@pytest.mark.parametrize(
    ("headline", "excerpt", "expected"),
    [
        ("Companies build their tools with Power Apps, says bank", "", ["power-apps"]),
        ("New amplifier for high-power apps arrives", "", []),
        ("Amplifier Suits High Power Apps", "The transistor takes a higher voltage.", []),
        ("Bank Builds Loan Tool With Power Apps", "Microsoft helped.", ["power-apps"]),
        ("Bank Builds Loan Tool With Power Apps", "", ["power-apps"]),
        ("One form for all sales teams", "Microsoft was not asked.", []),
        ("Forms come to Teams", "The chat gets tabs.", ["teams"]),
        ("New soundset for your Behringer DeepMind", "Presets for the synthesizer.", []),
        ("DeepMind reads scans", "The Google lab trained a network.", ["google-ai"]),
        ("Fantasy football insights with Watson", "", []),
        ("Watson reads scans", "IBM sells it to hospitals.", ["watson"]),
        ("7 ways to ease computer vision syndrome", "Screens strain the eyes.", []),
        ("New promise for those with face blindness", "", []),
        ("Kesha discovers an apple orchard", "", []),
        ("Apple shows a new iPhone", "", ["apple"]),
        ("Polly the parrot swears", "", []),
        ("Polly speaks Welsh", "Amazon adds a voice.", ["amazon"]),
        ("How to translate a poem", "", []),
    ],
)
def test_a_word_of_several_senses_counts_in_the_topics_own(headline: str, excerpt: str, expected: list[str]) -> None:
    assert ids(headline, *SENSES, excerpt=excerpt) == expected


def test_a_refusal_names_the_words_that_speak_against_the_topic() -> None:
    article = make_article("Amplifier Suits High Power Apps", excerpt="The transistor takes a higher voltage.")

    (refused,) = judge(article, POWER_APPS).refused

    assert refused.evidence == (
        "“Power Apps” in the headline, but nothing else speaks of Power Apps: amplifier, transistor, voltage (electronics)"
    )


def test_the_verdict_on_an_article_without_a_topic_says_in_which_sense_its_words_stand() -> None:
    refused = judge(make_article("Polly the parrot swears"), AMAZON).refused
    opinion = ArticleOpinion(article_id="it", quality=Score(), refused=refused)

    assert off_topic_words(opinion) == (
        "none of the desk's topics is in it: “polly” in the headline, but nothing else speaks of Amazon: parrot (animals)"
    )


def test_an_exact_name_is_told_from_ordinary_words_by_its_case() -> None:
    assert ids("Why the kernel now takes Rust code", RUST) == ["rust"]
    assert ids("How to keep a hull from rust", RUST) == []


def test_near_words_may_stand_close_by_in_the_text() -> None:
    far = "Polly speaks. " + "Nothing else. " * 60 + "Amazon sells books."

    assert ids("Polly speaks", AMAZON, text="The voice Polly is sold by Amazon.") == ["amazon"]
    assert ids("Polly speaks", AMAZON, text=far) == []


def test_all_words_must_be_there() -> None:
    both = keyword("ferry", all=("skell", "tide"))

    assert ids("Ferry leaves Skell with the tide", both) == ["it"]
    assert ids("Ferry leaves Skell", both) == []
    assert ids("Skell waits for the tide", replace(both, keywords=())) == ["it"]


# ---------------------------------------------------------------- relevance


def blog(number: int) -> Article:
    article = make_article(f"Gallery number {number} of the studio", url=f"https://blog.example/{number}")
    return replace(article, feed_url="blog", excerpt="Makers publish connectors and tables in an environment.")


def test_what_a_feed_says_of_its_topic_tells_other_senses_apart() -> None:
    studio = Topic(id="studio", name="Studio", keywords=("=Lumen",))
    ours = make_article("A New Release Of Lumen Brings Connectors And Tables To Makers")
    theirs = make_article("A Sweeping Review Finds Lumen Candles Smell Of Lavender Rather Than Roses")
    articles = [*map(blog, range(40)), ours, theirs]

    carried = {one.id: carried_by_feed(["studio"]) for one in articles if one.feed_url == "blog"}
    found = match_all(articles, topics=[studio], carried=carried, language="en")

    assert [match.topic_id for match in found[ours.id].found] == ["studio"]
    assert found[theirs.id].found == ()
    assert found[theirs.id].refused[0].evidence.startswith("“Lumen” in the headline, but nothing else speaks of Studio")


def test_without_anything_else_known_a_name_stays_in_doubt() -> None:
    (match,) = judge(make_article("A New Release Of Lumen Candles"), keyword("=Lumen")).found

    assert match.evidence == "“Lumen” in the headline; nothing else tells its sense"


headlines = st.lists(
    st.sampled_from(
        "Power Apps Microsoft teams Teams amplifier voltage diode low-code DeepMind polly for the with".split()
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(headlines, min_size=1, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(said: list[str], dice: object) -> None:
    languages = ["en", "de", ""]
    articles = [
        make_article(headline, url=f"https://p.example/{at}", language=languages[at % 3])
        for at, headline in enumerate(said)
    ]
    shuffled = list(articles)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    one, other = (match_all(those, topics=SENSES, carried={}, language="en") for those in (articles, shuffled))

    assert one == other


@settings(max_examples=60, deadline=None)
@given(headlines, st.sampled_from(["apps", "microsoft", "=Teams", "diode"]))
def test_one_more_refusing_word_never_adds_a_topic(headline: str, word: str) -> None:
    stricter = [replace(topic, none=(*topic.none, word)) for topic in SENSES]

    assert set(ids(headline, *stricter)) <= set(ids(headline, *SENSES))


@settings(max_examples=60, deadline=None)
@given(headlines)
def test_wider_topics_always_come_along(headline: str) -> None:
    family = [Topic(id="all", name="All"), *(replace(topic, parent="all") for topic in SENSES)]

    found = ids(headline, *family)

    assert ("all" in found) == bool(found)
