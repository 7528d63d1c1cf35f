"""The moderators' desk: who enters, what is decided there, and the way from case to case."""

import re

import pytest
from sqlalchemy import event, select

from consult.accounts.models import Role
from consult.kit.db import database
from contributions.models import Proposal, Status, StatusChange
from moderation.models import Decision, Verdict
from moderation.operations.decisions import decide
from moderation.operations.signals import examine
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_comment, post_proposal
from tests.factories.moderation import decide_on, flag, rule_on
from tests.factories.people import make_user


def _last(page):
    """Return what the form says it comes after."""
    return {"last_decision": re.search(r'name="last_decision"[^>]*value="(\d+)"', page)[1]}


def _send(one, scene, verdict, **values: str):
    typed = {"verdict": verdict.value, "version": "1", "last_decision": "0", "rule": "7", **values}
    return one.post(f"/moderation/{scene.proposal.id}/decision", typed)


@pytest.mark.parametrize(
    ("roles", "code"),
    [([Role.MODERATOR], 302), ([Role.ADMINISTRATOR], 302), ([Role.SECRETARIAT], 403), ([], 403)],
)
def test_only_moderators_decide(browser, store, stored_scene, roles, code):
    [person] = store(make_user(*roles))
    assert _send(browser(person), stored_scene, Verdict.HIDE).status_code == code


def test_a_visitor_is_asked_to_sign_in(browser, stored_scene):
    assert _send(browser(), stored_scene, Verdict.HIDE).location.startswith("/connexion")


def test_a_moderator_of_another_consultation_is_refused(browser, store, stored_scene):
    [other] = store(make_consultation())
    [person] = store(make_user(Role.MODERATOR, consultation_id=other.id))
    assert browser(person).get(f"/moderation/{stored_scene.proposal.id}").status_code == 403
    assert _send(browser(person), stored_scene, Verdict.HIDE).status_code == 403


def test_a_refused_decision_writes_nothing(app, browser, stored_scene):
    answer = _send(browser(stored_scene.moderator), stored_scene, Verdict.HIDE, rule="", explanation="Hors sujet.")
    assert answer.status_code == 422
    assert "Hors sujet." in answer.text
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        assert opened.scalars(select(Decision)).all() == []
        assert opened.scalars(select(StatusChange).where(StatusChange.to_status == Status.HIDDEN)).all() == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [({"rule": "5"}, "06 12 34 56 78"), ({"rule": "7"}, ""), ({"rule": "5", "fact": "là"}, "là")],
)
def test_the_passage_left_empty_is_what_was_seen_for_the_rule_chosen(app, browser, stored_scene, typed, kept):
    with app.test_request_context(), database().unit_of_work() as opened:
        said = "Ce connard habite au 06 12 34 56 78."
        text = post_comment(stored_scene.author, opened.get_one(Proposal, stored_scene.proposal.id), said)
        examine(text, at=NOW)
    moderator = browser(stored_scene.moderator)
    assert 'name="fact"' in moderator.get(f"/moderation/{text.id}").text
    sent = {"verdict": "refuse", "version": "1", "last_decision": "0", **typed}
    assert moderator.post(f"/moderation/{text.id}/decision", sent).status_code == 302
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        assert opened.scalars(select(Decision.fact)).one() == kept


@pytest.mark.parametrize("values", [{"version": "2"}, {"last_decision": "7"}])
def test_a_decision_on_what_was_not_read_is_refused(browser, stored_scene, app, values):
    with app.test_request_context(), database().unit_of_work() as opened:
        decide_on(stored_scene.second, opened.get_one(Proposal, stored_scene.proposal.id), Verdict.KEEP)
    answer = _send(browser(stored_scene.moderator), stored_scene, Verdict.HIDE, **values)
    assert answer.status_code == 409
    # No dead end: what came before, the case as it is, the next one and the queue, by their keys too.
    assert "<h1>Quelque chose a changé entre-temps</h1>" in answer.text
    assert f'href="/moderation/{stored_scene.proposal.id}"' in answer.text
    assert 'action="/moderation/suivant"' in answer.text
    assert [key in answer.text for key in ('data-key="l"', 'data-key="f"', 'id="touches"')] == [True] * 3


@pytest.mark.parametrize("verdict", ["", "burn"])
def test_an_unknown_decision_is_refused(browser, stored_scene, verdict):
    address = f"/moderation/{stored_scene.proposal.id}/decision"
    assert browser(stored_scene.moderator).post(address, {"verdict": verdict, "version": "1"}).status_code == 422


def test_the_queue_shows_what_waits_and_how_much(browser, stored_scene):
    page = browser(stored_scene.moderator).get("/moderation")
    assert stored_scene.waiting.title in page.text
    assert stored_scene.proposal.title not in page.text
    assert '<span class="menu-count">1</span>' in page.text


def test_an_empty_queue_says_what_will_be_there(browser, store):
    [moderator] = store(make_user(Role.MODERATOR))
    assert "Rien n’attend." in browser(moderator).get("/moderation").text


def test_the_queue_is_narrowed_by_theme(app, browser, stored_scene):
    consultation, theme = stored_scene.consultation, stored_scene.consultation.themes[0]
    desk = browser(stored_scene.moderator)
    # Without a consultation, each theme of those moderated is followed by its own.
    assert f'<option value="{theme.id}">{theme.title}</option>' in desk.get("/moderation").text
    with app.app_context(), database().unit_of_work() as opened:
        opened.add(make_consultation(title="Ailleurs"))
    assert (
        f'<option value="{theme.id}">{theme.title} ({consultation.title})</option>' in desk.get("/moderation").text
    )
    page = desk.get(f"/moderation?consultation={consultation.id}&theme={theme.id}").text
    assert f'<option value="{theme.id}" selected>{theme.title}</option>' in page
    assert stored_scene.waiting.title in page
    assert stored_scene.waiting.title not in desk.get(f"/moderation?theme={theme.id + 99}").text


@pytest.mark.parametrize("asked", ["genre=x", "motif=x", "consultation=x", "jours=-1", "suite=%25"])
def test_a_filter_that_does_not_exist_is_refused(browser, stored_scene, asked):
    assert browser(stored_scene.moderator).get(f"/moderation?{asked}").status_code == 400


def test_taking_a_case_opens_the_most_urgent_one(browser, stored_scene):
    answer = browser(stored_scene.moderator).post("/moderation/suivant")
    assert answer.location == f"/moderation/{stored_scene.waiting.id}"


def test_two_moderators_are_given_different_cases(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        flag(stored_scene.reader, opened.get_one(Proposal, stored_scene.proposal.id))
    places = [
        browser(one).post("/moderation/suivant").location for one in (stored_scene.moderator, stored_scene.second)
    ]
    assert places == [f"/moderation/{stored_scene.proposal.id}", f"/moderation/{stored_scene.waiting.id}"]


def test_when_a_colleague_reads_what_waits_it_is_said(browser, stored_scene):
    browser(stored_scene.second).post("/moderation/suivant")
    page = browser(stored_scene.moderator).post("/moderation/suivant", follow_redirects=True).text
    assert "1 texte attend, lu par une autre personne ou écrit par vous." in page
    assert "La file est vide" not in page


def test_after_a_decision_comes_the_next_case(browser, stored_scene):
    answer = _send(browser(stored_scene.moderator), stored_scene, Verdict.KEEP)
    assert answer.location == f"/moderation/{stored_scene.waiting.id}"


def test_a_case_shows_the_text_its_flags_its_author_and_the_charter(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        flag(stored_scene.reader, opened.get_one(Proposal, stored_scene.proposal.id), comment="Regardez la fin.")
    page = browser(stored_scene.moderator).get(f"/moderation/{stored_scene.proposal.id}").text
    for words in (
        "permanence",
        "Regardez la fin.",
        stored_scene.author.display_name,
        "Pas de publicité",
        "Masquer",
    ):
        assert words in page


def test_nothing_is_offered_on_ones_own_text(browser, stored_scene, app):
    with app.app_context(), database().unit_of_work() as opened:
        opened.get_one(Proposal, stored_scene.proposal.id).author_id = stored_scene.moderator.id
    page = browser(stored_scene.moderator).get(f"/moderation/{stored_scene.proposal.id}").text
    assert "une autre personne doit en décider" in page
    assert 'name="verdict"' not in page


@pytest.mark.parametrize("size", [2, 25])
def test_the_queue_costs_the_same_number_of_queries_whatever_waits(app, browser, stored_scene, size):
    with app.app_context(), database().unit_of_work() as opened:
        consultation = opened.merge(stored_scene.consultation)
        for _ in range(size):
            post_proposal(stored_scene.author, consultation)
    moderator, seen = browser(stored_scene.moderator), []
    with app.app_context():
        event.listen(database().engine, "after_cursor_execute", lambda *args: seen.append(args[2]))
    moderator.get("/moderation")
    assert len([one for one in seen if one.startswith("SELECT")]) <= 8, seen


def test_a_case_costs_a_fixed_number_of_queries(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        comment = post_comment(stored_scene.author, proposal)
        for _ in range(5):
            opened.add(someone := make_user())
            opened.flush()
            flag(someone, comment)
    moderator, seen = browser(stored_scene.moderator), []
    with app.app_context():
        event.listen(database().engine, "after_cursor_execute", lambda *args: seen.append(args[2]))
    assert moderator.get(f"/moderation/{comment.id}").status_code == 200
    assert len([one for one in seen if one.startswith("SELECT")]) <= 16, seen


def test_the_form_says_which_version_was_read(browser, stored_scene):
    page = browser(stored_scene.moderator).get(f"/moderation/{stored_scene.proposal.id}").text
    assert 'name="version"' in page
    assert 'name="last_decision"' in page


# --- the page of a case ----------------------------------------------------------------


def test_what_was_seen_is_marked_in_the_text_and_the_title_with_its_rule(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        consultation = opened.merge(stored_scene.consultation)
        text = post_proposal(
            stored_scene.author, consultation, title="Ces connards <b>", source="Appelez **le 06 12 34 56 78**."
        )
        examine(text, at=NOW)
        other = post_comment(stored_scene.author, text, "Encore un mot.")
    page = browser(stored_scene.moderator).get(f"/moderation/{text.id}").text
    assert 'Ces <mark data-rule="règle 1">connards<span class="visually-hidden"> (règle 1' in page
    assert '<strong>le <mark data-rule="règle 5">06 12 34 56 78<' in page
    # What was prepared is what is offered first: the words to mask are already written.
    assert re.search(r'button-primary" type="submit"[^>]*value="mask"', page)
    assert len(re.findall("button-primary", page)) == 1
    assert "</mark> &lt;b&gt;</p>" in page
    # Beside it, the other texts of the same person lead to their cases.
    assert f'href="/moderation/{other.id}">Commentaire : Encore un mot.</a>' in page


def test_once_words_are_masked_what_was_seen_is_marked_in_the_former_ones(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        text = post_comment(stored_scene.author, proposal, "Oui **connard**, et merci.")
        examine(text, at=NOW)
        decide(opened.merge(stored_scene.moderator), text, rule_on(text, Verdict.MASK, masked="connard"), at=NOW)
    page = browser(stored_scene.moderator).get(f"/moderation/{text.id}").text
    assert "<p>Oui <strong>[masqué par la modération]</strong>, et merci.</p>" in page
    assert '<p class="case-edit">Oui <mark data-rule="règle 1">connard<' in page
    assert ": <mark>connard</mark>" in page


def test_sentences_are_picked_without_a_mouse_or_a_script(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        proposal = opened.get_one(Proposal, stored_scene.proposal.id)
        text = post_comment(
            stored_scene.author, proposal, "Oui. Ouvrons une **salle** le soir. Les jeunes y viendront."
        )
    one = browser(stored_scene.moderator)
    page = one.get(f"/moderation/{text.id}").text
    assert re.findall(r'name="sentences" type="checkbox" value="(\d)"', page) == ["0", "1"]
    typed = {"verdict": "publish", "version": "1", "last_decision": "0", "sentences": ["1", "7", "-1", "x"]}
    assert one.post(f"/moderation/{text.id}/decision", typed).status_code == 302
    page = one.get(f"/moderation/{text.id}").text
    assert "<li>Les jeunes y viendront.</li>" in page
    assert re.findall(r'name="sentences" type="checkbox" value="(\d)"', page) == ["0"]
    assert 'name="dropped" type="checkbox" value="Les jeunes y viendront."' in page
    typed = {"verdict": "keep", "version": "1", "dropped": "Les jeunes y viendront.", **_last(page)}
    assert one.post(f"/moderation/{text.id}/decision", typed).status_code == 302
    assert "<li>Les jeunes y viendront.</li>" not in one.get(f"/moderation/{text.id}").text


def test_whoever_narrowed_the_queue_goes_on_with_the_cases_asked_for(app, browser, stored_scene):
    with app.test_request_context(), database().unit_of_work() as opened:
        text = post_comment(stored_scene.author, opened.get_one(Proposal, stored_scene.proposal.id), "Un mot.")
        flag(stored_scene.reader, text)
    one, kept = browser(stored_scene.moderator), "genre=proposal"
    page = one.get(f"/moderation?{kept}").text
    assert f'action="/moderation/suivant?{kept}"' in page
    first = one.post(f"/moderation/suivant?{kept}").location
    assert first == f"/moderation/{stored_scene.waiting.id}?{kept}"
    assert f'action="/moderation/{stored_scene.waiting.id}/decision?{kept}"' in one.get(first).text
    typed = {"verdict": "publish", "version": "1", "last_decision": "0"}
    assert (
        one.post(f"/moderation/{stored_scene.waiting.id}/decision?{kept}", typed).location == f"/moderation?{kept}"
    )
    page = one.get(f"/moderation?{kept}").text
    assert ("Rien de plus avec ces filtres." in page, "Voir toute la file" in page) == (True, True)
    assert one.post("/moderation/suivant").location == f"/moderation/{text.id}"
