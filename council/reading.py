"""Prepare an opinion to be read: what each recommendation rests on, what is said of each passage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from flask import url_for
from flask_babel import gettext as _

from consult.kit.text.differences import Piece, differences
from consult.kit.text.markdown import plain
from contributions.addresses import proposal_url, response_url
from contributions.models import Kind
from council.models import (
    Citation,
    CouncilMember,
    Opinion,
    OpinionVersion,
    Remark,
    RemarkKind,
    RemarkStatus,
)
from council.queries.adoption import Content
from council.queries.citations import Behind, Sources, Text


def address_of(text: Text) -> str:
    """Return the page of a contribution; a reply's leads to its place in the discussion."""
    return proposal_url(text.id, text.slug) if text.kind is Kind.PROPOSAL else response_url(text.id)


def place_in_synthesis(opinion: Opinion, citation: Citation) -> str:
    """Return the address of what is cited, in the synthesis it was cited from; nothing without a synthesis."""
    if opinion.transmission is None:
        return ""
    return url_for(
        "synthesis.part",
        synthesis_id=opinion.transmission.synthesis_id,
        section_id=citation.section_id,
        _anchor=citation.anchor or citation.claim_id,
    )


def cited_for(opinion: Opinion, recommendation_id: int) -> list[Citation]:
    """Return what one recommendation cites."""
    return [one for one in opinion.citations if one.recommendation_id == recommendation_id]


def behind_each(opinion: Opinion, sources: Sources) -> Mapping[int, Behind]:
    """Return the contributions behind each recommendation, by its key."""
    return {one.id: sources.behind(cited_for(opinion, one.id)) for one in opinion.recommendations}


def remarks_by_passage(remarks: Sequence[Remark]) -> Mapping[str, Sequence[Remark]]:
    """Gather remarks by what they are about: "partie-3", "recommandation-5", or "" for the whole opinion."""
    found: dict[str, list[Remark]] = {}
    for one in remarks:
        name = f"partie-{one.section_id}" if one.section_id else ""
        name = f"recommandation-{one.recommendation_id}" if one.recommendation_id else name
        found.setdefault(name, []).append(one)
    return found


# --- versions -------------------------------------------------------------------------


@dataclass(frozen=True)
class Changed:
    """A passage that a version changed: what it is called, and what was added and removed."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Step:
    """A version with what it changed; `cites` says how many more or fewer things the opinion then cited."""

    version: OpinionVersion
    changes: Sequence[Changed]
    cites: int


def amended_at(remarks: Sequence[Remark]) -> Mapping[datetime | None, CouncilMember]:
    """Return whose amendment, once accepted, made a version, by the instant of both."""
    accepted = RemarkKind.AMENDMENT, RemarkStatus.ACCEPTED
    return {one.answered_at: one.member for one in remarks if (one.kind, one.status) == accepted}


def steps_of(versions: Sequence[OpinionVersion]) -> list[Step]:
    """Return what each version changed of the one before, the latest first; the first one changed nothing."""
    return [_step(new, old) for new, old in pairwise(versions)]


def _step(new: OpinionVersion, old: OpinionVersion) -> Step:
    after, before = new.content, old.content
    old_texts, new_texts = _texts(before), _texts(after)
    keys = [*new_texts, *(key for key in old_texts if key not in new_texts)]
    nothing = ("", "")
    changes = [
        Changed(
            new_texts.get(key, old_texts.get(key, nothing))[0],
            differences(*(plain(one.get(key, nothing)[1]) for one in (old_texts, new_texts))),
        )
        for key in keys
        if old_texts.get(key, nothing)[1] != new_texts.get(key, nothing)[1]
    ]
    return Step(new, changes, _count(after) - _count(before))


def _count(content: Content) -> int:
    return len(content["citations"])


def _texts(content: Content) -> dict[str, tuple[str, str]]:
    """Return the passages of a version by name: what each is called, and its words."""
    found = {"title": (_("Le titre"), str(content["title"]))}
    for one in content["sections"]:
        found[f"section-{one['id']}"] = (one["title"], f"{one['title']}\n\n{one['source']}")
    for place, one in enumerate(content["recommendations"], start=1):
        found[f"recommendation-{one['id']}"] = (_("Recommandation %(number)s", number=place), one["text"])
    return found
