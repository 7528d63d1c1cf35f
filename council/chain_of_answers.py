"""Tell the end of the chain: what the region answers, commits to, how far that has gone, what it decides."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.languages import full_date
from council.links import Holder, Link
from council.models import Commitment, Measure, OfficialResponse, Opinion, Progress
from council.wording.answers import VERDICTS


def answered(opinions: Sequence[Opinion], responses: Mapping[int, OfficialResponse]) -> Iterator[Link]:
    """Tell, for each opinion, whether the region answered, or when it is to."""
    if not opinions:
        yield Link(_("La Région répond"), "ahead", holder=Holder.REGION)
    for opinion in opinions:
        response = responses.get(opinion.id)
        if response is not None and response.is_public:
            yield _given(opinion, response)
        else:
            yield _awaited(opinion, response)


def _given(opinion: Opinion, response: OfficialResponse) -> Link:
    counted = Counter(one.verdict for one in response.replies if one.verdict is not None)
    said = [
        _("%(verdict)s : %(count)s", verdict=label, count=counted[verdict])
        for verdict, label in VERDICTS.items()
        if verdict in counted
    ]
    told, awaited = f"{', '.join(said)}." if said else "", sum(one.is_awaited for one in response.replies)
    if awaited:
        waits = ngettext(
            "%(num)s recommandation ajoutée depuis attend sa réponse.",
            "%(num)s recommandations ajoutées depuis attendent leur réponse.",
            awaited,
        )
        told = f"{told} {waits}".strip()
    return Link(
        _("La Région répond à l’avis n° %(number)s", number=opinion.number),
        "done",
        response.published_at,
        told,
        url_for("answers.show", opinion_id=opinion.id),
        _("Lire la réponse"),
        Holder.REGION,
    )


def _awaited(opinion: Opinion, response: OfficialResponse | None) -> Link:
    day = response.planned_on if response else None
    text = _("Elle est annoncée pour le %(day)s.", day=full_date(day)) if day else ""
    label = _("La Région répond à l’avis n° %(number)s", number=opinion.number)
    return Link(label, "current", text=text, holder=Holder.REGION)


def committed(consultation: Consultation, commitments: Sequence[Commitment], today: date) -> Iterator[Link]:
    """Tell what the region committed to, then how far that has gone."""
    if not commitments:
        return
    count, address = len(commitments), url_for("commitments.listing", consultation=consultation.slug)
    yield Link(
        ngettext("La Région prend %(num)s engagement", "La Région prend %(num)s engagements", count),
        "done",
        min(one.reply.response.published_at or one.created_at for one in commitments),
        url=address,
        url_label=_("Voir les engagements"),
        holder=Holder.REGION,
    )
    yield _under_way(commitments, address, today)


def _under_way(commitments: Sequence[Commitment], address: str, today: date) -> Link:
    over = {one.progress for one in commitments} <= {Progress.DONE, Progress.DROPPED}
    last = max((one.done_on for one in commitments if one.done_on), default=None)
    return Link(
        _("Les engagements sont suivis"),
        "done" if over else "current",
        noon(last) if over else None,
        _kept_and_late(commitments, today),
        address,
        _("Suivre les engagements"),
        Holder.REGION,
    )


def _kept_and_late(commitments: Sequence[Commitment], today: date) -> str:
    """Count the commitments that were kept, and those that are late."""
    done = [one.progress for one in commitments].count(Progress.DONE)
    late = sum(one.is_late(today) for one in commitments)
    text = ngettext("%(num)s tenu sur %(all)s.", "%(num)s tenus sur %(all)s.", done, all=len(commitments))
    if late:
        text += " " + ngettext("%(num)s est en retard.", "%(num)s sont en retard.", late)
    return text


def measured(measures: Sequence[Measure]) -> Iterator[Link]:
    """Tell the measures of a scheme that follow recommendations."""
    for one in measures:
        scheme = one.axis.scheme
        yield Link(
            _("Le schéma en fait sa mesure %(number)s", number=one.number),
            "done",
            noon(scheme.adopted_on),
            one.title,
            url_for("programme.scheme", slug=scheme.slug, _anchor=f"mesure-{one.id}"),
            _("Lire la mesure"),
            Holder.REGION,
        )


def noon(day: date | None) -> datetime | None:
    """Return a day as an instant that falls on it everywhere in the region."""
    return clock.from_local(datetime.combine(day, time(12))) if day else None
