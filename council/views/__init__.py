"""What everyone reads: the councils, their opinions, and what becomes of a consultation."""

from flask import Blueprint, render_template

from consult.kit import clock
from consult.kit.caching import same_for_all
from consult.kit.permissions import present_actor, public
from contributions.addresses import proposal_url
from contributions.queries.proposals import proposal_for
from council.asked import consultation_at
from council.chain import chain_of
from council.following import chain_of_proposal
from council.models import Office
from council.picture import draw
from council.queries.councils import all_councils, consultations_of, council_at, members_of
from council.queries.opinions import opinions_of_council
from council.queries.programme import schemes_of
from council.queries.referrals import register_of
from council.queries.sittings import held_in_year, sittings_of
from council.queries.workstreams import workstreams_of, workstreams_on
from council.wording import LEVELS, OFFICES
from council.wording.programme import WORK_STATES
from council.wording.referrals import referral_tag
from council.wording.sittings import SITTING_STATUSES

blueprint = Blueprint("councils", __name__)
_LATEST, _KEPT_SECONDS = 5, 60
_ORDER = {office: place for place, office in enumerate(Office)}


@blueprint.get("/conseils")
@public
def listing() -> str:
    """Show the councils."""
    return render_template("council/list.html", councils=all_councils())


@blueprint.get("/conseils/<slug>")
@public
def show(slug: str) -> str:
    """Show a council: what it is, who sits in it, what it answered."""
    council = council_at(slug)
    today = clock.local(clock.now()).date()
    mandates = [(member, member.mandate_on(today)) for member in members_of(council.id)]
    former = [member for member, mandate in mandates if mandate is None]
    seated = [(member, mandate) for member, mandate in mandates if mandate is not None]
    return render_template(
        "council/show.html",
        council=council,
        seated=sorted(seated, key=lambda one: _ORDER[one[1].office]),
        consultations=consultations_of(council.id),
        opinions=opinions_of_council(present_actor(), council.id),
        offices=OFFICES,
        former=former,
        levels=LEVELS,
        today=today,
        held=held_in_year(council, today.year),
        sittings=sittings_of(council.id)[:_LATEST],
        sitting_statuses=SITTING_STATUSES,
        referrals=register_of(council.id)[:_LATEST],
        referral_tag=referral_tag,
        schemes=schemes_of(council.id),
        workstreams=workstreams_of(council.id),
        work_states=WORK_STATES,
    )


@blueprint.get("/consultations/<slug>/suivi")
@public
def chain(slug: str) -> str:
    """Show what has become of a consultation, from the question to what is done."""
    consultation = consultation_at(slug)
    steps = chain_of(consultation, present_actor(), clock.now())
    return render_template(
        "council/chain.html",
        consultation=consultation,
        steps=steps,
        picture=draw(steps),
        workstreams=workstreams_on(consultation.id),
    )


@blueprint.get("/propositions/<int:proposal_id>/suivi")
@public
@same_for_all(seconds=_KEPT_SECONDS)
def following(proposal_id: int) -> str:
    """Show what becomes of a proposal, from its publication to what is done."""
    proposal = proposal_for(present_actor(), proposal_id)
    steps = chain_of_proposal(proposal)
    return render_template(
        "council/following.html",
        proposal=proposal,
        consultation=proposal.consultation,
        steps=steps,
        picture=draw(steps),
        proposal_url=proposal_url,
    )
