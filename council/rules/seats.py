"""Say in one word what a rule asks of the person: sitting in the council, presiding, keeping its desk."""

from flask_babel import lazy_gettext as _l

from consult.accounts.models import Role
from consult.accounts.roles import holds, holds_on_all
from consult.kit import clock
from consult.kit.permissions import Case, predicate
from council.models import Mandate, Office


def mandate_of(case: Case) -> Mandate | None:
    """Return the mandate under way of whoever acts, in the target's council, once the second factor was shown."""
    member = case.target.reader
    if member is None or case.actor.roles_wait:
        return None
    found: Mandate | None = member.mandate_on(clock.local(case.at).date())
    return found


@predicate(_l("Cette page est réservée aux membres du conseil dont le mandat est en cours."))
def sits_in_it(case: Case) -> bool:
    """Allow whoever has a mandate under way in the target's council, and showed the second factor it asks."""
    return mandate_of(case) is not None


@predicate(_l("Seules la présidence et les vice-présidences font cela."))
def presides(case: Case) -> bool:
    """Allow the president and the vice-presidents of the target's council."""
    mandate = mandate_of(case)
    return mandate is not None and mandate.office in {Office.PRESIDENT, Office.VICE_PRESIDENT}


runs_it = holds(Role.SECRETARIAT, Role.ADMINISTRATOR)
"""Allow the secretariat of the consultation, and administrators."""

answers_opinions = holds_on_all(Role.EXECUTIVE, Role.SECRETARIAT, Role.ADMINISTRATOR)
"""Allow the executive, which answers the councils, and whoever keeps their desk."""

keeps_desk = holds_on_all(Role.SECRETARIAT, Role.ADMINISTRATOR)
"""Allow the secretariat of the councils, which is that of all consultations, and administrators."""
