"""The page of a proposal taken back, and of one with sources."""

from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.consultations.models import Action, Phase
from consult.kit.db import database, session
from consult.kit.jobs import Job
from contributions import operations
from contributions.models import Position, Proposal, Status
from contributions.operations import SourceDraft
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user


@pytest.fixture
def street(app, store, browser):
    """Return a proposal voted on, argued and commented, with the browsers of its author and a neighbour."""
    consultation, author, neighbour = make_consultation(), make_user(), make_user()
    store(consultation, author, neighbour)
    with app.app_context(), database().unit_of_work():
        words = {"title": "Une fibre pour chaque hameau", "source": "Avant la fin de l’année."}
        proposal = post_proposal(author, consultation, **words)
        post_argument(neighbour, proposal, Position.FOR, "Le débit manque partout.")
        post_comment(neighbour, proposal, "Et les fermes isolées ?")
        operations.cast_vote(neighbour, proposal, Position.FOR, at=NOW)
    address = f"/propositions/{proposal.id}"
    return SimpleNamespace(
        app=app,
        consultation=consultation,
        proposal=proposal,
        neighbour_account=neighbour,
        address=address,
        page=f"{address}-{proposal.slug}",
        mine=browser(author),
        neighbour=browser(neighbour),
        visitor=browser(),
    )


def take_back(street, reason="done"):
    return street.mine.post(f"{street.address}/retirer", {"reason": reason})


def test_a_proposal_taken_back_keeps_its_title_its_reason_and_its_arguments(street):
    assert take_back(street).status_code == 302
    text = street.visitor.get(street.page).text.replace("\xa0", " ")
    assert "Texte retiré par son auteur. Le 1er octobre 2026, avec cette raison : « C’est déjà fait »." in text
    assert "Une fibre pour chaque hameau" in text
    assert "Le débit manque partout." in text
    assert "Et les fermes isolées ?" in text
    assert "Avant la fin de l’année." not in text


def test_a_proposal_taken_back_takes_no_vote_argument_or_comment_any_more(street):
    take_back(street)
    text = street.neighbour.get(street.page).text
    assert [word for word in ('name="position"', "/argumenter", "/commenter", "Soutenir") if word in text] == []
    for gesture in ("vote", "arguments", "commentaires", "sources"):
        assert street.neighbour.post(f"{street.address}/{gesture}", {"position": "for"}).status_code == 403


def test_a_proposal_taken_back_has_no_heading_over_a_text_that_is_not_there(street):
    assert "Texte de la proposition" in street.visitor.get(street.page).text
    take_back(street)
    text = street.visitor.get(street.page).text
    assert ("Texte de la proposition" in text, "Ce qui reste lisible" in text) == (False, True)


def test_the_versions_of_a_proposal_taken_back_say_that_they_are_read_no_more(street):
    assert "n’a pas été modifiée" in street.visitor.get(f"{street.address}/versions").text
    take_back(street)
    text = street.visitor.get(f"{street.address}/versions").text
    assert "n’est plus publique" in text
    assert "n’a pas été modifiée" not in text


def test_the_votes_given_before_stay_counted(street):
    take_back(street)
    assert "1 vote" in street.visitor.get(street.page).text


def test_a_proposal_is_taken_back_with_one_of_the_reasons_offered(street):
    assert take_back(street, "").status_code == 422
    assert take_back(street, "because").status_code == 422
    assert "Choisissez une raison." in take_back(street, "").text


def test_the_form_to_take_back_says_what_stays(street):
    text = street.mine.get(f"{street.address}/retirer").text
    assert "les arguments reçus resteront" in text


def test_later_rooms_hear_that_a_proposal_was_taken_back(street):
    with street.app.app_context(), database().unit_of_work():
        session.query(Job).delete()
    take_back(street)
    with street.app.app_context(), database().unit_of_work(writes=False):
        told = {job.kind: job.payload for job in session.scalars(select(Job))}
    assert told["search.index"] == {"id": street.proposal.id}


def test_a_text_withdrawn_before_anyone_saw_it_stays_unknown(street):
    with street.app.app_context(), database().unit_of_work():
        found = session.get_one(Proposal, street.proposal.id)
        found.published_at = None
        change_status(found, Status.WITHDRAWN, None, at=NOW)
    assert street.visitor.get(street.page).status_code == 404


def test_what_moderation_hid_shows_neither_words_nor_arguments(street):
    with street.app.app_context(), database().unit_of_work():
        change_status(session.get_one(Proposal, street.proposal.id), Status.HIDDEN, None, at=NOW)
    text = street.visitor.get(f"{street.address}-masquee").text
    assert "Avant la fin de l’année." not in text
    assert "Le débit manque partout." not in text


def test_what_moderation_hid_tells_its_title_nowhere_and_leads_there_from_its_former_address(street):
    street.neighbour.post(f"{street.address}/suivre", {}, follow_redirects=True)
    with street.app.app_context(), database().unit_of_work():
        change_status(session.get_one(Proposal, street.proposal.id), Status.HIDDEN, None, at=NOW)
    neutral = f"{street.address}-masquee"
    for former in (street.page, street.address, f"/contributions/{street.proposal.id}"):
        answer = street.visitor.get(former)
        assert (answer.status_code, answer.headers["Location"]) == (302, neutral)
    pages = [street.visitor.get(neutral).text]
    pages += [street.neighbour.get(one).text for one in (neutral, "/mes-contributions/votes", "/mon-compte/suivi")]
    assert "<h1>Proposition masquée par la modération</h1>" in pages[0]
    assert [line for page in pages for line in page.splitlines() if "fibre" in line] == []
    own = street.mine.get(neutral).text
    assert "Une fibre pour chaque hameau" in own
    assert ("On ne vote pas sur ce texte" in own, "Il faut être inscrit" in own) == (True, False)


def test_what_is_given_back_takes_its_own_address_again(street):
    answer = street.visitor.get(f"{street.address}-masquee")
    assert (answer.status_code, answer.headers["Location"]) == (302, street.page)
    assert street.visitor.get(f"{street.address}-autre").status_code == 301


def bring(street, **values: str):
    typed = {"link": "https://exemple.fr/etude", "label": "Une étude du débit", "category": "study", **values}
    return street.neighbour.post(f"{street.address}/sources", typed)


def test_a_source_is_shown_with_what_it_is(street):
    assert bring(street).status_code == 302
    text = street.visitor.get(street.page).text
    assert '<a href="https://exemple.fr/etude" rel="nofollow ugc noopener">Une étude du débit</a>' in text
    assert "(Étude ou rapport)" in text


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://exemple.fr/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://exemple.fr/",
        "//exemple.fr/",
        "https://ana:secret@exemple.fr/",
    ],
)
def test_a_link_that_is_no_plain_page_is_refused_and_kept_in_the_form(street, link):
    answer = bring(street, link=link)
    assert answer.status_code == 422
    assert f'href="{link}' not in answer.text
    assert "Une étude du débit" in answer.text


def test_a_category_that_was_not_offered_is_refused(street):
    assert bring(street, category="magic").status_code == 422


def test_an_imported_source_keeps_the_category_it_came_with(street):
    with street.app.app_context(), database().unit_of_work():
        proposal = session.get_one(Proposal, street.proposal.id)
        draft = SourceDraft("https://exemple.fr/", "Un rapport", "Rapport d’étude")
        operations.add_source(street.neighbour_account, proposal, draft, at=NOW)
    assert "(Rapport d’étude)" in street.visitor.get(street.page).text


def test_the_list_and_a_theme_offer_to_vote_one_by_one_while_voting_is_open(app, street):
    slug = street.consultation.slug
    pages = [
        f"/consultations/{slug}/propositions",
        f"/consultations/{slug}/themes/{street.consultation.themes[0].slug}",
    ]
    offered = f'href="/consultations/{slug}/vote-rapide">Voter une par une</a>'
    assert all(offered in street.visitor.get(page).text for page in pages)
    with app.app_context(), database().unit_of_work():
        session.get_one(Phase, street.consultation.phases[0].id).opens = frozenset({Action.READ})
    assert not any("Voter une par une" in street.visitor.get(page).text for page in pages)


def test_a_long_text_is_headed_by_the_ways_to_its_votes_and_its_discussion(street):
    head = street.visitor.get(street.page).text.split("</header>")[1]
    assert [way in head for way in ('href="#vote">Voter', 'href="#arguments">', 'href="#commentaires">')] == [
        True
    ] * 3
