"""Tell what becomes of a contribution, step by step; each later room adds its own steps.

A room registers a `Storyteller`, given all the contributions of a page at once, so that the page costs
a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.kit.registries import Registry
from contributions.addresses import contribution_url
from contributions.forms import WITHDRAWAL_REASONS
from contributions.models import Contribution, Proposal, Status
from contributions.threads import trace_of


@dataclass(frozen=True)
class JourneyStep:
    """One step of a contribution's life; `state` is "done", "current" or "ahead"."""

    label: str
    state: str = "done"
    day: datetime | None = None
    text: str = ""
    url: str | None = None
    url_label: str = ""


class Storyteller(Protocol):
    """What a later room knows of some contributions, by their id."""

    def __call__(self, contributions: Sequence[Contribution]) -> Mapping[int, Sequence[JourneyStep]]:
        """Return each contribution's steps in this room."""
        ...


storytellers: Registry[Storyteller] = Registry("journeys")


def steps_of(
    contributions: Sequence[Contribution],
    answers: Mapping[int, int] = MappingProxyType({}),
    reasons: Mapping[int, str] = MappingProxyType({}),
) -> dict[int, list[JourneyStep]]:
    """Return each contribution's steps, in the order of the rooms it went through.

    `answers` says how many people answered a comment, by its number; a proposal's row says it itself.
    `reasons` says why its author took a text back.
    """
    told: dict[int, list[JourneyStep]] = defaultdict(list)
    for one in contributions:
        told[one.id].extend([*_first_steps(one, reasons), *_answered(one, answers.get(one.id, 0))])
    for tell in storytellers:
        for contribution_id, steps in tell(contributions).items():
            told[contribution_id].extend(steps)
    return told


def _first_steps(one: Contribution, reasons: Mapping[int, str]) -> list[JourneyStep]:
    if one.status is Status.DRAFT:
        return [JourneyStep(_("Brouillon"), "current", text=_("Vous êtes la seule personne à le voir."))]
    steps = [JourneyStep(_("Reçue"), day=one.submitted_at or one.created_at)]
    if one.published_at:
        steps.append(JourneyStep(_("Publiée"), day=one.published_at, text=_reception_of(one)))
    if not one.is_public:
        steps.append(JourneyStep(_state_of(one), "current", text=_why_unseen(one, reasons.get(one.id, ""))))
    return steps


def _why_unseen(one: Contribution, reason: str) -> str:
    """Say what became of a text; to who took theirs back, the reason they gave."""
    if one.status is not Status.WITHDRAWN:
        return trace_of(one)
    known = {choice.value: choice.label for choice in WITHDRAWAL_REASONS}
    return _("Votre raison : « %(reason)s ».", reason=known[reason]) if reason in known else ""


def _answered(one: Contribution, answers: int) -> list[JourneyStep]:
    """Tell what people said of a public text, with the way to it."""
    if not one.is_public:
        return []
    said = _said(one, answers)
    if not said:
        return []
    label, url = _("Des personnes ont répondu"), contribution_url(one)
    return [JourneyStep(label, text=", ".join(said), url=url, url_label=_("Lire ce qu’elles en disent"))]


def _said(one: Contribution, answers: int) -> list[str]:
    """Count what people said, in words, without what nobody did."""
    counts = [(answers, ngettext("%(num)s réponse", "%(num)s réponses", answers))]
    if isinstance(one, Proposal):
        arguments = one.arguments_for + one.arguments_against
        counts += [
            (arguments, ngettext("%(num)s argument", "%(num)s arguments", arguments)),
            (one.comments, ngettext("%(num)s commentaire", "%(num)s commentaires", one.comments)),
        ]
    return [words for count, words in counts if count]


def _state_of(one: Contribution) -> str:
    labels = {
        Status.PENDING: _("En attente de lecture"),
        Status.REVISION_REQUESTED: _("À réviser par vous"),
        Status.REFUSED: _("Refusée"),
        Status.HIDDEN: _("Masquée"),
        Status.REMOVED: _("Ôtée de la vue"),
        Status.WITHDRAWN: _("Vous avez retiré ce texte"),
    }
    return labels.get(one.status, _("Reçue"))


def _reception_of(one: Contribution) -> str:
    if isinstance(one, Proposal) and not one.consultation.hides_results:
        return ngettext("%(num)s vote", "%(num)s votes", one.votes_total)
    if one.supports:
        return ngettext("%(num)s soutien", "%(num)s soutiens", one.supports)
    return ""
