"""Choose the words to quote under a topic: only what stands in the text, letter for letter."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.kit import clock
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import present_actor, requires
from synthesis.asked import TopicAsked, topic_at
from synthesis.composer.quoting import shortened
from synthesis.composer.rearranging import span_of
from synthesis.desk.lifted import telling_lifted
from synthesis.forms import QuoteForm
from synthesis.operations.arranging import Hand, choose_quote
from synthesis.queries.edits import state_of
from synthesis.quotable import Quotable, quotable_text
from synthesis.rules import Permission
from synthesis.texts import texts_of

_LONGEST_CHOICE = 80
blueprint = Blueprint(
    "synthesis_quotes",
    __name__,
    url_prefix="/secretariat/syntheses/<int:synthesis_id>/themes/<section_id>/sujets/<key>/citer",
)


def text_at(synthesis_id: int, section_id: str, key: str, ref: str) -> Quotable:
    """Return a text of a topic with its sentences, or raise `NotFound`."""
    asked = topic_at(synthesis_id, section_id, key)
    if asked.held is None or ref not in asked.refs:
        raise NotFound
    return quotable_text(asked, ref)


@blueprint.get("/<ref>")
@requires(Permission.WRITE, on=text_at)
def choose(text: Quotable) -> str:
    """Show the sentences of a text, to choose the words to quote."""
    return _page(_with_choices(QuoteForm(formdata=None, seen=_seen(text.asked)), text), text)


@blueprint.post("/<ref>")
@requires(Permission.WRITE, on=text_at)
def quote(text: Quotable) -> str | Answer | tuple[str, int]:
    """Quote these words, first or in the place of others."""
    form = _with_choices(QuoteForm(), text)
    if not form.validate():
        return _page(form, text), 422
    asked = text.asked
    hand = Hand(present_actor(), asked.synthesis, asked.section_id, form.seen.data or "", clock.now())
    try:
        chosen = text.quote(form.sentence.data or "", form.words.data or "")
        with telling_lifted(asked.synthesis, asked.section_id):
            choose_quote(hand, asked.key, chosen, form.instead.data or "")
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, text), 422
    flash(_("Ces mots sont cités sous le sujet."), "success")
    address = url_for(
        "synthesis_topics.topic", synthesis_id=asked.synthesis.id, section_id=asked.section_id, key=asked.key
    )
    return redirect(address)


def _page(form: QuoteForm, text: Quotable) -> str:
    asked = text.asked
    line = texts_of(asked.synthesis, asked.section_id)[text.ref]
    return render_template(
        "synthesis/desk/quote.html", form=form, asked=asked, synthesis=asked.synthesis, text=text, line=line
    )


def _with_choices(form: QuoteForm, text: Quotable) -> QuoteForm:
    form.sentence.choices = [SelectChoice(f"{one.start}-{one.end}", one.words) for one in text.sentences]
    held = text.asked.held
    quotes = held.quotes if held else ()
    shown = [
        SelectChoice(span_of(quote), f"«\u00a0{shortened(quote.quoted, _LONGEST_CHOICE)}\u00a0» ({quote.ref})")
        for quote in quotes
    ]
    form.instead.choices = [SelectChoice("", _("Rien : ajouter cette citation")), *shown]
    return form


def _seen(asked: TopicAsked) -> str:
    return state_of(asked.synthesis, asked.section_id)
