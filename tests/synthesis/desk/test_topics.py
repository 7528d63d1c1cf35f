"""The topics of a theme on the desk: what each gesture answers, and what two people see of each other."""

import pytest

from consult.accounts.models import Role
from synthesis.models import EditTarget
from synthesis.queries.edits import every_edit_of
from tests.factories.people import make_user
from tests.synthesis.desk.conftest import plain

READ_AGAIN = "Relisez ce thème : quelqu’un l’a modifié pendant que vous le lisiez."


def send(desk, key, what, browser=None, **values: object):
    sent = {"seen": desk.seen()} | values
    return (browser or desk.browser).post(f"{desk.theme}/sujets/{key}/{what}", sent)


def rows(desk):
    with desk.at_work() as (_unit, synthesis):
        return [row.target for row in every_edit_of(synthesis)]


# --- ranks ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "order"), [("1", "312"), ("2", "132"), ("99", "123"), ("0", "312"), ("²", "312"), ("-1", "312")]
)
def test_a_rank_is_kept_within_the_theme(desk, position, order):
    keys = [one.key for one in desk.topics()]
    assert send(desk, keys[2], "rang", position=position).status_code == 302
    assert "".join(str(keys.index(one.key) + 1) for one in desk.topics()) == order


def test_a_topic_sent_to_its_own_rank_leaves_no_row_and_no_signature_falls(desk):
    send(desk, desk.topics()[1].key, "rang", position="2")
    assert rows(desk) == []
    assert "Signé par" in desk.page("/themes/theme-1")


def test_a_rank_leads_back_to_the_topic_in_its_tree(desk):
    key = desk.topics()[2].key
    assert send(desk, key, "rang", position="1").headers["Location"].endswith(f"/themes/theme-1#{key}")


# --- moving, forming --------------------------------------------------------------------


def test_moved_texts_are_counted_with_their_noun(desk):
    one, two, _three = desk.topics()
    send(desk, one.key, "textes", refs=[one.refs[0]], into=two.key)
    assert "1 contribution est déplacée." in desk.page(f"/themes/theme-1/sujets/{one.key}")
    send(desk, one.key, "textes", refs=list(one.refs[1:3]), into=two.key)
    assert "2 contributions sont déplacées." in desk.page(f"/themes/theme-1/sujets/{one.key}")


def test_a_topic_whose_last_text_leaves_leads_back_to_the_theme(desk):
    one, two, _three = desk.topics()
    answer = send(desk, one.key, "textes", refs=list(one.refs), into=two.key)
    assert answer.headers["Location"].endswith("/themes/theme-1")
    assert [topic.key for topic in desk.topics()] == [two.key, _three.key]
    assert desk.browser.get(f"{desk.theme}/sujets/{one.key}").status_code == 404


def test_texts_set_aside_are_found_among_the_ungrouped_and_can_form_a_topic(desk):
    one = desk.topics()[0]
    send(desk, one.key, "textes", refs=list(one.refs[:2]), into="non-regroupees")
    page = desk.page("/themes/theme-1/sujets/non-regroupees")
    assert all(f'value="{ref}"' in page for ref in one.refs[:2])
    assert "Renommer ce sujet" not in page.split("<main")[1].split('id="textes"')[1]
    sent = {"refs": list(one.refs[:2]), "name": "Retrouvés", "split": "1"}
    answer = send(desk, "non-regroupees", "textes", **sent)
    assert answer.headers["Location"].endswith("/sujets/non-regroupees")
    assert desk.topics()[-1].name == "Retrouvés"


def test_ungrouped_texts_are_not_a_topic_to_name_merge_or_rank(desk):
    for what, values in (("nom", {"name": "Reste"}), ("reunir", {"into": "topic-T1-1"})):
        assert send(desk, "non-regroupees", what, **values).status_code == 422
    assert rows(desk) == []


def test_a_topic_offers_the_others_and_never_itself(desk):
    one, two, three = desk.topics()
    page = desk.page(f"/themes/theme-1/sujets/{two.key}")
    assert f'<option value="{one.key}"' in page
    assert f'<option value="{three.key}"' in page
    assert f'<option value="{two.key}"' not in page


@pytest.mark.parametrize("into", ["topic-inconnu", "", "non-regroupees"])
def test_merging_with_nothing_known_is_refused_and_told(desk, into):
    answer = send(desk, desk.topics()[0].key, "reunir", into=into)
    assert answer.status_code == 422
    assert "Choisissez un sujet de ce thème." in answer.text
    assert len(desk.topics()) == 3


def test_all_the_texts_of_a_topic_do_not_form_another_one(desk):
    one = desk.topics()[0]
    answer = send(desk, one.key, "textes", refs=list(one.refs), name="Tout", split="1")
    assert answer.status_code == 422
    assert "Laissez au moins une contribution dans ce sujet, ou renommez-le." in answer.text
    assert 'value="Tout"' in answer.text


def test_too_long_a_name_is_refused_and_stays_in_the_form(desk):
    answer = send(desk, desk.topics()[0].key, "nom", name="n" * 121)
    assert answer.status_code == 422
    assert "n" * 121 in answer.text
    assert rows(desk) == []


def test_markup_in_the_name_of_a_topic_stays_text_everywhere(desk):
    send(desk, desk.topics()[0].key, "nom", name="<b>Les guichets</b>")
    for address in ("", "/themes/theme-1", "/parties/theme-1", "/parties/corrections", "/parties/en-bref"):
        assert "<b>Les guichets</b>" not in desk.page(address)
    assert "&lt;b&gt;Les guichets&lt;/b&gt;" in desk.page("/themes/theme-1")
    public = desk.browser.get(f"/syntheses/{desk.scene.synthesis.id}/parties/corrections").text
    assert ("<b>Les guichets</b>" in public, "&lt;b&gt;Les guichets&lt;/b&gt;" in public) == (False, True)


# --- two people -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("nom", {"name": "Second"}),
        ("reunir", {"into": "topic-T1-2"}),
        ("textes", {"refs": "P1", "into": "non-regroupees"}),
        ("rang", {"position": "2"}),
    ],
)
def test_whoever_read_a_former_state_is_told_to_read_again(desk, what, values):
    before = desk.seen()
    send(desk, desk.topics()[0].key, "nom", name="Premier")
    answer = send(desk, desk.topics()[0].key, what, **values | {"seen": before})
    assert answer.status_code == 409
    assert READ_AGAIN in plain(answer.text)
    assert rows(desk) == [EditTarget.NAME]


def test_a_change_of_another_part_asks_nobody_to_read_a_theme_again(desk):
    before = desk.seen()
    address = f"{desk.root}/parties/limites/introductions/limites"
    desk.browser.post(address, {"text": "À lire avec prudence.", "seen": ""})
    assert send(desk, desk.topics()[0].key, "nom", name="Premier", seen=before).status_code == 302


def test_each_change_bears_the_name_of_whoever_made_it(desk, store):
    other = store(make_user(Role.SECRETARIAT, display_name="Nadia Berrada"))[0]
    one, two, _three = desk.topics()
    send(desk, one.key, "nom", name="Premier")
    send(desk, two.key, "nom", browser=desk.open(other), name="Second")
    changes = desk.page("/themes/theme-1").split('id="changements"')[1]
    assert changes.index("Nadia Berrada") < changes.index(desk.scene.secretariat.display_name)
    assert f"{two.name} → Second" in changes


def test_undoing_and_redoing_say_who_did_it_last(desk, store):
    other = store(make_user(Role.SECRETARIAT, display_name="Nadia Berrada"))[0]
    send(desk, desk.topics()[0].key, "nom", name="Premier")
    desk.open(other).post(f"{desk.root}/changements/1/defaire")
    assert "Défait par Nadia Berrada" in desk.page("/themes/theme-1")
    desk.browser.post(f"{desk.root}/changements/1/refaire")
    assert f"Refait par {desk.scene.secretariat.display_name}" in desk.page("/themes/theme-1")


def test_a_change_already_undone_is_not_undone_twice(desk):
    send(desk, desk.topics()[0].key, "nom", name="Premier")
    assert desk.browser.post(f"{desk.root}/changements/1/defaire").status_code == 302
    answer = desk.browser.post(f"{desk.root}/changements/1/defaire")
    assert answer.status_code == 409
    assert "ce changement a déjà été défait ou refait" in answer.text
    assert desk.browser.post(f"{desk.root}/changements/99/defaire").status_code == 404


def test_undoing_a_sentence_leads_back_to_its_part(desk):
    address = f"{desk.root}/parties/limites/introductions/limites"
    desk.browser.post(address, {"text": "À lire avec prudence.", "seen": ""})
    answer = desk.browser.post(f"{desk.root}/changements/1/defaire")
    assert "/parties/limites" in answer.headers["Location"]
    assert "À lire avec prudence." not in desk.page("/parties/limites").split("<main")[1]


def test_enter_in_the_name_of_a_new_topic_forms_it(desk):
    form = desk.page(f"/themes/theme-1/sujets/{desk.topics()[0].key}").split('/textes"')[1]
    # A browser presses the first button of a form when Enter is pressed in one of its fields.
    assert 'name="split"' in form.split("<button", 1)[1].split(">", 1)[0]
    assert 'name="move"' in form


# --- signatures -------------------------------------------------------------------------


def test_a_lifted_signature_stays_in_the_history_with_whoever_lifted_it(desk, store):
    other = store(make_user(Role.SECRETARIAT, display_name="Nadia Berrada"))[0]
    send(desk, desk.topics()[0].key, "nom", browser=desk.open(other), name="Premier")
    history = desk.page("/themes/theme-1").split('id="signatures"')[1]
    assert desk.scene.secretariat.display_name in history
    assert "levée par Nadia Berrada" in history


def test_undoing_does_not_bring_a_signature_back(desk):
    send(desk, desk.topics()[0].key, "nom", name="Premier")
    desk.browser.post(f"{desk.root}/changements/1/defaire")
    assert "Signer ce thème" in desk.page("/themes/theme-1")


def test_a_theme_signed_twice_or_unread_is_refused_in_words(desk):
    answer = desk.browser.post(f"{desk.theme}/signer", {"seen": desk.seen()})
    assert (answer.status_code, "Ce thème est déjà signé." in answer.text) == (409, True)
    before = desk.seen()
    send(desk, desk.topics()[0].key, "nom", name="Premier")
    answer = desk.browser.post(f"{desk.theme}/signer", {"seen": before})
    assert READ_AGAIN in plain(answer.text)


# --- names read before signing ----------------------------------------------------------


def test_a_theme_is_signed_once_its_computed_names_were_read(desk):
    send(desk, desk.topics()[0].key, "nom", name="Premier")
    wanted = sum(topic.is_to_read for topic in desk.topics())
    page = desk.page("/themes/theme-1")
    assert wanted >= len(desk.topics()) - 1
    assert f"J’ai relu les noms de {wanted} sujets" in page
    assert page.count("· à relire") == wanted
    answer = desk.browser.post(f"{desk.theme}/signer", {"seen": desk.seen()})
    assert (answer.status_code, "Cochez d’abord que vous avez relu" in answer.text) == (422, True)
    desk.browser.post(f"{desk.theme}/signer", {"seen": desk.seen(), "names_read": "1"})
    assert "Ce thème est signé de votre nom." in desk.page("/themes/theme-1")


def test_nothing_is_asked_again_of_who_read_each_topic(desk):
    send(desk, desk.topics()[0].key, "nom", name="Premier")
    for topic in desk.topics():
        send(desk, topic.key, "signer")
    assert "J’ai relu" not in desk.page("/themes/theme-1")
    assert desk.browser.post(f"{desk.theme}/signer", {"seen": desk.seen()}).status_code == 302


# --- each topic signed ------------------------------------------------------------------


def test_a_topic_is_signed_and_the_next_one_comes_until_all_are(desk):
    keys = [one.key for one in desk.topics()]
    answers = [send(desk, key, "signer").headers["Location"] for key in keys]
    assert [answer.rsplit("/", 1)[1] for answer in answers] == [keys[1], keys[2], "theme-1"]
    page = desk.page("/themes/theme-1")
    assert "3 sujets signés sur 3." in page
    assert page.count(f"signé par {desk.scene.secretariat.display_name}") == 3
    assert "Signer ce sujet</button>" not in desk.page(f"/themes/theme-1/sujets/{keys[0]}")


def test_a_changed_topic_is_to_be_signed_again_and_undoing_gives_its_signature_back(desk):
    one, two, _three = desk.topics()
    for topic in (one, two):
        send(desk, topic.key, "signer")
    send(desk, one.key, "nom", name="Premier")
    assert "1 sujet signé sur 3." in desk.page("/themes/theme-1")
    desk.browser.post(f"{desk.root}/changements/1/defaire")
    assert "2 sujets signés sur 3." in desk.page("/themes/theme-1")


def test_a_topic_unread_signed_twice_or_that_is_none_is_not_signed(desk):
    key, before = desk.topics()[0].key, desk.seen()
    send(desk, desk.topics()[1].key, "nom", name="Autre")
    assert send(desk, key, "signer", seen=before).status_code == 409
    send(desk, key, "signer")
    answer = send(desk, key, "signer")
    assert (answer.status_code, "Ce sujet est déjà signé." in answer.text) == (409, True)
    assert send(desk, "non-regroupees", "signer").status_code == 404


def test_signing_topics_leaves_the_words_and_the_signature_of_the_theme(desk):
    send(desk, desk.topics()[0].key, "signer")
    assert (rows(desk), "Signé par" in desk.page("/themes/theme-1")) == ([], True)
