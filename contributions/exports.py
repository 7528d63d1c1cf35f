"""The published contributions of a consultation as rows that explain themselves."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from consult.accounts.models import Visitor
from consult.consultations.models import Consultation
from consult.kit.db import session
from consult.kit.errors import Sentence
from consult.kit.exports import Cell
from contributions.attachments.exports import told
from contributions.attachments.models import Attachment
from contributions.attachments.queries import attachments_of_all
from contributions.models import Argument, Comment, Contribution, Proposal, Response, Source
from contributions.queries.visibility import visible_to

_AT_ONCE = 500
_COLUMNS: dict[str, Sentence] = {
    "reference": _l("Numéro permanent : P pour une proposition, A un argument, C un commentaire, S une source"),
    "type": _l("proposal, argument, comment ou source"),
    "theme": _l("Thème choisi par la personne"),
    "titre": _l("Titre de la proposition ou de la source"),
    "texte": _l("Texte tel qu’il a été écrit, en Markdown"),
    "sens": _l("Pour un argument : for (pour) ou against (contre)"),
    "proposition": _l("Numéro de la proposition à laquelle le texte répond"),
    "en_reponse_a": _l("Numéro du commentaire auquel le commentaire répond"),
    "lien": _l("Adresse de la source"),
    "qualite": _l("Au nom de qui la personne s’exprime"),
    "territoire": _l("Territoire que la proposition concerne"),
    "canal": _l("online (en ligne), paper (papier) ou meeting (réunion)"),
    "publiee_le": _l("Date et heure de publication, en temps universel"),
    "modifiee_le": _l("Date et heure de la dernière modification"),
    "votes_pour": _l("Votes pour, exprimés ici"),
    "votes_mitige": _l("Votes mitigés, exprimés ici"),
    "votes_contre": _l("Votes contre, exprimés ici"),
    "votes_importes_pour": _l("Votes pour, repris de la plateforme d’origine"),
    "votes_importes_mitige": _l("Votes mitigés, repris de la plateforme d’origine"),
    "votes_importes_contre": _l("Votes contre, repris de la plateforme d’origine"),
    "soutiens": _l("Soutiens d’un argument, exprimés ici"),
    "soutiens_importes": _l("Soutiens d’un argument, repris de la plateforme d’origine"),
    "pieces_jointes": _l("Nom, taille en octets et adresse de chaque document joint à la proposition"),
    "donnees_fictives": _l("Dit si la consultation est une démonstration"),
}
HEAD = tuple(_COLUMNS)


def columns_explained() -> list[tuple[str, Sentence]]:
    """Return each column of the file with what it means."""
    return list(_COLUMNS.items())


def published_rows(consultation: Consultation) -> Iterator[tuple[Cell, ...]]:
    """Yield what any visitor may read, by number; nothing that names an author."""
    last = 0
    while found := session.scalars(_after(consultation, last)).all():
        joined = attachments_of_all([one.id for one in found if isinstance(one, Proposal) and one.attachments])
        for contribution in found:
            yield _row(contribution, consultation, joined.get(contribution.id, ()))
        last = found[-1].id
        session.expunge_all()


def _after(consultation: Consultation, last: int) -> Select[Contribution]:
    return (
        select(Contribution)
        .where(Contribution.consultation_id == consultation.id, Contribution.id > last, visible_to(Visitor()))
        .order_by(Contribution.id)
        .limit(_AT_ONCE)
        .options(
            joinedload(Contribution.theme), joinedload(Contribution.author), joinedload(Contribution.territory)
        )
    )


def _row(one: Contribution, consultation: Consultation, joined: Sequence[Attachment]) -> tuple[Cell, ...]:
    return (
        one.reference,
        one.kind.value,
        one.theme.title if one.theme else None,
        one.title if isinstance(one, Proposal) else getattr(one, "label", None),
        one.source,
        one.position.value if isinstance(one, Argument) else None,
        f"P{one.proposal_id}" if isinstance(one, Response) else None,
        f"C{one.parent_id}" if isinstance(one, Comment) and one.parent_id else None,
        one.link if isinstance(one, Source) else None,
        one.author.kind.value if one.author else None,
        one.territory.name if one.territory else None,
        one.channel.value,
        one.published_at.isoformat() if one.published_at else None,
        one.edited_at.isoformat() if one.edited_at else None,
        *_votes(one, consultation),
        one.supports if isinstance(one, Argument) else None,
        one.imported_supports,
        told(joined),
        _("données fictives") if consultation.fictitious else None,
    )


def _votes(one: Contribution, consultation: Consultation) -> tuple[Cell, ...]:
    if not isinstance(one, Proposal):
        return (None,) * 6
    cast_here = (None,) * 3 if consultation.hides_results else one.votes
    return (*cast_here, *(one.imported or (None,) * 3))
