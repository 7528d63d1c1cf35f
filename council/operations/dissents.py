"""Attach to an opinion what members who were not followed have to say, signed by each of them."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.kit.db import session
from consult.kit.errors import Conflict, Forbidden, Invalid
from consult.kit.text.markdown import normalise_typed, one_line, render
from council.models import CouncilMember, Dissent, DissentKind, DissentSignature, Opinion, OpinionStatus
from council.queries.adoption import adoption_of

LONGEST_DISSENT = 10_000


@dataclass(frozen=True)
class DissentDraft:
    """What members who were not followed write."""

    kind: DissentKind
    title: str
    source: str


def attach_dissent(member: CouncilMember, opinion: Opinion, draft: DissentDraft, *, at: datetime) -> Dissent:
    """Attach a dissent to an adopted opinion, signed by whoever writes it."""
    _refuse_late(opinion)
    _refuse_absent(member, opinion)
    source, title = normalise_typed(draft.source), one_line(draft.title)[:200]
    if not title:
        raise Invalid(_l("Donnez un titre à ce texte."), "title")
    if not source or len(source) > LONGEST_DISSENT:
        raise Invalid(_l("Écrivez ce texte, en %(limit)s caractères au plus.", limit=LONGEST_DISSENT), "source")
    dissent = Dissent(kind=draft.kind, title=title, source=source, html=str(render(source)), at=at)
    dissent.opinion_id = opinion.id
    dissent.signatures.append(DissentSignature(member_id=member.id, at=at))
    session.add(dissent)
    session.flush()
    return dissent


def sign_dissent(member: CouncilMember, dissent: Dissent, *, at: datetime) -> None:
    """Sign a dissent; signing it twice keeps the first time."""
    _refuse_late(dissent.opinion)
    _refuse_absent(member, dissent.opinion)
    if all(one.member_id != member.id for one in dissent.signatures):
        dissent.signatures.append(DissentSignature(member_id=member.id, at=at))
    session.flush()


def unsign_dissent(member: CouncilMember, dissent: Dissent) -> None:
    """Take one's signature back; a dissent nobody signs any more goes."""
    _refuse_late(dissent.opinion)
    dissent.signatures = [one for one in dissent.signatures if one.member_id != member.id]
    if not dissent.signatures:
        session.delete(dissent)
    session.flush()


def _refuse_late(opinion: Opinion) -> None:
    session.refresh(opinion, ["status"], with_for_update=True)
    if opinion.status is not OpinionStatus.DRAFT:
        raise Forbidden(_l("Cet avis est publié : ce qui s’y joint ne change plus."))


def _refuse_absent(member: CouncilMember, opinion: Opinion) -> None:
    """Let only members in office on the day of the adoption sign."""
    adoption = adoption_of(opinion)
    if adoption is None:
        raise Conflict(_l("Attendez le vote : ce texte se joint à un avis adopté."))
    if member.council_id != opinion.council_id or member.mandate_on(adoption.on) is None:
        raise Forbidden(_l("Seuls signent les membres en fonction le jour de l’adoption."))
