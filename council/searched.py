"""Let published opinions be found, with their recommendations."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from consult.kit.text.markdown import plain
from council.models import Opinion, OpinionStatus, Referral, Transmission
from search.engine import Document, Facet
from search.kinds import FoundText, Searchable
from search.queries.texts import month_of

COLLECTION = "opinion"


def opinion_documents(ids: Collection[int] | None) -> Iterator[Document]:
    """Read the opinions that everyone may find: these, or all of them."""
    for one in session.scalars(_public(ids)).unique():
        if one.published_at is not None:
            yield Document(
                collection=COLLECTION,
                id=one.id,
                title=one.title,
                text=_words(one),
                facets=_facets(one, one.published_at),
                published_at=one.published_at,
                author=one.council.name,
            )


def _facets(one: Opinion, published_at: datetime) -> dict[Facet, str]:
    known = {Facet.KIND: COLLECTION, Facet.PERIOD: month_of(published_at)}
    return known | ({Facet.CONSULTATION: one.consultation.slug} if one.consultation else {})


def visible_opinions(ids: Sequence[int]) -> Mapping[int, FoundText]:
    """Return those of these opinions that everyone may read now."""
    rows = session.scalars(_public(ids)).unique().all() if ids else ()
    return {one.id: _found(one, one.published_at) for one in rows if one.published_at is not None}


def count_opinions() -> int:
    """Count the opinions that everyone may find."""
    return session.scalar(select(func.count()).select_from(_ids(None).subquery())) or 0


def _ids(ids: Collection[int] | None) -> Select[int]:
    statement = (
        select(Opinion.id)
        .outerjoin(Transmission, Transmission.id == Opinion.transmission_id)
        .outerjoin(Referral, Referral.id == Opinion.referral_id)
        .outerjoin(
            Consultation, Consultation.id == func.coalesce(Transmission.consultation_id, Referral.consultation_id)
        )
        .where(Opinion.status == OpinionStatus.PUBLISHED)
        .where(or_(Consultation.id.is_(None), Consultation.status != ConsultationStatus.DRAFT))
    )
    return statement if ids is None else statement.where(Opinion.id.in_(ids))


def _public(ids: Collection[int] | None) -> Select[Opinion]:
    frame = (
        joinedload(Opinion.council),
        joinedload(Opinion.transmission).joinedload(Transmission.consultation),
        joinedload(Opinion.referral).joinedload(Referral.consultation),
    )
    whole = (*frame, selectinload(Opinion.sections), selectinload(Opinion.recommendations))
    return select(Opinion).where(Opinion.id.in_(_ids(ids))).order_by(Opinion.id).options(*whole)


def _found(one: Opinion, published_at: datetime) -> FoundText:
    return FoundText(
        id=one.id,
        kind=COLLECTION,
        label=_l("Avis"),
        title=one.title,
        text=_words(one),
        url=url_for("councils.opinion", opinion_id=one.id),
        published_at=published_at,
        consultation=one.consultation.title if one.consultation else "",
        author=one.council.name,
    )


def _words(one: Opinion) -> str:
    parts = (line for part in one.sections for line in (part.title, plain(part.said)))
    return "\n".join([*parts, *(recommendation.said for recommendation in one.recommendations)])


OPINIONS = Searchable(
    name=COLLECTION,
    kinds={COLLECTION: _l("Avis")},
    documents=opinion_documents,
    together=set,
    visible=visible_opinions,
    count=count_opinions,
)
