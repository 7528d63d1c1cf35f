"""Where a rapporteur picks, in the synthesis that was transmitted, what a passage of the opinion rests on."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import NotFound
from consult.kit.permissions import present_actor, requires
from council.asked.opinions import name_of, opinion_to_write_at, passage_asked
from council.citing import citable_at, citable_in, citable_saying
from council.models import Opinion
from council.operations import citations
from council.operations.citations import Cited
from council.rules.opinions import OpinionPermission
from council.wording.opinions import CITED
from synthesis.models import Synthesis
from synthesis.queries.syntheses import sections_of

blueprint = Blueprint("citation_desk", __name__, url_prefix="/conseil/avis")
_ANNEX, _LONGEST_QUERY = "annexe", 200


@blueprint.get("/<int:opinion_id>/citations")
@requires(OpinionPermission.WRITE_OPINION, on=opinion_to_write_at)
def pick(opinion: Opinion) -> str:
    """Show what one part of the synthesis holds, to cite it."""
    synthesis, passage = _synthesis_of(opinion), passage_asked(opinion)
    sections = [row for row in sections_of(synthesis) if not row.section_id.startswith(_ANNEX)]
    chosen, words = _asked([row.section_id for row in sections])
    already = {
        one.claim_id for one in opinion.citations if (one.opinion_section_id, one.recommendation_id) == passage.ids
    }
    return render_template(
        "council/opinions/pick.html",
        opinion=opinion,
        passage=passage,
        passage_name=name_of(passage),
        sections=sections,
        chosen=chosen,
        words=words,
        found=_found(synthesis, [row.section_id for row in sections], chosen, words),
        cited=already,
        kinds=CITED,
    )


def _asked(parts: Sequence[str]) -> tuple[str, str]:
    """Return the part chosen and the words looked for; words alone look in every part."""
    words = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    chosen = request.args.get("partie", "")
    return chosen or ("" if words or not parts else parts[0]), words


def _found(synthesis: Synthesis, parts: Sequence[str], chosen: str, words: str) -> list[Cited]:
    if words:
        return citable_saying(synthesis, parts, words)
    return citable_in(synthesis, chosen) if chosen else []


@blueprint.post("/<int:opinion_id>/citations")
@requires(OpinionPermission.WRITE_OPINION, on=opinion_to_write_at)
def cite(opinion: Opinion) -> Answer:
    """Let the passage rest on one thing of the synthesis."""
    part, passage = request.form.get("part", ""), passage_asked(opinion)
    chosen = citable_at(_synthesis_of(opinion), part, request.form.get("claim", ""))
    citations.cite(present_actor(), opinion, chosen, passage, at=clock.now())
    flash(_("C’est cité."), "success")
    words = request.form.get("q") or None
    seen = None if words else part
    return redirect(url_for(".pick", opinion_id=opinion.id, partie=seen, q=words, pour=name_of(passage) or None))


@blueprint.post("/<int:opinion_id>/citations/retrait")
@requires(OpinionPermission.WRITE_OPINION, on=opinion_to_write_at)
def uncite(opinion: Opinion) -> Answer:
    """Take a citation out."""
    citation_id = request.form.get("citation", 0, type=int)
    citations.remove_citation(present_actor(), opinion, citation_id, at=clock.now())
    flash(_("Ce n’est plus cité."), "success")
    return redirect(url_for("opinion_desk.draft", opinion_id=opinion.id))


def _synthesis_of(opinion: Opinion) -> Synthesis:
    if opinion.transmission is None:
        raise NotFound
    return opinion.transmission.synthesis
