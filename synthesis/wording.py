"""Words this room's pages and documents share."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import ContributorKind
from consult.kit.errors import Sentence
from synthesis.composer.quoting import inside
from synthesis.composer.wording import Wording
from synthesis.models import BuildPhase, ContestAnswer, ContestKind, EditTarget, Placement, SynthesisStatus


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


def where_placed(placement: Placement) -> str:
    """Say to whom wrote a contribution where it stands, with a topic or alone in its theme."""
    if placement.is_alone:
        return _("Placée dans le thème « %(theme)s » ; elle ne rejoint aucun sujet.", theme=placement.theme)
    return _("Placée sous « %(place)s ».", place=inside(placement.named))


SAID_KINDS = frozenset(ContributorKind) - {ContributorKind.NOT_SAID}
"""Those that stand beside a name: nothing is written for who did not say."""
STATUSES: dict[SynthesisStatus, Sentence] = {
    SynthesisStatus.BUILDING: _l("En cours de calcul"),
    SynthesisStatus.STOPPED: _l("Calcul arrêté"),
    SynthesisStatus.DRAFT: _l("À relire"),
    SynthesisStatus.VALIDATED: _l("Validée"),
    SynthesisStatus.PUBLISHED: _l("Publiée"),
}
TONES = {
    SynthesisStatus.BUILDING: "neutral",
    SynthesisStatus.STOPPED: "stopped",
    SynthesisStatus.DRAFT: "waiting",
    SynthesisStatus.VALIDATED: "done",
    SynthesisStatus.PUBLISHED: "done",
}
PHASES: dict[BuildPhase, Sentence] = {
    BuildPhase.READING: _l("Lecture des contributions"),
    BuildPhase.ANALYSIS: _l("Analyse, thème par thème"),
    BuildPhase.KEEPING: _l("Rédaction et mise en place"),
    BuildPhase.FILES: _l("Écriture des fichiers"),
}
CONTEST_KINDS: dict[ContestKind, Sentence] = {
    ContestKind.MISPLACED: _l("Ma contribution est mal placée"),
    ContestKind.MISUNDERSTOOD: _l("Ma contribution est mal comprise"),
}
CONTEST_ANSWERS: dict[ContestAnswer, Sentence] = {
    ContestAnswer.ACCEPTED: _l("Acceptée"),
    ContestAnswer.EXPLAINED: _l("Expliquée"),
}
EDITS: dict[EditTarget, Sentence] = {
    EditTarget.SENTENCE: _l("phrase récrite"),
    EditTarget.INTRODUCTION: _l("introduction"),
    EditTarget.NAME: _l("sujet renommé"),
    EditTarget.MERGE: _l("sujets réunis"),
    EditTarget.SPLIT: _l("sujet partagé"),
    EditTarget.MOVE: _l("contributions déplacées"),
    EditTarget.RANK: _l("ordre changé"),
    EditTarget.QUOTE: _l("citation choisie"),
    EditTarget.EVIDENCE: _l("appui élargi"),
    EditTarget.CHAPTERS: _l("ordre des chapitres"),
}
