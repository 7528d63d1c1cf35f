"""Decide who may flag, moderate and contest: one table, read as sentences."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.accounts.roles import holds, holds_on_all
from consult.kit.permissions import Case, Rules, anyone, predicate, signed_in
from contributions.models import Status

MODERATING = (Role.MODERATOR, Role.ADMINISTRATOR)


class Permission(StrEnum):
    """What people may be allowed to do in moderation."""

    FLAG = "moderation.flag"
    OPEN_QUEUE = "moderation.open_queue"
    REVIEW = "moderation.review"
    DECIDE = "moderation.decide"
    READ_DECISION = "moderation.read_decision"
    APPEAL = "moderation.appeal"
    ANSWER_APPEAL = "moderation.answer_appeal"
    READ_REGISTER = "moderation.read_register"
    READ_STAFF_READS = "moderation.read_staff_reads"
    FORGET_REPLY = "moderation.forget_reply"
    CHANGE_CHARTER = "moderation.change_charter"
    CHOOSE_AUTOMATION = "moderation.choose_automation"
    ACCEPT_CHARTER = "moderation.accept_charter"
    SUSPEND = "moderation.suspend"
    SEE_OWN_SUSPENSIONS = "moderation.see_own_suspensions"
    READ_SUSPENSION = "moderation.read_suspension"
    CONTEST_SUSPENSION = "moderation.contest_suspension"
    ANSWER_SUSPENSION = "moderation.answer_suspension"
    LIFT_SUSPENSION = "moderation.lift_suspension"


def _text(target: Any) -> Any:  # noqa: ANN401 - a contribution, or a row about one
    return getattr(target, "contribution", target)


@predicate(_l("Cette page est réservée aux personnes qui modèrent cette consultation."))
def moderates_here(case: Case) -> bool:
    """Allow whoever moderates the consultation of this text, or any when there is no text."""
    consultation_id = None if case.target is None else case.target.consultation_id
    return any(case.actor.has_role(role, consultation_id) for role in MODERATING)


@predicate(_l("C’est votre texte : une autre personne doit en décider."))
def not_own_text(case: Case) -> bool:
    """Refuse whoever wrote the text, or typed it for someone."""
    text = _text(case.target)
    return not case.actor.is_authenticated or case.actor.id not in {text.author_id, text.entered_by_id}


@predicate(_l("Ce texte n’est plus publié : il n’y a plus rien à signaler."))
def is_published(case: Case) -> bool:
    """Allow on a text that everyone reads."""
    return case.target.status in {Status.PUBLISHED, Status.MERGED}


@predicate(_l("C’est votre texte : vous pouvez le modifier ou le retirer, mais pas le signaler."))
def not_flagging_oneself(case: Case) -> bool:
    """Refuse flagging one's own text."""
    return not case.actor.is_authenticated or case.target.author_id != case.actor.id


@predicate(_l("Cette décision concerne le texte d’une autre personne."))
def is_author(case: Case) -> bool:
    """Allow whoever wrote the text that was decided on."""
    return bool(case.actor.is_authenticated and _text(case.target).author_id == case.actor.id)


@predicate(
    _l(
        "Attendez qu’une personne ait lu votre texte : cette mesure est automatique et provisoire. "
        "La décision qui suivra pourra être contestée."
    )
)
def is_settled(case: Case) -> bool:
    """Refuse what a rule of the consultation did until someone reads."""
    return case.target.appeal_until is not None or not case.target.is_automatic


@predicate(_l("Cette décision ne peut pas être contestée : elle n’écarte pas votre texte."))
def is_contestable(case: Case) -> bool:
    """Allow on a decision that keeps a text from the public."""
    return case.target.appeal_until is not None


@predicate(_l("Le délai de six mois pour contester cette décision est passé."))
def in_time(case: Case) -> bool:
    """Allow until the last day that the statement of reasons gave."""
    return bool(case.at <= case.target.appeal_until)


@predicate(_l("Laissez une autre personne répondre : vous avez pris la décision contestée."))
def did_not_decide(case: Case) -> bool:
    """Refuse whoever took the contested decision."""
    return bool(case.target.decision.decided_by_id != case.actor.id)


@predicate(_l("Personne n’a signé ce texte : il n’y a pas de compte à avertir ou à suspendre."))
def is_signed(case: Case) -> bool:
    """Allow on a text whose author still has an account."""
    return case.target.author_id is not None


@predicate(_l("Cette réponse est celle d’une autre personne."))
def owns_or_shares(case: Case) -> bool:
    """Allow on one's own reply, and on one shared where one moderates."""
    shared = case.target.consultation_id is not None and moderates_here.check(case)
    return shared or case.target.owner_id == case.actor.id


@predicate(_l("Cette mesure concerne le compte d’une autre personne."))
def is_concerned(case: Case) -> bool:
    """Allow whoever was warned or suspended."""
    return bool(case.actor.is_authenticated and case.target.user_id == case.actor.id)


@predicate(_l("Laissez une autre personne s’en occuper : cette mesure vous concerne, ou vous l’avez prise."))
def is_third_party(case: Case) -> bool:
    """Refuse whoever is suspended, and whoever decided it."""
    return case.actor.id not in {case.target.user_id, case.target.decided_by_id}


@predicate(_l("Cette mesure vous concerne : une autre personne doit en décider."))
def not_concerned(case: Case) -> bool:
    """Refuse whoever is suspended."""
    return bool(case.target.user_id != case.actor.id)


RULES: Rules = {
    Permission.FLAG: is_published & not_flagging_oneself,
    Permission.OPEN_QUEUE: signed_in & moderates_here,
    Permission.REVIEW: signed_in & moderates_here,
    Permission.DECIDE: signed_in & moderates_here & not_own_text,
    Permission.READ_DECISION: signed_in & (is_author | moderates_here),
    Permission.APPEAL: signed_in & is_author & is_settled & is_contestable & in_time,
    Permission.ANSWER_APPEAL: signed_in & moderates_here & not_own_text & did_not_decide,
    Permission.READ_REGISTER: anyone,
    Permission.READ_STAFF_READS: signed_in & holds_on_all(Role.ADMINISTRATOR),
    Permission.FORGET_REPLY: signed_in & owns_or_shares,
    Permission.CHANGE_CHARTER: signed_in & holds(Role.SECRETARIAT, Role.ADMINISTRATOR),
    Permission.CHOOSE_AUTOMATION: signed_in & holds(Role.SECRETARIAT, Role.ADMINISTRATOR),
    Permission.ACCEPT_CHARTER: signed_in,
    Permission.SUSPEND: signed_in & moderates_here & not_own_text & is_signed,
    Permission.SEE_OWN_SUSPENSIONS: signed_in,
    Permission.READ_SUSPENSION: signed_in & (is_concerned | moderates_here),
    Permission.CONTEST_SUSPENSION: signed_in & is_concerned & in_time,
    Permission.ANSWER_SUSPENSION: signed_in & moderates_here & is_third_party,
    Permission.LIFT_SUSPENSION: signed_in & moderates_here & not_concerned,
}
