"""Tell the chain of a consultation: asked, contributed, moderated, synthesised, sent, debated, answered, done."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from operator import attrgetter

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.accounts.models import AnyActor
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit import clock
from consult.kit.languages import as_written, full_date, number
from council.chain_of_answers import answered, committed, measured
from council.links import Holder, Link, by_day
from council.models import Opinion, Referral, Sitting, SittingStatus, Transmission
from council.queries.answers import Board, board
from council.queries.chain import measures_from, responses_to, sittings_about
from council.queries.councils import addressee_of
from council.queries.opinions import opinions_on
from council.queries.referrals import referrals_on
from council.queries.transmissions import transmissions_of
from synthesis.models import Synthesis
from synthesis.queries.syntheses import public_synthesis_of


def chain_of(consultation: Consultation, actor: AnyActor, at: datetime) -> list[Link]:
    """Return the steps of a consultation, done, under way or to come, each leading to its page."""
    sent = [one for one in transmissions_of(consultation.id) if one.sent_at is not None]
    opinions = sorted(filter(_is_public, opinions_on(actor, consultation.id)), key=_key)
    links = [
        *_begun(consultation, at),
        *_synthesised_if_owed(consultation),
        *_transmitted(consultation, sent),
        *(_debated(one) for one in sittings_about(consultation.id)),
    ]
    if opinions or not consultation.imported:
        links += [*_opined(opinions, sent), *_followed(consultation, opinions, clock.local(at).date())]
    elif sent:
        links += _opined(opinions, sent)
    is_over = consultation.status is ConsultationStatus.CLOSED
    return by_day(links) if is_over or max(len(sent), len(opinions)) > 1 else links


_is_public, _key = attrgetter("is_public"), attrgetter("id")


def _begun(consultation: Consultation, at: datetime) -> Iterator[Link]:
    """Tell what was asked, by whom, and how people contribute."""
    yield from map(_referred, referrals_on(consultation.id))
    yield _asked(consultation, at)
    yield _contributed(consultation, at)
    yield _brought(consultation) if consultation.imported else _moderated(consultation, at)


def _synthesised_if_owed(consultation: Consultation) -> Iterator[Link]:
    """Tell the synthesis, made or awaited: nobody here owes one on what was held elsewhere."""
    synthesis = public_synthesis_of(consultation.id)
    if synthesis or not consultation.imported:
        yield _synthesised(consultation, synthesis)


def _followed(consultation: Consultation, opinions: Sequence[Opinion], today: date) -> Iterator[Link]:
    """Tell the answers to these opinions, what was committed to, and the measures that follow."""
    ids = [one.id for one in opinions]
    yield from answered(opinions, responses_to(ids))
    commitments = board(Board(consultation=consultation.slug, today=today)) if opinions else []
    yield from committed(consultation, commitments, today)
    yield from measured(measures_from(ids))


def _referred(referral: Referral) -> Link:
    return Link(
        _("Le conseil est saisi : n° %(number)s", number=referral.number),
        "done",
        referral.registered_at,
        referral.title,
        url_for("referrals.show", referral_id=referral.id),
        _("Lire la saisine"),
        Holder.REGION,
    )


def _asked(consultation: Consultation, at: datetime) -> Link:
    opens_at = consultation.opens_at
    state = "done" if opens_at and opens_at <= at else "current"
    return Link(
        _("La question est posée"),
        state,
        opens_at,
        as_written(consultation.question),
        url_for("consultations.show", slug=consultation.slug),
        _("Lire la présentation"),
        Holder.REGION,
    )


def _contributed(consultation: Consultation, at: datetime) -> Link:
    over = consultation.status is ConsultationStatus.CLOSED
    opened = bool(consultation.opens_at and consultation.opens_at <= at)
    count = consultation.contributions_count
    text = ngettext(
        "%(count)s contribution publiée.", "%(count)s contributions publiées.", count, count=number(count)
    )
    return Link(
        _("Les habitants contribuent"),
        "done" if over else "current" if opened else "ahead",
        consultation.closed_at if over else None,
        text if opened or over else "",
        url_for("proposals.listing", slug=consultation.slug),
        _("Lire les propositions"),
        Holder.PEOPLE,
    )


def _brought(consultation: Consultation) -> Link:
    """Tell where an imported consultation was held: nobody here watched over it or owes it an opinion."""
    return Link(
        _("Ses contributions sont reprises ici"),
        "done",
        text=_(
            "Elle s’est tenue sur un autre site, à l’initiative de : %(organiser)s. Ses contributions et les "
            "totaux de votes publiés alors sont repris tels quels ; ce qui a suivi là-bas n’est pas dit ici.",
            organiser=consultation.organiser,
        ),
        holder=Holder.SECRETARIAT,
    )


def _moderated(consultation: Consultation, at: datetime) -> Link:
    over = consultation.status is ConsultationStatus.CLOSED
    opened = bool(consultation.opens_at and consultation.opens_at <= at)
    when = _("avant publication") if consultation.pre_moderated else _("après publication")
    return Link(
        _("Les modérateurs veillent à la charte"),
        "done" if over else "current" if opened else "ahead",
        consultation.closed_at if over else None,
        _("Modération %(when)s ; chaque décision est motivée et inscrite au registre.", when=when),
        url_for("moderation.register", consultation=consultation.id),
        _("Consulter le registre de modération"),
        Holder.SECRETARIAT,
    )


def _synthesised(consultation: Consultation, synthesis: Synthesis | None) -> Link:
    label = _("Une synthèse est écrite")
    if synthesis is not None:
        address = url_for("synthesis.show", synthesis_id=synthesis.id)
        text = _("Chaque phrase renvoie aux contributions sur lesquelles elle repose.")
        said = _("Lire la synthèse")
        return Link(label, "done", synthesis.published_at, text, address, said, Holder.SECRETARIAT)
    due = consultation.synthesis_due_on
    text = _("Elle sera publique au plus tard le %(day)s.", day=full_date(due)) if due else ""
    state = "current" if consultation.status is ConsultationStatus.CLOSED else "ahead"
    return Link(label, state, text=text, holder=Holder.SECRETARIAT)


def _transmitted(consultation: Consultation, sent: Sequence[Transmission]) -> list[Link]:
    if sent:
        return [_sent(one) for one in sent]
    addressee = addressee_of(consultation.id)
    if addressee is None:
        return []
    label = _("La synthèse sera transmise à : %(council)s", council=addressee.council.name)
    return [Link(label, "ahead", holder=Holder.SECRETARIAT)]


def _sent(one: Transmission) -> Link:
    return Link(
        _("La synthèse est transmise à : %(council)s", council=one.council.name),
        "done",
        one.sent_at,
        _("Transmission n° %(number)s, empreinte %(hash)s.", number=one.number, hash=(one.sha256 or "")[:16]),
        url_for("councils.show", slug=one.council.slug, _anchor=f"recu-{one.consultation_id}"),
        _("Voir ce que le conseil a reçu"),
        Holder.SECRETARIAT,
    )


def _debated(sitting: Sitting) -> Link:
    states = {SittingStatus.CLOSED: "done", SittingStatus.OPEN: "current"}
    text = _("Quorum : %(quorum)s membres sur %(seats)s.", quorum=sitting.quorum, seats=sitting.seats)
    return Link(
        _("Le conseil en débat en séance"),
        states.get(sitting.status, "ahead"),
        sitting.starts_at,
        text if sitting.quorum is not None else sitting.title,
        url_for("sittings.show", sitting_id=sitting.id),
        _("Voir la séance n° %(number)s", number=sitting.number),
    )


def _opined(opinions: Sequence[Opinion], sent: Sequence[Transmission]) -> list[Link]:
    if not opinions:
        return [Link(_("Le conseil rend son avis"), "current" if sent else "ahead")]
    return [
        Link(
            _("Le conseil rend son avis n° %(number)s", number=one.number),
            "done",
            one.published_at,
            one.title,
            url_for("councils.opinion", opinion_id=one.id),
            _("Lire l’avis"),
        )
        for one in opinions
    ]
