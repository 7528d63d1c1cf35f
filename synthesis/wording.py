"""Words this room's pages and documents share."""

from flask_babel import lazy_gettext as _l

from consult.accounts.models import ContributorKind
from consult.kit.errors import Sentence
from synthesis.composer.wording import Wording
from synthesis.models import SynthesisStatus


def contributor_kind(kind: ContributorKind, say: Wording) -> str:
    """Name in whose name someone takes part."""
    return {
        ContributorKind.CITIZEN: say.gettext("à titre personnel"),
        ContributorKind.ASSOCIATION: say.gettext("association"),
        ContributorKind.COMPANY: say.gettext("entreprise"),
        ContributorKind.PUBLIC_BODY: say.gettext("organisme public"),
        ContributorKind.ELECTED_MEMBER: say.gettext("personne élue"),
        ContributorKind.NOT_SAID: say.gettext("qualité non précisée"),
    }[kind]


SAID_KINDS = frozenset(ContributorKind) - {ContributorKind.NOT_SAID}
"""Those that stand beside a name: nothing is written for who did not say."""
STATUSES: dict[SynthesisStatus, Sentence] = {
    SynthesisStatus.BUILDING: _l("En cours de calcul"),
    SynthesisStatus.DRAFT: _l("À relire"),
    SynthesisStatus.VALIDATED: _l("Validée"),
    SynthesisStatus.PUBLISHED: _l("Publiée"),
}
TONES = {
    SynthesisStatus.BUILDING: "neutral",
    SynthesisStatus.DRAFT: "waiting",
    SynthesisStatus.VALIDATED: "done",
    SynthesisStatus.PUBLISHED: "done",
}
