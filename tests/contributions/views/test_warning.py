"""Before a phone number is read by all, its author is told once, loses nothing, and chooses."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.accounts.models import Role
from consult.kit.db import database, session
from contributions.models import Contribution, Proposal, Status
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_proposal
from tests.factories.people import make_user

PHONE = "Appelez la voisine au 06 39 98 12 34, elle sait."
WARNED = "ce qui ressemble à un numéro de téléphone : « 06 39 98 12 34 »"
INSISTS = {"anyway": "1"}


@pytest.fixture
def desk(app, store, browser):
    """Return someone's browser where they wrote a proposal, and what is needed to write on."""
    consultation = make_consultation(themes=[make_theme("Santé")])
    author = make_user()
    store(consultation, author)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
        mine = post_argument(author, proposal)
    typed = {"title": "Un lieu d’aide par canton", "source": PHONE, "theme_id": consultation.themes[0].id}
    return SimpleNamespace(
        writer=browser(author), slug=consultation.slug, proposal=proposal, argument=mine, typed=typed
    )


@pytest.fixture
def texts(app):
    """Return a function that reads what was sent since the first two texts, and in which state it is."""

    def read() -> list[tuple[str, Status]]:
        with app.app_context(), database().unit_of_work(writes=False):
            rows = session.scalars(select(Contribution).order_by(Contribution.id)).all()
            return [(one.source, one.status) for one in rows[2:]]

    return read


def _said(answer) -> str:
    return answer.text.replace("\xa0", " ")


def test_a_proposal_comes_back_once_with_its_words_then_is_published_all_the_same(desk, texts):
    address = f"/consultations/{desk.slug}/proposer"
    answer = desk.writer.post(address, desk.typed)
    assert (answer.status_code, texts()) == (422, [])
    assert WARNED in _said(answer)
    assert f"{PHONE}</textarea>" in answer.text
    assert 'value="Un lieu d’aide par canton"' in answer.text
    assert desk.writer.post(address, {**desk.typed, **INSISTS}).status_code == 302
    assert texts() == [(PHONE, Status.PUBLISHED)]


def test_where_a_person_reads_first_the_warning_and_the_buttons_say_so(app, desk, texts):
    with app.app_context(), database().unit_of_work():
        session.get_one(Proposal, desk.proposal.id).consultation.pre_moderated = True
    for address, typed in (
        (f"/consultations/{desk.slug}/proposer", desk.typed),
        (f"/propositions/{desk.proposal.id}/commentaires", {"source": PHONE}),
    ):
        page = _said(desk.writer.post(address, typed))
        assert "La modération le lira d’abord. Une fois publié, tout le monde pourra le lire" in page
        assert ("Envoyer quand même</button>" in page, "Envoyer le texte corrigé</button>" in page) == (True, True)
        assert "Publier quand même" not in page
    assert desk.writer.post(address, {**typed, **INSISTS}).status_code == 302
    assert texts() == [(PHONE, Status.PENDING)]


def test_a_key_pressed_in_a_field_never_publishes_all_the_same_and_correcting_leads_to_the_words(desk):
    page = desk.writer.post(f"/consultations/{desk.slug}/proposer", desk.typed).text
    form = page[page.index("data-guard") :]
    buttons = re.findall(r'<button class="button button-(?:primary|secondary)"[^>]*>[^<]*', form)
    assert buttons[0].endswith("Publier le texte corrigé")
    assert 'name="anyway"' in buttons[1]
    assert '<a href="#source">Corriger</a>' in page
    assert 'id="source"' in page
    assert '<a href="#publier-quand-meme">' in page
    assert 'id="publier-quand-meme"' in buttons[1]


def test_a_preview_warns_and_keeps_the_draft_and_a_draft_is_warned_of_when_it_is_sent(desk, texts):
    answer = desk.writer.post(f"/consultations/{desk.slug}/proposer", {**desk.typed, "preview": "1"})
    assert (answer.status_code, WARNED in _said(answer)) == (200, True)
    assert texts() == [(PHONE, Status.DRAFT)]
    sent = f"/propositions/{desk.argument.id + 1}/modifier"
    assert WARNED in _said(desk.writer.post(sent, desk.typed))
    assert desk.writer.post(sent, {**desk.typed, **INSISTS}).status_code == 302
    assert texts() == [(PHONE, Status.PUBLISHED)]


@pytest.mark.parametrize(("where", "more"), [("arguments", {"position": "for"}), ("commentaires", {})])
def test_an_argument_and_a_comment_come_back_too(desk, texts, where, more):
    address, typed = f"/propositions/{desk.proposal.id}/{where}", {"source": PHONE, **more}
    answer = desk.writer.post(address, typed)
    assert (answer.status_code, texts()) == (422, [])
    assert WARNED in _said(answer)
    assert f"{PHONE}</textarea>" in answer.text
    assert desk.writer.post(address, {**typed, "source": "Demandez à la voisine."}).status_code == 302
    assert desk.writer.post(address, {**typed, **INSISTS}).status_code == 302
    assert [source for source, _status in texts()] == ["Demandez à la voisine.", PHONE]


def test_a_facilitator_is_warned_of_what_stands_on_paper(desk, store, browser, texts):
    facilitator = make_user(Role.FACILITATOR)
    store(facilitator)
    paper = {**desk.typed, "channel": "paper", "consent": "1"}
    address, desktop = f"/consultations/{desk.slug}/saisie", browser(facilitator)
    assert WARNED in _said(desktop.post(address, paper))
    assert desktop.post(address, {**paper, **INSISTS}).status_code == 302
    assert texts() == [(PHONE, Status.PUBLISHED)]


def test_what_one_already_published_is_not_told_again_and_what_one_adds_is(desk):
    address = f"/contributions/{desk.argument.id}/modifier"
    assert WARNED in _said(desk.writer.post(address, {"source": PHONE}))
    assert desk.writer.post(address, {"source": PHONE, **INSISTS}).status_code == 302
    assert desk.writer.post(address, {"source": f"{PHONE} Merci."}).status_code == 302
    mail = "Ou écrivez à ana@exemple.fr."
    again = _said(desk.writer.post(address, {"source": f"{PHONE} {mail}"}))
    assert "une adresse électronique" in again
    assert WARNED not in again
