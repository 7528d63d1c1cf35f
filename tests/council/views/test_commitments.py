"""The public board of commitments, its table, its feed and the page of each, as anyone reads them."""

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from consult.consultations.models import ConsultationStatus
from consult.kit.db import database
from contributions.models import Contribution, Status
from council.models import Commitment, Council, OfficialResponse, Opinion
from council.operations.councils import CouncilDraft, create_council
from council.operations.referrals import ReferralDraft, register_referral
from tests.factories import NOW
from tests.factories.consultations import make_consultation

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def scene(followed, browser):
    """Return the followed opinion, its three commitments and a visitor."""
    followed.late, followed.under_way, followed.done = followed.commitments
    followed.reader = browser()
    return followed


def titles(text: str) -> list[str]:
    """Return the commitments of a board, in their order."""
    return re.findall(r'<th[^>]* scope="row"><a href="/engagements/\d+"[^>]*>([^<]+)</a>', text)


def rows(scene, query: str = "") -> list[dict[str, str]]:
    content = scene.reader.get(f"/engagements.csv{query}").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


def change(scene, act) -> None:
    with scene.app.test_request_context(), database().unit_of_work() as unit:
        act(unit)


def test_what_is_late_comes_first_then_the_nearest_day(scene):
    assert titles(scene.reader.get("/engagements").text) == [
        "Garder douze guichets",
        "Publier la carte",
        "Ouvrir six guichets",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?etat=late", ["Garder douze guichets"]),
        ("?etat=under_way", ["Ouvrir six guichets"]),
        ("?etat=done", ["Publier la carte"]),
        ("?etat=dropped", []),
        ("?conseil=inconnu", []),
        ("?consultation=inconnue", []),
    ],
)
def test_the_board_and_its_table_are_narrowed_the_same_way(scene, query, expected):
    assert titles(scene.reader.get(f"/engagements{query}").text) == expected
    assert [row["engagement"] for row in rows(scene, query)] == expected


def test_an_unknown_state_narrows_nothing(scene):
    assert len(titles(scene.reader.get("/engagements?etat=<b>").text)) == 3
    assert "<b>" not in scene.reader.get("/engagements?etat=<b>").text


def test_facets_count_each_state_and_lead_to_it_and_back(scene):
    text = scene.reader.get("/engagements").text
    for state, label in (("late", "En retard"), ("under_way", "En cours"), ("done", "Tenu")):
        assert f'href="/engagements?etat={state}"' in text
        assert label in text
    assert "etat=dropped" not in text
    narrowed = scene.reader.get("/engagements?etat=late").text
    assert 'href="/engagements"' in narrowed
    assert 'href="/engagements.csv?etat=late"' in narrowed


def test_two_councils_may_be_told_apart_on_the_board(scene):
    def move(unit):
        other = create_council(CouncilDraft("Conseil du Loiret"), at=NOW)
        unit.flush()
        opinion = Opinion(council_id=other.id, rapporteur_id=scene.rapporteur.id, title="Autre", created_at=NOW)
        unit.add(opinion)

    change(scene, move)
    assert "conseil=" not in scene.reader.get("/engagements").text
    change(scene, lambda unit: setattr(unit.get_one(Opinion, scene.opinion.id), "council_id", loiret(unit)))
    assert titles(scene.reader.get("/engagements?conseil=conseil-du-loiret").text) != []
    assert titles(scene.reader.get(f"/engagements?conseil={scene.council.slug}").text) == []


def loiret(unit) -> int:
    return unit.scalars(select(Council.id).where(Council.slug == "conseil-du-loiret")).one()


def test_the_table_says_all_that_the_board_says_and_where_each_comes_from(scene):
    late, done, _under_way = rows(scene)
    assert (late["état"], late["avancement"], late["pour le"], late["tenu le"]) == (
        "En retard",
        "0",
        "2026-09-01",
        "",
    )
    assert (done["état"], done["avancement"], done["tenu le"]) == ("Tenu", "100", "2026-10-01")
    assert (late["avis"], late["recommandation"], late["réponse"]) == ("2026-01", "1", "Acceptée")
    assert (late["conseil"], late["consultation"]) == (scene.council.name, scene.consultation.title)
    assert late["qui en répond"] == "Direction du numérique"


def test_the_table_never_starts_a_formula_and_keeps_semicolons(scene):
    change(scene, lambda unit: setattr(unit.get_one(Commitment, scene.late.id), "title", '=HYPERLINK("x");"y"'))
    raw = scene.reader.get("/engagements.csv").data.decode("utf-8-sig")
    (kept,) = [row["engagement"] for row in rows(scene) if "HYPERLINK" in row["engagement"]]
    assert not kept.startswith("=")
    assert kept.endswith('HYPERLINK("x");"y"')
    assert raw.splitlines()[0].startswith("numéro;engagement;état")


def test_the_feed_gives_the_latest_move_first_and_each_leads_to_its_place(scene):
    answer = scene.reader.get("/engagements/actualites.atom")
    entries = ET.fromstring(answer.data).findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}title") for one in entries] == [
        "Tenu\u00a0: Publier la carte",
        "En cours\u00a0: Ouvrir six guichets",
    ]
    assert len({one.findtext(f"{ATOM}id") for one in entries}) == 2
    link = entries[1].find(f"{ATOM}link[@rel='alternate']").attrib["href"]
    page, anchor = link.removeprefix("http://localhost").split("#")
    assert f'id="{anchor}"' in scene.reader.get(page).text


def test_a_reader_that_has_the_feed_takes_nothing_until_something_moves(scene):
    address = "/engagements/actualites.atom"
    first = scene.reader.get(address)
    assert "public" in first.headers["Cache-Control"]
    assert scene.reader.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_the_board_leads_to_its_feed(scene):
    assert 'type="application/atom+xml"' in scene.reader.get("/engagements").text


def test_a_commitment_tells_its_milestones_its_proof_and_where_it_comes_from(scene):
    text = scene.reader.get(f"/engagements/{scene.under_way.id}").text
    assert "Vote des crédits" in text
    assert "à atteindre" in text
    assert '<a href="https://region.example/carte" rel="nofollow noopener">La carte</a>' in text
    for address in (
        f"/avis/{scene.opinion.id}/reponse#recommandation-1",
        f"/avis/{scene.opinion.id}#recommandation-1",
        f"/propositions/{scene.proposal.id}-",
        f"/consultations/{scene.consultation.slug}",
    ):
        assert f'href="{address}' in text


def test_a_commitment_with_nothing_noted_says_so(scene):
    assert "Rien n’a encore été noté." in scene.reader.get(f"/engagements/{scene.late.id}").text


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN])
def test_what_people_took_back_no_longer_reads_on_the_commitments_it_led_to(scene, status):
    page = f"/engagements/{scene.late.id}"
    assert scene.proposal.title in scene.reader.get(page).text
    change(scene, lambda unit: setattr(unit.get_one(Contribution, scene.proposal.id), "status", status))
    text = scene.reader.get(page).text
    assert scene.proposal.title not in text
    assert "1 contribution n’est plus publique" in text


def test_nothing_shows_anywhere_before_the_answer_is_published(scene):
    change(scene, lambda unit: setattr(unit.scalars(select(OfficialResponse)).one(), "published_at", None))
    assert "Pas encore d’engagement." in scene.reader.get("/engagements").text
    assert rows(scene) == []
    assert b"<entry>" not in scene.reader.get("/engagements/actualites.atom").data
    assert scene.reader.get(f"/engagements/{scene.late.id}").status_code in {302, 403}


def test_words_of_a_step_never_become_markup(scene, browser):
    sent = {"progress": "under_way", "percentage": "50", "words": "<img src=x onerror=alert(1)>"}
    browser(scene.secretariat).post(f"/secretariat/engagements/{scene.under_way.id}", sent)
    assert "<img src=x" not in scene.reader.get(f"/engagements/{scene.under_way.id}").text
    feed = ET.fromstring(scene.reader.get("/engagements/actualites.atom").data)
    assert "<img src=x onerror=alert(1)>" in [one.text for one in feed.iter(f"{ATOM}summary")]


def test_an_unknown_commitment_is_not_found(scene):
    assert scene.reader.get("/engagements/999999").status_code == 404


def test_the_page_of_the_consultation_leads_to_its_commitments(scene):
    text = scene.reader.get(f"/consultations/{scene.consultation.slug}").text
    assert f"/engagements?consultation={scene.consultation.slug}" in text
    assert len(titles(scene.reader.get(f"/engagements?consultation={scene.consultation.slug}").text)) == 3


def test_a_consultation_still_being_prepared_is_no_way_to_narrow_the_board(scene):
    prepared = make_consultation(title="Une question pas encore posée", status=ConsultationStatus.DRAFT)
    with scene.app.app_context(), database().unit_of_work() as unit:
        unit.add(prepared)
        unit.flush()
        opinion, council = unit.get_one(Opinion, scene.opinion.id), unit.get_one(Council, scene.council.id)
        asked = register_referral(
            scene.secretariat, council, ReferralDraft("Une saisine", "Que faire ?", "Région"), at=NOW
        )
        asked.consultation_id, opinion.referral_id, opinion.transmission_id = prepared.id, asked.id, None
    assert "pas encore posée" not in scene.reader.get("/engagements").text
    assert "pas encore posée" not in scene.reader.get(f"/avis/{scene.opinion.id}").text
