"""Say in one word what a rule asks of the person: confirmed, or holding a role here."""

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.kit.errors import Sentence
from consult.kit.languages import full_date
from consult.kit.permissions import Case, Rule, predicate, signed_in


@predicate(_l("Confirmez d’abord votre adresse e-mail : le lien est dans le message que nous vous avons envoyé."))
def has_confirmed(case: Case) -> bool:
    """Allow people who proved that their e-mail address is theirs."""
    return bool(case.actor.is_confirmed)


@predicate(_l("Lisez d’abord la charte et acceptez-la : elle a changé, ou vous ne l’avez pas encore acceptée."))
def has_accepted_charter(case: Case) -> bool:
    """Allow people who accepted the charter as it stands now."""
    return bool(case.actor.has_accepted_charter)


def _may_write(case: Case) -> bool:
    return case.actor.restriction_at(scope_of(case.target), case.at) is None


def _until_when(case: Case) -> Sentence | None:
    held = case.actor.restriction_at(scope_of(case.target), case.at)
    if held is None:
        return None
    return _l(
        "Attendez le %(day)s pour écrire à nouveau : votre compte est suspendu jusque-là.",
        day=full_date(held.until),
    )


not_suspended = Rule(_may_write, _until_when, "not suspended")
confirmed = signed_in & has_confirmed & has_accepted_charter & not_suspended


def holds(*roles: Role) -> Rule:
    """Allow whoever holds one of these roles on the target's consultation, or on all.

    Without a target, holding the role anywhere is enough: it opens the desk, whose lists then show
    only what the role was given for. A target says its consultation by `consultation_id`, or is one.
    """

    @predicate()
    def check(case: Case) -> bool:
        scope = scope_of(case.target)
        return any(case.actor.has_role(role, scope) for role in roles)

    return Rule(check.check, check.refusal, " or ".join(role.value for role in roles))


def holds_on_all(*roles: Role) -> Rule:
    """Allow whoever holds one of these roles on all consultations: for what belongs to none of them."""

    @predicate(_l("Demandez à l’administration : il faut ce rôle sur toutes les consultations."))
    def check(case: Case) -> bool:
        return any(case.actor.consultations_as(role) is None for role in roles)

    return Rule(check.check, check.refusal, " or ".join(f"{role.value} on all" for role in roles))


def scope_of(target: object) -> int | None:
    """Return the id of the consultation a target belongs to, or None when it belongs to none."""
    if target is None:
        return None
    found = getattr(target, "consultation_id", None)
    return found if isinstance(found, int) else getattr(target, "id", None)
