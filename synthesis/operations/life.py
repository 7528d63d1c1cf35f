"""Pass a synthesis from one status to the next; each passage leaves a row."""

from datetime import datetime
from hashlib import sha256

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.consultations.models import Consultation, ConsultationStatus, ResultKind
from consult.consultations.operations.documents import show_result
from consult.kit import jobs, outbox
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid, Sentence
from consult.kit.news import announce
from search.kinds import CHANGED
from synthesis import news
from synthesis.formats import json
from synthesis.models import TRANSITIONS, Synthesis, SynthesisChange, SynthesisStatus
from synthesis.queries.contests import unanswered_in
from synthesis.queries.edits import themes_to_sign
from synthesis.queries.syntheses import locked_synthesis, synthesis_of
from synthesis.reading import written_document
from synthesis.searched import payloads_of

BUILD = "synthesis.build"
WRITE_FILES = "synthesis.write_files"
TELL_PLACES = "synthesis.tell_places"
WITHHOLD = "synthesis.withhold"
_REFUSED: dict[SynthesisStatus, Sentence] = {
    SynthesisStatus.STOPPED: _l("Rechargez la page : ce calcul est déjà terminé."),
    SynthesisStatus.BUILDING: _l("Attendez : cette synthèse est en cours de calcul, ou déjà validée."),
    SynthesisStatus.DRAFT: _l("Cette synthèse est publiée : elle ne change plus."),
    SynthesisStatus.VALIDATED: _l("Rechargez la page : cette synthèse a changé d’état entre-temps."),
    SynthesisStatus.PUBLISHED: _l("Validez la synthèse avant de la publier."),
}


def request_build(actor: User, consultation: Consultation, *, at: datetime) -> Synthesis:
    """Ask the worker for the synthesis of a closed consultation, or for a new one that keeps what was changed.

    What was computed before stays readable until the new one is there. Raises `Conflict` when one is being
    computed, or is validated or public.
    """
    if consultation.status is not ConsultationStatus.CLOSED:
        raise Conflict(_l("Attendez la clôture : la synthèse porte sur tout ce qui aura été publié."))
    synthesis = synthesis_of(consultation.id)
    if synthesis is None:
        synthesis = new_synthesis(consultation.id, actor, at=at)
    else:
        change_status(synthesis, SynthesisStatus.BUILDING, actor, at=at)
        begin_again(synthesis, at=at)
    jobs.enqueue(BUILD, {"consultation_id": consultation.id}, at=at)
    return synthesis


def begin_again(synthesis: Synthesis, *, at: datetime) -> None:
    """Forget how far the last computation went."""
    synthesis.asked_at, synthesis.next_snapshot_id, synthesis.done, synthesis.total = at, None, 0, 0
    synthesis.phase = synthesis.started_at = synthesis.stop_asked_at = None


def ask_to_stop(actor: User | None, synthesis: Synthesis, *, at: datetime) -> None:
    """Ask the worker to stop at its next step; no actor from a terminal. Raises `Conflict` when none works."""
    locked = locked_synthesis(synthesis.id)
    if locked.status is not SynthesisStatus.BUILDING:
        raise Conflict(_l("Rechargez la page : ce calcul est déjà terminé."))
    locked.stop_asked_at = locked.stop_asked_at or at
    if locked.started_at is None:
        stop_build(locked, actor, at=at)


def stop_build(synthesis: Synthesis, actor: User | None, *, at: datetime) -> None:
    """Leave a computation before its end: what was there before comes back, or nothing yet."""
    to = SynthesisStatus.DRAFT if synthesis.is_computed else SynthesisStatus.STOPPED
    change_status(synthesis, to, actor, at=at, reason=_("Calcul arrêté à la demande du secrétariat."))
    begin_again(synthesis, at=synthesis.asked_at)


def new_synthesis(consultation_id: int, actor: User | None, *, at: datetime) -> Synthesis:
    """Open the synthesis of a consultation, to be computed."""
    synthesis = Synthesis(consultation_id=consultation_id, asked_at=at, status=SynthesisStatus.BUILDING)
    session.add(synthesis)
    session.flush()
    _leave_row(synthesis, None, actor, "", at)
    return synthesis


def validate_synthesis(actor: User, synthesis: Synthesis, *, at: datetime) -> None:
    """Sign off the whole: it no longer changes, and its fingerprint is kept.

    Raises `Conflict` while a theme is not signed or a contributor not answered, and names what remains.
    """
    if synthesis.status is SynthesisStatus.DRAFT:
        _refuse_unfinished(synthesis, at)
    change_status(synthesis, SynthesisStatus.VALIDATED, actor, at=at)
    synthesis.validated_at, synthesis.validated_by_id = at, actor.id
    synthesis.sha256 = sha256(json.render(written_document(synthesis))).hexdigest()
    if not synthesis.has_current_files:
        jobs.enqueue(WRITE_FILES, {"id": synthesis.id}, at=at)
    announce(news.synthesis_validated, synthesis_id=synthesis.id, consultation_id=synthesis.consultation_id)


def _refuse_unfinished(synthesis: Synthesis, at: datetime) -> None:
    left = [theme.title for theme in themes_to_sign(synthesis)]
    if left:
        raise Conflict(_("Relisez et signez d’abord ces thèmes : %(names)s.", names=", ".join(left)))
    if synthesis.is_provisional(at):
        raise Conflict(_l("Fermez d’abord la synthèse provisoire : des personnes peuvent encore répondre."))
    if unanswered_in(synthesis):
        raise Conflict(_l("Répondez d’abord aux personnes qui contestent la place de leur contribution."))


def reopen_synthesis(actor: User, synthesis: Synthesis, reason: str, *, at: datetime) -> None:
    """Let the texts change again, with a reason that is kept."""
    if not reason.strip():
        raise Invalid(_l("Écrivez pourquoi cette synthèse doit être reprise."), "reason")
    change_status(synthesis, SynthesisStatus.DRAFT, actor, at=at, reason=reason.strip())
    synthesis.validated_at = synthesis.validated_by_id = synthesis.sha256 = None


def publish_synthesis(actor: User, synthesis: Synthesis, *, at: datetime) -> None:
    """Show it to everyone, for good. Raises `Conflict` while its files are not written yet."""
    if synthesis.status is SynthesisStatus.VALIDATED and not synthesis.has_current_files:
        raise Conflict(_l("Attendez un instant : les fichiers à télécharger sont en train d’être écrits."))
    change_status(synthesis, SynthesisStatus.PUBLISHED, actor, at=at)
    synthesis.published_at = at
    show_result(synthesis.consultation_id, ResultKind.SYNTHESIS, address_of(synthesis), at=at)
    outbox.record_all(CHANGED, payloads_of(synthesis), at=at)
    jobs.enqueue(TELL_PLACES, {"id": synthesis.id}, at=at, dedupe_key=f"{TELL_PLACES}@{synthesis.id}")
    announce(news.synthesis_published, synthesis_id=synthesis.id, consultation_id=synthesis.consultation_id)


def address_of(synthesis: Synthesis) -> str:
    """Return the permanent path of a synthesis."""
    return f"/syntheses/{synthesis.id}"


def change_status(
    synthesis: Synthesis, to: SynthesisStatus, actor: User | None, *, at: datetime, reason: str = ""
) -> None:
    """Pass to another status and leave a row; raise `Conflict` when the table forbids it."""
    before = synthesis.status
    if to not in TRANSITIONS[before]:
        raise Conflict(_REFUSED[to])
    synthesis.status = to
    _leave_row(synthesis, before, actor, reason, at)


def _leave_row(
    synthesis: Synthesis, before: SynthesisStatus | None, actor: User | None, reason: str, at: datetime
) -> None:
    session.add(
        SynthesisChange(
            synthesis_id=synthesis.id,
            actor_id=actor.id if actor else None,
            at=at,
            from_status=before,
            to_status=synthesis.status,
            reason=reason,
        )
    )
    session.flush()
