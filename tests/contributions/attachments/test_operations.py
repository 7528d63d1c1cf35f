"""What is checked of a document before it is kept, and the name it is shown under."""

import pytest

from consult.kit.errors import Invalid
from contributions.attachments.models import MediaType
from contributions.attachments.operations import check_size, shown_name
from contributions.attachments.rules import MOST_BYTES


def test_a_file_of_the_greatest_size_is_taken():
    check_size(b"0" * MOST_BYTES)


@pytest.mark.parametrize(("size", "sentence"), [(0, "vide"), (MOST_BYTES + 1, "5 Mo au plus")])
def test_a_file_that_is_empty_or_too_heavy_is_refused(size, sentence):
    with pytest.raises(Invalid, match=sentence):
        check_size(b"0" * size)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plan.pdf", "plan.pdf"),
        ("Plan de la place.PDF", "Plan de la place.pdf"),
        ("C:\\Users\\ana\\plan.docx", "plan.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("../../plan", "plan.pdf"),
        ("facture\u202efdp.exe", "facturefdp.pdf"),
        ("pl\u200ban\x00.pdf", "plan.pdf"),
        ('a"b<c>|?*:.pdf', "abc.pdf"),
        ("", "document.pdf"),
        (".pdf", "pdf.pdf"),
        ("..", "document.pdf"),
        ("é" * 300 + ".pdf", "é" * 80 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_what_deceives_the_eye(typed, shown):
    assert shown_name(typed, MediaType.PDF) == shown


@pytest.mark.parametrize(("kind", "ending"), [(MediaType.JPEG, ".jpg"), (MediaType.PNG, ".png")])
def test_a_name_ends_as_what_the_file_is(kind, ending):
    assert shown_name("photo.pdf", kind) == f"photo{ending}"
