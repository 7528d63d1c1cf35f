"""The public board of commitments: what was promised, where it stands, what is late, and what led there."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from consult.kit import atom, clock
from consult.kit.addresses import external_url
from consult.kit.caching import conditional, same_for_all
from consult.kit.exports import Cell, csv_answer
from consult.kit.permissions import public, requires
from council.asked.answers import commitment_at
from council.facets import facets_of
from council.feeds import KEPT_SECONDS, NEWEST, host
from council.models import Commitment, FollowUp
from council.queries.answers import Board, BoardState, board, latest_steps, state_of
from council.queries.citations import sources_of
from council.reading import cited_for
from council.rules.answers import AnswerPermission
from council.wording.answers import PROGRESS, STATES, TONES, VERDICTS
from council.wording.opinions import WORDS

blueprint = Blueprint("commitments", __name__)


def _asked() -> Board:
    state = request.args.get("etat", "")
    known = BoardState(state) if state in set(BoardState) else None
    council, consultation = request.args.get("conseil", ""), request.args.get("consultation", "")
    return Board(council, consultation, known, clock.local(clock.now()).date())


@blueprint.get("/engagements")
@public
def listing() -> str:
    """Show the commitments, late first, narrowed by council, consultation and state."""
    narrowed = _asked()
    found = board(narrowed)
    return render_template(
        "council/commitments/board.html",
        narrowed=narrowed,
        found=found,
        states={one.id: state_of(one, narrowed.today) for one in found},
        facets=facets_of(narrowed, board(Board(today=narrowed.today))),
        labels=STATES,
        tones=TONES,
    )


@blueprint.get("/engagements.csv")
@public
def table() -> Response:
    """Give the same commitments as a table."""
    narrowed = _asked()
    head = [
        _("numéro"),
        _("engagement"),
        _("état"),
        _("avancement"),
        _("pour le"),
        _("tenu le"),
        _("qui en répond"),
        _("avis"),
        _("recommandation"),
        _("réponse"),
        _("conseil"),
        _("consultation"),
    ]
    rows = [_row(one, narrowed) for one in board(narrowed)]
    return csv_answer("engagements.csv", head, rows)


def _row(one: Commitment, narrowed: Board) -> Sequence[Cell]:
    opinion, reply = one.opinion, one.reply
    return [
        one.id,
        one.title,
        str(STATES[state_of(one, narrowed.today)]),
        one.percentage,
        one.due_on.isoformat() if one.due_on else None,
        one.done_on.isoformat() if one.done_on else None,
        one.responsible,
        opinion.number,
        reply.recommendation.position,
        str(VERDICTS[reply.verdict]) if reply.verdict else None,
        opinion.council.name,
        opinion.consultation.title if opinion.consultation else None,
    ]


@blueprint.get("/engagements/<int:commitment_id>")
@requires(AnswerPermission.SEE_COMMITMENT, on=commitment_at)
def show(commitment: Commitment) -> str:
    """Show a commitment, its history, and its way back to what people wrote."""
    opinion, recommendation = commitment.opinion, commitment.reply.recommendation
    cited = cited_for(opinion, recommendation.id)
    sources = sources_of(opinion)
    return render_template(
        "council/commitments/show.html",
        commitment=commitment,
        opinion=opinion,
        recommendation=recommendation,
        state=state_of(commitment, clock.local(clock.now()).date()),
        cited=cited,
        sources=sources,
        behind=sources.behind(cited),
        words=WORDS,
        labels=STATES,
        tones=TONES,
        progress=PROGRESS,
        verdicts=VERDICTS,
    )


@blueprint.get("/engagements/actualites.atom")
@public
@same_for_all(seconds=KEPT_SECONDS)
def feed() -> Response:
    """Give what last moved in the commitments."""
    steps = latest_steps(NEWEST)
    feed = atom.Feed(
        identifier=f"tag:{host()},2026:engagements",
        title=_("Les engagements de la Région"),
        subtitle=_("Ce qui avance, ce qui est tenu, ce qui est abandonné."),
        url=external_url("commitments.listing"),
        own_url=external_url("commitments.feed"),
        author=host(),
        language=str(get_locale() or "fr"),
        updated_at=steps[0].at if steps else clock.now(),
        items=[_item(one) for one in steps],
    )
    return conditional(atom.write(feed), atom.MIME_TYPE, feed.last_change)


def _item(step: FollowUp) -> atom.Item:
    return atom.Item(
        identifier=f"tag:{host()},2026:engagement/{step.commitment_id}/suite/{step.id}",
        title=_("%(state)s : %(title)s", state=PROGRESS[step.progress], title=step.commitment.title),
        url=external_url("commitments.show", commitment_id=step.commitment_id, _anchor=f"suite-{step.id}"),
        published_at=step.at,
        updated_at=step.at,
        summary=step.words,
        category=step.progress.value,
    )
