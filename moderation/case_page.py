"""Draw the page of a case: the text with what was seen in it, all that helps to decide, the form."""

from typing import Any

from flask import render_template, request

from consult.accounts.models import AnyActor, User
from consult.kit.errors import Sentence
from consult.kit.permissions import allows, present_actor
from contributions.addresses import contribution_url
from contributions.models import Proposal, Status
from moderation.asked import kept_filters
from moderation.forms import DecisionForm
from moderation.highlights import Marked, marked, marked_words
from moderation.models import FlagReason, Verdict
from moderation.offered import marks_of
from moderation.queries.campaigns import leader_of
from moderation.queries.cases import CaseFile
from moderation.queries.decisions import must_pass_on
from moderation.queries.desk_life import replies_for
from moderation.queries.readings import nearest
from moderation.rules import Permission
from moderation.seen import about_rules, passages_for, quoted, theme_guessed, words_to_mask
from moderation.verdicts import AGAINST_THE_AUTHOR, possible
from moderation.wording import DECIDED, GESTURES, KEYS, KINDS, REASONS, STATUSES


def case_page(form: DecisionForm, found: CaseFile, *, doubt: Sentence = "") -> str:
    """Return the page of a case; a refused form comes back with what was typed, and what is doubtful."""
    text, actor = found.text, present_actor()
    form.offer(found.charter, replies_for(actor, text.consultation_id), found.themes)
    form.offer_sentences(found.sentences, found.quotes)
    guessed = theme_of_case(found)
    form.offer_move(guessed[1] if guessed else "")
    seen = _what_was_seen(found)
    to_mask = words_to_mask(found.signals, found.words_read)
    form.offered.data = marks_of(*seen["passages"].values(), to_mask, ", ".join(found.tags))
    mild, severe = _verdicts(found)
    return render_template(
        "moderation/case.html",
        form=form,
        case=found,
        doubt=doubt,
        guessed=guessed,
        must_say_why=_decided_before(actor, found) and must_pass_on(actor, text),
        near=nearest(text) if isinstance(text, Proposal) else (),
        text=text,
        mild=mild,
        severe=severe,
        keys=KEYS,
        keys_shown=[(KEYS[verdict].upper(), GESTURES[verdict]) for verdict in (*mild, *severe)],
        may_decide=allows(actor, Permission.DECIDE, text),
        may_suspend=allows(actor, Permission.SUSPEND, text),
        public_url=contribution_url(text),
        asked=kept_filters(request.args),
        gestures=GESTURES,
        decided=DECIDED,
        kinds=KINDS,
        statuses=STATUSES,
        campaign_id=leader_of(text.id) if text.status is Status.PENDING else None,
        reasons={reason.value: REASONS[reason] for reason in FlagReason},
        **seen,
    )


def theme_of_case(found: CaseFile) -> tuple[int, str] | None:
    """Return the theme a proposal looks like more than its own; none once it stands there."""
    guessed = theme_guessed(found.signals, found.themes)
    return guessed if guessed and guessed[0] != found.text.theme_id else None


def _decided_before(actor: AnyActor, found: CaseFile) -> bool:
    return isinstance(actor, User) and any(one.decided_by_id == actor.id for one in found.decisions)


def _verdicts(found: CaseFile) -> tuple[list[Verdict], list[Verdict]]:
    """Return the decisions that may be taken: those that cost the author nothing, then the others."""
    verdicts = possible(found.text.status, is_masked=bool(found.originals), is_provisional=found.is_provisional)
    mild = [verdict for verdict in verdicts if verdict not in AGAINST_THE_AUTHOR]
    return mild, [verdict for verdict in verdicts if verdict in AGAINST_THE_AUTHOR]


def _what_was_seen(found: CaseFile) -> dict[str, Any]:
    """Return the text with its words marked: those read before some were masked, when they were."""
    text, words, charter = found.text, found.words_read, found.charter
    title = text.title if isinstance(text, Proposal) else ""
    about = about_rules(found.signals)
    in_text = () if found.original else about
    shown = marked(title, text.markup, words, in_text, charter) if in_text else Marked(title, text.markup)
    return {
        "shown": shown,
        "former": marked_words(words, about, charter) if found.original else None,
        "seen": quoted(found.signals, words, charter),
        "passages": passages_for(found.signals, words, charter),
    }
