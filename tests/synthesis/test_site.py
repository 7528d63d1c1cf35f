"""What exported files take from this site."""

from consult.kit.identity import WrittenIdentity
from synthesis.formats.look import Look
from synthesis.site import site_look
from tests.factories import NOW
from tests.factories.pictures import picture


def test_files_wear_the_colour_of_the_settings_until_an_administrator_writes_another(unit):
    assert site_look() == Look("#1f5f5b")
    unit.add(
        written := WrittenIdentity(
            id=1,
            name="La région",
            site_name="Participer",
            accent="#8a1f5b",
            contact_email="a@b.fr",
            changed_at=NOW,
        )
    )
    unit.flush()
    assert site_look() == Look("#8a1f5b")
    written.logo, written.logo_type, written.logo_alt = picture(), "image/png", "Le lys"
    assert site_look() == Look("#8a1f5b", picture(), "image/png", "Le lys")
