"""The page of an opinion: its votes by name, what each recommendation rests on, its files, its correction."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from consult.kit.db import database
from contributions.models import Contribution, Status
from council.models import Citation, CitedKind, Dissent, DissentKind, DissentSignature, Opinion
from council.operations.opinions import correct_opinion, publish_opinion
from council.queries.councils import member_of
from tests.factories import NOW
from tests.factories.opinions import record_vote
from tests.factories.people import make_user


@pytest.fixture
def tied(public):
    """Tie the citation to the first recommendation, as the words of one proposal."""
    with public.app.app_context(), database().unit_of_work() as unit:
        (citation,) = unit.scalars(select(Citation))
        opinion = unit.get_one(Opinion, public.opinion.id)
        citation.recommendation_id = opinion.recommendations[0].id
        citation.kind, citation.words = CitedKind.QUOTE, "Un guichet ouvert le samedi."
    return public


def page_of(browser, scene, who=None) -> str:
    return browser(who).get(f"/avis/{scene.opinion.id}").text


def test_everyone_reads_the_parts_the_recommendations_and_the_vote_by_name(browser, public):
    text = page_of(browser, public)
    assert "Avis n°\u00a02026-01" in text
    assert "adopté le 1er octobre 2026" in text
    assert "2 recommandations" in text
    assert text.index("Le vote du conseil") < text.rindex(public.member.display_name)


def test_a_draft_is_read_by_the_members_alone(browser, written, store):
    (citizen,) = store(make_user())
    address = f"/avis/{written.opinion.id}"
    assert [browser(who).get(address).status_code for who in (None, citizen, written.member)] == [404, 404, 200]


def test_from_a_recommendation_one_reaches_every_contribution_behind_it(browser, tied):
    text = page_of(browser, tied)
    assert "contributions derrière cette recommandation" in text
    assert f"/propositions/{tied.proposal.id}-" in text
    assert "en ligne" in text


def test_a_text_taken_back_is_only_counted_on_the_page_and_in_the_files(browser, tied):
    assert "Un guichet ouvert le samedi." in page_of(browser, tied)
    with tied.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Contribution, tied.proposal.id).status = Status.HIDDEN
    text = page_of(browser, tied)
    assert "Ces mots ne sont plus publics" in text
    assert "Un guichet ouvert le samedi." not in text
    assert "1 contribution n’est plus publique" in text
    assert f"/propositions/{tied.proposal.id}-" not in text
    packed = browser().get(f"/avis/{tied.opinion.id}.odt").data
    content = ZipFile(BytesIO(packed)).read("content.xml").decode()
    assert "Un guichet ouvert le samedi." not in content
    assert "ne sont plus publics" in content


def test_the_opinion_is_given_as_tagged_pdf_and_as_odt(browser, public):
    pdf = browser().get(f"/avis/{public.opinion.id}.pdf")
    assert pdf.data.startswith(b"%PDF")
    assert b"/MarkInfo" in pdf.data
    assert "avis-2026-01.pdf" in pdf.headers["Content-Disposition"]
    odt = browser().get(f"/avis/{public.opinion.id}.odt")
    content = ZipFile(BytesIO(odt.data)).read("content.xml").decode()
    assert "Garder les guichets." in content
    assert public.member.display_name in content
    assert browser().get(f"/avis/{public.opinion.id}.docx").status_code == 404


def test_the_files_of_a_draft_are_for_members(browser, written):
    assert browser().get(f"/avis/{written.opinion.id}.pdf").status_code == 404
    assert browser(written.member).get(f"/avis/{written.opinion.id}.odt").status_code == 200


def test_a_dissent_is_published_with_its_signatures(browser, public):
    with public.app.app_context(), database().unit_of_work() as unit:
        dissent = Dissent(opinion_id=public.opinion.id, kind=DissentKind.MINORITY, title="Douze ans", at=NOW)
        dissent.source, dissent.html = "Six ans ne suffisent pas.", "<p>Six ans ne suffisent pas.</p>"
        member = member_of(public.council.id, public.member)
        dissent.signatures.append(DissentSignature(member_id=member.id, at=NOW))
        unit.add(dissent)
    text = page_of(browser, public)
    assert "Avis minoritaire\u00a0: Douze ans" in text
    assert public.member.display_name in text.split("Signé")[1]


def test_an_opinion_and_its_correction_lead_to_each_other(browser, public):
    with public.app.app_context(), database().unit_of_work() as unit:
        made = correct_opinion(public.member, unit.get_one(Opinion, public.opinion.id), at=NOW)
        draft_id = made.id
    assert f"/avis/{draft_id}" not in page_of(browser, public)
    with public.app.app_context(), database().unit_of_work() as unit:
        made = unit.get_one(Opinion, draft_id)
        record_vote(unit, made)
        publish_opinion(public.member, made, at=NOW)
    assert f"/avis/{draft_id}" in page_of(browser, public)
    assert f"/avis/{public.opinion.id}" in browser().get(f"/avis/{draft_id}").text


def test_an_opinion_on_a_referral_alone_is_read_and_found_among_its_council_s(browser, public):
    with public.app.app_context(), database().unit_of_work() as unit:
        unit.get_one(Opinion, public.opinion.id).transmission_id = None
    assert "Avis sur les guichets" in page_of(browser, public)
    assert f"/avis/{public.opinion.id}" in browser().get(f"/conseils/{public.council.slug}").text
