"""Unsign, take back and hand over what someone contributed.

Votes and supports stay counted: their rows keep the number of the account, which is empty by then and says
nothing of anyone, so that the pair stays unique and counters can be rebuilt. No text leads to that account any
more: neither its author, nor the lines of its own changes of status, nor the mark that stops double posts.
What someone typed for others as a facilitator stays, with the consent that was given.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from consult.accounts.models import User
from consult.accounts.personal_data import Part, TextsFate
from consult.kit import clock, outbox
from consult.kit.db import session
from consult.kit.errors import Sentence
from consult.kit.registries import Registry
from contributions.models import (
    TRANSITIONS,
    Argument,
    Ballot,
    Contribution,
    Kind,
    Position,
    Proposal,
    Response,
    Skip,
    Source,
    Status,
    StatusChange,
    Version,
)
from contributions.news import CHANGED
from contributions.queries import personal
from contributions.status import change_status

LEFT = "account_erased"
"""Why a text was withdrawn when its author left, as its change of status keeps it."""

leaving: Registry[Callable[[Sequence[int], datetime], None]] = Registry("texts_left")
"""What later rooms do about someone's texts, given by their ids, just before these lose their author."""

KINDS: dict[Kind, Sentence] = {
    Kind.PROPOSAL: _l("Proposition"),
    Kind.ARGUMENT: _l("Argument"),
    Kind.COMMENT: _l("Commentaire"),
    Kind.SOURCE: _l("Source"),
}
STATUSES: dict[Status, Sentence] = {
    Status.DRAFT: _l("Brouillon"),
    Status.PENDING: _l("En attente de lecture"),
    Status.REVISION_REQUESTED: _l("À réviser par vous"),
    Status.PUBLISHED: _l("Publiée"),
    Status.HIDDEN: _l("Masquée"),
    Status.REMOVED: _l("Ôtée de la vue"),
    Status.REFUSED: _l("Refusée"),
    Status.WITHDRAWN: _l("Retirée"),
    Status.MERGED: _l("Réunie à une autre"),
}
POSITIONS: dict[Position, Sentence] = {
    Position.FOR: _l("pour"),
    Position.MIXED: _l("mitigé"),
    Position.AGAINST: _l("contre"),
}


def erase(user: User, fate: TextsFate, at: datetime) -> None:
    """Delete drafts, take back what nobody answered when that was asked, and unsign the rest."""
    ids = [one.id for one in personal.texts_of(user)]
    for follow in leaving:
        follow(ids, at)
    _forget_round(user)
    session.execute(
        delete(Contribution).where(Contribution.author_id == user.id, Contribution.status == Status.DRAFT)
    )
    if fate is TextsFate.REMOVED:
        for text in personal.unanswered_texts_of(user):
            _take_back(text, at)
    _unsign(user, at)


def _forget_round(user: User) -> None:
    """Delete what someone passed over in the quick vote, and how many votes they had left."""
    options = {"synchronize_session": False}
    passed = select(Skip.proposal_id).where(Skip.user_id == user.id)
    fewer = update(Proposal).where(Proposal.id.in_(passed)).values({Proposal.considered: Proposal.considered - 1})
    session.execute(fewer, execution_options=options)
    for kept in (Skip, Ballot):
        session.execute(delete(kept).where(kept.user_id == user.id), execution_options=options)


def _take_back(text: Contribution, at: datetime) -> None:
    """Withdraw a text where its status allows it, and empty its words, past and present."""
    if Status.WITHDRAWN in TRANSITIONS[text.status]:
        change_status(text, Status.WITHDRAWN, None, at=at, reason=LEFT)
    text.source = text.html = text.excerpt = ""
    if isinstance(text, Proposal):
        text.title, text.slug, text.territory_id = _("Proposition retirée"), "proposition", None
    if isinstance(text, Source):
        text.label = text.link = text.category = None
    session.execute(delete(Version).where(Version.contribution_id == text.id))
    session.flush()


def _unsign(user: User, at: datetime) -> None:
    own = select(Contribution.id).where(Contribution.author_id == user.id)
    outbox.record_all(CHANGED, [{"id": one} for one in session.scalars(own)], at=at)
    unsigned = update(StatusChange).where(StatusChange.actor_id == user.id, StatusChange.contribution_id.in_(own))
    options = {"synchronize_session": False}
    session.execute(unsigned.values(actor_id=None), execution_options=options)
    texts = update(Contribution).where(Contribution.author_id == user.id)
    session.execute(texts.values(author_id=None, fingerprint=None), execution_options=options)
    session.expire_all()


# --- handing over -----------------------------------------------------------------------

Line = Mapping[str, object]


def hand_over(user: User, _at: datetime) -> Iterator[Part]:
    """Yield what someone wrote, with its status, dates and former words, then their votes and supports."""
    former = personal.former_words_of(user)
    texts = [_text(one, former.get(one.id, [])) for one in personal.texts_of(user)]
    yield Part("contributions", _l("Vos contributions"), texts)
    yield Part(
        "votes",
        _l("Vos votes"),
        [
            {
                _("proposition"): f"P{vote.proposal_id} {title}",
                _("vote"): str(POSITIONS[vote.position]),
                _("le"): _instant(vote.cast_at),
            }
            for vote, title in personal.votes_of(user)
        ],
    )
    yield Part(
        "soutiens",
        _l("Les arguments que vous soutenez"),
        [
            {
                _("argument"): f"A{support.argument_id} {excerpt}",
                _("sens"): str(POSITIONS[position]),
                _("le"): _instant(support.given_at),
            }
            for support, excerpt, position in personal.supports_of(user)
        ],
    )
    yield Part(
        "propositions-passees",
        _l("Les propositions que vous avez passées dans le vote rapide"),
        [
            {_("proposition"): f"P{skip.proposal_id} {title}", _("le"): _instant(skip.skipped_at)}
            for skip, title in personal.skips_of(user)
        ],
    )
    yield Part(
        "votes-comptes",
        _l("Vos votes comptés, là où leur nombre est limité"),
        [
            {_("consultation"): title, _("votes donnés"): ballot.used, _("votes permis"): limit}
            for ballot, title, limit in personal.ballots_of(user)
        ],
    )


def _text(one: Contribution, former: Sequence[Version]) -> Line:
    return {
        _("numéro"): one.reference,
        _("nature"): str(KINDS[one.kind]),
        _("consultation"): one.consultation.title,
        _("thème"): one.theme.title if one.theme else None,
        **_of_its_kind(one),
        _("texte"): one.source,
        _("état"): str(STATUSES[one.status]),
        _("écrit le"): _instant(one.created_at),
        _("envoyé le"): _instant(one.submitted_at),
        _("publié le"): _instant(one.published_at),
        _("modifié le"): _instant(one.edited_at),
        _("versions précédentes"): [_version(version) for version in former],
    }


def _of_its_kind(one: Contribution) -> Line:
    if isinstance(one, Proposal):
        return {_("titre"): one.title}
    told: dict[str, object] = (
        {_("sous la proposition"): f"P{one.proposal_id}"} if isinstance(one, Response) else {}
    )
    if isinstance(one, Argument):
        told[_("sens")] = str(POSITIONS[one.position])
    if isinstance(one, Source):
        told |= {_("titre"): one.label, _("lien"): one.link}
    return told


def _version(version: Version) -> Line:
    return {
        _("version"): version.number,
        _("titre"): version.title,
        _("texte"): version.source,
        _("écrit le"): _instant(version.written_at),
    }


def _instant(value: datetime | None) -> str | None:
    return clock.local(value).isoformat(timespec="seconds") if value else None
