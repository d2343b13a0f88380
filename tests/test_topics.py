"""Which topics an article belongs to, and why."""

from tests.make import make_article
from tidings.model import Topic
from tidings.topics import match_topics

FERRY = make_article("Ferry runs aground off Skell")


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
