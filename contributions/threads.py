"""Arrange what is said under a proposal the way a page reads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from consult.kit.permissions import present_actor
from consult.kit.registries import Registry
from contributions.models import Comment, Contribution, Proposal, Status


@dataclass(frozen=True)
class Remark:
    """A comment as the page shows it, with its answers."""

    id: int
    author: str
    created_at: datetime
    html: Markup | str
    url: str
    official: str
    tag: str
    row: Comment
    replies: list["Remark"] = field(default_factory=list)


@dataclass(frozen=True)
class Threads:
    """A page of threads; `following` is where the next page starts, empty on the last."""

    remarks: list[Remark]
    following: str = ""


Said = Mapping[int, Markup | str]
"""What became of texts that are no longer read, by their number."""


def threads_of(comments: Sequence[Comment], *, shown: int, said: Said | None = None) -> Threads:
    """Put each answer under its comment; the row beyond `shown` only says that more follow.

    A thread cut by the limit goes whole to the next page, unless the page would be left half empty: the next
    one then begins within it, under its first comment again. `said` stands in place of texts no longer read.
    """
    kept, following = list(comments), ""
    if len(kept) > shown:
        cut = kept[shown]
        thread = cut.parent_id or cut.id
        whole = [one for one in kept[:shown] if (one.parent_id or one.id) != thread]
        is_cut = len(whole) * 2 < shown
        kept, following = (kept[:shown], f"{thread}-{cut.id}") if is_cut else (whole, f"{thread}")
    traces = said or {}
    remarks = {one.id: remark_of(one, traces) for one in kept if one.parent_id is None}
    for one in kept:
        if one.parent_id in remarks:
            remarks[one.parent_id].replies.append(remark_of(one, traces))
    return Threads(list(remarks.values()), following)


def remark_of(comment: Comment, said: Said) -> Remark:
    """Make what the page shows of a comment; a hidden one leaves its place and no word."""
    return Remark(
        id=comment.id,
        author=signature(comment) if comment.is_public else "",
        created_at=comment.created_at,
        html=comment.markup if comment.is_public else said.get(comment.id, trace_of(comment)),
        url=url_for("discussion.find", contribution_id=comment.id),
        official=official_badge(comment),
        tag=_("modifié") if comment.edited_at and comment.is_public else "",
        row=comment,
    )


def signature(contribution: Contribution) -> str:
    """Return the name under a text: its author's, or what stands in its place."""
    if contribution.author is not None:
        return contribution.author.display_name
    if contribution.entered_by_id is not None:
        return _("Une personne, par l’intermédiaire d’un médiateur")
    return _("Une personne qui a supprimé son compte")


def official_badge(contribution: Contribution) -> str:
    """Return the organiser's badge when the text comes from its staff."""
    return _("Organisateur") if contribution.from_organiser else ""


@dataclass(frozen=True)
class CitedRule:
    """The rule a text is withheld for, and where it is read."""

    number: int
    url: str


rules_cited: Registry[Callable[[Sequence[Contribution]], Mapping[int, CitedRule]]] = Registry("rules_cited")
"""What moderation fills: the rule each of these texts is withheld for, by the text's number, in one query."""


reasons_told: Registry[Callable[[Contribution], str]] = Registry("reasons_told")
"""What moderation fills: why this text is not read by everyone, in a sentence for its author."""


def told_to_author(contribution: Contribution) -> str:
    """Say to whoever wrote a text out of sight why it is; nothing to anyone else."""
    actor = present_actor()
    if contribution.is_public or not actor.is_authenticated or contribution.author_id != actor.id:
        return ""
    return " ".join(filter(None, (tell(contribution) for tell in reasons_told)))


def _cited(contributions: Sequence[Contribution]) -> dict[int, CitedRule]:
    """Return the rules that hidden texts are hidden for; asked only when there are some."""
    hidden = [one for one in contributions if one.status is Status.HIDDEN]
    return {number: rule for cite in rules_cited for number, rule in cite(hidden).items()} if hidden else {}


def heading_of(proposal: Proposal) -> str:
    """Return the title everyone may read; of a proposal out of sight, what became of it in its place."""
    if proposal.status is Status.HIDDEN:
        rule = _cited([proposal]).get(proposal.id)
        if rule is None:
            return _("Proposition masquée par la modération")
        return _("Proposition masquée par la modération, règle %(number)s", number=rule.number)
    if proposal.status in _UNTOLD:
        return _("Proposition P%(number)s, qui n’est plus publiée", number=proposal.id)
    return proposal.title


_UNTOLD = frozenset({Status.REMOVED, Status.REFUSED})


def traces_of(contributions: Iterable[Contribution]) -> dict[int, Markup | str]:
    """Say what became of each text that is no longer read; of a hidden one, the rule and the way to read it."""
    gone = [one for one in contributions if not one.is_public]
    rules = _cited(gone)
    return {one.id: _hidden_by(rules[one.id]) if one.id in rules else trace_of(one) for one in gone}


def _hidden_by(rule: CitedRule) -> Markup:
    sentence = _("Texte masqué par la modération, règle %(number)s", number=rule.number)
    return Markup('<a href="{}">{}</a>').format(rule.url, sentence)


def trace_of(contribution: Contribution) -> str:
    """Say what became of a text that is no longer read."""
    sentences = {
        Status.HIDDEN: _("Texte masqué par la modération."),
        Status.WITHDRAWN: _("Texte retiré par son auteur."),
        Status.PENDING: _("Texte en attente de modération."),
        Status.REVISION_REQUESTED: _("Texte en cours de révision par son auteur."),
    }
    return sentences.get(contribution.status, _("Texte ôté de la vue."))
