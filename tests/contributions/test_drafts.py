"""What one is writing is kept form by form, until it is sent or thrown away."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import database, session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.slugs import slugify
from contributions import drafts, operations
from contributions.models import Contribution, Proposal, Status, StatusChange
from contributions.queries import history
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import draft_for
from tests.factories.people import make_user

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def form(scene):
    """Return what someone typed in a form that has its key."""
    return draft_for(scene.consultation, form_key="a-key")


def keep(scene, form, at=NOW):
    return drafts.keep_form(scene.author, scene.consultation, form, at=at)


def send(scene, form):
    return operations.submit_proposal(scene.author, scene.consultation, form, at=LATER)


def every_proposal(scene):
    return scene.session.scalars(select(Proposal).order_by(Proposal.id)).all()


def test_a_form_kept_again_and_again_is_one_draft(scene, form):
    first = keep(scene, replace(form, source="Une perm"))
    again = keep(scene, form, at=LATER)
    assert (first.id, again.source, again.edited_at) == (again.id, form.source, LATER)
    assert len(every_proposal(scene)) == 1


def test_nothing_in_a_draft_has_to_be_finished(scene, form):
    kept = keep(scene, replace(form, title="", source="", theme_id=0))
    assert (kept.status, kept.title, kept.theme_id) == (Status.DRAFT, "", None)


def test_a_draft_keeps_its_theme_only_if_it_is_of_the_consultation(scene, form):
    with pytest.raises(Invalid, match="Choisissez un thème"):
        keep(scene, replace(form, theme_id=9_999))


def test_two_people_may_use_forms_of_the_same_key(scene, form):
    keep(scene, form)
    drafts.keep_form(scene.voter, scene.consultation, form, at=NOW)
    assert {one.author_id for one in every_proposal(scene)} == {scene.author.id, scene.voter.id}


def test_a_form_without_its_key_is_kept_all_the_same(scene, form):
    one, other = (keep(scene, replace(form, form_key="")) for _ in range(2))
    assert one.form_key != other.form_key


def test_a_form_whose_draft_is_elsewhere_is_refused(scene, form):
    other = make_consultation()
    scene.session.add(other)
    scene.session.flush()
    keep(scene, form)
    with pytest.raises(Conflict):
        drafts.keep_form(scene.author, other, replace(form, theme_id=0), at=NOW)


def test_sending_a_form_turns_its_draft_into_the_proposal(scene, form):
    kept = keep(scene, replace(form, source="Une perm"))
    sent = send(scene, form)
    assert (sent.id, sent.status, sent.published_at) == (kept.id, Status.PUBLISHED, LATER)
    assert "<strong>permanence</strong>" in sent.html
    assert scene.consultation.themes[0].id == sent.theme_id


def test_a_form_sent_twice_makes_one_proposal(scene, form):
    assert send(scene, form).id == send(scene, form).id
    assert len(scene.session.scalars(select(StatusChange)).all()) == 1


def test_a_draft_sent_twice_is_sent_once(scene, form):
    keep(scene, form)
    assert send(scene, form) is send(scene, form)
    assert len(scene.session.scalars(select(StatusChange)).all()) == 1
    scene.session.refresh(scene.consultation.themes[0])
    assert scene.consultation.themes[0].proposals_count == 1


def test_a_sent_draft_is_as_fresh_as_a_text_sent_at_once(scene, form):
    keep(scene, form)
    sent = send(scene, form)
    assert (sent.created_at, sent.submitted_at, sent.edited_at, sent.version) == (NOW, LATER, None, 1)
    assert (sent.slug, sent.excerpt) == (slugify(form.title), "Une permanence par semaine, sans rendez-vous.")


def test_what_is_typed_in_a_form_already_sent_makes_another_proposal(scene, form):
    first = send(scene, form)
    second = send(scene, replace(form, title="Un bibliobus pour les hameaux", source="Chaque mardi."))
    assert (second.id != first.id, second.status) == (True, Status.PUBLISHED)


def test_a_form_already_sent_is_no_longer_kept_as_a_draft(scene, form):
    send(scene, form)
    with pytest.raises(Conflict, match="déjà envoyée"):
        keep(scene, form)
    assert [one.status for one in every_proposal(scene)] == [Status.PUBLISHED]


def test_a_draft_of_words_already_sent_leads_to_them(scene, form):
    sent = send(scene, form)
    keep(scene, replace(form, form_key="another"))
    assert send(scene, replace(form, form_key="another")) is sent
    assert [one.status for one in every_proposal(scene)] == [Status.PUBLISHED, Status.DRAFT]


def test_a_draft_that_is_not_finished_is_not_sent(scene, form):
    kept = keep(scene, form)
    with pytest.raises(Invalid, match="Choisissez un thème"):
        send(scene, replace(form, theme_id=0))
    assert kept.status is Status.DRAFT


def test_one_draft_too_many_is_refused_with_what_to_do(scene, form):
    for number in range(drafts.MOST_DRAFTS):
        keep(scene, replace(form, form_key=f"form-{number}"))
    with pytest.raises(Invalid, match="Supprimez un de vos brouillons"):
        keep(scene, replace(form, form_key="one-more"))


def test_a_draft_already_begun_is_kept_however_many_there_are(scene, form):
    for number in range(drafts.MOST_DRAFTS):
        keep(scene, replace(form, form_key=f"form-{number}"))
    assert keep(scene, replace(form, form_key="form-0", source="Plus long.")).source == "Plus long."


def test_a_deleted_draft_leaves_nothing(scene, form):
    drafts.delete_draft(keep(scene, form))
    assert scene.session.scalars(select(Contribution)).all() == []


def test_drafts_are_listed_the_last_touched_first(scene, form):
    old, new = keep(scene, form), keep(scene, replace(form, form_key="new"), at=LATER)
    operations.submit_proposal(scene.author, scene.consultation, draft_for(scene.consultation), at=NOW)
    assert history.drafts_of(scene.author, scene.consultation) == [new, old]
    assert history.drafts_of(scene.voter, scene.consultation) == []


# --- at the same instant ----------------------------------------------------------------

AT_ONCE = 6


@pytest.fixture
def desk(app, store):
    """Return an open consultation and someone who writes there, committed."""
    consultation, author = make_consultation(), make_user()
    store(consultation, author)
    return SimpleNamespace(app=app, author=author.id, consultation=consultation.id)


def at_once(desk, act) -> None:
    """Do the same in several transactions that start together."""
    gate = Barrier(AT_ONCE)

    def run(_number: int) -> None:
        with desk.app.app_context():
            gate.wait()
            with database().unit_of_work():
                act(session.get_one(User, desk.author), session.get_one(Consultation, desk.consultation))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run, range(AT_ONCE)))


def state(desk) -> tuple[list[Status], int, int]:
    with desk.app.app_context(), database().unit_of_work(writes=False):
        statuses = list(session.scalars(select(Proposal.status)))
        changes = session.scalars(select(StatusChange)).all()
        return statuses, len(changes), session.get_one(Consultation, desk.consultation).themes[0].proposals_count


def keep_one(author, consultation):
    typed = draft_for(consultation, title="Un lieu d’aide", source="Une salle.", form_key="one")
    drafts.keep_form(author, consultation, typed, at=NOW)


def send_one(author, consultation):
    typed = draft_for(consultation, title="Un lieu d’aide", source="Une salle.", form_key="one")
    operations.submit_proposal(author, consultation, typed, at=NOW)


def test_a_form_kept_several_times_at_once_is_one_draft(desk):
    at_once(desk, keep_one)
    assert state(desk) == ([Status.DRAFT], 0, 0)


def test_a_form_sent_several_times_at_once_is_one_proposal(desk):
    at_once(desk, send_one)
    assert state(desk) == ([Status.PUBLISHED], 1, 1)


def test_a_draft_sent_several_times_at_once_is_sent_once(desk):
    with desk.app.app_context(), database().unit_of_work():
        keep_one(session.get_one(User, desk.author), session.get_one(Consultation, desk.consultation))
    at_once(desk, send_one)
    assert state(desk) == ([Status.PUBLISHED], 1, 1)
