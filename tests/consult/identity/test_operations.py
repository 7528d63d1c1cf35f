import pytest

from consult.kit.errors import Invalid
from consult.kit.identity import present_identity, written_identity
from tests.factories.pictures import picture

REFUSED = [
    ("accent", "vert", "Écrivez la couleur"),
    ("accent", "#12345", "Écrivez la couleur"),
    ("accent", "#1f5f5b; background: url(//ailleurs.fr)", "Écrivez la couleur"),
    ("accent", "#808080", "plus vive"),
    ("accent", "#ffffff", "plus vive"),
    ("contact_email", "pas une adresse", "Vérifiez cette adresse"),
    ("contact_phone", "appelez-moi", "avec des chiffres"),
    ("contact_phone", "02", "avec des chiffres"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_beside_its_field(write, field, value, sentence):
    with pytest.raises(Invalid, match=sentence) as refusal:
        write(**{field: value})
    assert refusal.value.field == field


def test_a_refusal_leaves_what_was_written_before(write, app, browser):
    write(name="Région Bretagne")
    with pytest.raises(Invalid):
        write(name="Région Grand Est", accent="#808080")
    assert "Région Bretagne" in browser().get("/mentions-legales").text


def test_the_colour_and_the_address_are_kept_in_lower_case(write):
    row = write(accent="#0055A4", contact_email="Participer@Bretagne.Example.FR")
    assert (row.accent, row.contact_email) == ("#0055a4", "participer@bretagne.example.fr")


@pytest.mark.parametrize("number", ["02 38 70 30 30", "+33 (0)2.38.70.30.30", "3939"])
def test_a_telephone_number_is_taken_as_people_write_it(write, number):
    assert write(contact_phone=number).contact_phone == number


def test_the_legal_notices_are_cleaned_once_and_kept(write):
    row = write(legal_source="**Licence** ouverte <script>alert(1)</script>")
    assert "<strong>Licence</strong>" in row.legal_html
    assert "<script" not in row.legal_html


def test_a_logo_stays_when_another_field_changes(write):
    first = write(logo=picture()).logo_digest
    assert first
    assert write(name="Région Grand Est").logo_digest == first


def test_a_logo_is_taken_away(write):
    write(logo=picture())
    row = write(removes_logo=True)
    assert (row.logo, row.logo_digest, row.logo_width) == (None, "", 0)


def test_another_logo_has_another_address(write):
    assert write(logo=picture()).logo_digest != write(logo=picture(size=(90, 90))).logo_digest


def test_there_is_one_identity_however_often_it_is_changed(write, unit):
    for name in ("Région Bretagne", "Région Grand Est"):
        write(name=name)
    assert present_identity().name == "Région Grand Est"


@pytest.mark.parametrize("number", ["+", "12", "0" * 41, "02 38 70 30 30 poste 4", "02\n38 70", "٠٢٣٨"])
def test_a_number_nobody_could_dial_or_read_is_refused(write, number):
    with pytest.raises(Invalid) as refusal:
        write(contact_phone=number)
    assert refusal.value.field == "contact_phone"


def test_a_logo_and_its_removal_asked_together_keep_the_logo_sent(write):
    write(logo=picture(size=(90, 90)))
    row = write(logo=picture(), removes_logo=True)
    assert (row.logo_type, row.logo_width, row.logo_height) == ("image/png", 168, 56)


def test_a_logo_refused_leaves_the_one_that_was_there(write, unit):
    digest = write(logo=picture()).logo_digest
    with pytest.raises(Invalid):
        write(logo=b"<svg onload=alert(1)>", name="Région Grand Est")
    unit.expire_all()
    assert (written_identity().logo_digest, written_identity().name) == (digest, "Région Bretagne")


def test_an_empty_file_is_no_logo_and_takes_none_away(write):
    digest = write(logo=picture()).logo_digest
    assert write(logo=b"").logo_digest == digest


@pytest.mark.parametrize(
    ("typed", "kept", "dropped"),
    [
        ("[lien](javascript:alert(1))", "lien", "href"),
        ("<iframe src=//ailleurs></iframe>Texte", "Texte", "<iframe"),
        ("[Licence](https://exemple.fr/l)", 'href="https://exemple.fr/l"', "<script"),
        ("", "", "<p>"),
    ],
)
def test_whatever_the_notices_hold_only_words_and_links_are_shown(write, typed, kept, dropped):
    row = write(legal_source=typed)
    assert row.legal_source == typed
    assert kept in row.legal_html
    assert dropped not in row.legal_html
