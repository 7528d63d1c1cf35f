import pytest

from synthesis.composer.changes import ChangeKind
from synthesis.composer.corrections import Contested
from synthesis.composer.edits import AddedIntroduction, Edits, Replacement
from synthesis.composer.kept_edits import UnreadableEditsError, edits_from_json, edits_to_json
from tests.factories.rearranged import TOPICS, anchor, change, quote

EDITS = Edits(
    (Replacement("topic.size.T1-1", "Dix.", ("P1", "A2"), on="3 mars 2026"),),
    (AddedIntroduction("theme-1", "Le sujet du siècle.", on="4 mars 2026"),),
    (
        change(
            2, ChangeKind.QUOTE, topic=anchor(TOPICS[0]), quote=quote("P1"), instead="P1:0-3", on="5 mars 2026"
        ),
        change(1, ChangeKind.MOVE, topic=anchor(TOPICS[0]), into=anchor(TOPICS[1]), refs=("P2",)),
    ),
    Contested(1, 1, 0, 1, 0, "3 mars 2026", "17 mars 2026"),
    (4, 3),
)


def test_what_was_written_is_read_again_in_the_same_order():
    assert edits_from_json(edits_to_json(EDITS)) == EDITS


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"replacements": {}}', edits_to_json(EDITS).replace(b"move", b"fly")]
)
def test_a_file_this_program_did_not_write_is_refused(content):
    with pytest.raises(UnreadableEditsError):
        edits_from_json(content)


def test_an_empty_sentence_in_a_file_is_refused():
    with pytest.raises(UnreadableEditsError):
        edits_from_json(edits_to_json(EDITS).replace(b"Dix.", b" "))


def test_edits_kept_before_changes_and_order_existed_are_read() -> None:
    found = edits_from_json(b'{"replacements": {"brief.votes": "Dix."}, "introductions": {"theme-1": "Bien."}}')
    assert found.replacements == (Replacement("brief.votes", "Dix.", ()),)
    assert found.introductions == (AddedIntroduction("theme-1", "Bien."),)
    assert (found.changes, found.contested, found.order) == ((), Contested(), ())
