"""Every link of the chain, walked on the demonstration in both directions, before and after people leave."""

from urllib.parse import urldefrag

import pytest
from sqlalchemy import select

from consult.accounts.models import Role, RoleGrant, User, Visitor
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.db import database
from contributions.models import Kind, Proposal
from council.chain import chain_of
from council.following import chain_of_proposal
from council.models import CouncilMember, DissentSignature, Opinion, Voice
from council.queries.chain import cited_in
from council.queries.citations import sources_of
from council.reading import address_of
from tests.conftest import Browser
from tests.factories import NOW
from tests.factories.demonstrations import demonstration_in
from tests.house_rules.walking import Elements

SLUG = "demarches-en-ligne"
GONE = "Membre qui a supprimé son compte"


@pytest.fixture(scope="module")
def app(empty_database, tmp_path_factory):
    """Return an application whose demonstration is made, once for these tests."""
    with demonstration_in(empty_database, tmp_path_factory) as made:
        yield made


@pytest.fixture
def page(app):
    """Open a request on the demonstration: the steps hold addresses."""
    with app.test_request_context(), database().unit_of_work() as unit, clock.set_to(NOW):
        yield unit


def consultation(unit) -> Consultation:
    return unit.scalars(select(Consultation).where(Consultation.slug == SLUG)).one()


def cited_proposals(unit) -> list[Proposal]:
    """Return the proposals a recommendation rests on, read with all their page says."""
    numbers = [
        one for (one,) in unit.execute(select(Proposal.id).join(Consultation).where(Consultation.slug == SLUG))
    ]
    backed = [key for key, found in cited_in(numbers).items() if any(one.recommendations for one in found)]
    return list(unit.scalars(select(Proposal).where(Proposal.id.in_(backed)).order_by(Proposal.id)))


def test_what_is_to_come_stands_after_what_was_done(page):
    steps = chain_of(consultation(page), Visitor(), NOW)
    days = [step.day for step in steps if step.day is not None]
    assert (len(days) > 5, days) == (True, sorted(days))
    assert days[-1] > NOW


class Walk:
    """A visitor who follows links, each page read once."""

    def __init__(self, app) -> None:
        self.browser, self.read = Browser(app), {}

    def at(self, address: str) -> Elements:
        """Read a page that must answer, with the place in it that the address names."""
        path, anchor = urldefrag(address)
        if path not in self.read:
            answer = self.browser.get(path, follow_redirects=True)
            assert answer.status_code == 200, address
            self.read[path] = Elements.of(answer.text)
        found = self.read[path]
        assert not anchor or anchor in {one.attributes.get("id") for one in found.found}, address
        return found

    def leads(self, address: str, *wanted: str) -> bool:
        """Say whether a page has a link to one of these addresses."""
        links = {one.attributes.get("href") or "" for one in self.at(address).named("a")}
        return any(link.startswith(start) for link in links for start in wanted)


def walk_all(app, unit) -> Walk:
    """Walk every link of the chain of the consultation and of each cited proposal, there and back."""
    walk, asked = Walk(app), consultation(unit)
    for step in chain_of(asked, Visitor(), NOW):
        if step.url:
            assert walk.leads(step.url, f"/consultations/{SLUG}"), step.url
    proposals = cited_proposals(unit)
    for proposal in proposals:
        address = f"/propositions/{proposal.id}/suivi"
        assert walk.leads(address, f"/consultations/{SLUG}/suivi")
        for step in chain_of_proposal(proposal):
            if step.url:
                assert walk.leads(step.url, f"/consultations/{SLUG}"), step.url
    assert proposals
    return walk


def test_each_step_leads_to_its_place_and_each_place_back_to_the_consultation(app, page):
    walk = walk_all(app, page)
    assert len(walk.read) >= 15


def test_each_recommendation_leads_to_every_contribution_behind_it_and_each_of_them_back(app, page):
    walk, opinion = Walk(app), page.scalars(select(Opinion)).one()
    sources = sources_of(opinion)
    address = f"/avis/{opinion.id}"
    for text in sources.behind(opinion.citations).public:
        assert walk.leads(address, address_of(text))
        there = walk.at(address_of(text))
        assert f"/propositions/{text.id}/suivi" in str(there.found) or text.kind is not Kind.PROPOSAL
    assert sources.behind(opinion.citations).public


def test_no_way_ends_once_those_who_wrote_sat_voted_and_signed_have_left(app, page):
    leaving = {one.author for one in cited_proposals(page) if one.author is not None}
    voters = select(CouncilMember).join(Voice, Voice.member_id == CouncilMember.id)
    signers = select(CouncilMember).join(DissentSignature, DissentSignature.member_id == CouncilMember.id)
    leaving |= {one.user for one in page.scalars(voters.limit(3))} | {one.user for one in page.scalars(signers)}
    leaving.add(page.scalars(select(Opinion)).one().rapporteur)
    names = [one.display_name for one in leaving]
    kept = select(RoleGrant.user_id).where(RoleGrant.role == Role.ADMINISTRATOR)
    for one in sorted(leaving, key=lambda one: one.id):
        assert one.id not in set(page.scalars(kept))
        fate = TextsFate.REMOVED if one.id % 2 else TextsFate.UNSIGNED
        erase_user(page.get_one(User, one.id), fate, at=NOW)
    page.commit()
    walk = walk_all(app, page)
    council = walk.at(f"/avis/{page.scalars(select(Opinion)).one().id}")
    assert any(GONE in one.words for one in council.named("p", "div", "td", "dt"))
    assert not [
        name for name in names for read in walk.read.values() if any(name in one.words for one in read.found)
    ]
