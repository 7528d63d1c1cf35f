"""Open a council's workstreams, say who reports on each, where it stands and what it rests on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.markdown import normalise_typed, one_line
from council.models import (
    Council,
    CouncilMember,
    WorkState,
    Workstream,
    WorkstreamConsultation,
    WorkstreamMeasure,
)

LONGEST_SUMMARY = 6_000


@dataclass(frozen=True)
class WorkDraft:
    """What is said of a workstream: its subject, who reports on it, where it stands, what it rests on."""

    title: str
    summary: str = ""
    opened_on: date = date.min
    state: WorkState = WorkState.OPEN
    rapporteur: CouncilMember | None = None
    consultations: Collection[int] = ()
    measures: Collection[int] = ()


def open_workstream(council: Council, draft: WorkDraft, *, today: date) -> Workstream:
    """Open a workstream, public at once. Raises `Invalid` without a title, or if its rapporteur does not sit."""
    work = Workstream(council_id=council.id, version=0, consultations=[], measures=[])
    work.council = council
    _say(work, draft, today)
    session.add(work)
    session.flush()
    return work


def write_workstream(work: Workstream, draft: WorkDraft, *, today: date, version: int | None) -> None:
    """Change what is said of a workstream. Raises `Conflict` for a stale page."""
    session.refresh(work, ["version"], with_for_update=True)
    if version is not None and version != work.version:
        raise Conflict(_l("Rechargez la page : quelqu’un d’autre a modifié ce chantier entre-temps."))
    _say(work, draft, today)
    session.flush()


def _say(work: Workstream, draft: WorkDraft, today: date) -> None:
    title = one_line(draft.title)[:200]
    if not title:
        raise Invalid(_l("Donnez un titre à ce chantier."), "title")
    _check_rapporteur(work, draft.rapporteur, today)
    work.title, work.summary = title, normalise_typed(draft.summary)[:LONGEST_SUMMARY]
    work.opened_on, work.rapporteur = draft.opened_on, draft.rapporteur
    if draft.state is not WorkState.ENDED:
        work.ended_on = None
    elif work.state is not WorkState.ENDED:
        work.ended_on = today
    work.state = draft.state
    work.version += 1
    work.consultations = _consultations(work.consultations, draft.consultations)
    work.measures = _measures(work.measures, draft.measures)


def _check_rapporteur(work: Workstream, rapporteur: CouncilMember | None, today: date) -> None:
    """Refuse a new rapporteur whose mandate is not under way; whoever reported already stays named."""
    if rapporteur is None or rapporteur.id == work.rapporteur_id:
        return
    if rapporteur.council_id != work.council_id or rapporteur.mandate_on(today) is None:
        raise Invalid(_l("Choisissez un membre dont le mandat est en cours."), "rapporteur")


def _consultations(
    known: Sequence[WorkstreamConsultation], wanted: Collection[int]
) -> list[WorkstreamConsultation]:
    kept = [one for one in known if one.consultation_id in wanted]
    there = {one.consultation_id for one in kept}
    return [*kept, *(WorkstreamConsultation(consultation_id=key) for key in wanted if key not in there)]


def _measures(known: Sequence[WorkstreamMeasure], wanted: Collection[int]) -> list[WorkstreamMeasure]:
    kept = [one for one in known if one.measure_id in wanted]
    there = {one.measure_id for one in kept}
    return [*kept, *(WorkstreamMeasure(measure_id=key) for key in wanted if key not in there)]
