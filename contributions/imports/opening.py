"""Open the consultation an import belongs to: created, held and closed on the days it really was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, func, select

from consult.accounts.models import User
from consult.consultations import operations
from consult.consultations.models import Action, Consultation, Theme
from consult.consultations.operations import ConsultationDraft, PhaseDraft, ThemeDraft
from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import Invalid
from consult.kit.text.slugs import slugify
from contributions.imports.rows import BroughtTheme, Frame
from contributions.models import Contribution

OPENED = frozenset({Action.READ, Action.PROPOSE, Action.VOTE, Action.ARGUE})
_MIDNIGHT, _LAST_MINUTE = time(0, 0), time(23, 59)


def consultation_at(slug: str, frame: Frame) -> Consultation | None:
    """Return the consultation a former run of the same import made here, if one.

    Raises `Invalid` when another consultation stands at this address, or when it is no address.
    """
    if not slug or slugify(slug, fallback="") != slug:
        raise Invalid(
            _l("Choisissez une adresse en minuscules sans accents ni espaces, au lieu de « %(slug)s ».", slug=slug)
        )
    found = session.scalars(select(Consultation).where(Consultation.slug == slug)).one_or_none()
    if found is not None and not (found.imported and _is_of(found, frame.origin)):
        raise Invalid(
            _l("Choisissez une autre adresse : « %(slug)s » est celle d’une autre consultation.", slug=slug)
        )
    return found


def _is_of(consultation: Consultation, origin: str) -> bool:
    """Say whether all that stands in a consultation was written by authors of the same data."""
    others = (
        exists()
        .where(Contribution.consultation_id == consultation.id, Contribution.author_id == User.id)
        .where(func.coalesce(User.external_key, "").not_like(f"{origin}/%"))
    )
    return not session.scalar(select(others))


def hold_consultation(frame: Frame, themes: Sequence[BroughtTheme], slug: str, *, at: datetime) -> Consultation:
    """Create the consultation, publish it as of the day it opened, and record that it is over.

    Nobody here promised a synthesis for a day long past: once closed, that date is forgotten.
    """
    opens_at, closes_at = _instant(frame.opens_on, _MIDNIGHT), _instant(frame.closes_on, _LAST_MINUTE)
    draft = ConsultationDraft(
        title=frame.title,
        question=frame.question,
        summary=frame.summary,
        body=frame.body.strip(),
        modalities=frame.modalities.strip(),
        organiser=frame.organiser,
        decision_maker=frame.decision_maker,
        synthesis_due_on=frame.answered_on,
    )
    consultation = operations.create_consultation(None, draft, at=opens_at, slug=slug, imported=True)
    phase = PhaseDraft(frame.phase, opens_at, closes_at, OPENED, frame.phase_summary)
    operations.add_phase(consultation, phase, at=opens_at)
    keep_themes(consultation, themes)
    operations.publish_consultation(None, consultation, at=opens_at)
    operations.record_passages(at)
    operations.edit_consultation(consultation, replace(draft, synthesis_due_on=None), at=at)
    return consultation


def keep_themes(consultation: Consultation, themes: Sequence[BroughtTheme]) -> dict[str, Theme]:
    """Add the themes that are not there yet; return all by their slug."""
    known = {theme.slug: theme for theme in consultation.themes}
    for one in themes:
        if one.slug not in known:
            known[one.slug] = operations.add_theme(consultation, ThemeDraft(title=one.title, slug=one.slug))
    return known


def _instant(day: date, wall_time: time) -> datetime:
    return clock.from_local(datetime.combine(day, wall_time))
