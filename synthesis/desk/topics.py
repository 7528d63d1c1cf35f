"""The topics of a theme on the secretariat's desk: a tree, and each topic's texts; one gesture is one row."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer
from wtforms.fields.choices import SelectChoice

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from synthesis.asked import ThemeAsked, TopicAsked, theme_at, topic_at
from synthesis.composer.shelf import Shelf
from synthesis.desk.lifted import telling_lifted
from synthesis.forms import MergeForm, NameForm, RankForm, SeenForm, SignForm, TextsForm
from synthesis.models import Synthesis, TopicSignature
from synthesis.operations.arranging import (
    UNGROUPED,
    Hand,
    merge_topics,
    move_texts,
    rank_chapter,
    rank_topic,
    rename_topic,
    split_topic,
)
from synthesis.operations.signing import sign_theme, sign_topic, topics_to_read
from synthesis.queries.edits import (
    every_edit_of,
    reversals_of,
    signature_history_of,
    signatures_of,
    state_of,
    themes_of,
    topic_signatures_of,
)
from synthesis.reading import shelf_of, topic_fingerprint, words_before
from synthesis.rules import Permission
from synthesis.texts import TextLine, misnamed_in, replies_to, texts_of
from synthesis.wording import EDITS

blueprint = Blueprint(
    "synthesis_topics", __name__, url_prefix="/secretariat/syntheses/<int:synthesis_id>/themes/<section_id>"
)
F = TypeVar("F", bound=SeenForm)
T = TypeVar("T", MergeForm, TextsForm)


@dataclass
class Forms:
    """The forms of a topic's page; one of them may come back with its errors."""

    asked: TopicAsked
    refused: SeenForm | None = None
    seen: str = field(init=False)

    def __post_init__(self) -> None:
        """Name the state the page shows."""
        self.seen = state_of(self.asked.synthesis, self.asked.section_id)

    def name(self) -> NameForm:
        """Give the form of the name."""
        held = self.asked.held
        return self._kept(NameForm) or NameForm(formdata=None, name=held.name if held else "", seen=self.seen)

    def merge(self) -> MergeForm:
        """Give the form that merges this topic into another one."""
        return self._kept(MergeForm) or _with_topics(MergeForm(formdata=None, seen=self.seen), self.asked)

    def texts(self) -> TextsForm:
        """Give the form of the texts that leave."""
        return self._kept(TextsForm) or _with_topics(TextsForm(formdata=None, seen=self.seen), self.asked)

    def _kept(self, kind: type[F]) -> F | None:
        return self.refused if isinstance(self.refused, kind) else None


@blueprint.get("")
@requires(Permission.SEE_DRAFT, on=theme_at)
def tree(asked: ThemeAsked) -> str:
    """Show the topics of a theme in their order, what was changed, and who signed."""
    return _tree_page(asked)


def _tree_page(asked: ThemeAsked, refusal: str = "") -> str:
    synthesis = asked.synthesis
    edits = every_edit_of(synthesis, asked.section_id)
    themes, shelf = themes_of(synthesis), shelf_of(synthesis, asked.section_id)
    here = next(index for index, theme in enumerate(themes) if theme.section_id == asked.section_id)
    return render_template(
        "synthesis/desk/theme.html",
        synthesis=synthesis,
        section_id=asked.section_id,
        title=asked.title,
        shelf=shelf,
        topic_signatures=_signed(synthesis, asked.section_id, shelf),
        ungrouped=UNGROUPED,
        edits=edits,
        before=words_before(synthesis, edits),
        kinds=EDITS,
        reversals=reversals_of(edits),
        signature=signatures_of(synthesis).get(asked.section_id),
        signatures=signature_history_of(synthesis, asked.section_id),
        seen=state_of(synthesis, asked.section_id),
        to_read=topics_to_read(synthesis, asked.section_id),
        misnamed=misnamed_in(synthesis, asked.section_id, shelf),
        refusal=refusal,
        following=themes[here + 1] if here + 1 < len(themes) else None,
        may_write=allows(present_actor(), Permission.WRITE, synthesis),
    )


@blueprint.post("/signer")
@requires(Permission.SIGN, on=theme_at)
def sign(asked: ThemeAsked) -> Answer | tuple[str, int]:
    """Sign a theme as it was read."""
    form = SignForm()
    form.validate()
    synthesis, section_id = asked.synthesis, asked.section_id
    seen, names_read = form.seen.data or "", bool(form.names_read.data)
    try:
        sign_theme(present_actor(), synthesis, section_id, seen=seen, at=clock.now(), names_read=names_read)
    except Invalid as refusal:
        return _tree_page(asked, str(refusal)), 422
    flash(_("Ce thème est signé de votre nom."), "success")
    return redirect(url_for(".tree", synthesis_id=synthesis.id, section_id=section_id))


@blueprint.post("/rang")
@requires(Permission.WRITE, on=theme_at)
def rank_theme(asked: ThemeAsked) -> Answer:
    """Give the chapter of a theme another rank, at the next computation."""
    form = RankForm()
    form.validate()
    typed = form.position.data or ""
    rank_chapter(_hand(asked, form), int(typed) if typed.isdecimal() else 0)
    return redirect(url_for("synthesis_desk.show", synthesis_id=asked.synthesis.id, _anchor=asked.section_id))


@blueprint.get("/sujets/<key>")
@requires(Permission.SEE_DRAFT, on=topic_at)
def topic(asked: TopicAsked) -> str:
    """Show a topic: its name, its quotes, its texts to tick and move."""
    return _topic_page(Forms(asked))


@blueprint.post("/sujets/<key>/signer")
@requires(Permission.SIGN, on=topic_at)
def sign_one(asked: TopicAsked) -> Answer:
    """Sign a topic as it was read, and go on to the next one that is not."""
    form = SeenForm()
    form.validate()
    synthesis, section_id = asked.synthesis, asked.section_id
    sign_topic(present_actor(), synthesis, section_id, asked.key, seen=form.seen.data or "", at=clock.now())
    flash(_("Ce sujet est signé de votre nom."), "success")
    signed = _signed(synthesis, section_id, asked.shelf)
    left = next((topic.key for topic in asked.shelf.topics if topic.key not in signed), None)
    if left is None:
        return redirect(url_for(".tree", synthesis_id=synthesis.id, section_id=section_id))
    return redirect(url_for(".topic", synthesis_id=synthesis.id, section_id=section_id, key=left))


@blueprint.post("/sujets/<key>/nom")
@requires(Permission.WRITE, on=topic_at)
def rename(asked: TopicAsked) -> str | Answer | tuple[str, int]:
    """Give a topic another name."""
    form = NameForm()
    return _do(
        asked, form, lambda hand: rename_topic(hand, asked.key, form.name.data or ""), _("Le sujet est renommé.")
    )


@blueprint.post("/sujets/<key>/reunir")
@requires(Permission.WRITE, on=topic_at)
def merge(asked: TopicAsked) -> str | Answer | tuple[str, int]:
    """Put all the texts of a topic in another one."""
    form = _with_topics(MergeForm(), asked)
    into = form.into.data or ""
    return _do(
        asked, form, lambda hand: merge_topics(hand, asked.key, into), _("Les deux sujets n’en font qu’un."), into
    )


@blueprint.post("/sujets/<key>/textes")
@requires(Permission.WRITE, on=topic_at)
def move(asked: TopicAsked) -> str | Answer | tuple[str, int]:
    """Move the ticked texts to another topic, or into a new one, as the button says."""
    form = _with_topics(TextsForm(), asked)
    into, name = form.into.data or "", form.name.data or ""
    refs, behind = _leaving(asked, form)
    if "split" in request.form:
        said = _("Le nouveau sujet est formé, à la fin du thème.")
        return _do(asked, form, lambda hand: split_topic(hand, asked.key, refs, name), f"{said} {behind}".strip())
    said = ngettext("%(num)s contribution est déplacée.", "%(num)s contributions sont déplacées.", len(refs))
    return _do(asked, form, lambda hand: move_texts(hand, asked.key, refs, into), f"{said} {behind}".strip())


def _leaving(asked: TopicAsked, form: TextsForm) -> tuple[list[str], str]:
    """List the texts that leave, with their replies when that is asked; say else how many replies stay behind."""
    refs: list[str] = form.refs.data or []
    replies = replies_to(refs, asked.refs, texts_of(asked.synthesis, asked.section_id))
    if form.with_replies.data or not replies:
        return [*refs, *replies], ""
    behind = ngettext(
        "%(num)s réponse à ces propositions reste ici : cochez-la si elle doit suivre.",
        "%(num)s réponses à ces propositions restent ici : cochez-les si elles doivent suivre.",
        len(replies),
    )
    return refs, behind


@blueprint.post("/sujets/<key>/rang")
@requires(Permission.WRITE, on=topic_at)
def rank(asked: TopicAsked) -> Answer:
    """Give a topic another rank."""
    form = RankForm()
    form.validate()
    typed = form.position.data or ""
    hand = _hand(asked, form)
    with telling_lifted(asked.synthesis, asked.section_id):
        rank_topic(hand, asked.key, int(typed) if typed.isdecimal() else 0)
    return redirect(
        url_for(".tree", synthesis_id=asked.synthesis.id, section_id=asked.section_id, _anchor=asked.key)
    )


# --- shared -----------------------------------------------------------------------------


def _signed(synthesis: Synthesis, section_id: str, shelf: Shelf) -> dict[str, TopicSignature]:
    """Find the signature that holds on each topic, by the key of the topic."""
    known = topic_signatures_of(synthesis, section_id)
    prints = {topic.key: topic_fingerprint(topic) for topic in shelf.topics}
    return {key: known[found] for key, found in prints.items() if found in known}


def _hand(asked: ThemeAsked, form: SeenForm) -> Hand:
    return Hand(present_actor(), asked.synthesis, asked.section_id, form.seen.data or "", clock.now())


def _do(
    asked: TopicAsked, form: SeenForm, gesture: Callable[[Hand], object], said: str, then: str = ""
) -> str | Answer | tuple[str, int]:
    if not form.validate():
        return _topic_page(Forms(asked, form)), 422
    try:
        with telling_lifted(asked.synthesis, asked.section_id):
            gesture(_hand(asked, form))
    except Invalid as refusal:
        form.refuse(refusal)
        return _topic_page(Forms(asked, form)), 422
    flash(said, "success")
    key = then or asked.key
    left = shelf_of(asked.synthesis, asked.section_id)
    if key != UNGROUPED and key not in {one.key for one in left.topics}:
        return redirect(url_for(".tree", synthesis_id=asked.synthesis.id, section_id=asked.section_id))
    return redirect(url_for(".topic", synthesis_id=asked.synthesis.id, section_id=asked.section_id, key=key))


def _topic_page(forms: Forms) -> str:
    asked = forms.asked
    lines: dict[str, TextLine] = texts_of(asked.synthesis, asked.section_id)
    return render_template(
        "synthesis/desk/topic.html",
        asked=asked,
        synthesis=asked.synthesis,
        lines=[lines[ref] for ref in asked.refs if ref in lines],
        name_form=forms.name(),
        merge_form=forms.merge(),
        texts_form=forms.texts(),
        refused=forms.refused,
        seen=forms.seen,
        signature=_signed(asked.synthesis, asked.section_id, asked.shelf).get(asked.key),
        rank=asked.shelf.topics.index(asked.held) + 1 if asked.held else 0,
        misnamed=misnamed_in(asked.synthesis, asked.section_id, asked.shelf),
        may_write=allows(present_actor(), Permission.WRITE, asked.synthesis),
    )


def _with_topics(form: T, asked: TopicAsked) -> T:
    """Offer the other topics of the theme, and its texts."""
    others = [
        SelectChoice(one.key, f"{rank}. {one.name}")
        for rank, one in enumerate(asked.shelf.topics, 1)
        if one != asked.held
    ]
    if isinstance(form, TextsForm):
        form.refs.choices = [SelectChoice(ref, ref) for ref in asked.refs]
        if asked.held is not None:
            others.append(SelectChoice(UNGROUPED, _("Non regroupées")))
    form.into.choices = others
    return form
