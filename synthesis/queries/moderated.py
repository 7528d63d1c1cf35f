"""What moderation did in a consultation: the figures of its own public report, kept in the photograph."""

from collections import Counter

from consult.consultations.models import Consultation
from moderation.models import FlagReason
from moderation.queries.figures import excluded_by_rule, pending_count
from moderation.queries.transparency import Delays, Period, Transparency, transparency
from synthesis.analysis.facts import Awaited, ModerationFacts, Tally, Wait
from synthesis.composer.wording import Wording


def moderation_of(consultation: Consultation, say: Wording) -> ModerationFacts:
    """Return what moderation left out and what it did, as the transparency report counts it."""
    excluded: Counter[str] = Counter()
    for one in excluded_by_rule(consultation):
        excluded[one.rule] += one.count
    report = transparency(Period(consultation))
    return ModerationFacts(
        excluded_by_rule=tuple(Tally(rule, count) for rule, count in excluded.items()),
        pending_at_closing=pending_count(consultation),
        received=report.received,
        flags=report.flags,
        decisions=report.decisions,
        automatic=report.automatic,
        detected=report.detected,
        by_reason=tuple(Tally(reason_name(one, say), count) for one, count in report.by_reason.items() if count),
        appeals=report.appeals,
        overturned=report.reversed,
        waits=tuple(_waits(report)),
    )


def _waits(report: Transparency) -> list[Wait]:
    told: list[tuple[Awaited, Delays | None]] = [
        (Awaited.DECISION, report.delays),
        (Awaited.APPEAL, report.appeal_delays),
    ]
    return [Wait(awaited, one.median, one.ninth) for awaited, one in told if one is not None]


def reason_name(reason: FlagReason, say: Wording) -> str:
    """Name a reason in the language of the data, as the report does on a page."""
    return {
        FlagReason.INSULT: say.gettext("Insulte"),
        FlagReason.HATE: say.gettext("Haine ou discrimination"),
        FlagReason.DEFAMATION: say.gettext("Accusation sans preuve"),
        FlagReason.THREAT: say.gettext("Menace ou violence"),
        FlagReason.PERSONAL_DATA: say.gettext("Information privée"),
        FlagReason.ADVERTISING: say.gettext("Publicité"),
        FlagReason.OFF_TOPIC: say.gettext("Hors sujet"),
        FlagReason.UNREADABLE: say.gettext("Illisible ou en rafale"),
        FlagReason.DUPLICATE: say.gettext("Déjà publié"),
    }[reason]
