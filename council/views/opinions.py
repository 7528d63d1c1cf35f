"""What everyone reads of an opinion: its words, the votes by name, what it rests on, its files."""

from flask import Response, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as Redirection

from consult.kit.errors import NotFound
from consult.kit.permissions import allows, present_actor, public, requires
from council.asked.opinions import Within, opinion_at, opinion_file_at
from council.documents.opinion import OpinionRead, opinion_document
from council.documents.writing import file_answer
from council.models import Opinion
from council.queries.adoption import adoption_of
from council.queries.answers import public_response_on
from council.queries.citations import sources_of
from council.queries.opinions import correction_of, dissents_of, opinions_numbered
from council.reading import behind_each
from council.rules.opinions import OpinionPermission
from council.views import blueprint
from council.wording.answers import VERDICT_TONES, VERDICTS
from council.wording.opinions import WORDS


@blueprint.get("/avis/<int:opinion_id>")
@requires(OpinionPermission.SEE_OPINION, on=opinion_at)
def opinion(opinion: Opinion) -> str:
    """Show an opinion, its recommendations with every contribution behind them, the votes and the dissents."""
    read = _read(opinion)
    return render_template(
        "council/opinions/show.html",
        opinion=opinion,
        read=read,
        behind=behind_each(opinion, read.sources),
        answer=public_response_on(opinion),
        verdicts=VERDICTS,
        verdict_tones=VERDICT_TONES,
        words=WORDS,
        may_correct=allows(present_actor(), OpinionPermission.CORRECT_OPINION, opinion),
    )


@blueprint.get("/avis/<int:opinion_id>.<extension>")
@requires(OpinionPermission.SEE_OPINION, on=opinion_file_at)
def opinion_file(asked: Within[str]) -> Response:
    """Give the opinion as PDF or ODT."""
    document = opinion_document(_read(asked.opinion))
    name = f"avis-{asked.opinion.number or asked.opinion.id}"
    return file_answer(document, asked.item, name, asked.opinion.edited_at)


@blueprint.get("/avis/<int(fixed_digits=4):year>-<int:rank>")
@blueprint.get("/avis/<int(fixed_digits=4):year>-<int:rank>/<any(reponse):what>")
@public
def numbered(year: int, rank: int, what: str = "") -> str | Redirection:
    """Lead from the number people quote to the opinion or its answer; offer a choice where councils share it."""
    found = opinions_numbered(year, rank)
    if not found:
        raise NotFound(_l("Aucun avis publié ne porte ce numéro."))
    page = "answers.show" if what else "councils.opinion"
    if len(found) == 1:
        return redirect(url_for(page, opinion_id=found[0].id))
    return render_template("council/opinions/numbered.html", opinions=found, page=page)


def _read(opinion: Opinion) -> OpinionRead:
    return OpinionRead(
        opinion, sources_of(opinion), adoption_of(opinion), dissents_of(opinion), correction_of(opinion)
    )
