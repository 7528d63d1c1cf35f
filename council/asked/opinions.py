"""Turn the addresses of opinions into what a rule judges: an opinion, with the passage or the remark named."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from consult.kit.errors import Conflict, Forbidden, NotFound
from consult.kit.permissions import present_actor
from council.asked.numbers import whole
from council.models import (
    CouncilMember,
    Dissent,
    Opinion,
    OpinionSection,
    OpinionStatus,
    Recommendation,
    Remark,
)
from council.operations.citations import Backed, passage_of
from council.operations.drafting import refuse_settled
from council.queries.opinions import dissent_at, opinion_for, remark_at

T = TypeVar("T")


@dataclass(frozen=True)
class Within(Generic[T]):
    """Something of an opinion; a rule sees through it to the opinion."""

    opinion: Opinion
    item: T

    @property
    def reader(self) -> CouncilMember | None:
        """Say who reads it, as a member of the council."""
        return self.opinion.reader

    @property
    def status(self) -> OpinionStatus:
        """Say whether the opinion is written or published."""
        return self.opinion.status

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read the opinion."""
        return self.opinion.is_public

    @property
    def rapporteur_id(self) -> int:
        """Say who writes the opinion."""
        return self.opinion.rapporteur_id


def opinion_at(opinion_id: int) -> Opinion:
    """Return the opinion of an address, or raise `NotFound`."""
    return opinion_for(present_actor(), opinion_id)


def opinion_to_write_at(opinion_id: int) -> Opinion:
    """Return the opinion of an address to change it; members are told when it is settled, and led back to it.

    Whoever else asks meets the rule.
    """
    opinion = opinion_at(opinion_id)
    if opinion.reader is None or not (opinion.is_public or opinion.rapporteur_id == opinion.reader.user_id):
        return opinion
    try:
        refuse_settled(opinion)
    except (Conflict, Forbidden) as refusal:
        page = "councils.opinion" if opinion.is_public else "opinion_desk.draft"
        raise refusal.leading_to(_l("Revenir à l’avis"), url_for(page, opinion_id=opinion.id)) from None
    return opinion


def opinion_file_at(opinion_id: int, extension: str) -> Within[str]:
    """Return an opinion with the format asked for, or raise `NotFound`."""
    return Within(opinion_at(opinion_id), extension)


def section_at(opinion_id: int, section_id: int) -> Within[OpinionSection]:
    """Return a part of an opinion to change it, or raise `NotFound`."""
    opinion = opinion_to_write_at(opinion_id)
    return Within(opinion, _named(passage_of(opinion, section_id, None).section))


def recommendation_at(opinion_id: int, recommendation_id: int) -> Within[Recommendation]:
    """Return a recommendation of an opinion to change it, or raise `NotFound`."""
    opinion = opinion_to_write_at(opinion_id)
    return Within(opinion, _named(passage_of(opinion, None, recommendation_id).recommendation))


def remark_of(opinion_id: int, remark_id: int) -> Within[Remark]:
    """Return a remark on an opinion, or raise `NotFound`."""
    opinion = opinion_at(opinion_id)
    return Within(opinion, remark_at(opinion, remark_id))


def dissent_of(opinion_id: int, dissent_id: int) -> Within[Dissent]:
    """Return what is attached to an opinion, or raise `NotFound`."""
    opinion = opinion_at(opinion_id)
    return Within(opinion, dissent_at(opinion, dissent_id))


def passage_asked(opinion: Opinion) -> Backed:
    """Return the passage named by `pour` in the address, such as "partie-3"; the whole opinion without it."""
    kind, _dash, number = request.values.get("pour", "").partition("-")
    wanted = whole(number)
    if kind not in {"partie", "recommandation"} or wanted is None:
        return Backed()
    return passage_of(opinion, wanted if kind == "partie" else None, wanted if kind != "partie" else None)


def name_of(passage: Backed) -> str:
    """Return what `pour` says of a passage: the way back of `passage_asked`."""
    if passage.section is not None:
        return f"partie-{passage.section.id}"
    return f"recommandation-{passage.recommendation.id}" if passage.recommendation is not None else ""


def _named(found: T | None) -> T:
    if found is None:
        raise NotFound
    return found
