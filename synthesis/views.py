"""What everyone reads of a synthesis once it is published: its pages and its files."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.permissions import requires
from synthesis.asked import FileAsked, PartAsked, file_at, part_at, synthesis_at
from synthesis.exports import KINDS, downloads
from synthesis.models import Synthesis
from synthesis.paths import paths_of
from synthesis.queries.syntheses import sections_of
from synthesis.reading import ANNEX, written_part
from synthesis.rules import Permission

BRIEF = "en-bref"
blueprint = Blueprint("synthesis", __name__)


@blueprint.get("/syntheses/<int:synthesis_id>")
@requires(Permission.READ, on=synthesis_at)
def show(synthesis: Synthesis) -> str:
    """Show the two pages that stand alone, the other parts by name, and the files."""
    document, part = written_part(synthesis, BRIEF)
    return render_template(
        "synthesis/show.html",
        synthesis=synthesis,
        is_provisional=synthesis.is_provisional(clock.now()),
        consultation=synthesis.consultation,
        document=document,
        part=part,
        paths=paths_of(synthesis, part),
        sections=[row for row in sections_of(synthesis) if row.parent_section_id is None][1:],
        files=downloads(synthesis),
    )


@blueprint.get("/syntheses/<int:synthesis_id>/parties/<section_id>")
@requires(Permission.READ, on=part_at)
def part(asked: PartAsked) -> str:
    """Show one part; the annex leads to its own, theme by theme."""
    document, found = written_part(asked.synthesis, asked.section_id)
    rows = sections_of(asked.synthesis)
    here = next(index for index, row in enumerate(rows) if row.section_id == asked.section_id)
    return render_template(
        "synthesis/part.html",
        synthesis=asked.synthesis,
        consultation=asked.synthesis.consultation,
        document=document,
        part=found,
        paths=paths_of(asked.synthesis, found),
        before=rows[here - 1] if here else None,
        after=rows[here + 1] if here + 1 < len(rows) else None,
        below=[row for row in rows if row.parent_section_id == asked.section_id],
        is_annex=asked.section_id.startswith(ANNEX),
    )


@blueprint.get("/syntheses/<int:synthesis_id>/fichiers/<name>")
@requires(Permission.READ, on=file_at)
def download(asked: FileAsked) -> Answer:
    """Send a file; who may read the synthesis may have it, and nobody else."""
    response = make_response(asked.file.content)
    response.mimetype = KINDS[asked.file.name].media_type.partition(";")[0]
    name = f"{asked.synthesis.consultation.slug}-{asked.file.name}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.set_etag(asked.file.sha256)
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)
