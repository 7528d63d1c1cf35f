"""What an opinion cites of the synthesis keeps its link both ways; taken-back words go and the count stays."""

import pytest

from consult.kit.db import database
from consult.kit.errors import Invalid, NotFound
from contributions.models import Contribution, Kind, Status
from council.citing import citable_at, citable_in
from council.models import Citation, CitedContribution, CitedKind
from council.operations.citations import Backed, cite, link_contributions, passage_of, remove_citation
from council.queries.chain import cited_in
from council.queries.citations import sources_of
from synthesis.queries.syntheses import sections_of
from tests.factories import NOW


def everything(scene):
    synthesis = scene.opinion.transmission.synthesis
    parts = [row.section_id for row in sections_of(synthesis) if not row.section_id.startswith("annexe")]
    return [one for part in parts for one in citable_in(synthesis, part)]


def of_kind(scene, kind):
    return next(one for one in everything(scene) if one.kind is kind)


def keep(scene, kind, **values: object) -> Citation:
    return cite(scene.member, scene.opinion, of_kind(scene, kind), Backed(**values), at=NOW)


def take_back(scene, contribution_id, status=Status.HIDDEN):
    scene.unit.get_one(Contribution, contribution_id).status = status
    scene.unit.flush()


def test_sentences_proposals_and_quotes_may_be_cited_each_once_by_its_name(drafted):
    found = everything(drafted)
    assert {CitedKind.CLAIM, CitedKind.PROPOSAL, CitedKind.QUOTE} <= {one.kind for one in found}
    assert all(one.evidence and len(one.claim_id) <= 120 for one in found)


def test_what_is_named_by_an_address_is_found_again_or_refused(drafted):
    synthesis, one = drafted.opinion.transmission.synthesis, of_kind(drafted, CitedKind.QUOTE)
    assert citable_at(synthesis, one.section_id, one.claim_id) == one
    with pytest.raises(NotFound):
        citable_at(synthesis, one.section_id, "quote:P1:0-3")


def test_a_citation_is_tied_to_the_recommendation_it_backs_and_kept_once(drafted):
    first = drafted.opinion.recommendations[0]
    one, again = (keep(drafted, CitedKind.QUOTE, recommendation=first) for _time in range(2))
    assert (one, one.recommendation_id) == (again, first.id)


def test_the_same_sentence_may_back_a_part_and_a_recommendation(drafted):
    part, first = drafted.opinion.sections[0], drafted.opinion.recommendations[0]
    tied = [
        keep(drafted, CitedKind.PROPOSAL, section=part),
        keep(drafted, CitedKind.PROPOSAL, recommendation=first),
    ]
    assert len({one.id for one in tied}) == 2


def test_citing_leads_from_each_contribution_to_the_opinion_once_it_is_public(public):
    with public.app.app_context(), database().unit_of_work(writes=False) as unit:
        ids = {one.contribution_id for one in unit.query(CitedContribution)}
        (citation,) = unit.query(Citation)
        assert ids == {int(one[1:]) for one in citation.evidence} != set()
        assert set(cited_in(ids)) == ids


def test_taking_a_citation_out_unties_its_contributions(drafted):
    one = keep(drafted, CitedKind.QUOTE)
    remove_citation(drafted.member, drafted.opinion, one.id, at=NOW)
    drafted.unit.flush()
    left = drafted.unit.query(CitedContribution).filter_by(citation_id=one.id).count()
    assert (left, one in drafted.opinion.citations) == (0, False)


def test_an_opinion_without_a_synthesis_cites_nothing(drafted):
    found = of_kind(drafted, CitedKind.CLAIM)
    drafted.opinion.transmission_id = None
    with pytest.raises(Invalid):
        cite(drafted.member, drafted.opinion, found, at=NOW)


def test_a_passage_of_another_opinion_is_not_found(drafted):
    with pytest.raises(NotFound):
        passage_of(drafted.opinion, 999_999, None)


@pytest.mark.parametrize("kind", [CitedKind.QUOTE, CitedKind.PROPOSAL])
@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN, Status.REMOVED])
def test_the_words_of_a_text_taken_back_go_and_the_citation_is_still_counted(drafted, kind, status):
    citation = keep(drafted, kind)
    assert sources_of(drafted.opinion).words(citation) == citation.words
    take_back(drafted, int(citation.evidence[0][1:]), status)
    sources = sources_of(drafted.opinion)
    behind = sources.behind([citation])
    assert sources.words(citation) is None
    assert (behind.total, behind.withheld, list(behind.public)) == (1, 1, [])


def test_a_sentence_that_names_a_proposal_loses_its_words_with_it(drafted):
    citation = drafted.opinion.citations[0]
    citation.words = f"La proposition {drafted.proposal.title} réunit 12 votes."
    citation.evidence = [f"P{drafted.proposal.id}", f"A{drafted.argument.id}"]
    take_back(drafted, drafted.proposal.id)
    assert sources_of(drafted.opinion).words(citation) is None


def test_a_sentence_that_only_counts_keeps_its_words(drafted):
    citation = drafted.opinion.citations[0]
    citation.words = "12 personnes ont voté."
    take_back(drafted, int(citation.evidence[0][1:]))
    assert sources_of(drafted.opinion).words(citation) == "12 personnes ont voté."


def test_the_place_of_a_citation_no_longer_tells_the_title_of_a_text_taken_back(drafted):
    citation = keep(drafted, CitedKind.QUOTE)
    citation.section_title = f"Santé · {drafted.proposal.title}"
    assert drafted.proposal.title in sources_of(drafted.opinion).place(citation)
    take_back(drafted, int(citation.evidence[0][1:]))
    assert sources_of(drafted.opinion).place(citation) == "Santé"


def test_sentences_of_the_synthesis_alone_are_borne_out_by_their_texts(drafted):
    claim = keep(drafted, CitedKind.CLAIM, recommendation=drafted.opinion.recommendations[0])
    behind = sources_of(drafted.opinion).behind([claim])
    assert (behind.total, behind.only_supports) == (len(set(claim.evidence)), True)


def test_behind_a_recommendation_each_text_counts_once_by_who_wrote_it_and_how(drafted):
    first = drafted.opinion.recommendations[0]
    tied = [keep(drafted, kind, recommendation=first) for kind in (CitedKind.PROPOSAL, CitedKind.CLAIM)]
    behind = sources_of(drafted.opinion).behind(tied)
    assert (behind.total, behind.only_supports) == (len(set(tied[0].evidence)), False)
    assert all(text.title or text.excerpt for text in behind.public)
    assert sum(behind.kinds.values()) == sum(behind.channels.values()) == len(behind.public)
    assert {text.kind for text in behind.public} <= set(Kind)


def test_a_draft_is_told_to_no_contributor(drafted):
    ids = [one.contribution_id for one in drafted.unit.query(CitedContribution)]
    assert ids
    assert cited_in(ids) == {}


def test_the_place_of_an_argument_no_longer_tells_the_title_of_the_proposal_it_was_written_under(drafted):
    citation = keep(drafted, CitedKind.QUOTE)
    citation.section_title = f"Santé · {drafted.proposal.title}"
    citation.evidence = [f"A{drafted.argument.id}"]
    drafted.unit.query(CitedContribution).filter_by(citation_id=citation.id).delete()
    link_contributions(citation)
    take_back(drafted, drafted.proposal.id)
    sources = sources_of(drafted.opinion)
    assert (sources.place(citation), sources.words(citation)) == ("Santé", citation.words)


def test_a_sentence_that_names_a_proposal_taken_back_goes_even_when_it_rests_on_what_was_said_under_it(drafted):
    citation = drafted.opinion.citations[0]
    citation.evidence = [f"A{drafted.argument.id}"]
    drafted.unit.query(CitedContribution).filter_by(citation_id=citation.id).delete()
    link_contributions(citation)
    citation.words = f"Sous « {drafted.proposal.title} », 1 argument contre."
    assert sources_of(drafted.opinion).words(citation) == citation.words
    take_back(drafted, drafted.proposal.id)
    assert sources_of(drafted.opinion).words(citation) is None
