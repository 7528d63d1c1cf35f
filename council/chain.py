"""Tell the chain of a consultation: asked, contributed, moderated, synthesised, transmitted, answered."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.accounts.models import AnyActor
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.languages import full_date, number
from contributions.journeys import JourneyStep
from council.models import Opinion, Transmission
from council.queries.councils import addressee_of
from council.queries.opinions import opinions_on
from council.queries.transmissions import transmissions_of
from synthesis.models import Synthesis
from synthesis.queries.syntheses import public_synthesis_of


def chain_of(consultation: Consultation, actor: AnyActor, at: datetime) -> list[JourneyStep]:
    """Return the steps of a consultation, done, under way or to come, each leading to its page."""
    synthesis = public_synthesis_of(consultation.id)
    sent = [one for one in transmissions_of(consultation.id) if one.sent_at is not None]
    opinions = [one for one in opinions_on(actor, consultation.id) if one.is_public]
    return [
        _asked(consultation, at),
        _contributed(consultation, at),
        _moderated(consultation),
        _synthesised(consultation, synthesis),
        *(_transmitted(consultation, sent)),
        *(_answered(opinions, sent)),
    ]


def _asked(consultation: Consultation, at: datetime) -> JourneyStep:
    opens_at = consultation.opens_at
    state = "done" if opens_at and opens_at <= at else "current"
    return JourneyStep(
        _("La question est posée"),
        state,
        opens_at,
        consultation.question,
        url_for("consultations.show", slug=consultation.slug),
        _("Lire la présentation"),
    )


def _contributed(consultation: Consultation, at: datetime) -> JourneyStep:
    over = consultation.status is ConsultationStatus.CLOSED
    opened = bool(consultation.opens_at and consultation.opens_at <= at)
    count = consultation.contributions_count
    text = ngettext(
        "%(count)s contribution publiée.", "%(count)s contributions publiées.", count, count=number(count)
    )
    return JourneyStep(
        _("Les habitants contribuent"),
        "done" if over else "current" if opened else "ahead",
        consultation.closed_at if over else None,
        text if opened or over else "",
        url_for("proposals.listing", slug=consultation.slug),
        _("Lire les propositions"),
    )


def _moderated(consultation: Consultation) -> JourneyStep:
    over = consultation.status is ConsultationStatus.CLOSED
    when = _("avant publication") if consultation.pre_moderated else _("après publication")
    return JourneyStep(
        _("Les modérateurs veillent à la charte"),
        "done" if over else "current",
        text=_("Modération %(when)s ; chaque décision est motivée et inscrite au registre.", when=when),
        url=url_for("moderation.register", consultation=consultation.id),
        url_label=_("Consulter le registre de modération"),
    )


def _synthesised(consultation: Consultation, synthesis: Synthesis | None) -> JourneyStep:
    label = _("Une synthèse est écrite")
    if synthesis is not None:
        address = url_for("synthesis.show", synthesis_id=synthesis.id)
        text = _("Chaque phrase renvoie aux contributions sur lesquelles elle repose.")
        return JourneyStep(label, "done", synthesis.published_at, text, address, _("Lire la synthèse"))
    due = consultation.synthesis_due_on
    text = _("Elle sera publique au plus tard le %(day)s.", day=full_date(due)) if due else ""
    return JourneyStep(
        label, "current" if consultation.status is ConsultationStatus.CLOSED else "ahead", text=text
    )


def _transmitted(consultation: Consultation, sent: list[Transmission]) -> list[JourneyStep]:
    if sent:
        return [
            JourneyStep(
                _("La synthèse est transmise à : %(council)s", council=one.council.name),
                "done",
                one.sent_at,
                _(
                    "Transmission n° %(number)s, empreinte %(hash)s.",
                    number=one.number,
                    hash=(one.sha256 or "")[:16],
                ),
                url_for("councils.show", slug=one.council.slug),
                _("Voir le conseil"),
            )
            for one in sent
        ]
    addressee = addressee_of(consultation.id)
    if addressee is None:
        return []
    return [JourneyStep(_("La synthèse sera transmise à : %(council)s", council=addressee.council.name), "ahead")]


def _answered(opinions: list[Opinion], sent: list[Transmission]) -> list[JourneyStep]:
    if not opinions:
        return [JourneyStep(_("Le conseil rend son avis"), "current" if sent else "ahead")]
    return [
        JourneyStep(
            _("Le conseil rend son avis n° %(number)s", number=one.number),
            "done",
            one.published_at,
            one.title,
            url_for("councils.opinion", opinion_id=one.id),
            _("Lire l’avis"),
        )
        for one in sorted(opinions, key=lambda one: one.id)
    ]
