"""Compose the region's answer as a document: what was recommended, what is answered, why, by when."""

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import gettext as _

from consult.kit.languages import full_date
from council.documents.writing import bullets, labels, paragraph, section_of, sections
from council.models import Commitment, OfficialResponse, Reply
from council.wording.answers import VERDICTS
from synthesis.composer.document import Block, Document, Section


def answer_document(response: OfficialResponse) -> Document:
    """Compose an answer in French, whatever the reader's language."""
    with force_locale("fr"):
        opinion = response.opinion
        consultation = opinion.consultation
        fictitious = consultation is not None and consultation.fictitious
        opening = section_of("ouverture", _("La réponse"), response.source) if response.source else None
        return Document(
            title=_("Réponse à l’avis n° %(number)s", number=opinion.number),
            subtitle=opinion.title,
            dateline=_dateline(response),
            organiser=response.signed_by,
            language="fr",
            notice=_("Données fictives : personne n’a fait cette réponse.") if fictitious else "",
            taken_at=response.published_at or response.created_at,
            snapshot="",
            sections=sections(opening, *(_reply(one) for one in response.replies)),
            labels=labels(),
        )


def _dateline(response: OfficialResponse) -> str:
    if response.published_at is None:
        return _("Projet de réponse")
    return _("Publiée le %(day)s", day=full_date(response.published_at))


def _reply(reply: Reply) -> Section:
    position = reply.recommendation.position
    blocks: list[Block] = [
        paragraph(_("« %(words)s »", words=reply.recommendation.said)),
        bullets(list(_facts(reply))),
        *(paragraph(text) for text in reply.reasons.split("\n\n") if text),
        *_promises(reply),
    ]
    return Section(f"recommandation-{position}", _("Recommandation %(number)s", number=position), tuple(blocks))


def _facts(reply: Reply) -> Iterator[str]:
    if reply.verdict:
        yield _("Réponse : %(verdict)s", verdict=VERDICTS[reply.verdict])
    else:
        yield _("Pas encore de réponse")
    if reply.responsible:
        yield _("Qui en répond : %(name)s", name=reply.responsible)
    if reply.due_on:
        yield _("Pour le %(day)s", day=full_date(reply.due_on))
    elif reply.undated_because:
        yield _("Sans date, parce que : %(reason)s", reason=reply.undated_because)


def _promises(reply: Reply) -> Iterator[Block]:
    if reply.commitments:
        yield paragraph(_("Engagements :"))
        yield bullets([_promise(one) for one in reply.commitments])


def _promise(one: Commitment) -> str:
    if one.due_on is None:
        return _("%(title)s, sans date, parce que : %(reason)s", title=one.title, reason=one.undated_because)
    return _("%(title)s, pour le %(day)s", title=one.title, day=full_date(one.due_on))
