"""Name in French what opinions hold, and what members do with them."""

from flask_babel import lazy_gettext as _l

from consult.accounts.models import ContributorKind
from consult.kit.errors import Sentence
from contributions.models import Channel, Kind
from council.models import Choice, CitedKind, DissentKind, Outcome, RemarkKind, RemarkStatus

CITED: dict[CitedKind, Sentence] = {
    CitedKind.CLAIM: _l("Phrase"),
    CitedKind.TOPIC: _l("Sujet"),
    CitedKind.PROPOSAL: _l("Proposition"),
    CitedKind.QUOTE: _l("Mots d’un contributeur"),
}
REMARKS: dict[RemarkKind, Sentence] = {
    RemarkKind.COMMENT: _l("Commentaire"),
    RemarkKind.AMENDMENT: _l("Amendement"),
}
REMARK_STATUSES: dict[RemarkStatus, Sentence] = {
    RemarkStatus.OPEN: _l("Sans réponse"),
    RemarkStatus.ACCEPTED: _l("Accepté"),
    RemarkStatus.REFUSED: _l("Refusé"),
    RemarkStatus.WITHDRAWN: _l("Retiré par son auteur"),
}
DISSENTS: dict[DissentKind, Sentence] = {
    DissentKind.DISSENT: _l("Opinion dissidente"),
    DissentKind.MINORITY: _l("Avis minoritaire"),
}
VOICES: dict[Choice, Sentence] = {
    Choice.FOR: _l("Pour"),
    Choice.AGAINST: _l("Contre"),
    Choice.ABSTAIN: _l("Abstention"),
}
OUTCOMES: dict[Outcome, Sentence] = {Outcome.ADOPTED: _l("Adopté"), Outcome.REJECTED: _l("Rejeté")}
WHO: dict[ContributorKind, Sentence] = {
    ContributorKind.CITIZEN: _l("Habitants"),
    ContributorKind.ASSOCIATION: _l("Associations"),
    ContributorKind.COMPANY: _l("Entreprises"),
    ContributorKind.PUBLIC_BODY: _l("Organismes publics"),
    ContributorKind.ELECTED_MEMBER: _l("Élus"),
    ContributorKind.NOT_SAID: _l("Qualité non dite"),
}
HOW: dict[Channel, Sentence] = {
    Channel.ONLINE: _l("en ligne"),
    Channel.PAPER: _l("sur papier"),
    Channel.MEETING: _l("en réunion"),
}
KINDS: dict[Kind, Sentence] = {
    Kind.PROPOSAL: _l("Proposition"),
    Kind.ARGUMENT: _l("Argument"),
    Kind.COMMENT: _l("Commentaire"),
    Kind.SOURCE: _l("Source"),
}

WORDS = {
    "cited": CITED,
    "dissents": DISSENTS,
    "voices": VOICES,
    "outcomes": OUTCOMES,
    "who": WHO,
    "how": HOW,
    "kinds": KINDS,
}
"""What the pages of an opinion name, by kind of thing."""
