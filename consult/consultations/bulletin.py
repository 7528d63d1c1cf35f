"""Gather what is new in consultations, from every room that has something to tell (actualités).

Each room adds a reporter, asked for a span of time and for many consultations at once, so that a feed or a
thousand mails cost the same few queries. A reporter tells only what everyone may read when it is asked: what a
moderator withheld meanwhile is told to nobody.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from consult.consultations.models import Consultation, Phase, ResultKind, ResultLink
from consult.consultations.presentation import until
from consult.consultations.queries import public_phases, results_between
from consult.kit.addresses import external_url, public_address
from consult.kit.errors import Sentence
from consult.kit.registries import Registry

OPENING, CLOSING_SOON, CLOSING = "opening", "closing_soon", "closing"
WARNED_BEFORE = timedelta(days=2)
_TOO_SHORT_TO_WARN = timedelta(days=4)
_LABELS: dict[str, Sentence] = {
    OPENING: _l("Une étape s’ouvre"),
    CLOSING_SOON: _l("Une étape ferme bientôt"),
    CLOSING: _l("Une étape est terminée"),
    ResultKind.SYNTHESIS: _l("La synthèse est publiée"),
    ResultKind.OPINION: _l("Le conseil a rendu son avis"),
    ResultKind.RESPONSE: _l("La Région a répondu"),
    ResultKind.FOLLOW_UP: _l("Des suites sont données"),
}


@dataclass(frozen=True)
class Wanted:
    """What a reporter is asked: the news of these consultations after `since`, up to `until` included.

    `listed` are those whose new proposals are wanted too, `discussed` the proposals whose answers are.
    With `newest`, no reporter need tell more than so many.
    """

    consultations: frozenset[int]
    until: datetime
    since: datetime | None = None
    listed: frozenset[int] = frozenset()
    discussed: frozenset[int] = frozenset()
    newest: int | None = None


@dataclass(frozen=True)
class Entry:
    """One piece of news. `kind` and `number` name it for good; `label` says what happened, `title` to what.

    `themes` are the theme of a proposal and the one above it; `proposal_id` is set for what is said under a
    proposal. What has neither concerns the whole consultation. `author_id` is whose doing it is.
    """

    kind: str
    number: int
    at: datetime
    consultation_id: int
    label: Sentence
    title: Sentence
    url: str
    summary: str = ""
    author: str = ""
    author_id: int | None = None
    themes: frozenset[int] = frozenset()
    proposal_id: int | None = None
    edited_at: datetime | None = None

    @property
    def key(self) -> str:
        """Return what tells it from any other news of the site."""
        return f"{self.kind}/{self.number}"

    @property
    def updated_at(self) -> datetime:
        """Return when its words last changed."""
        return max(self.at, self.edited_at or self.at)


Reporter = Callable[[Wanted], Iterable[Entry]]
reporters: Registry[Reporter] = Registry("bulletin")
"""What each room tells of consultations, in the order of the rooms."""


def news_of(wanted: Wanted) -> list[Entry]:
    """Return what every room tells, the newest first."""
    told = [entry for report in reporters for entry in report(wanted)]
    return sorted(told, key=lambda entry: (entry.at, entry.key), reverse=True)[: wanted.newest]


# --- what consultations tell themselves -----------------------------------------------------


def report_calendar(wanted: Wanted) -> Iterable[Entry]:
    """Tell the phases that opened, that are about to close, and that closed."""
    for phase, consultation in public_phases(wanted.consultations):
        for kind, at in _turns(phase, consultation, wanted.until):
            if at <= wanted.until and (wanted.since is None or at > wanted.since):
                yield _of_phase(kind, at, phase, consultation)


def _turns(phase: Phase, consultation: Consultation, until: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield when a phase opens, warns and closes; nothing of one the closing of the consultation forestalled."""
    opens_at = max(phase.opens_at, consultation.published_at or phase.opens_at)
    closes_at = _end_of(phase, consultation)
    if opens_at >= closes_at:
        return
    yield OPENING, opens_at
    if closes_at > until and closes_at - opens_at > _TOO_SHORT_TO_WARN:
        yield CLOSING_SOON, closes_at - WARNED_BEFORE
    yield CLOSING, closes_at


def _end_of(phase: Phase, consultation: Consultation) -> datetime:
    """Return when a phase ends: what opens an action ends with the consultation at the latest."""
    if phase.takes_part and consultation.closed_at:
        return min(phase.closes_at, consultation.closed_at)
    return phase.closes_at


def _of_phase(kind: str, at: datetime, phase: Phase, consultation: Consultation) -> Entry:
    return Entry(
        kind=kind,
        number=phase.id,
        at=at,
        consultation_id=consultation.id,
        label=_LABELS[kind],
        title=LazyString(_with_end, phase) if kind == CLOSING_SOON else phase.title,
        url=external_url("consultations.show", slug=consultation.slug),
        summary=phase.summary,
    )


def _with_end(phase: Phase) -> str:
    return f"{phase.title}, {until(phase.closes_at)}"


def report_results(wanted: Wanted) -> Iterable[Entry]:
    """Tell the public pages that say what came of a consultation: synthesis, opinion, answer."""
    for result, consultation in results_between(wanted.consultations, wanted.since, wanted.until):
        yield _of_result(result, consultation)


def _of_result(result: ResultLink, consultation: Consultation) -> Entry:
    return Entry(
        kind=result.kind.value,
        number=result.id,
        at=result.published_at,
        consultation_id=consultation.id,
        label=_LABELS[result.kind],
        title=consultation.title,
        url=public_address(result.url),
    )
