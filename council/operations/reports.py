"""Write the synthesis of a council's own work in a year: drafted from its records, edited, published."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.languages import full_date
from consult.kit.text.markdown import normalise_typed, render
from council.models import Council, Referral, ReplyVerdict, YearlyReport
from council.operations.minutes import LONGEST_MINUTES
from council.queries.reports import YearOfWork, report_of, year_of_work
from council.wording import member_name
from council.wording.referrals import REFERRAL_KINDS

VERDICTS = {
    ReplyVerdict.ACCEPTED: _l("acceptées"),
    ReplyVerdict.ACCEPTED_IN_PART: _l("acceptées en partie"),
    ReplyVerdict.REFUSED: _l("refusées"),
    ReplyVerdict.UNDER_STUDY: _l("à l’étude"),
}


def draft_report(council: Council, year: int, today: date) -> str:
    """Return what the records say of a year, in Markdown."""
    work = year_of_work(council, year, today)
    parts = [*_sittings(work), *_referrals(work), *_opinions(work), *_presence(work)]
    return "\n\n".join(parts)


def _sittings(work: YearOfWork) -> Iterator[str]:
    yield "## " + _("Séances")
    held = len(work.sittings)
    if work.owed:
        yield ngettext(
            "Le conseil s’est réuni %(num)s fois ; il en doit %(owed)s dans l’année.",
            "Le conseil s’est réuni %(num)s fois ; il en doit %(owed)s dans l’année.",
            held,
            owed=work.owed,
        )
    else:
        yield ngettext("Le conseil s’est réuni %(num)s fois.", "Le conseil s’est réuni %(num)s fois.", held)
    if work.sittings:
        yield "\n".join(f"- {full_date(one.starts_at)}{_said(one.title)}" for one in work.sittings)


def _said(title: str) -> str:
    return f" – {title}" if title else ""


def _referrals(work: YearOfWork) -> Iterator[str]:
    yield "## " + _("Saisines")
    yield ngettext(
        "%(num)s saisine est entrée au registre.", "%(num)s saisines sont entrées au registre.", len(work.received)
    )
    yield from _listed(work.received)
    yield ngettext(
        "Le conseil a répondu à %(num)s saisine.", "Le conseil a répondu à %(num)s saisines.", len(work.answered)
    )
    if work.delay_days is not None:
        yield ngettext(
            "Une réponse sur deux est venue en %(num)s jour ou moins.",
            "Une réponse sur deux est venue en %(num)s jours ou moins.",
            work.delay_days,
        )
    over = [one for one in work.answered if one.days_over]
    if over:
        yield ngettext(
            "%(num)s réponse est venue après le jour demandé :",
            "%(num)s réponses sont venues après le jour demandé :",
            len(over),
        )
        yield from _listed(over)
    if work.late:
        yield ngettext("%(num)s saisine est en retard :", "%(num)s saisines sont en retard :", len(work.late))
        yield from _listed(work.late)


def _listed(referrals: Sequence[Referral]) -> Iterator[str]:
    if referrals:
        yield "\n".join(f"- {REFERRAL_KINDS[one.kind]} {one.number} – {one.title}" for one in referrals)


def _opinions(work: YearOfWork) -> Iterator[str]:
    yield "## " + _("Avis et réponses")
    yield (
        ngettext("Le conseil a publié %(num)s avis.", "Le conseil a publié %(num)s avis.", len(work.opinions))
        + " "
        + ngettext("Il y fait %(num)s recommandation.", "Il y fait %(num)s recommandations.", work.recommendations)
    )
    if work.opinions:
        yield "\n".join(f"- {one.number} – {one.title}" for one in work.opinions)
    if work.replies:
        yield _("La Région a répondu dans l’année :")
        yield "\n".join(f"- {VERDICTS[verdict]} – {count}" for verdict, count in sorted(work.replies.items()))
    else:
        yield _("La Région n’a publié aucune réponse dans l’année.")


def _presence(work: YearOfWork) -> Iterator[str]:
    if not work.presence:
        return
    yield "## " + _("Présence des membres")
    came, invited = sum(one.came for one in work.presence), sum(one.invited for one in work.presence)
    yield _("%(came)s présences sur %(invited)s invitations.", came=came, invited=invited)
    yield "\n".join(f"- {member_name(one.member.user)} – {one.came} / {one.invited}" for one in work.presence)


def write_report(
    actor: User, council: Council, year: int, source: str, *, version: int, at: datetime
) -> YearlyReport:
    """Keep what a person made of the draft. Raises `Conflict` when someone else saved, or once it is public."""
    words = normalise_typed(source)
    if not words or len(words) > LONGEST_MINUTES:
        raise Invalid(_l("Écrivez un texte, plus court que 60 000 caractères."), "source")
    report = report_of(council, year)
    if report is None:
        report = YearlyReport(council_id=council.id, year=year, version=0)
        session.add(report)
    elif report.published_at is not None:
        raise Conflict(_l("Ce bilan est publié : il ne change plus."))
    if report.version != version:
        raise Conflict(_l("Rechargez la page : quelqu’un d’autre a enregistré ce bilan entre-temps."))
    report.source, report.html, report.version = words, str(render(words)), version + 1
    report.edited_at, report.edited_by_id = at, actor.id
    session.flush()
    return report


def publish_report(actor: User, council: Council, year: int, *, at: datetime) -> None:
    """Show a year's report to everyone, as it stands. Raises `Conflict` before the year's last month."""
    if (at.year, at.month) < (year, 12):
        raise Conflict(_l("Attendez décembre : l’année n’est pas finie."))
    report = report_of(council, year)
    if report is None:
        report = write_report(actor, council, year, draft_report(council, year, at.date()), version=0, at=at)
    report.published_at = report.published_at or at
    session.flush()
