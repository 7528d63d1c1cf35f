"""Proposals close to what one writes: shown, supported in one gesture, never in the way, and remembered."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.accounts.exports import personal_archive
from consult.accounts.models import Role, User
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit import jobs
from consult.kit.db import database, session
from contributions.models import Position, Proposal, Status, Vote
from contributions.similar.models import Choice, SimilarShown
from contributions.similar.operations import keep_shown
from contributions.similar.queries import shown_to_author_of
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

BUS = "Faire passer un bibliobus dans chaque hameau"


@pytest.fixture
def desk(app, store, browser):
    """Return a consultation where a bus was proposed, and the browser of someone who writes the same."""
    consultation, author, writer = make_consultation(), make_user(), make_user()
    store(consultation, author, writer)
    with app.app_context(), database().unit_of_work():
        bus = post_proposal(author, consultation, title=BUS, source="Avec des tablettes.")
    with app.app_context():
        jobs.run_due()
    typed = {
        "title": "Un bibliobus pour les hameaux",
        "source": "Chaque mardi matin.",
        "theme_id": consultation.themes[0].id,
        "key": "the-form",
    }
    home = f"/consultations/{consultation.slug}"
    mine = browser(writer)
    return SimpleNamespace(
        app=app,
        consultation=consultation,
        bus=bus,
        writer=writer,
        typed=typed,
        home=home,
        mine=mine,
        other=browser,
    )


@pytest.fixture
def stored(app):
    """Return a function that reads rows afresh."""

    def read(statement):
        with app.app_context(), database().unit_of_work(writes=False):
            return session.scalars(statement).all()

    return read


def choices(stored) -> list[tuple[int, str]]:
    return [(one.other_id, one.choice.value) for one in stored(select(SimilarShown))]


# --- shown ------------------------------------------------------------------------------


def test_the_script_asks_what_is_close_to_the_draft_it_has_kept(desk):
    desk.mine.post(f"{desk.home}/brouillon", desk.typed)
    answer = desk.mine.get(f"{desk.home}/proches?key=the-form")
    assert answer.json == {
        "similar": [
            {
                "id": desk.bus.id,
                "title": BUS,
                "excerpt": "Avec des tablettes.",
                "url": f"/propositions/{desk.bus.id}-{desk.bus.slug}",
                "support_url": f"/propositions/{desk.bus.id}/soutenir-plutot",
            }
        ]
    }
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("key", ["", "of-someone-else", "x" * 500])
def test_nothing_is_close_to_a_form_that_is_not_one_s_own(desk, key):
    desk.other(desk.writer).post(f"{desk.home}/brouillon", {**desk.typed, "key": "mine"})
    assert desk.mine.get(f"{desk.home}/proches?key={key}").json == {"similar": []}


def test_a_visitor_is_shown_nothing_of_what_others_write(desk):
    assert desk.other().get(f"{desk.home}/proches?key=the-form").status_code == 302


@pytest.mark.parametrize("button", ["draft", "preview"])
def test_without_a_script_they_are_shown_once_the_text_is_kept(desk, button):
    page = desk.mine.post(f"{desk.home}/proposer", {**desk.typed, button: "1"}, follow_redirects=True).text
    assert "Des propositions proches existent déjà" in page
    assert f'formaction="/propositions/{desk.bus.id}/soutenir-plutot"' in page
    assert f'name="shown" value="{desk.bus.id}"' in page


def test_they_never_stop_anyone_from_publishing(desk, stored):
    answer = desk.mine.post(f"{desk.home}/proposer", {**desk.typed, "shown": str(desk.bus.id)})
    assert answer.status_code == 302
    assert stored(select(Proposal.status).where(Proposal.title == desk.typed["title"])) == [Status.PUBLISHED]


def test_an_empty_form_hides_the_list_it_may_fill(desk):
    page = desk.mine.get(f"{desk.home}/proposer").text
    assert f'data-similar="{desk.home}/proches" hidden' in page


def test_the_key_enter_publishes_and_never_votes(desk):
    page = desk.mine.post(f"{desk.home}/proposer", {**desk.typed, "preview": "1"}).text
    buttons = page.partition('<form class="form"')[2].partition("</form>")[0].split("<button")[1:]
    own = [one for one in buttons if 'form="soutenir"' not in one]
    assert len(own) < len(buttons)
    assert "Publier ma proposition" in own[0]


# --- chosen -----------------------------------------------------------------------------


def test_supporting_one_votes_for_it_and_keeps_the_draft(desk, stored):
    desk.mine.post(f"{desk.home}/brouillon", desk.typed)
    answer = desk.mine.post(
        f"/propositions/{desk.bus.id}/soutenir-plutot", {"key": "the-form"}, follow_redirects=True
    )
    assert "Votre brouillon reste dans" in answer.text
    assert stored(select(Vote.position)) == [Position.FOR]
    assert choices(stored) == [(desk.bus.id, "supported")]
    assert len(stored(select(Proposal).where(Proposal.status == Status.DRAFT))) == 1


def test_supporting_one_without_a_draft_votes_all_the_same(desk, stored):
    answer = desk.mine.post(f"/propositions/{desk.bus.id}/soutenir-plutot", follow_redirects=True)
    assert "Votre brouillon reste" not in answer.text
    assert (stored(select(Vote.position)), choices(stored)) == ([Position.FOR], [])


def test_supporting_twice_votes_once(desk, stored):
    desk.mine.post(f"{desk.home}/brouillon", desk.typed)
    for _ in range(2):
        desk.mine.post(f"/propositions/{desk.bus.id}/soutenir-plutot", {"key": "the-form"})
    assert (len(stored(select(Vote))), len(choices(stored))) == (1, 1)


def test_a_proposal_that_is_no_longer_there_is_not_supported(desk, stored):
    with desk.app.app_context(), database().unit_of_work():
        change_status(session.get_one(Proposal, desk.bus.id), Status.HIDDEN, None, at=NOW)
    assert desk.mine.post(f"/propositions/{desk.bus.id}/soutenir-plutot").status_code == 403
    assert stored(select(Vote)) == []


def test_whoever_goes_on_writing_leaves_what_they_were_shown(desk, stored):
    desk.mine.post(f"{desk.home}/brouillon", {**desk.typed, "shown": str(desk.bus.id)})
    desk.mine.post(f"{desk.home}/proposer", {**desk.typed, "shown": str(desk.bus.id)})
    assert choices(stored) == [(desk.bus.id, "shown")]


def test_a_choice_made_is_not_forgotten_by_going_on(desk, stored):
    desk.mine.post(f"{desk.home}/brouillon", desk.typed)
    desk.mine.post(f"/propositions/{desk.bus.id}/soutenir-plutot", {"key": "the-form"})
    desk.mine.post(f"{desk.home}/proposer", {**desk.typed, "shown": str(desk.bus.id)})
    assert choices(stored) == [(desk.bus.id, "supported")]


@pytest.mark.parametrize("shown", ["999999", "x", "", "-1", "1 OR 1=1"])
def test_a_form_cannot_say_it_showed_what_does_not_exist(desk, stored, shown):
    assert desk.mine.post(f"{desk.home}/brouillon", {**desk.typed, "shown": shown}).status_code == 200
    assert choices(stored) == []


def test_only_published_proposals_of_the_same_consultation_are_kept(desk, app, store):
    (elsewhere,) = store(make_consultation())
    with app.app_context(), database().unit_of_work():
        writer = session.get_one(User, desk.writer.id)
        text, hidden = (post_proposal(writer, desk.consultation) for _ in range(2))
        change_status(hidden, Status.HIDDEN, None, at=NOW)
        far = post_proposal(writer, elsewhere)
        keep_shown(text, {desk.bus.id, hidden.id, far.id, text.id}, at=NOW)
        assert [(one.other_id, one.choice, one.at) for one in shown_to_author_of(text)] == [
            (desk.bus.id, Choice.SHOWN, NOW)
        ]


# --- for the moderator, and for the person ------------------------------------------------


def test_a_moderator_reads_what_the_author_was_shown(desk, store):
    (moderator,) = store(make_user(Role.MODERATOR))
    answer = desk.mine.post(f"{desk.home}/proposer", {**desk.typed, "shown": str(desk.bus.id)})
    number = answer.location.rpartition("/")[2].partition("-")[0]
    page = desk.other(moderator).get(f"/moderation/{number}").text
    assert "Propositions proches montrées pendant l’écriture" in page
    assert BUS in page
    assert "a continué d’écrire" in page


def test_what_one_was_shown_leaves_with_the_account(desk, stored):
    desk.mine.post(f"{desk.home}/proposer", {**desk.typed, "shown": str(desk.bus.id)})
    with desk.app.app_context(), database().unit_of_work():
        erase_user(session.get_one(User, desk.writer.id), TextsFate.UNSIGNED, at=NOW)
    assert choices(stored) == []


def test_a_deleted_draft_takes_with_it_what_was_shown(desk, stored):
    desk.mine.post(f"{desk.home}/brouillon", {**desk.typed, "shown": str(desk.bus.id)})
    (draft,) = stored(select(Proposal.id).where(Proposal.status == Status.DRAFT))
    desk.mine.post(f"/propositions/{draft}/supprimer")
    assert choices(stored) == []


def test_what_one_was_shown_is_handed_over_with_the_rest(desk):
    desk.mine.post(f"{desk.home}/proposer", {**desk.typed, "shown": str(desk.bus.id)})
    with desk.app.test_request_context(), database().unit_of_work(writes=False):
        packed = personal_archive(session.get_one(User, desk.writer.id), at=NOW)
    assert b"propositions-proches.json" in packed
