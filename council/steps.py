"""Add the council's doors to the earlier rooms' desks."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import AnyActor, Role, User
from consult.consultations.models import Consultation, Stage
from consult.consultations.slots import ActionLink, DeskFact, NextStep
from consult.kit import clock
from consult.kit.languages import full_date
from consult.kit.permissions import allows, present_actor
from council.models import Transmission
from council.queries.answers import Board, BoardState, answered_opinions, awaited_replies, board
from council.queries.councils import addressee_of
from council.queries.pending import unaddressed, untransmitted
from council.queries.transmissions import receipts_counted, transmissions_of
from council.rules import Permission
from council.rules.answers import AnswerPermission
from synthesis.models import Synthesis, SynthesisStatus


def sending_of(synthesis: Synthesis) -> Sequence[ActionLink]:
    """Offer to send a computed synthesis to the council, to those who may."""
    if synthesis.status is SynthesisStatus.BUILDING:
        return []
    if not allows(present_actor(), Permission.TRANSMIT, synthesis):
        return []
    address = url_for("council_secretariat.transmit", synthesis_id=synthesis.id)
    asked = [one for one in transmissions_of(synthesis.consultation_id) if one.synthesis_id == synthesis.id]
    if asked:
        seen = url_for("council_desk.transmission", transmission_id=asked[-1].id)
        again = [ActionLink(_l("Transmettre de nouveau"), address)] if asked[-1].sent_at else []
        return [ActionLink(_l("Voir l’envoi"), seen), *again]
    if synthesis.status is SynthesisStatus.PUBLISHED:
        return [ActionLink(_l("Transmettre au conseil"), address)]
    return [ActionLink(_l("Valider et transmettre au conseil"), address)]


def facts_of(consultation: Consultation) -> Sequence[DeskFact]:
    """Say which council a consultation addresses, and what it was sent."""
    sent = [one for one in transmissions_of(consultation.id) if one.sent_at is not None]
    return [_addressed(consultation), *(_sent(one) for one in sent)]


def _addressed(consultation: Consultation) -> DeskFact:
    addressee = addressee_of(consultation.id)
    state = addressee.council.name if addressee else _("À choisir")
    label = _("Changer de conseil") if addressee else _("Choisir le conseil")
    if not allows(present_actor(), Permission.ADDRESS, consultation):
        return DeskFact(_("Conseil destinataire"), state)
    address = url_for("council_secretariat.address", slug=consultation.slug)
    return DeskFact(_("Conseil destinataire"), state, address, label)


def _sent(transmission: Transmission) -> DeskFact:
    received, told = receipts_counted(transmission)
    state = _(
        "Envoyée le %(day)s ; accusés de réception : %(received)s sur %(told)s",
        day=full_date(transmission.sent_at or transmission.asked_at),
        received=received,
        told=told,
    )
    address = url_for("council_desk.transmission", transmission_id=transmission.id)
    return DeskFact(_("Transmission n° %(number)s", number=transmission.number), state, address, _("Voir l’envoi"))


def next_steps_of(actor: User, at: datetime) -> Sequence[NextStep]:
    """Return what waits for the secretariat: syntheses to send, councils to choose, answers due, late promises."""
    return [*_to_send(actor), *_to_address(actor, at), *_to_answer(actor), *_to_follow_up(actor, at)]


def _to_send(actor: User) -> list[NextStep]:
    return [
        NextStep(
            _("Transmettre au conseil la synthèse de « %(title)s »", title=one.consultation.title),
            url_for("council_secretariat.transmit", synthesis_id=one.id),
            one.consultation.synthesis_due_on,
        )
        for one in untransmitted(actor)
    ]


def _to_address(actor: User, at: datetime) -> list[NextStep]:
    return [
        NextStep(
            _("Choisir le conseil auquel s’adresse « %(title)s »", title=one.title),
            url_for("council_secretariat.address", slug=one.slug),
        )
        for one in unaddressed(actor)
        if one.stage(at) is Stage.OPEN
    ]


def _to_answer(actor: User) -> list[NextStep]:
    """Return the published opinions without an answer, and the recommendations that corrections added since."""
    if not allows(actor, AnswerPermission.PREPARE_ANSWER):
        return []
    opinions = [
        NextStep(
            _("Préparer la réponse à l’avis n° %(number)s", number=opinion.number),
            url_for("answer_desk.prepare", opinion_id=opinion.id) if response else url_for("answer_desk.listing"),
            response.planned_on if response else None,
        )
        for opinion, response in answered_opinions()
        if response is None or not response.is_public
    ]
    added = [
        NextStep(
            _(
                "Répondre à la recommandation %(place)s de l’avis n° %(number)s, ajoutée par sa correction",
                place=one.recommendation.position,
                number=one.response.opinion.number,
            ),
            url_for("answer_desk.reply", reply_id=one.id),
        )
        for one in awaited_replies()
    ]
    return [*opinions, *added]


def _to_follow_up(actor: User, at: datetime) -> list[NextStep]:
    if not allows(actor, AnswerPermission.RECORD_PROGRESS):
        return []
    late = board(Board(state=BoardState.LATE, today=clock.local(at).date()))
    return [
        NextStep(
            _("Dire où en est l’engagement en retard « %(title)s »", title=one.title),
            url_for("commitment_desk.record", commitment_id=one.id),
            one.due_on,
        )
        for one in late
    ]


def sits_somewhere(actor: AnyActor) -> bool:
    """Say whether the council's desk is shown in this person's menu."""
    return actor.has_role(Role.COUNCIL_MEMBER)


def answers_alone(actor: AnyActor) -> bool:
    """Say whether the answers are what this person comes for: the executive, which has no other desk."""
    return actor.has_role(Role.EXECUTIVE)
