"""Tell what becomes of one proposal, to everyone: published, supported, placed, quoted, cited, answered, done."""

from collections.abc import Iterator, Sequence
from itertools import chain

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.consultations.models import ConsultationStatus
from contributions.acts import Act
from contributions.addresses import proposal_url
from contributions.models import Contribution, Proposal
from council.chain_of_answers import answered, measured, noon
from council.links import Holder, Link, by_day
from council.models import Commitment, Opinion, Progress, Reply
from council.queries.chain import Cited, Opined, cited_in, cited_under, opined_on
from council.queries.outcomes import came_of
from council.queries.programme import measures_resting_on
from council.wording.answers import VERDICTS
from synthesis.models import Placement, Synthesis
from synthesis.queries.syntheses import placements_of
from synthesis.wording import where_placed


def offer_to_follow(contribution: Contribution) -> list[Act]:
    """Offer, beside a public proposal, to see what becomes of it."""
    if not isinstance(contribution, Proposal) or not contribution.is_public:
        return []
    address = url_for("councils.following", proposal_id=contribution.id)
    return [Act(_("Voir ce qu’elle devient"), address)]


def chain_of_proposal(proposal: Proposal) -> list[Link]:
    """Return the steps of a proposal, from its publication to what was done, each leading to its page."""
    cited = cited_in([proposal.id]).get(proposal.id, ())
    backed = [one.id for one in chain.from_iterable(each.recommendations for each in cited)]
    replies = [one.reply for one in came_of([proposal.id]).get(proposal.id, ())]
    opined = opined_on([proposal.consultation_id]).get(proposal.consultation_id, ())
    links = [
        _published(proposal),
        _supported(proposal),
        *_placed(proposal),
        *_opined(proposal, cited, opined),
        *_answered(replies, is_cited=bool(backed)),
        *_answered_whole(proposal, cited, opined),
        *chain.from_iterable(map(_promised_in, replies)),
        *measured(list(chain.from_iterable(measures_resting_on(backed).values()) if backed else ())),
    ]
    return by_day(links) if len(opined) > 1 else links


def _promised_in(reply: Reply) -> list[Link]:
    return [_promised(one) for one in reply.commitments]


def _published(proposal: Proposal) -> Link:
    day = proposal.published_at
    url = proposal_url(proposal.id, proposal.public_slug)
    return Link(_("Publiée"), "done" if day else "current", day, "", url, _("Lire la proposition"), Holder.PEOPLE)


def _supported(proposal: Proposal) -> Link:
    arguments = proposal.arguments_for + proposal.arguments_against
    said = [ngettext("%(num)s argument", "%(num)s arguments", arguments)] if arguments else []
    if not proposal.consultation.hides_results and proposal.votes_total:
        votes = _("%(count)s pour", count=proposal.votes[0])
        said = [ngettext("%(num)s vote", "%(num)s votes", proposal.votes_total), votes, *said]
    url = proposal_url(proposal.id, proposal.public_slug, "vote")
    text = ", ".join(said)
    label, consultation = _("Soutenue et débattue"), proposal.consultation
    if consultation.status is not ConsultationStatus.CLOSED:
        state = "current" if proposal.published_at else "ahead"
        return Link(label, state, None, text, url, _("Voir les votes"), Holder.PEOPLE)
    text = text or _("Personne n’y a voté ni donné d’argument.")
    return Link(label, "done", consultation.closed_at, text, url, _("Voir les votes"), Holder.PEOPLE)


def _placed(proposal: Proposal) -> Iterator[Link]:
    """Tell its place in the published synthesis, and whether it is quoted there."""
    places = placements_of([proposal.id])
    if not places:
        yield Link(_("Placée dans la synthèse"), "ahead", holder=Holder.SECRETARIAT)
    for placement, synthesis in places:
        yield _place(proposal, placement, synthesis)
        if placement.is_quoted:
            address = _part(proposal, placement, synthesis)
            said = _("Lire la citation")
            text = _("Citée mot pour mot.")
            yield Link(
                _("Citée dans la synthèse"),
                "done",
                synthesis.published_at,
                text,
                address,
                said,
                Holder.SECRETARIAT,
            )


def _place(proposal: Proposal, placement: Placement, synthesis: Synthesis) -> Link:
    return Link(
        _("Placée dans la synthèse"),
        "done",
        synthesis.published_at,
        where_placed(placement),
        _part(proposal, placement, synthesis),
        _("Voir sa place dans la synthèse"),
        Holder.SECRETARIAT,
    )


def _part(proposal: Proposal, placement: Placement, synthesis: Synthesis) -> str:
    return url_for(
        "synthesis.part",
        synthesis_id=synthesis.id,
        section_id=placement.section_id,
        _anchor=proposal.reference,
    )


def _opined(proposal: Proposal, cited: Sequence[Cited], opined: Sequence[Opined]) -> Iterator[Link]:
    """Tell the recommendations that cite it, and which opinions were given without citing it."""
    for each in cited:
        yield from _backing(each)
    others = _not_citing(cited, opined)
    under = cited_under(proposal.id) if others else {}
    for one in others:
        yield _silent(one.opinion, under.get(one.opinion.id, 0))
    if not (cited or opined or proposal.consultation.imported):
        yield Link(_("Lue par le conseil"), "ahead")


def _not_citing(cited: Sequence[Cited], opined: Sequence[Opined]) -> Sequence[Opined]:
    citing = {one.opinion.id for one in cited}
    return [one for one in opined if one.opinion.id not in citing]


def _silent(opinion: Opinion, under: int) -> Link:
    """Tell an opinion that does not cite the proposal, and how much of what was said under it does."""
    said = ngettext("Il cite %(num)s texte écrit sous elle.", "Il cite %(num)s textes écrits sous elle.", under)
    return Link(
        _("Le conseil a rendu son avis n° %(number)s", number=opinion.number),
        "done",
        opinion.published_at,
        said if under else _("Il ne la cite pas."),
        url_for("councils.opinion", opinion_id=opinion.id),
        _("Lire l’avis"),
    )


def _answered_whole(proposal: Proposal, cited: Sequence[Cited], opined: Sequence[Opined]) -> Iterator[Link]:
    """Tell what was answered to the opinions none of whose recommendations cites the proposal."""
    backing = {one.opinion.id for one in cited if one.recommendations}
    others = [one for one in opined if one.opinion.id not in backing]
    if others or not (opined or proposal.consultation.imported):
        responses = {one.opinion.id: one.response for one in others if one.response}
        yield from answered([one.opinion for one in others], responses)


def _backing(cited: Cited) -> Iterator[Link]:
    opinion = cited.opinion
    if not cited.recommendations:
        url = url_for("councils.opinion", opinion_id=opinion.id)
        label = _("Citée dans l’avis n° %(opinion)s", opinion=opinion.number)
        yield Link(label, "done", opinion.published_at, opinion.title, url, _("Lire l’avis"))
    for one in cited.recommendations:
        yield Link(
            _("Citée dans la recommandation %(number)s", number=one.position),
            "done",
            opinion.published_at,
            _("Avis n° %(number)s : %(title)s", number=opinion.number, title=opinion.title),
            url_for("councils.opinion", opinion_id=opinion.id, _anchor=f"recommandation-{one.position}"),
            _("Lire la recommandation"),
        )


def _answered(replies: Sequence[Reply], *, is_cited: bool) -> Iterator[Link]:
    if not replies and is_cited:
        yield Link(_("La Région répond"), "current", holder=Holder.REGION)
    for reply in replies:
        position = reply.recommendation.position
        verdict = str(VERDICTS[reply.verdict]).lower() if reply.verdict else ""
        yield Link(
            _("La Région répond à la recommandation %(number)s", number=position),
            "done",
            reply.published_at,
            _("Recommandation %(verdict)s.", verdict=verdict) if verdict else "",
            url_for("answers.show", opinion_id=reply.response.opinion_id, _anchor=f"recommandation-{position}"),
            _("Lire la réponse"),
            Holder.REGION,
        )


def _promised(one: Commitment) -> Link:
    labels = {Progress.DONE: _("C’est fait"), Progress.DROPPED: _("La Région y renonce")}
    over = one.progress in labels
    return Link(
        labels.get(one.progress, _("La Région s’y engage")),
        "done" if over else "current",
        noon(one.done_on),
        one.title,
        url_for("commitments.show", commitment_id=one.id),
        _("Suivre cet engagement"),
        Holder.REGION,
    )
