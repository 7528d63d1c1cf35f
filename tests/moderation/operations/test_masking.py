"""Publishing with words masked: nobody reads them anywhere, staff keeps them, an appeal gives them back."""

import pytest
from sqlalchemy import select

from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.kit import jobs
from consult.kit.db import database, session
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from contributions import operations as writing
from contributions.models import Proposal, Status
from contributions.operations import SourceDraft
from contributions.queries.history import versions_of
from moderation import personal_data
from moderation.masking import MASK
from moderation.models import Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.decisions import decide
from moderation.queries.masked import originals_of
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_proposal
from tests.factories.moderation import INSULT, decide_on, rule_on

RUDE = "Le maire est un bouffon, mais une permanence serait utile."
TITLE = "Remplacer ce bouffon par une permanence"


def rude(scene, **values: object) -> Proposal:
    return post_proposal(scene.author, scene.consultation, **{"title": TITLE, "source": RUDE, **values})


def mask(scene, text, words="bouffon"):
    return decide(scene.moderator, text, rule_on(text, Verdict.MASK, INSULT, masked=words), at=NOW)


def test_the_words_go_from_the_title_the_text_its_page_and_its_address(scene):
    text = rude(scene)
    mask(scene, text)
    for written in (text.title, text.source, text.html, text.excerpt, text.slug):
        assert "bouffon" not in written
    assert text.source == RUDE.replace("bouffon", MASK)


def test_the_text_stays_online_and_the_decision_names_its_rule(scene):
    text = rude(scene)
    decision = mask(scene, text)
    assert (text.status, decision.rule_number, decision.fact) == (Status.PUBLISHED, INSULT, "bouffon")
    assert decision.appeal_until is not None


def test_a_text_that_waited_is_published_masked(scene):
    scene.consultation.pre_moderated = True
    text = rude(scene)
    mask(scene, text)
    assert (text.status, MASK in text.source) == (Status.PUBLISHED, True)


def test_the_author_is_told_which_words(scene):
    mask(scene, rude(scene))
    mail = session.scalars(select(OutgoingMail)).one()
    for words in ("des mots sont masqués", "Passage en cause", "bouffon", "insulte une personne"):
        assert words in mail.text


def test_former_versions_are_masked_as_well(scene):
    text = rude(scene)
    draft = draft_for(scene.consultation, title=TITLE, source=f"{RUDE} Le bouffon le sait.")
    writing.edit_proposal(scene.author, text, draft, at=NOW)
    mask(scene, text)
    assert [("bouffon" in one.source, "bouffon" in one.title) for one in versions_of(text)] == [(False, False)]
    assert [one.version for one in originals_of(text)] == [1, 2]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("", "un passage par ligne"), ("guignol", "«\u00a0guignol\u00a0» n’est pas dans ce texte")],
)
def test_words_that_are_not_there_are_refused(scene, words, sentence):
    text = rude(scene)
    with pytest.raises(Invalid, match=sentence):
        mask(scene, text, words)
    assert text.source == RUDE


def test_masking_more_words_later_keeps_the_first_original(scene):
    text = rude(scene)
    mask(scene, text)
    mask(scene, text, "utile")
    assert text.source.count(MASK) == 2
    assert originals_of(text)[0].source == RUDE


def test_the_label_of_a_source_is_masked(scene):
    draft = SourceDraft("https://exemple.fr/a", "Le bouffon en question", source="Une étude.")
    source = writing.add_source(scene.author, scene.proposal, draft, at=NOW)
    mask(scene, source)
    assert source.label == f"Le {MASK} en question"
    decide_on(scene.second, source, Verdict.RESTORE, None)
    assert source.label == "Le bouffon en question"


def test_a_reversed_appeal_gives_the_words_back_everywhere(scene):
    text = rude(scene)
    slug = text.slug
    writing.edit_proposal(
        scene.author, text, draft_for(scene.consultation, title=TITLE, source=f"{RUDE} Oui."), at=NOW
    )
    appeal = file_appeal(scene.author, mask(scene, text), "C’est son métier.", at=NOW)
    answer_appeal(scene.second, appeal, "En effet.", reverse=True, at=NOW)
    assert (text.title, text.source, text.slug) == (TITLE, f"{RUDE} Oui.", slug)
    assert [one.source for one in versions_of(text)] == [RUDE]
    assert list(originals_of(text)) == []


def test_what_its_author_wrote_since_is_not_overwritten(scene):
    text = rude(scene)
    mask(scene, text)
    writing.edit_proposal(scene.author, text, draft_for(scene.consultation, title="Une permanence utile"), at=NOW)
    decide_on(scene.second, text, Verdict.RESTORE, None)
    assert text.title == "Une permanence utile"
    assert [one.source for one in versions_of(text)] == [RUDE]


def test_nothing_is_given_back_where_nothing_was_masked(scene):
    with pytest.raises(Conflict):
        decide_on(scene.moderator, scene.proposal, Verdict.RESTORE, None)


def test_the_author_is_handed_the_original(scene):
    mask(scene, rude(scene))
    parts = {part.name: part.content for part in personal_data.hand_over(scene.author, NOW)}
    assert [line["source"] for line in parts["mots-masques"]] == [RUDE]


def test_leaving_forgets_the_original(scene):
    text = rude(scene)
    mask(scene, text)
    erase_user(scene.author, TextsFate.UNSIGNED, at=NOW)
    assert list(originals_of(text)) == []


@pytest.fixture
def masked_online(app, stored_scene):
    """Return the scene, committed, with a text masked from its page's own form."""
    with app.test_request_context(), database().unit_of_work() as opened:
        made = post_proposal(
            stored_scene.author, opened.merge(stored_scene.consultation), title=TITLE, source=RUDE
        )
        stored_scene.rude = made
    with app.test_request_context(), database().unit_of_work() as opened:
        text = opened.get_one(Proposal, stored_scene.rude.id)
        decide(stored_scene.moderator, text, rule_on(text, Verdict.MASK, INSULT, masked="bouffon"), at=NOW)
    with app.app_context():
        jobs.run_due()
    return stored_scene


@pytest.mark.parametrize(
    "address",
    [
        "/propositions/{rude}",
        "/propositions/{rude}/versions",
        "/consultations/{slug}/propositions",
        "/consultations/{slug}/donnees/contributions.csv",
        "/recherche?q=bouffon",
        "/recherche?q=permanence",
        "/registre-de-moderation",
    ],
)
def test_no_page_gives_the_words_to_a_visitor(browser, masked_online, address):
    place = address.format(rude=masked_online.rude.id, slug=masked_online.consultation.slug)
    answer = browser().get(place, follow_redirects=True)
    assert answer.status_code == 200
    assert "un bouffon" not in answer.text
    assert "ce bouffon" not in answer.text


def test_the_page_says_that_words_are_masked(browser, masked_online):
    assert MASK in browser().get(f"/propositions/{masked_online.rude.id}", follow_redirects=True).text


def test_a_moderator_reads_the_original_beside_the_case(browser, masked_online):
    page = browser(masked_online.second).get(f"/moderation/{masked_online.rude.id}").text
    assert "Le texte avant que des mots soient masqués" in page
    assert RUDE in page


def test_the_desk_masks_the_words_that_were_typed(browser, app, stored_scene):
    typed = {"verdict": "mask", "version": "1", "last_decision": "0", "rule": "1", "masked": "permanence"}
    address = f"/moderation/{stored_scene.proposal.id}/decision"
    assert browser(stored_scene.moderator).post(address, typed).status_code == 302
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        assert MASK in opened.get_one(Proposal, stored_scene.proposal.id).source


def test_what_was_typed_stays_when_words_are_not_found(browser, stored_scene):
    typed = {"verdict": "mask", "version": "1", "last_decision": "0", "rule": "1", "masked": "introuvable"}
    answer = browser(stored_scene.moderator).post(f"/moderation/{stored_scene.proposal.id}/decision", typed)
    assert answer.status_code == 422
    assert "introuvable" in answer.text
