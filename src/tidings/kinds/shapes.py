"""What a page looks like in figures, whatever its language."""

from __future__ import annotations

from typing import Final

from .looks import shaped

MANY_TIMES: Final = shaped(
    "{times_count} time stamps in its text", lambda it: it.times_count >= 8 and it.words_count >= 200
)
MANY_PICTURES: Final = shaped(
    "{images_count} pictures and {words_count} words",
    lambda it: it.images_count >= 8 and it.words_count < 60 * it.images_count,
)
LONE_VIDEO: Final = shaped("a video and {words_count} words", lambda it: it.videos_count > 0 and it.words_count < 120)
LONE_RECORDING: Final = shaped(
    "a recording and {words_count} words", lambda it: it.audios_count > 0 and it.words_count < 120
)
QUESTIONS: Final = shaped("{questions_count} questions to tick", lambda it: it.questions_count >= 3)
PASSWORD: Final = shaped(
    "a field for a password and {words_count} words", lambda it: it.passwords_count > 0 and it.words_count < 150
)
MANY_TEASERS: Final = shaped(
    "{teasers_count} headlines of other articles and {words_count} words of its own",
    lambda it: it.teasers_count >= 8 and it.words_count < 250,
)
MOSTLY_LINKS: Final = shaped(
    "links in {links_text_share:.0%} of its text", lambda it: it.links_text_share >= 0.6 and it.links_count >= 20
)
LONE_FORM: Final = shaped("a form and {words_count} words", lambda it: it.forms_count > 0 and it.words_count < 100)
TEASERS: Final = shaped(
    "{teasers_count} headlines of other articles", lambda it: it.teasers_count >= 8 and it.words_count < 250
)
RUNNING_TEXT: Final = shaped(
    "{paragraphs_count} paragraphs and {words_count} words",
    lambda it: it.paragraphs_count >= 4 and it.words_count >= 150 and it.links_text_share < 0.3,
)
VERY_MANY_TIMES: Final = shaped(
    "{times_count} time stamps in its text", lambda it: it.times_count >= 20 and it.words_count >= 400
)
