"""Contributions' pages: what is read, what is typed, what is refused."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.consultations.models import ConsultationStatus
from consult.kit import clock
from consult.kit.db import database, session
from contributions import operations
from contributions.models import Contribution, Position, Proposal, Status, Vote
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user


@pytest.fixture
def town(app, store):
    """Return a consultation with a proposal, its author and a neighbour, committed."""
    consultation = make_consultation(themes=[make_theme("Santé"), make_theme("Culture")])
    author, neighbour = make_user(display_name="Ana Loir"), make_user(display_name="Bob Cher")
    store(consultation, author, neighbour)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation, title="Une fibre pour chaque hameau")
    return SimpleNamespace(consultation=consultation, author=author, neighbour=neighbour, proposal=proposal)


@pytest.fixture
def stored(app):
    """Return a function that reads rows afresh."""

    def read(statement):
        with app.app_context(), database().unit_of_work(writes=False):
            return session.scalars(statement).all()

    return read


def address(town, rest: str = "") -> str:
    return f"/propositions/{town.proposal.id}{rest or '-' + town.proposal.slug}"


def typed(town: SimpleNamespace, **values: object) -> dict[str, object]:
    theme = town.consultation.themes[0].id
    return {"title": "Un lieu d’aide par canton", "source": "Avec du café.", "theme_id": theme, **values}


def test_a_visitor_reads_a_proposal_without_cookie_or_token(browser, town):
    answer = browser().get(address(town))
    assert answer.status_code == 200
    assert "Une fibre pour chaque hameau" in answer.text
    assert "csrf_token" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_voting_on_one_s_own_proposal_is_allowed_and_said_to_its_author_alone(browser, town):
    pages = [browser(who).get(address(town)).text for who in (town.author, town.neighbour, None)]
    assert ["votre vote compte comme celui de chacun" in page for page in pages] == [True, False, False]
    browser(town.author).post(address(town, "/vote"), {"position": "for"})
    assert "1 vote" in browser().get(address(town)).text


def test_an_old_address_leads_to_the_present_one(browser, town):
    answer = browser().get(address(town, "-un-autre-titre"))
    assert (answer.status_code, answer.location) == (301, address(town))


def test_the_list_shows_who_asks_what(browser, town):
    text = browser().get(f"/consultations/{town.consultation.slug}/propositions").text
    assert "Une fibre pour chaque hameau" in text
    assert "Ana Loir" in text


def test_a_theme_shows_only_its_own_proposals(browser, town):
    text = browser().get(f"/consultations/{town.consultation.slug}/themes/culture").text
    assert "Une fibre pour chaque hameau" not in text


@pytest.mark.parametrize("sort", ["hasard", "recentes", "soutenues", "discutees", "moins-votees"])
def test_every_offered_order_answers(browser, town, sort):
    assert browser().get(f"/consultations/{town.consultation.slug}/propositions?tri={sort}").status_code == 200


def test_an_order_that_is_not_offered_is_refused(browser, town):
    assert browser().get(f"/consultations/{town.consultation.slug}/propositions?tri=email").status_code == 400


def test_hidden_results_are_absent_from_pages_and_orders(browser, town, app):
    with app.app_context(), database().unit_of_work():
        session.get_one(type(town.consultation), town.consultation.id).results_hidden = True
        operations.cast_vote(town.neighbour, session.get_one(Proposal, town.proposal.id), Position.FOR, at=NOW)
    assert "1 vote" not in browser().get(address(town)).text
    listing = f"/consultations/{town.consultation.slug}/propositions?tri=soutenues"
    assert "La voici au hasard." in browser().get(listing).text


def test_someone_signed_in_publishes_a_proposal(browser, town, stored):
    answer = browser(town.neighbour).post(f"/consultations/{town.consultation.slug}/proposer", typed(town))
    assert answer.status_code == 302
    assert "Un lieu d’aide par canton" in stored(select(Proposal.title))


def test_what_was_typed_stays_in_a_refused_form(browser, town):
    answer = browser(town.neighbour).post(
        f"/consultations/{town.consultation.slug}/proposer", typed(town, title="Court", source="Mon texte entier.")
    )
    assert answer.status_code == 422
    assert "Mon texte entier." in answer.text


def test_a_theme_of_another_consultation_is_refused_in_the_form(browser, town, store):
    (other,) = store(make_consultation())
    answer = browser(town.neighbour).post(
        f"/consultations/{town.consultation.slug}/proposer", typed(town, theme_id=other.themes[0].id)
    )
    assert answer.status_code == 422
    assert "Choisissez un thème de cette consultation." in answer.text


def test_a_draft_is_kept_and_seen_by_its_author_alone(browser, town, stored):
    mine = browser(town.neighbour)
    mine.post(f"/consultations/{town.consultation.slug}/proposer", typed(town, title="Bout", draft="1"))
    (draft,) = stored(select(Proposal).where(Proposal.status == Status.DRAFT))
    assert mine.get(f"/propositions/{draft.id}/modifier").status_code == 200
    assert browser(town.author).get(f"/propositions/{draft.id}/modifier").status_code == 404


def test_a_visitor_who_wants_to_write_is_led_to_sign_in_and_back(browser, town):
    answer = browser().get(f"/consultations/{town.consultation.slug}/proposer")
    assert answer.status_code == 302
    assert answer.location.startswith("/connexion?suite=/consultations/")


def test_someone_else_cannot_edit_a_proposal(browser, town):
    answer = browser(town.neighbour).post(address(town, "/modifier"), typed(town))
    assert answer.status_code == 403


def test_its_author_edits_a_proposal_and_all_see_what_changed(browser, town):
    answer = browser(town.author).post(address(town, "/modifier"), typed(town), follow_redirects=True)
    assert "Vos modifications sont enregistrées." in answer.text
    assert "Votre proposition est publiée." not in answer.text
    text = browser().get(address(town, "/versions")).text
    assert "<del>" in text
    assert "<ins>" in text


def test_a_withdrawn_proposal_keeps_its_page_without_its_words(browser, town):
    browser(town.author).post(address(town, "/retirer"), {"reason": "done"})
    text = browser().get(address(town)).text
    assert "Texte retiré par son auteur." in text
    assert "permanence" not in text


def test_a_vote_is_kept_and_shown_to_its_voter(browser, town, stored):
    mine = browser(town.neighbour)
    answer = mine.post(address(town, "/vote"), {"position": "for"})
    assert (answer.status_code, answer.location.partition("#")[2]) == (302, "vote-dit")
    page = mine.get(address(town)).text
    assert 'aria-pressed="true"' in page
    assert page.count("Votre vote est enregistré.") == 1
    beside = page[page.index('id="vote"') :]
    assert '<p class="flash flash-success" id="vote-dit" tabindex="-1">Votre vote est enregistré.</p>' in beside
    assert "vote-dit" not in mine.get(address(town)).text
    assert stored(select(Vote.position)) == [Position.FOR]


def test_what_was_chosen_before_signing_in_waits_for_one_press(browser, town):
    asked = f"{address(town, '/voter')}?position=against"
    sign_in = browser().get(asked, follow_redirects=True).text
    assert "Vous reprendrez ensuite là où vous en étiez." in sign_in
    mine = browser(town.neighbour).get(asked).text
    assert ("Voter contre" in mine, "Votre choix est gardé" in mine) == (True, True)
    assert "Votre choix est gardé" not in browser(town.neighbour).get(f"{address(town, '/voter')}?position=x").text


def test_the_page_s_script_gets_the_new_counts(browser, town):
    answer = browser(town.neighbour).post(
        address(town, "/vote"), {"position": "against"}, headers={"Accept": "application/json"}
    )
    assert answer.json == {"position": "against", "counts": {"for": 0, "mixed": 0, "against": 1}, "left": None}


def test_a_vote_that_says_nothing_known_is_refused(browser, town, stored):
    assert browser(town.neighbour).post(address(town, "/vote"), {"position": "peut-être"}).status_code == 422
    assert stored(select(Vote)) == []


def test_a_vote_without_its_token_is_refused(browser, town, stored):
    mine = browser(town.neighbour)
    assert mine.client.post(address(town, "/vote"), data={"position": "for"}).status_code == 403
    assert stored(select(Vote)) == []


def test_a_vote_after_closing_is_refused_with_its_date(browser, town, stored):
    with clock.set_to(NOW + timedelta(days=40)):
        answer = browser(town.neighbour).post(address(town, "/vote"), {"position": "for"})
    assert answer.status_code == 403
    assert "21 octobre 2026" in answer.text
    assert stored(select(Vote)) == []


def test_an_unconfirmed_person_is_told_to_confirm_first(browser, town, store):
    (newcomer,) = store(make_user(confirmed_at=None))
    answer = browser(newcomer).post(address(town, "/vote"), {"position": "for"})
    assert answer.status_code == 403
    assert "Confirmez" in answer.text


def test_arguments_stand_on_their_side_with_their_support(browser, town, app):
    mine = browser(town.neighbour)
    mine.post(address(town, "/arguments"), {"position": "against", "source": "Trop cher pour ma commune."})
    with app.app_context(), database().unit_of_work(writes=False):
        argument = session.scalars(select(Contribution).where(Contribution.kind == "argument")).one()
    browser(town.author).post(f"/arguments/{argument.id}/soutien")
    text = browser().get(address(town)).text
    assert "Trop cher pour ma commune." in text
    assert "1 soutien" in text


def test_one_s_own_argument_is_named_where_others_may_support_it(browser, town):
    mine = browser(town.neighbour)
    mine.post(address(town, "/arguments"), {"position": "for", "source": "Utile à tout le village."})
    own, others = mine.get(address(town)).text, browser(town.author).get(address(town)).text
    assert ("Vous l’avez écrit" in own, "/soutien" in own) == (True, False)
    assert ("Vous l’avez écrit" in others, "/soutien" in others) == (False, True)


def test_comments_are_answered_on_two_levels(browser, town, app):
    with app.app_context(), database().unit_of_work():
        top = post_comment(town.neighbour, session.get_one(Proposal, town.proposal.id), "Et le samedi ?")
    answer = browser(town.author).post(f"/commentaires/{top.id}/reponses", {"source": "Aussi le samedi."})
    assert answer.status_code == 302
    text = browser().get(address(town)).text
    assert text.index("Et le samedi ?") < text.index("Aussi le samedi.")


@pytest.mark.parametrize("text", ["<commune>", "a < b", "<3"])
def test_what_looks_like_markup_appears_as_typed(browser, town, text):
    browser(town.neighbour).post(address(town, "/commentaires"), {"source": f"Je crois que {text} suffit."})
    assert (
        f"Je crois que {text.replace('<', '&lt;').replace('>', '&gt;')} suffit."
        in browser().get(address(town)).text
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        '<img src=x onerror="alert(1)">',
        "<svg onload=alert(1)>",
    ],
)
def test_what_would_run_never_reaches_a_page(browser, town, attack):
    browser(town.neighbour).post(address(town, "/commentaires"), {"source": attack})
    text = browser().get(address(town)).text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<svg onload" not in text
    assert 'href="javascript' not in text
    assert 'href="data:text' not in text


def test_my_contributions_tell_where_each_text_stands(browser, town):
    text = browser(town.author).get("/mes-contributions").text
    assert "Une fibre pour chaque hameau" in text
    assert "Publiée" in text


def test_my_contributions_say_what_will_be_there_when_empty(browser, town):
    assert "Vous n’avez encore rien écrit." in browser(town.neighbour).get("/mes-contributions").text


def test_a_facilitator_enters_a_paper_contribution_with_consent(browser, town, store, stored):
    (facilitator,) = store(make_user(Role.FACILITATOR))
    page = f"/consultations/{town.consultation.slug}/saisie"
    assert browser(facilitator).post(page, typed(town, channel="paper")).status_code == 422
    assert browser(facilitator).post(page, typed(town, channel="paper", consent="y")).status_code == 302
    assert browser(town.neighbour).get(page).status_code == 403
    assert len(stored(select(Proposal).where(Proposal.channel == "paper"))) == 1


def test_open_data_hold_what_is_public_and_no_name(browser, town, app):
    with app.app_context(), database().unit_of_work():
        post_argument(town.neighbour, session.get_one(Proposal, town.proposal.id), text="=HYPERLINK(1)")
    text = browser().get(f"/consultations/{town.consultation.slug}/donnees/contributions.csv").text
    assert "Une fibre pour chaque hameau" in text
    assert "'=HYPERLINK(1)" in text
    assert "Ana Loir" not in text


def test_a_draft_consultation_s_proposals_are_not_found(browser, town, app):
    with app.app_context(), database().unit_of_work():
        session.get_one(type(town.consultation), town.consultation.id).status = ConsultationStatus.DRAFT
    assert browser().get(address(town)).status_code == 404
