"""A desk file becomes a Desk, or errors that name file, line and key."""

import pytest

from tests.config.desks import SMALLEST
from tidings.config import find_problems, parse_desk
from tidings.errors import ConfigError
from tidings.model import Desk, Feed, Masthead, Topic
from tidings.rules import PublishRules, QualityWeights, Rules, ScoreRules
from tidings.sources import KnownSource

SOLAR = '[[topics]]\nid = "solar"\nname = "Solar"\n'
WIND = '[[topics]]\nid = "wind"\nname = "Wind"\n'


def problem_of(text: str) -> ConfigError:
    """The only problem of a desk file."""
    (problem,) = find_problems(text)
    return problem


def test_the_smallest_desk_is_a_title_and_a_feed() -> None:
    desk = parse_desk(SMALLEST)

    assert desk == Desk(masthead=Masthead(title="Low Isles Today"), feeds=(Feed(url="https://post.example/feed"),))


def test_every_section_of_a_desk_is_read() -> None:
    desk = parse_desk(
        SMALLEST
        + 'source = "The Post"\ntopics = ["solar"]\n'
        + SOLAR
        + 'keywords = ["solar farm"]\nnone = ["solar system"]\n'
        + "[rules.publish]\nquality_min = 30\n[rules.score]\nhalf_life_hours = 6\n[rules.score.weights]\nimage = 0\n"
    )

    assert desk.feeds == (Feed(url="https://post.example/feed", source="The Post", topics=("solar",)),)
    assert desk.topics == (Topic(id="solar", name="Solar", keywords=("solar farm",), none=("solar system",)),)
    assert desk.rules == Rules(
        publish=PublishRules(quality_min=30),
        score=ScoreRules(half_life_hours=6.0, weights=QualityWeights(image=0)),
    )


def test_a_whole_number_will_do_where_a_number_is_asked_and_becomes_one() -> None:
    desk = parse_desk(SMALLEST + "[rules.fetch]\nhost_gap_s = 2\n")

    assert isinstance(desk.rules.fetch.host_gap_s, float)


def test_addresses_of_feeds_are_kept_as_they_are_written() -> None:
    url = "https://Post.example/feed?utm_source=me&b=1"

    assert parse_desk(SMALLEST.replace("https://post.example/feed", url)).feeds[0].url == url


def test_the_site_address_loses_its_final_slash() -> None:
    text = SMALLEST.replace("[masthead]", '[masthead]\nurl = "https://isles.example/news/"')

    assert parse_desk(text).masthead.url == "https://isles.example/news"


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    text = "\ufeff" + SMALLEST.replace("\n", "\r\n") + "[rules.fetch]\r\nredirects_max = 99\r\n"

    assert problem_of(text).line == 7


def test_inline_tables_are_as_good_as_headers() -> None:
    desk = parse_desk(
        'masthead.title = "Isles"\nfeeds = [{url = "https://a.example/f"}, {url = "https://b.example/f"}]\n'
    )

    assert [feed.url for feed in desk.feeds] == ["https://a.example/f", "https://b.example/f"]


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("added", "line", "key", "said"),
    [
        # names
        ("[serve]\ncallback_url = 'https://news.example/'\n", 7, "serve.callback_url", "is 'https://news.example/'; give it a path of its own, such as https://news.example/websub"),
        ("[serve]\ncallback_url = 'news.example/websub'\n", 7, "serve.callback_url", "not a web address"),
        ("[serve]\nhub_url = 'hub'\n", 7, "serve.hub_url", "not a web address"),
        ("[images]\nshow = 'always'\n", 7, "images.show", "is 'always'; it must be one of 'never', 'link', 'local'"),
        ("[images]\npixels_max = 5\n", 7, "images.pixels_max", "from 10,000 to 100,000,000 pixels"),
        ("[rules.publish]\nquality_mim = 3\n", 7, "rules.publish.quality_mim", "unknown key 'quality_mim' in [rules.publish]; did you mean 'quality_min'?"),
        ("[rules.publsh]\nquality_min = 3\n", 6, "rules.publsh", "unknown table [rules.publsh]; did you mean [rules.publish]?"),
        ("[fetch]\nredirects_max = 3\n", 6, "fetch", "unknown table [fetch]; did you mean [rules.fetch]?"),
        ("[[topic]]\nid = 'x'\n", 6, "topic", "unknown table [[topic]]; did you mean [[topics]]?"),
        ("[rules]\nquality_min = 3\n", 7, "rules.quality_min", "unknown key 'quality_min' in [rules]; it belongs in [rules.publish]"),
        ("keywords = ['x']\n", 6, "feeds[0].keywords", "unknown key 'keywords' in [[feeds]]; it belongs in [[topics]]"),
        ("zzz = 1\n", 6, "feeds[0].zzz", "unknown key 'zzz' in [[feeds]]"),
        ("[rules.score.weights]\nheadlines = 1\n", 7, "rules.score.weights.headlines", "did you mean 'headline'?"),
        # types
        ("title = 3\n", 6, "feeds[0].title", "feeds[0].title must be text between quotation marks, not 3"),
        ("topics = 'x'\n", 6, "feeds[0].topics", "feeds[0].topics must be a list of texts, such as [\"one\", \"two\"], not the text 'x'"),
        ("[rules.fetch]\ninterval_minutes = true\n", 7, "rules.fetch.interval_minutes", "must be a whole number, not true"),
        ("[rules.fetch]\ninterval_minutes = 60.0\n", 7, "rules.fetch.interval_minutes", "must be a whole number, not 60.0"),
        ("[rules.fetch]\nhost_gap_s = '5'\n", 7, "rules.fetch.host_gap_s", "must be a number, not the text '5'"),
        ("[rules.fetch]\nhost_gap_s = nan\n", 7, "rules.fetch.host_gap_s", "must be a number, not nan"),
        ("[rules.fetch]\nhost_gap_s = 2026-01-01\n", 7, "rules.fetch.host_gap_s", "must be a number, not a date or time"),
        ("[rules.publish]\nrequire_topic = 1\n", 7, "rules.publish.require_topic", "must be true or false, not 1"),
        ("[rules.publish]\nquality_min = [1]\n", 7, "rules.publish.quality_min", "must be a whole number, not a list"),
        ("[rules.publish.quality_min]\n", 6, "rules.publish.quality_min", "must be a whole number, not a table"),
        ("[rules]\nfetch = 3\n", 7, "rules.fetch", "rules.fetch must be a table, [rules.fetch]; not 3"),
        ("[[rules]]\n", 6, "rules", "rules must be a table, [rules]; it stands once, in single brackets"),
        ("[topics]\nid = 'x'\n", 6, "topics", "topics must be written as [[topics]] in double brackets, once for each"),
        # ranges
        ("[rules.fetch]\ninterval_minutes = 1\n", 7, "rules.fetch.interval_minutes", "is 1; it must be from 5 to 10,080 minutes"),
        ("[rules.fetch]\ntotal_timeout_s = 0\n", 7, "rules.fetch.total_timeout_s", "is 0; it must be from 0.1 to 3600 seconds"),
        ("[rules.fetch]\nhost_gap_s = -1.5\n", 7, "rules.fetch.host_gap_s", "is -1.5; it must be from 0 to 3600 seconds"),
        ("[rules.score]\nhalf_life_hours = 0\n", 7, "rules.score.half_life_hours", "is 0; it must be from 0.1 to 8760 hours"),
        ("[rules.dedupe]\noverlap_min = 1.1\n", 7, "rules.dedupe.overlap_min", "is 1.1; it must be from 0 to 1"),
        ("[rules.article]\nmax_age_days = 99999999999999999999\n", 7, "rules.article.max_age_days", "is a huge number; it must be from 1 to 36,500 days"),
        # texts
        ("source = 'a\tb'\n", 6, "feeds[0].source", "feeds[0].source must be one line of text"),
        (f"source = '{'x' * 2001}'\n", 6, "feeds[0].source", "feeds[0].source is 2,001 characters long; 2,000 is the most"),
        ("[rules.publish]\nspam_phrases = [\n'a',\n'--',\n]\n", 9, "rules.publish.spam_phrases[1]", "is '--'; a word or phrase needs a letter or digit"),
        ("[rules.publish]\nhold_kinds = ['advert', 'gallerie']\n", 7, "rules.publish.hold_kinds[1]", "is 'gallerie', which is no kind of article; did you mean 'gallery'?"),
        ("[rules.publish]\nrefuse_kinds = ['spam']\n", 7, "rules.publish.refuse_kinds[0]", "is 'spam', which is no kind of article; the kinds are news, analysis, opinion, feature, obituary, review, live blog, video, audio, gallery, roundup, newsletter, list, schedule, press release, market report, advert, job advert, quiz, puzzle, horoscope, landing page, wall, error page, login, search result, tag page"),
        ("[rules.publish]\nspam_phrases = [\n'a',\n3,\n]\n", 9, "rules.publish.spam_phrases[1]", "must be text between quotation marks, not 3"),
        (f"[rules.publish]\nspam_phrases = {['a'] * 1001}\n", 7, "rules.publish.spam_phrases", "has 1,001 items; 1,000 is the most"),
        ("[rules.fetch]\nprivate_hosts = ['localhost:8000']\n", 7, "rules.fetch.private_hosts[0]", "write the bare name of a host, such as 'localhost'"),
        ("[rules.fetch]\nprivate_hosts = ['[::1]']\n", 7, "rules.fetch.private_hosts[0]", "write the bare name of a host"),
        (f"[rules.publish]\nspam_phrases = ['{'x' * 2001}']\n", 7, "rules.publish.spam_phrases[0]", "is 2,001 characters long; 2,000 is the most"),
        # feeds
        ("[[feeds]]\ntitle = 'x'\n", 6, "feeds[1].url", "feeds[1].url is missing: The address of an RSS, Atom or JSON feed"),
        ("[[feeds]]\nurl = ''\n", 7, "feeds[1].url", "feeds[1].url is empty; it must say something"),
        ("[[feeds]]\nurl = 'post.example/feed'\n", 7, "feeds[1].url", "is 'post.example/feed', which is not a web address; it must begin with https:// or http://"),
        ("[[feeds]]\nurl = 'ftp://post.example/feed'\n", 7, "feeds[1].url", "not a web address"),
        ("[[feeds]]\nurl = 'https://post.example/a feed'\n", 7, "feeds[1].url", "an address has no spaces"),
        ("[[feeds]]\nurl = 'https://POST.example:443/feed'\n", 7, "feeds[1].url", "which line 5 has already; remove one"),
        ("topics = ['wind']\n", 6, "feeds[0].topics[0]", "is 'wind', but there is no such topic"),
        (f"topics = ['solr']\n{SOLAR}", 6, "feeds[0].topics[0]", "is 'solr', but there is no such topic; did you mean 'solar'?"),
        # topics
        ("[[topics]]\nid = 'x'\n", 6, "topics[0].name", "topics[0].name is missing: The name that readers see."),
        ("[[topics]]\nid = 'Solar Power'\nname = 'x'\n", 7, "topics[0].id", "an id has only small letters, digits and hyphens"),
        (SOLAR + SOLAR, 10, "topics[1].id", "topics[1].id is 'solar', which line 7 has already; ids are unique"),
        (SOLAR + "parent = 'energy'\n", 9, "topics[0].parent", "is 'energy', but there is no such topic"),
        (SOLAR + "parent = 'solar'\n", 9, "topics[0].parent", "leads in a circle, solar → solar;"),
        (SOLAR + "keywords = ['']\n", 9, "topics[0].keywords[0]", "a word or phrase needs a letter or digit"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_key(added: str, line: int, key: str, said: str) -> None:
    problem = problem_of(SMALLEST + added)

    assert said in str(problem)
    assert (problem.file, problem.line, problem.key) == ("desk.toml", line, key)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("titel = 'x'", "unknown key 'titel' in [masthead]; did you mean 'title'?"),
        ("url = 'isles.example'", "masthead.url is 'isles.example', which is not a web address"),
        ("url = 'https://isles.example/?a=1'", "the address of a site has no ? or # in it"),
        ("language = 'english'", "is not a language tag; write it as 'en', 'de' or 'pt-BR'"),
        ("time_zone = 'Europe/Londn'", "did you mean 'Europe/London'?"),
        ("time_zone = 'London'", "did you mean 'Europe/London'?"),
        ("time_zone = 'new york'", "did you mean 'America/New_York'?"),
        ("time_zone = '../../etc/passwd'", "which is no time zone of the IANA list"),
        ("time_zone = 'America'", "which is no time zone of the IANA list"),
        ('contact = "a@b.example\\nX: 1"', "masthead.contact must be one line of text"),
    ],
)
def test_the_masthead_is_checked(pair: str, said: str) -> None:
    problem = problem_of(SMALLEST.replace("[masthead]", f"[masthead]\n{pair}"))

    assert said in str(problem)
    assert str(problem).startswith("desk.toml:2: ")


def test_a_description_may_have_lines() -> None:
    desk = parse_desk(SMALLEST + SOLAR + 'description = """One.\nTwo."""\n')

    assert desk.topics[0].description == "One.\nTwo."


def test_a_circle_of_parents_is_told_at_each_of_its_topics() -> None:
    circle = (
        SMALLEST
        + SOLAR
        + "parent = 'wind'\n"
        + WIND
        + "parent = 'solar'\n[[topics]]\nid = 'sea'\nname = 'Sea'\nparent = 'wind'\n"
    )

    assert [problem.key for problem in find_problems(circle)] == ["topics[0].parent", "topics[1].parent"]


def test_a_long_chain_of_topics_is_no_circle() -> None:
    chain = "".join(
        f"[[topics]]\nid = 't{number}'\nname = 'T'\n" + (f"parent = 't{number - 1}'\n" if number else "")
        for number in range(1000)
    )

    assert len(parse_desk(SMALLEST + chain).topics) == 1000


def test_a_desk_without_feeds_says_what_to_do() -> None:
    problem = problem_of('[masthead]\ntitle = "Isles"\n')

    assert "this desk has no feeds: add [[feeds]]" in str(problem)
    assert "feeds.opml" in str(problem)
    assert problem.line == 0


def test_a_desk_without_a_masthead_says_what_is_missing() -> None:
    problem = problem_of('[[feeds]]\nurl = "https://post.example/feed"\n')

    assert "masthead.title is missing: The publication's name" in str(problem)


def test_a_misspelt_key_is_told_once_and_not_as_missing_too() -> None:
    problem = problem_of('[masthead]\ntitel = "Isles"\n[[feeds]]\nurl = "https://a.example/f"\n')

    assert str(problem) == "desk.toml:2: unknown key 'titel' in [masthead]; did you mean 'title'?"


def test_a_misspelt_feeds_table_is_not_told_as_no_feeds_too() -> None:
    problem = problem_of('[masthead]\ntitle = "Isles"\n[[feed]]\nurl = "https://a.example/f"\n')

    assert str(problem) == "desk.toml:3: unknown table [[feed]]; did you mean [[feeds]]?"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[masthead\ntitle = 1", 1, "(column 10)"),
        ('[masthead]\ntitle = "Isles\n', 2, "not valid TOML: Illegal character"),
        ('[masthead]\ntitle = "a"\ntitle = "b"\n', 3, "not valid TOML: Cannot overwrite a value"),
        ('[masthead]\n\ntitle = """a\n', 3, "at the end of the file"),
        ("x = " + "9" * 5000, 0, "not valid TOML: Exceeds the limit"),
        ("x = " + "[" * 20_000 + "]" * 20_000, 0, "nested too deeply"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int, said: str) -> None:
    problem = problem_of(text)

    assert said in str(problem)
    assert problem.line == line


def test_all_problems_are_found_and_told_by_line() -> None:
    text = "[rules.fetch]\nredirects_max = -1\nspeed = 3\n" + SMALLEST + 'title = 3\n[[feeds]]\nurl = "x"\n'

    assert [problem.line for problem in find_problems(text)] == [2, 3, 9, 11]


def test_the_first_problem_is_raised() -> None:
    with pytest.raises(ConfigError, match=r"^my/desk.toml:6: unknown key 'one'"):
        parse_desk(SMALLEST + "one = 1\ntwo = 2\n", file="my/desk.toml")


def test_a_desk_has_a_bounded_number_of_topics() -> None:
    topics = "".join(f"[[topics]]\nid = 't{number}'\nname = 'T'\n" for number in range(1001))

    assert "1,001 topics; 1,000 is the most a desk can have" in str(problem_of(SMALLEST + topics))


# ---------------------------------------------------------------- with OPML


def opml_of(*outlines: str) -> str:
    return f'<opml version="2.0"><body>{"".join(outlines)}</body></opml>'


def test_feeds_of_opml_are_added() -> None:
    desk = parse_desk(SMALLEST, opml=opml_of('<outline text="Mail" xmlUrl="https://mail.example/feed"/>'))

    assert [feed.url for feed in desk.feeds] == ["https://post.example/feed", "https://mail.example/feed"]


def test_opml_alone_is_enough() -> None:
    desk = parse_desk(
        '[masthead]\ntitle = "Isles"\n', opml=opml_of('<outline text="Mail" xmlUrl="https://mail.example/feed"/>')
    )

    assert desk.feeds == (Feed(url="https://mail.example/feed", title="Mail"),)


def test_a_feed_in_both_is_the_desk_files() -> None:
    desk = parse_desk(SMALLEST, opml=opml_of('<outline text="Mine" xmlUrl="https://POST.example/feed"/>'))

    assert desk.feeds == (Feed(url="https://post.example/feed"),)


def test_a_folder_named_like_a_topic_gives_its_feeds_the_topic() -> None:
    folder = '<outline text="SOLAR"><outline text="Mail" xmlUrl="https://mail.example/feed"/></outline>'

    assert parse_desk(SMALLEST + SOLAR, opml=opml_of(folder)).feeds[1].topics == ("solar",)
    assert parse_desk(SMALLEST + WIND, opml=opml_of(folder)).feeds[1].topics == ()


def test_problems_of_opml_follow_those_of_the_desk_file() -> None:
    problems = find_problems(SMALLEST + "one = 1\n", opml="<html/>", opml_file="my.opml")

    assert [problem.file for problem in problems] == ["desk.toml", "my.opml"]


ISLES = '[[sources]]\ndomain = "isles.example"\nname = "Isles Post"\n'


def test_a_desk_says_what_it_knows_of_its_sources() -> None:
    desk = parse_desk(SMALLEST + ISLES + 'kind = "wire"\ncountry = "NO"\naliases = ["The Isles Post"]\n')

    assert desk.sources == (
        KnownSource(domain="isles.example", name="Isles Post", kind="wire", country="NO", aliases=("The Isles Post",)),
    )
    assert desk.sources[0].is_wire


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ('kind = "newspaper"', "must be one of 'outlet', 'wire'"),
        ('kind = "goverment"', "did you mean 'government'?"),
        ('country = "Norway"', "two capital letters of ISO 3166"),
        ('country = "no"', "two capital letters of ISO 3166"),
        ('language = "norsk!"', "not a language tag"),
        ('logo = "logo.png"', "not a web address"),
        ('domains = ["https://isles.example"]', "sources[0].domains[0] is 'https://isles.example'; write a domain"),
        ('id = "Isles Post"', "small letters, digits and hyphens"),
        ('nmae = "x"', "did you mean 'name'?"),
    ],
)
def test_a_mistake_about_a_source_is_told_with_its_line(pair: str, message: str) -> None:
    problem = problem_of(SMALLEST + ISLES + pair + "\n")

    assert message in str(problem)
    assert problem.line == 9


def test_two_sources_cannot_have_one_domain_and_none_is_without_one() -> None:
    assert "which the source at line 6 has already" in str(problem_of(SMALLEST + ISLES + ISLES))
    assert "sources[0].domain is missing" in str(problem_of(SMALLEST + '[[sources]]\nname = "Isles"\n'))
