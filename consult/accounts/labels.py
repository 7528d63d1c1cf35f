"""Say in French what the pages call a role and a kind of contributor."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import ContributorKind, Role
from consult.kit.errors import Sentence

ROLES: dict[Role, Sentence] = {
    Role.CITIZEN: _l("Citoyenne ou citoyen"),
    Role.FACILITATOR: _l("Médiation : saisir pour autrui"),
    Role.MODERATOR: _l("Modération"),
    Role.SECRETARIAT: _l("Secrétariat du conseil"),
    Role.COUNCIL_MEMBER: _l("Membre du conseil"),
    Role.EXECUTIVE: _l("Exécutif de la collectivité : répondre aux avis"),
    Role.ADMINISTRATOR: _l("Administration du site"),
}

KINDS: dict[ContributorKind, Sentence] = {
    ContributorKind.CITIZEN: _l("En mon nom"),
    ContributorKind.ASSOCIATION: _l("Pour une association"),
    ContributorKind.COMPANY: _l("Pour une entreprise"),
    ContributorKind.PUBLIC_BODY: _l("Pour un organisme public"),
    ContributorKind.ELECTED_MEMBER: _l("En tant qu’élue ou élu"),
    ContributorKind.NOT_SAID: _l("Non précisé"),
}
OFFERED_KINDS = {kind: label for kind, label in KINDS.items() if kind is not ContributorKind.NOT_SAID}
"""What someone may say of themselves."""


def held(role: Role, consultation_id: int | None, titles: Mapping[int | None, str]) -> str:
    """Say a role and on what it is held: all consultations, or one by its title."""
    name = str(ROLES[role])
    if role is Role.ADMINISTRATOR:
        return name
    if consultation_id is None:
        return str(_("%(role)s, toutes les consultations", role=name))
    title = titles.get(consultation_id) or _("consultation n° %(number)s", number=consultation_id)
    return f"{name}, {title}"
