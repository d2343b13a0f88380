"""What of an article is embedded."""

from tests.make import make_article
from tidings.embed import embed_text
from tidings.embed.wording import EXCERPT_CHARS


def test_the_headline_and_the_beginning_of_the_excerpt_stand_for_an_article() -> None:
    text = embed_text(make_article("Ferry aground", excerpt="It struck a rock. " * 50))

    assert text.startswith("Ferry aground. It struck a rock. It")
    assert len(text) <= len("Ferry aground. ") + EXCERPT_CHARS + 1


def test_a_headline_alone_is_enough() -> None:
    assert embed_text(make_article("Ferry aground")) == "Ferry aground"


def test_an_excerpt_that_begins_with_the_headline_does_not_say_it_twice() -> None:
    assert embed_text(make_article("Ferry aground", excerpt="Ferry aground off Skell.")) == "Ferry aground off Skell."
