"""Reading once: the theme, the tags and the sentence are noted in the gesture of the decision."""

import pytest

from consult.kit.db import database, session
from consult.kit.errors import Invalid
from consult.kit.similar import Similar
from contributions.models import Proposal, Status
from moderation.models import Verdict
from moderation.operations.decisions import decide
from moderation.operations.reading_notes import Notes, note, tags_in
from moderation.queries.readings import picked_quotes, quotes_of, tagged, tags_of
from moderation.quoting import said_in
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_comment
from tests.factories.moderation import INSULT, decide_on, rule_on


def other_theme(scene):
    theme = make_theme("Culture")
    scene.consultation.themes.append(theme)
    session.flush()
    return theme


def test_a_proposal_is_moved_with_the_counters_of_both_themes(scene):
    before, after = scene.proposal.theme, other_theme(scene)
    note(scene.moderator, scene.proposal, Notes(theme_id=after.id), at=NOW)
    session.expire_all()
    assert (scene.proposal.theme_id, before.proposals_count, after.proposals_count) == (after.id, 0, 1)


def test_moving_to_where_it_stands_changes_nothing(scene):
    theme = scene.proposal.theme
    note(scene.moderator, scene.proposal, Notes(theme_id=theme.id), at=NOW)
    session.expire_all()
    assert theme.proposals_count == 1


def test_a_theme_of_another_consultation_is_refused(scene):
    elsewhere = make_consultation()
    session.add(elsewhere)
    session.flush()
    with pytest.raises(Invalid, match="thème de cette consultation"):
        note(scene.moderator, scene.proposal, Notes(theme_id=elsewhere.themes[0].id), at=NOW)


def test_what_is_said_under_a_proposal_has_no_theme_of_its_own(scene):
    comment = post_comment(scene.reader, scene.proposal)
    note(scene.moderator, comment, Notes(theme_id=other_theme(scene).id), at=NOW)
    assert comment.theme_id is None


@pytest.mark.parametrize(
    ("typed", "tags"),
    [("", []), ("Fibre, mobile", ["fibre", "mobile"]), ("a,,a , b", ["a", "b"]), ("x" * 90, ["x" * 60])],
)
def test_tags_are_separated_by_commas(typed, tags):
    assert tags_in(typed) == tags


def test_no_more_than_eight_tags_are_kept():
    assert len(tags_in(",".join("abcdefghij"))) == 8


def test_tags_are_replaced_as_a_whole(scene):
    note(scene.moderator, scene.proposal, Notes(tags="fibre, mobile"), at=NOW)
    note(scene.second, scene.proposal, Notes(tags="mobile, rural"), at=NOW)
    assert tags_of(scene.proposal.id) == ["mobile", "rural"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("une  permanence", "une\npermanence"),
        ("Une", None),
        ("", None),
        ("permanence.", "permanence."),
        (".*", None),
    ],
)
def test_a_sentence_is_found_in_the_very_words(typed, said):
    assert said_in("Ouvrir une\npermanence.", typed) == said


def test_a_sentence_is_kept_for_the_synthesis_once(scene):
    for moderator in (scene.moderator, scene.second):
        note(moderator, scene.proposal, Notes(quote="permanence par semaine"), at=NOW)
    assert quotes_of(scene.proposal.id) == ["permanence par semaine"]
    assert [one.words for one in picked_quotes(scene.consultation)] == ["permanence par semaine"]


def test_a_sentence_that_is_not_there_is_refused(scene):
    with pytest.raises(Invalid, match="n’est pas dans ce texte"):
        note(scene.moderator, scene.proposal, Notes(quote="deux permanences"), at=NOW)


@pytest.mark.parametrize("verdict", [Verdict.HIDE, Verdict.REMOVE, Verdict.REQUEST_REVISION])
def test_what_is_out_of_sight_is_neither_quoted_nor_counted_by_tag(scene, verdict):
    note(scene.moderator, scene.proposal, Notes(tags="aide", quote="sans rendez-vous"), at=NOW)
    decide_on(scene.moderator, scene.proposal, verdict)
    assert (picked_quotes(scene.consultation), tagged(scene.consultation)) == ([], {})


def test_masked_words_are_quoted_no_more(scene):
    note(scene.moderator, scene.proposal, Notes(quote="sans rendez-vous"), at=NOW)
    ruling = rule_on(scene.proposal, Verdict.MASK, INSULT, masked="rendez-vous")
    decide(scene.moderator, scene.proposal, ruling, at=NOW)
    assert picked_quotes(scene.consultation) == []


def test_the_gesture_of_the_decision_notes_it_all(app, browser, stored_scene):
    sent = {"verdict": "keep", "version": "1", "last_decision": "0", "tags": "Aide", "quote": "sans rendez-vous"}
    answer = browser(stored_scene.moderator).post(f"/moderation/{stored_scene.proposal.id}/decision", sent)
    assert answer.status_code == 302
    with app.app_context(), database().unit_of_work(writes=False):
        assert (tags_of(stored_scene.proposal.id), quotes_of(stored_scene.proposal.id)) == (
            ["aide"],
            ["sans rendez-vous"],
        )


def test_a_wrong_sentence_leaves_the_decision_untaken_and_the_words_typed(app, browser, stored_scene):
    sent = {"verdict": "hide", "version": "1", "last_decision": "0", "rule": "7", "quote": "Autre chose"}
    answer = browser(stored_scene.moderator).post(f"/moderation/{stored_scene.proposal.id}/decision", sent)
    assert answer.status_code == 422
    assert "Autre chose" in answer.text
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        assert opened.get_one(Proposal, stored_scene.proposal.id).is_public


def test_two_proposals_are_joined_from_the_desk_and_lead_to_each_other(browser, app, stored_scene):
    desk = browser(stored_scene.moderator)
    with app.app_context(), database().unit_of_work() as opened:
        opened.get_one(Proposal, stored_scene.waiting.id)
    desk.post(
        f"/moderation/{stored_scene.waiting.id}/decision",
        {"verdict": "publish", "version": "1", "last_decision": "0"},
    )
    address = f"/moderation/{stored_scene.proposal.id}/doublon"
    assert stored_scene.waiting.title in desk.get(f"{address}?q=lieu").text
    sent = {"kept": str(stored_scene.waiting.id), "version": "1", "last_decision": "0"}
    assert desk.post(address, sent).status_code == 302
    duplicate = browser().get(f"/propositions/{stored_scene.proposal.id}", follow_redirects=True).text
    kept = browser().get(f"/propositions/{stored_scene.waiting.id}", follow_redirects=True).text
    assert f"Réunie à\u00a0: {stored_scene.waiting.title}" in duplicate
    assert f"Dit la même chose\u00a0: {stored_scene.proposal.title}" in kept


def test_the_closest_proposals_are_offered_before_any_search(app, browser, stored_scene, monkeypatch):
    with app.app_context(), database().unit_of_work() as opened:
        close = [
            opened.get_one(Proposal, stored_scene.waiting.id),
            opened.get_one(Proposal, stored_scene.proposal.id),
        ]
        close[0].status = Status.PUBLISHED
        close[0].title = "Un lieu ouvert à toutes"
    found = [Similar(one.id, one.title, "", "") for one in close]
    monkeypatch.setitem(app.extensions, "consult_registry_similar", [lambda *_asked, **_how: found])
    page = browser(stored_scene.moderator).get(f"/moderation/{stored_scene.proposal.id}/doublon").text
    assert "Les propositions les plus proches" in page
    assert page.count("Réunir à cette proposition") == 1
    assert "<h3>Un lieu ouvert à toutes</h3>" in page


def test_joining_to_nothing_says_what_to_choose(browser, stored_scene):
    address = f"/moderation/{stored_scene.proposal.id}/doublon"
    answer = browser(stored_scene.moderator).post(address, {"kept": "999", "version": "1", "last_decision": "0"})
    assert answer.status_code == 422
    assert "Choisissez une autre proposition" in answer.text
