"""Documents as people join, open and take them away; each refusal leaves nothing behind."""

import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from consult.accounts.models import Role
from consult.consultations.models import ConsultationStatus
from consult.kit import clock
from consult.kit.db import database, session
from consult.kit.jobs import Job
from contributions.attachments.rules import MOST
from contributions.models import Proposal, Status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import draft_for
from tests.factories.files import AUTHOR, make_jpeg, make_pdf, make_png, make_vast_png
from tests.factories.people import make_user
from tests.query_counting import counted_queries

SEEN = "La place du marché un jour de pluie."


def join(place, content=None, name="plan.pdf", description=SEEN, who=None):
    document = (io.BytesIO(make_pdf() if content is None else content), name)
    return (who or place.mine).post(place.address, {"document": document, "description": description})


def test_a_document_is_joined_and_shown_with_the_proposal(place, attached):
    assert join(place).status_code == 302
    (one,) = attached()
    page = place.visitor.get(f"/propositions/{place.proposal.id}", follow_redirects=True).text
    assert f'href="/pieces-jointes/{one.id}">plan.pdf</a>' in page
    assert SEEN in page
    assert "Un document joint" in page


def test_anyone_opens_the_document_of_a_public_text(place, attached):
    join(place)
    answer = place.visitor.get(f"/pieces-jointes/{attached()[0].id}", buffered=True)
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert AUTHOR.encode() not in answer.data


def test_a_document_is_sent_so_that_it_can_do_nothing(place, attached):
    join(place)
    headers = place.visitor.get(f"/pieces-jointes/{attached()[0].id}", buffered=True).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "attachment; filename=plan.pdf"


def test_an_image_opens_in_the_page(place, attached):
    join(place, make_jpeg(), "Place du marché.JPEG")
    headers = place.visitor.get(f"/pieces-jointes/{attached()[0].id}", buffered=True).headers
    assert headers["Content-Disposition"].startswith("inline; filename=")
    assert "Place%20du%20march%C3%A9.jpg" in headers["Content-Disposition"]


def test_a_photograph_shows_itself_small_and_only_once_in_view(place, attached):
    join(place, make_jpeg((2000, 1500)), "Place.jpg")
    address = f"/pieces-jointes/{attached()[0].id}/vignette"
    page = place.visitor.get(f"/propositions/{place.proposal.id}", follow_redirects=True).text
    assert f'src="{address}" alt="{SEEN}" loading="lazy"' in page
    answer = place.visitor.get(address)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with Image.open(io.BytesIO(answer.data)) as drawn:
        assert (answer.mimetype, drawn.format, drawn.size) == ("image/jpeg", "JPEG", (640, 480))


@pytest.mark.parametrize(("content", "name"), [(make_png(), "plan.png"), (make_png(mode="P"), "plan.png")])
def test_a_drawing_keeps_its_kind_in_its_thumbnail(place, attached, content, name):
    join(place, content, name)
    answer = place.visitor.get(f"/pieces-jointes/{attached()[0].id}/vignette")
    assert (answer.mimetype, answer.data[:4]) == ("image/png", b"\x89PNG")


def test_a_document_that_is_no_image_has_no_thumbnail(place, attached):
    join(place)
    page = place.visitor.get(f"/propositions/{place.proposal.id}", follow_redirects=True).text
    assert "vignette" not in page
    assert place.visitor.get(f"/pieces-jointes/{attached()[0].id}/vignette").status_code == 404


def test_a_thumbnail_goes_from_sight_and_from_caches_with_its_text(place, attached, change):
    join(place, make_jpeg(), "Place.jpg")
    address = f"/pieces-jointes/{attached()[0].id}/vignette"
    assert place.visitor.get(address).headers["Cache-Control"] == "public, max-age=3600, immutable"
    change(place.proposal, status=Status.HIDDEN)
    assert place.visitor.get(address).status_code == 404
    assert place.mine.get(address).headers["Cache-Control"] == "private, no-store"


def test_a_cache_keeps_what_everyone_may_read_and_nothing_else(place, attached, change):
    join(place)
    address = f"/pieces-jointes/{attached()[0].id}"
    assert place.visitor.get(address, buffered=True).headers["Cache-Control"] == "public, max-age=3600, immutable"
    change(place.proposal, status=Status.PENDING)
    assert place.mine.get(address, buffered=True).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PENDING, Status.HIDDEN, Status.REMOVED, Status.WITHDRAWN])
def test_a_document_goes_from_sight_with_its_text(place, attached, change, status):
    join(place)
    change(place.proposal, status=status)
    address = f"/pieces-jointes/{attached()[0].id}"
    assert place.visitor.get(address).status_code == 404
    assert place.neighbour.get(address).status_code == 404
    assert place.mine.get(address, buffered=True).status_code == 200


def test_a_moderator_opens_the_document_of_a_text_out_of_sight(place, attached, change, store, browser):
    (moderator,) = store(make_user(Role.MODERATOR))
    join(place)
    change(place.proposal, status=Status.HIDDEN)
    assert browser(moderator).get(f"/pieces-jointes/{attached()[0].id}", buffered=True).status_code == 200


def test_a_document_of_a_consultation_not_public_yet_is_not_found(place, attached):
    join(place)
    with place.app.app_context(), database().unit_of_work():
        session.get_one(type(place.consultation), place.consultation.id).status = ConsultationStatus.DRAFT
    assert place.visitor.get(f"/pieces-jointes/{attached()[0].id}", buffered=True).status_code == 404


def test_a_document_whose_file_is_lost_is_not_found(place, attached, site_folder):
    join(place)
    for path in (site_folder / "attachments").rglob("*"):
        if path.is_file():
            path.unlink()
    assert place.visitor.get(f"/pieces-jointes/{attached()[0].id}", buffered=True).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "plan.pdf", "son nom dit PDF, mais son contenu ne l’est pas"),
        (make_png(), "rapport.PDF", "son nom dit PDF, mais son contenu ne l’est pas"),
        (make_pdf(), "photo.jpeg", "le nom de ce fichier dit image"),
        (b"GIF89a", "photo.png", "le nom de ce fichier dit image"),
        (b"PK\x03\x04", "note.docx", "ce sont les formats acceptés"),
        (b"", "plan.pdf", "celui-ci est vide"),
        (make_vast_png(30_000, 30_000), "vaste.png", "Réduisez cette image"),
        (make_pdf(password="secret"), "plan.pdf", "sans mot de passe"),
    ],
    ids=[
        "a page named PDF",
        "an image named PDF",
        "a PDF named image",
        "no image",
        "a word file",
        "empty",
        "30,000 pixels",
        "locked",
    ],
)
def test_a_file_that_is_not_taken_is_refused_with_what_to_do(place, attached, content, name, sentence):
    answer = join(place, content, name)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert SEEN in answer.text
    assert attached() == []


def test_a_refused_file_is_not_kept(place, site_folder):
    join(place, b"<html><script>alert(1)</script>")
    assert not (site_folder / "attachments").exists()


def test_an_image_is_refused_until_someone_says_what_it_shows(place, attached):
    answer = join(place, make_png(), "photo.png", description="photo")
    assert answer.status_code == 422
    assert "Décrivez cette image en une phrase" in answer.text
    assert attached() == []


def test_the_browser_asks_for_the_sentence_before_the_file_leaves(place):
    page = place.mine.get(place.address).text
    form = page[page.index("<form", page.index("Joindre un document")) :]
    assert "novalidate" not in form.partition(">")[0]
    assert form.index('name="description"') < form.index('name="document"')
    for name in ("description", "document"):
        control = next(tag for tag in re.findall("<input[^>]*>", form) if f'name="{name}"' in tag)
        assert " required" in control


def test_a_form_without_a_file_is_refused(place):
    answer = place.mine.post(place.address, {"description": SEEN})
    assert (answer.status_code, "Choisissez un fichier." in answer.text) == (422, True)


def test_a_file_sent_as_words_is_no_file(place):
    assert place.mine.post(place.address, {"document": "plan.pdf", "description": SEEN}).status_code == 422


def test_a_name_that_lies_is_replaced_by_what_the_file_is(place, attached):
    join(place, make_jpeg(), "../../etc/facture\u202egpj.exe")
    assert attached()[0].name == "facturegpj.jpg"


def test_the_same_document_twice_is_joined_once(place, attached):
    join(place)
    join(place, name="autre-nom.pdf")
    assert len(attached()) == 1


def test_one_document_too_many_is_refused(place, attached):
    for number in range(MOST):
        join(place, make_png((10 + number, 10)), "photo.png")
    answer = join(place, make_png((90, 90)), "photo.png")
    assert (answer.status_code, len(attached())) == (422, MOST)
    assert "5 documents au plus" in place.mine.get(place.address).text


def test_nobody_else_joins_or_takes_away(place, attached):
    assert join(place, who=place.neighbour).status_code == 403
    join(place)
    address = f"/pieces-jointes/{attached()[0].id}/retirer"
    assert place.neighbour.post(address).status_code == 403
    assert place.visitor.post(address).status_code == 302
    assert len(attached()) == 1


def test_after_the_edit_window_nothing_is_joined(place, attached):
    with clock.set_to(NOW + timedelta(days=8)):
        assert join(place).status_code == 403
    assert attached() == []


def test_a_document_taken_away_is_gone_from_the_page(place, attached, app):
    join(place)
    number = attached()[0].id
    assert place.mine.post(f"/pieces-jointes/{number}/retirer").status_code == 302
    assert (attached(), place.visitor.get(f"/pieces-jointes/{number}").status_code) == ([], 404)
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.get_one(Proposal, place.proposal.id).attachments == 0


def test_a_document_sends_a_text_back_to_be_read_where_moderation_comes_before(place, app):
    with app.app_context(), database().unit_of_work():
        session.get_one(type(place.consultation), place.consultation.id).pre_moderated = True
    join(place)
    with app.app_context(), database().unit_of_work(writes=False):
        assert session.get_one(Proposal, place.proposal.id).status is Status.PENDING


def test_later_rooms_hear_of_a_document(place, app):
    with app.app_context(), database().unit_of_work():
        session.query(Job).delete()
    join(place)
    with app.app_context(), database().unit_of_work(writes=False):
        told = session.scalars(select(Job).where(Job.kind == "search.index")).all()
    assert [job.payload for job in told] == [{"id": place.proposal.id}]


def test_a_document_is_joined_to_what_one_is_still_writing(place, attached):
    typed = {**vars(draft_for(place.consultation)), "territory_id": 0, "attach": "1"}
    answer = place.mine.post(f"/consultations/{place.consultation.slug}/proposer", typed)
    assert answer.location.endswith("/pieces-jointes")
    place.mine.post(answer.location, {"document": (io.BytesIO(make_pdf()), "plan.pdf"), "description": ""})
    assert attached()[0].contribution_id != place.proposal.id
    draft = answer.location.removesuffix("/pieces-jointes")
    assert "plan.pdf" in place.mine.get(f"{draft}/modifier").text
    place.mine.post(f"{draft}/modifier", {**typed, "attach": ""} | {"attach": None})
    assert attached()[0].name == "plan.pdf"


def test_a_deleted_draft_takes_its_documents_with_it(place, attached):
    typed = {**vars(draft_for(place.consultation)), "territory_id": 0, "attach": "1"}
    page = place.mine.post(f"/consultations/{place.consultation.slug}/proposer", typed).location
    place.mine.post(page, {"document": (io.BytesIO(make_pdf()), "plan.pdf"), "description": ""})
    place.mine.post(page.replace("/pieces-jointes", "/supprimer"))
    assert attached() == []


def test_a_page_with_documents_asks_the_database_one_question_more(place, app):
    address = f"/propositions/{place.proposal.id}-{place.proposal.slug}"
    counts = []
    for _ in range(2):
        place.mine.get(address)
        with counted_queries(app) as sent:
            place.mine.get(address)
        counts.append(len(sent))
        join(place)
    assert (counts[1] - counts[0], counts[1] <= 6) == (1, True)


def test_a_text_of_another_consultation_keeps_its_own_documents(place, attached, store, browser):
    (other,) = store(make_consultation())
    join(place)
    page = browser().get(f"/consultations/{other.slug}/donnees/contributions.csv").text
    assert "plan.pdf" not in page


def test_the_open_data_say_the_name_size_and_address_of_each_document(place, attached):
    join(place)
    (one,) = attached()
    text = place.visitor.get(f"/consultations/{place.consultation.slug}/donnees/contributions.csv").text
    assert f"plan.pdf ({one.size}) http://localhost/pieces-jointes/{one.id}" in text


def describe(place, one, words, who=None):
    return (who or place.mine).post(f"/pieces-jointes/{one.id}/description", {"description": words})


def test_the_description_of_a_document_is_changed_from_its_list(place, attached):
    join(place, make_png(), "photo.png")
    (one,) = attached()
    assert f'href="/pieces-jointes/{one.id}/description"' in place.mine.get(place.address).text
    assert SEEN in place.mine.get(f"/pieces-jointes/{one.id}/description").text
    assert describe(place, one, "La halle, un jour de marché.").location == place.address
    assert attached()[0].description == "La halle, un jour de marché."


def test_an_image_is_never_left_without_a_description(place, attached):
    join(place, make_png(), "photo.png")
    answer = describe(place, attached()[0], "halle")
    assert (answer.status_code, attached()[0].description) == (422, SEEN)
    assert 'value="halle"' in answer.text


def test_a_pdf_may_be_left_without_one(place, attached):
    join(place)
    describe(place, attached()[0], "")
    assert attached()[0].description == ""


def test_nobody_else_describes_a_document_and_its_author_only_for_a_while(place, attached):
    join(place)
    assert describe(place, attached()[0], "Autre chose.", who=place.neighbour).status_code == 403
    with clock.set_to(NOW + timedelta(days=8)):
        assert describe(place, attached()[0], "Autre chose.").status_code == 403
    assert attached()[0].description == SEEN
