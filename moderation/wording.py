"""Say in French what pages, mails and files call a decision, a reason, a kind and a status."""

from textwrap import shorten

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from consult.kit.errors import Sentence
from contributions.models import Contribution, Kind, Proposal, Status
from moderation.detectors.private import Private
from moderation.models import Degree, FlagReason, Gravity, Verdict

DECIDED: dict[Verdict, Sentence] = {
    Verdict.PUBLISH: _l("Publiée"),
    Verdict.KEEP: _l("Laissée en ligne"),
    Verdict.MASK: _l("Publiée, des mots masqués"),
    Verdict.REQUEST_REVISION: _l("À réviser par son auteur"),
    Verdict.REFUSE: _l("Refusée"),
    Verdict.HIDE: _l("Masquée"),
    Verdict.REMOVE: _l("Ôtée de la vue"),
    Verdict.RESTORE: _l("Rétablie"),
    Verdict.MERGE: _l("Réunie à une autre"),
    Verdict.HOLD: _l("En attente d’être lue"),
}
"""What became of a contribution, as the register says it."""

RULINGS: dict[Verdict, Sentence] = {
    Verdict.PUBLISH: _l("Publication"),
    Verdict.KEEP: _l("Maintien en ligne"),
    Verdict.MASK: _l("Publication, des mots masqués"),
    Verdict.REQUEST_REVISION: _l("Renvoi à l’auteur"),
    Verdict.REFUSE: _l("Refus"),
    Verdict.HIDE: _l("Masquage"),
    Verdict.REMOVE: _l("Retrait de la vue"),
    Verdict.RESTORE: _l("Rétablissement"),
    Verdict.MERGE: _l("Réunion à une autre"),
    Verdict.HOLD: _l("Mise en attente"),
}
"""The decision itself, where a text may be of any kind: no word then has to agree with it."""

GESTURES: dict[Verdict, Sentence] = {
    Verdict.PUBLISH: _l("Publier"),
    Verdict.KEEP: _l("Laisser en ligne"),
    Verdict.MASK: _l("Publier en masquant ces mots"),
    Verdict.REQUEST_REVISION: _l("Demander une révision"),
    Verdict.REFUSE: _l("Refuser"),
    Verdict.HIDE: _l("Masquer"),
    Verdict.REMOVE: _l("Ôter de la vue"),
    Verdict.RESTORE: _l("Rétablir"),
    Verdict.MERGE: _l("Réunir à cette proposition"),
}
"""What stands on the button of each decision."""

KEYS: dict[Verdict, str] = {
    Verdict.PUBLISH: "p",
    Verdict.KEEP: "p",
    Verdict.RESTORE: "p",
    Verdict.MASK: "k",
    Verdict.REQUEST_REVISION: "v",
    Verdict.REFUSE: "r",
    Verdict.HIDE: "m",
    Verdict.REMOVE: "o",
    Verdict.MERGE: "d",
}
"""Which key presses the button of each decision; « p » is always the mild one."""

EFFECTS: dict[Verdict, Sentence] = {
    Verdict.PUBLISH: _l("Votre texte est publié."),
    Verdict.KEEP: _l("Votre texte reste publié."),
    Verdict.MASK: _l(
        "Votre texte est publié, mais une partie n’est pas lue : des mots sont masqués. Vous pouvez le modifier."
    ),
    Verdict.REQUEST_REVISION: _l(
        "Votre texte n’est pas visible pour l’instant. Modifiez-le depuis « Mes contributions » : il sera relu."
    ),
    Verdict.REFUSE: _l("Votre texte n’est pas publié. Vous le retrouvez dans « Mes contributions »."),
    Verdict.HIDE: _l("Votre texte n’est plus visible. À sa place, sa page dit que la modération l’a masqué."),
    Verdict.REMOVE: _l("Votre texte n’est plus visible et sa page n’est plus accessible."),
    Verdict.RESTORE: _l("Votre texte est de nouveau publié."),
    Verdict.MERGE: _l(
        "Votre proposition garde sa page et ses votes, mais n’est plus dans les listes. "
        "Une autre dit la même chose."
    ),
    Verdict.HOLD: _l("Votre texte n’est pas encore publié : une personne va d’abord le lire."),
}
"""What a decision changes, told to the author."""

OUTCOMES: dict[Verdict, Sentence] = {
    Verdict.PUBLISH: _l("Après lecture, le texte est publié : il respecte la charte."),
    Verdict.KEEP: _l("Après lecture, le texte reste en ligne : il respecte la charte."),
    Verdict.MASK: _l("Le texte est en ligne, mais certains de ses mots sont masqués."),
    Verdict.REQUEST_REVISION: _l("Nous avons demandé à la personne qui l’a écrit de le modifier."),
    Verdict.REFUSE: _l("Le texte n’est pas publié."),
    Verdict.HIDE: _l("Le texte n’est plus visible."),
    Verdict.REMOVE: _l("Le texte n’est plus visible et sa page n’est plus accessible."),
    Verdict.MERGE: _l("La proposition est réunie à une autre qui dit la même chose."),
    Verdict.RESTORE: _l("Après une nouvelle lecture, le texte est de nouveau en ligne."),
    Verdict.HOLD: _l("Le texte attend d’être lu avant d’être publié."),
}
"""What a decision changes, told to whoever flagged the text."""

_YOURS: dict[Kind, Sentence] = {
    Kind.PROPOSAL: _l("Votre proposition « %(name)s »"),
    Kind.ARGUMENT: _l("Votre argument « %(name)s »"),
    Kind.COMMENT: _l("Votre commentaire « %(name)s »"),
    Kind.SOURCE: _l("Votre source « %(name)s »"),
}

_BECAME: dict[Verdict, Sentence] = {
    Verdict.PUBLISH: _l("%(yours)s est en ligne"),
    Verdict.KEEP: _l("%(yours)s change de thème"),
    Verdict.MASK: _l("%(yours)s est en ligne avec des mots masqués"),
    Verdict.REQUEST_REVISION: _l("%(yours)s est à réviser"),
    Verdict.REFUSE: _l("%(yours)s ne paraîtra pas"),
    Verdict.HIDE: _l("%(yours)s n’est plus visible"),
    Verdict.REMOVE: _l("%(yours)s n’est plus accessible"),
    Verdict.RESTORE: _l("%(yours)s est de nouveau en ligne"),
    Verdict.MERGE: _l("%(yours)s rejoint une autre proposition"),
    Verdict.HOLD: _l("%(yours)s attend une relecture avant de paraître"),
}
"""The subject of the mail that tells an author; no word agrees with the kind."""

REASONS: dict[FlagReason, Sentence] = {
    FlagReason.INSULT: _l("Insulte"),
    FlagReason.HATE: _l("Haine ou discrimination"),
    FlagReason.DEFAMATION: _l("Accusation sans preuve"),
    FlagReason.THREAT: _l("Menace ou violence"),
    FlagReason.PERSONAL_DATA: _l("Information privée"),
    FlagReason.ADVERTISING: _l("Publicité"),
    FlagReason.OFF_TOPIC: _l("Hors sujet"),
    FlagReason.UNREADABLE: _l("Illisible ou en rafale"),
    FlagReason.DUPLICATE: _l("Déjà publié"),
}

GRAVITIES: dict[Gravity, Sentence] = {
    Gravity.LAW: _l("Ce que la loi interdit"),
    Gravity.RELEVANCE: _l("L’objet de la consultation"),
    Gravity.FORM: _l("La forme"),
    Gravity.DUPLICATE: _l("Les répétitions"),
}

KINDS: dict[Kind, Sentence] = {
    Kind.PROPOSAL: _l("Proposition"),
    Kind.ARGUMENT: _l("Argument"),
    Kind.COMMENT: _l("Commentaire"),
    Kind.SOURCE: _l("Source"),
}

STATUSES: dict[Status, Sentence] = {
    Status.DRAFT: _l("Brouillon"),
    Status.PENDING: _l("En attente"),
    Status.REVISION_REQUESTED: _l("À réviser"),
    Status.PUBLISHED: _l("Publiée"),
    Status.HIDDEN: _l("Masquée"),
    Status.REMOVED: _l("Ôtée de la vue"),
    Status.REFUSED: _l("Refusée"),
    Status.WITHDRAWN: _l("Retirée par son auteur"),
    Status.MERGED: _l("Fusionnée"),
}

SEEN: dict[str, Sentence] = {
    "insults": _l("Des mots qui ressemblent à une insulte"),
    "hate": _l("Des mots qui ressemblent à de la haine"),
    "threats": _l("Des mots qui ressemblent à une menace"),
    "private": _l("Ce qui ressemble à une information privée"),
    "advertising": _l("Ce qui ressemble à de la publicité"),
    "shouting": _l("Un texte en capitales ou des signes répétés"),
    "flooding": _l("Beaucoup de textes, ou le même, envoyés par la même personne"),
    "campaign": _l("Presque les mêmes mots que beaucoup d’autres personnes : une campagne"),
    "other_language": _l("Un texte qui n’est pas en français"),
    "off_theme": _l("Un texte qui ressemble plus à un autre thème"),
    "copies": _l("Les mêmes mots qu’un autre texte de la consultation"),
}
"""What each detector says it saw."""

PRIVATE: dict[Private, Sentence] = {
    Private.MAIL: _l("une adresse électronique"),
    Private.PHONE: _l("un numéro de téléphone"),
    Private.IBAN: _l("un numéro de compte bancaire"),
    Private.SOCIAL_SECURITY: _l("un numéro de sécurité sociale"),
    Private.STREET: _l("une adresse postale"),
}
"""What each piece of private information looks like, with its article."""

DEGREES: dict[Degree, Sentence] = {
    Degree.WARNING: _l("Avertissement"),
    Degree.WEEK: _l("Suspension de 7 jours"),
    Degree.MONTH: _l("Suspension de 30 jours"),
    Degree.QUARTER: _l("Suspension de 90 jours"),
}
"""What is done about an account, from the mildest."""

CONTESTED: dict[str, Sentence] = {
    "oui": _l("Contestées"),
    "en-cours": _l("Recours en cours"),
    "rejete": _l("Recours rejeté"),
    "accepte": _l("Recours accepté : décision annulée"),
}
"""Which decisions of the register to keep, by what their authors said of them."""

MEANS: dict[str, Sentence] = {"personne": _l("Une personne"), "automatique": _l("Un automatisme")}
"""Which decisions of the register to keep, by who took them."""

_HOURS_A_DAY, _TOLD_IN_DAYS = 24, 48


_NAME_LIMIT = 60


def yours(contribution: Contribution) -> str:
    """Name a text to its author, in the subject of a mail: by its title, else by its first words."""
    words = contribution.title if isinstance(contribution, Proposal) else contribution.excerpt
    return str(_YOURS[contribution.kind]) % {"name": shorten(words or "", _NAME_LIMIT, placeholder="…")}


def became(verdict: Verdict, contribution: Contribution) -> str:
    """Say to an author, in the subject of a mail, which text a decision is about and what becomes of it."""
    return str(_BECAME[verdict]) % {"yours": yours(contribution)}


def lasted(hours: float) -> str:
    """Say in less than how long something was done, in hours up to two days, in days beyond."""
    if hours < 1:
        return _("Moins d’une heure")
    if hours < _TOLD_IN_DAYS:
        return ngettext("%(num)s heure", "%(num)s heures", int(hours) + 1)
    return ngettext("%(num)s jour", "%(num)s jours", int(hours // _HOURS_A_DAY) + 1)


def in_short(number: int) -> str:
    """Name a rule in two words, beside the words it is about."""
    return _("règle %(number)s", number=number)


def in_words(number: int, title: str) -> str:
    """Name a rule with its title, for whoever hears the page."""
    return _("règle %(number)s : %(title)s", number=number, title=title)
