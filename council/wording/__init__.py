"""Name in French what the council's pages show."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.errors import Sentence
from consult.territories.models import TerritoryLevel
from council.models import Office, OpinionStatus

OFFICES: dict[Office, Sentence] = {
    Office.PRESIDENT: _l("Présidence"),
    Office.VICE_PRESIDENT: _l("Vice-présidence"),
    Office.MEMBER: _l("Membre"),
}
LEVELS: dict[TerritoryLevel, Sentence] = {
    TerritoryLevel.REGION: _l("Région"),
    TerritoryLevel.DEPARTMENT: _l("Département"),
    TerritoryLevel.EPCI: _l("Communauté de communes ou métropole"),
    TerritoryLevel.COMMUNE: _l("Commune"),
}
OPINION_STATUSES: dict[OpinionStatus, Sentence] = {
    OpinionStatus.DRAFT: _l("En cours d’écriture"),
    OpinionStatus.PUBLISHED: _l("Publié"),
}


def member_name(user: User) -> str:
    """Return the name of whoever sits or sat in a council, or what stands in its place once they left the site."""
    return user.display_name if user.is_active else _("Membre qui a supprimé son compte")
