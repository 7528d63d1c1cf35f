"""Hand over what councils keep of what someone did there together with others; nothing of it is erased.

Who came, who voted what by name, who asked the council to take a subject up are acts of a public body: they stay
on its pages, under the name « Membre qui a supprimé son compte » once the account is gone.
"""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.accounts.personal_data import Part
from consult.accounts.traces import Trace
from consult.kit import clock
from council.models import (
    Attendance,
    RecordedVote,
    Referral,
    ReferralChange,
    Sitting,
    Voice,
    YearlyReport,
)
from council.queries.referrals import proposed_by
from council.queries.sittings import sat_in
from council.queries.votes import voices_of
from council.wording.referrals import REFERRAL_STATUSES
from council.wording.sittings import ANSWERS, CHOICES

Line = dict[str, object]
TRACES = (
    Trace(_l("Saisine enregistrée"), Referral.created_by_id, Referral.id, Referral.created_at),
    Trace(
        _l("Changement d’état d’une saisine"),
        ReferralChange.actor_id,
        ReferralChange.referral_id,
        ReferralChange.at,
    ),
    Trace(_l("Séance créée"), Sitting.created_by_id, Sitting.id, Sitting.created_at),
    Trace(_l("Présence notée"), Attendance.recorded_by_id, Attendance.sitting_id, Attendance.invited_at),
    Trace(_l("Vote ouvert"), RecordedVote.opened_by_id, RecordedVote.id, RecordedVote.opened_at),
    Trace(_l("Voix notée pour un membre"), Voice.recorded_by_id, Voice.vote_id, Voice.at),
    Trace(_l("Bilan annuel modifié"), YearlyReport.edited_by_id, YearlyReport.id, YearlyReport.edited_at),
)


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield the sittings someone was invited to, what they voted, what they proposed that the council studies."""
    yield Part("seances", _l("Les séances où vous étiez convoqué"), [_sitting(one) for one in sat_in(user.id)])
    yield Part("voix", _l("Vos voix dans un conseil"), [_voice(one) for one in voices_of(user.id)])
    yield Part(
        "auto-saisines", _l("Les auto-saisines que vous proposez"), [_own(one) for one in proposed_by(user.id)]
    )


def _sitting(line: Attendance) -> Line:
    return {
        _("conseil"): line.sitting.council.name,
        _("séance"): _instant(line.sitting.starts_at),
        _("réponse"): str(ANSWERS[line.answer]) if line.answer else None,
        _("présent"): line.is_present,
    }


def _voice(voice: Voice) -> Line:
    return {
        _("question"): voice.vote.question,
        _("voix"): str(CHOICES[voice.choice]),
        _("le"): _instant(voice.at),
    }


def _own(referral: Referral) -> Line:
    return {
        _("titre"): referral.title,
        _("texte"): referral.source,
        _("état"): str(REFERRAL_STATUSES[referral.status][0]),
        _("proposée le"): _instant(referral.created_at),
    }


def _instant(value: datetime) -> str:
    return clock.local(value).isoformat(timespec="seconds")
