"""Say consultations in the words and pieces their public pages are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.consultations.models import (
    Action,
    Consultation,
    ConsultationStatus,
    Phase,
    ResultKind,
    ResultLink,
    Stage,
)
from consult.consultations.queries import ThemeNode, theme_tree
from consult.kit import clock
from consult.kit.languages import day_and_month, full_date, full_datetime, number

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Step:
    """A step of the timeline; `state` is "past", "current" or "future"; `written` by an organiser or by us."""

    label: str
    period: str
    state: str
    note: str = ""
    written: bool = False


@dataclass(frozen=True)
class ThemeEntry:
    """A theme in the table of contents of a consultation."""

    name: str
    url: str
    summary: str
    facts: Sequence[str]
    children: Sequence["ThemeEntry"]


# --- days -----------------------------------------------------------------------------


def last_day(closes_at: datetime) -> date:
    """Return the last day on which one can take part: the eve, when it closes at midnight."""
    return clock.local(closes_at - _INSTANT).date()


def span(opens_at: datetime, closes_at: datetime) -> str:
    """Write « du 21 septembre au 20 octobre 2026 »."""
    first, last = clock.local(opens_at).date(), last_day(closes_at)
    if first == last:
        return str(_("le %(day)s", day=full_date(first)))
    start = day_and_month(first) if first.year == last.year else full_date(first)
    return str(_("du %(start)s au %(end)s", start=start, end=full_date(last)))


def until(closes_at: datetime) -> str:
    """Write « jusqu’au 20 octobre 2026 », with the hour unless the whole day is included."""
    whole_day = clock.local(closes_at).strftime("%H:%M") in {"00:00", "23:59"}
    day = full_date(last_day(closes_at)) if whole_day else full_datetime(closes_at)
    return str(_("jusqu’au %(day)s", day=day))


def when(consultation: Consultation, at: datetime) -> str:
    """Say until when one can take part, or when one will be able to, or could."""
    stage, opens_at, ended_at = consultation.stage(at), consultation.opens_at, consultation.ended_at
    if opens_at is None or ended_at is None:
        return str(_("Dates à venir")) if stage is Stage.DRAFT else str(_("Consultation close"))
    sentences = {
        Stage.OPEN: _("Ouverte %(until)s", until=until(ended_at)),
        Stage.COMING: _("Ouvre le %(day)s", day=full_date(opens_at)),
        Stage.CLOSED: _("Close depuis le %(day)s", day=full_date(ended_at)),
        Stage.DRAFT: _("Prévue %(span)s", span=span(opens_at, ended_at)),
    }
    return str(sentences[stage])


def dates(consultation: Consultation) -> str:
    """Write when people can take part, from the first day to the last."""
    opens_at, ended_at = consultation.opens_at, consultation.ended_at
    if opens_at is None or ended_at is None or ended_at <= opens_at:
        return ""
    return span(opens_at, ended_at)


def closed_on(consultation: Consultation, at: datetime) -> str:
    """Say when a consultation ended: from its own row once closed, from its phases until then."""
    if consultation.status is ConsultationStatus.CLOSED and consultation.closed_at:
        return str(_("Close depuis le %(day)s", day=full_date(consultation.closed_at)))
    return when(consultation, at)


# --- timeline -------------------------------------------------------------------------


def timeline(consultation: Consultation, results: Sequence[ResultLink], at: datetime) -> list[Step]:
    """Return the phases in order, then the public synthesis that is owed."""
    steps = [_step(consultation, phase, at) for phase in consultation.phases]
    if consultation.synthesis_due_on:
        steps.append(_synthesis_step(consultation, consultation.synthesis_due_on, results, at))
    return steps


def _step(consultation: Consultation, phase: Phase, at: datetime) -> Step:
    period = span(phase.opens_at, phase.closes_at)
    if cut := _cut_short(consultation, phase):
        return Step(phase.title, period, "past", cut)
    if phase.is_open(at):
        return Step(phase.title, period, "current", phase.summary, written=True)
    state = "past" if phase.closes_at <= at else "future"
    return Step(phase.title, period, state, phase.summary, written=True)


def _cut_short(consultation: Consultation, phase: Phase) -> str:
    """Say what the closing of the consultation took from a phase; empty when it took nothing."""
    closed_at = consultation.closed_at
    if closed_at is None or not phase.takes_part or phase.closes_at <= closed_at:
        return ""
    if phase.opens_at >= closed_at:
        return str(_("N’a pas eu lieu : la consultation a été close avant."))
    return str(_("Arrêtée le %(day)s.", day=full_date(closed_at)))


def _synthesis_step(consultation: Consultation, due_on: date, results: Sequence[ResultLink], at: datetime) -> Step:
    label = str(_("Synthèse publique"))
    published = [one.published_at for one in results if one.kind is ResultKind.SYNTHESIS]
    if published:
        return Step(label, str(_("le %(day)s", day=full_date(min(published)))), "past")
    period = str(_("au plus tard le %(day)s", day=full_date(due_on)))
    return Step(label, period, "current" if _is_over(consultation, at) else "future")


def _is_over(consultation: Consultation, at: datetime) -> bool:
    """Say whether it is closed and none of its phases runs on."""
    return consultation.stage(at) is Stage.CLOSED and not any(phase.is_open(at) for phase in consultation.phases)


# --- figures and themes ---------------------------------------------------------------


def main_figures(consultation: Consultation) -> list[tuple[int, str]]:
    """Return the counters a list shows, without those that are zero, each with its noun."""
    counted = [
        (consultation.participants_count, _people),
        (consultation.proposals_count, _proposals),
        (consultation.votes_count, _votes_elsewhere if consultation.imported else _votes),
    ]
    return [(value, noun(value)) for value, noun in counted if value]


def figures(consultation: Consultation) -> list[tuple[int, str]]:
    """Return the same counters, and all contributions together."""
    total = consultation.contributions_count
    return [*main_figures(consultation), *([(total, _contributions(total))] if total else [])]


def facts(consultation: Consultation) -> list[str]:
    """Return the counters a list shows as sentences."""
    return [f"{number(value)} {noun}" for value, noun in main_figures(consultation)]


def _people(count: int) -> str:
    return str(ngettext("personne a participé", "personnes ont participé", count))


def _proposals(count: int) -> str:
    return str(ngettext("proposition", "propositions", count))


def _contributions(count: int) -> str:
    return str(ngettext("contribution en tout", "contributions en tout", count))


def _votes(count: int) -> str:
    return str(ngettext("vote", "votes", count))


def _votes_elsewhere(count: int) -> str:
    return str(ngettext("vote repris", "votes repris", count))


def theme_entries(consultation: Consultation) -> list[ThemeEntry]:
    """Return the tree of themes with their addresses and figures."""
    return [_theme_entry(consultation.slug, node) for node in theme_tree(consultation.themes)]


def theme_path(slug: str, theme_slug: str) -> str:
    """Return the permanent address of a theme, whose page the next room holds."""
    return f"/consultations/{slug}/themes/{theme_slug}"


def _theme_entry(slug: str, node: ThemeNode) -> ThemeEntry:
    count = node.proposals
    said = f"{number(count)} {_proposals(count)}" if count else ""
    return ThemeEntry(
        name=node.theme.title,
        url=theme_path(slug, node.theme.slug),
        summary=node.theme.summary,
        facts=[said] if said else [],
        children=[_theme_entry(slug, child) for child in node.children],
    )


# --- taking part ----------------------------------------------------------------------


def ways_to_take_part(consultation: Consultation) -> list[str]:
    """Return a sentence for each thing that some phase opens, in the order people do them."""
    opened = frozenset().union(*(phase.opens for phase in consultation.phases))
    sentences = {
        Action.VOTE: _("Votez pour, mitigé ou contre."),
        Action.ARGUE: _("Ajoutez un argument pour ou contre."),
        Action.PROPOSE: _("Écrivez votre propre proposition."),
        Action.COMMENT: _("Répondez aux autres en commentaire."),
    }
    return [str(sentence) for action, sentence in sentences.items() if action in opened]


def result_label(result: ResultLink) -> str:
    """Name what came of a consultation."""
    return _kind_label(result.kind)


def read_label(result: ResultLink) -> str:
    """Say on a button what one will read."""
    labels = {
        ResultKind.SYNTHESIS: _("Lire la synthèse"),
        ResultKind.OPINION: _("Lire l’avis du conseil"),
        ResultKind.RESPONSE: _("Lire la réponse de la Région"),
        ResultKind.FOLLOW_UP: _("Lire les suites données"),
    }
    return str(labels[result.kind])


def _kind_label(kind: ResultKind) -> str:
    labels = {
        ResultKind.SYNTHESIS: _("La synthèse"),
        ResultKind.OPINION: _("L’avis du conseil"),
        ResultKind.RESPONSE: _("La réponse de la Région"),
        ResultKind.FOLLOW_UP: _("Les suites données"),
    }
    return str(labels[kind])


@dataclass(frozen=True)
class Outcome:
    """What came of a closed consultation, or what is still awaited; `url` is empty until it is public."""

    label: str
    said: str
    url: str = ""


def outcomes(consultation: Consultation, results: Sequence[ResultLink]) -> list[Outcome]:
    """Return what is public, in the order it comes, and what is awaited, unless it was held elsewhere."""
    awaited = () if consultation.imported else (ResultKind.SYNTHESIS, ResultKind.OPINION, ResultKind.RESPONSE)
    told: list[Outcome] = []
    for kind in ResultKind:
        found = [one for one in results if one.kind is kind]
        told += [
            Outcome(result_label(one), str(_("le %(day)s", day=full_date(one.published_at))), one.url)
            for one in found
        ]
        if not found and kind in awaited:
            told.append(_awaited(kind, consultation.synthesis_due_on))
    return told


def _awaited(kind: ResultKind, synthesis_due_on: date | None) -> Outcome:
    if kind is ResultKind.SYNTHESIS and synthesis_due_on:
        said = str(_("attendue au plus tard le %(day)s", day=full_date(synthesis_due_on)))
    else:
        said = str(_("pas encore"))
    return Outcome(_kind_label(kind), said)


def status_label(consultation: Consultation, at: datetime) -> tuple[str, str]:
    """Return where it stands in a word or two, and the tone of its tag."""
    labels = {
        Stage.DRAFT: (_("Brouillon"), "neutral"),
        Stage.COMING: (_("À venir"), "waiting"),
        Stage.OPEN: (_("Ouverte"), "open"),
        Stage.CLOSED: (_("Close"), "done"),
    }
    label, tone = labels[consultation.stage(at)]
    return str(label), tone


def has_begun(consultation: Consultation, at: datetime) -> bool:
    """Say whether people could already take part."""
    return consultation.stage(at) in {Stage.OPEN, Stage.CLOSED}
