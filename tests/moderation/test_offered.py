"""The marks of what a page offered: they tell what nobody wrote, and hold no word of it."""

import pytest

from moderation.offered import is_offered, marks_of

OFFERED = "14 rue des Acacias\n06 12 34 56 78"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", True),
        ("14 rue  des Acacias\r\n", True),
        ("06 12 34 56 78\n14 rue des Acacias", True),
        ("14 rue des Acacias, Blois", False),
        ("06 12 34 56 78\nEt moi", False),
    ],
)
def test_only_whole_lines_that_were_offered_are_nobodys_words(text, told):
    assert is_offered(text, marks_of(OFFERED)) is told


def test_without_marks_everything_was_written():
    assert (is_offered("Un mot", ""), is_offered("", "")) == (False, True)


def test_the_marks_are_one_word_that_says_nothing_of_the_text():
    marks = marks_of(OFFERED, "06 12 34 56 78")
    assert (len(marks.split()), marks.count("."), "Acacias" in marks) == (1, 1, False)
