"""Show everyone what they wrote and voted, and where it stands."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from consult.kit.permissions import present_actor, requires
from contributions.addresses import contribution_url
from contributions.ahead import steps_ahead
from contributions.journeys import JourneyStep, steps_of
from contributions.models import Kind, Status
from contributions.queries.own import OwnTexts, Sought, Stand, counts_of, texts_page, votes_page
from contributions.rules import Permission

blueprint = Blueprint("own_texts", __name__)
KINDS = {
    "propositions": Kind.PROPOSAL,
    "arguments": Kind.ARGUMENT,
    "commentaires": Kind.COMMENT,
    "sources": Kind.SOURCE,
}
Counts = dict[tuple[Kind, Status], int]
Choice = tuple[str, str, bool]


@blueprint.get("/mes-contributions")
@requires(Permission.SEE_OWN)
def listing() -> str:
    """Show what this person wrote, each text with the steps it went through."""
    actor, sought = present_actor(), _sought()
    found = texts_page(actor, sought, cursor=request.args.get("suite"))
    counts = counts_of(actor)
    return render_template(
        "contributions/mine.html",
        page=found.page,
        steps=_life_of(found),
        contribution_url=contribution_url,
        has_written=bool(counts),
        kinds=_kind_choices(counts, sought),
        stands=_stand_choices(counts, sought),
        asked=_asked(sought),
    )


def _life_of(found: OwnTexts) -> dict[int, list[JourneyStep]]:
    """Return what each text went through, then what is still to come."""
    told, texts = steps_of(found.page.items, found.answers, found.reasons), found.page.items
    return {one.id: [*told[one.id], *steps_ahead(one)] for one in texts}


def _sought() -> Sought:
    """Read what is asked for; a word we do not know asks for everything."""
    stand = request.args.get("etat")
    known = {one.value: one for one in Stand}
    return Sought(KINDS.get(request.args.get("nature", "")), known.get(stand or ""))


def _asked(sought: Sought) -> dict[str, str]:
    """Return what the address says of the texts asked for."""
    kind = next((word for word, one in KINDS.items() if one is sought.kind), None)
    said = {"nature": kind, "etat": sought.stand.value if sought.stand else None}
    return {name: word for name, word in said.items() if word}


def _kind_choices(counts: Counts, sought: Sought) -> list[Choice]:
    labels = {
        None: _("Tout"),
        Kind.PROPOSAL: _("Propositions"),
        Kind.ARGUMENT: _("Arguments"),
        Kind.COMMENT: _("Commentaires"),
        Kind.SOURCE: _("Sources"),
    }
    return _choices([(label, Sought(kind, sought.stand)) for kind, label in labels.items()], counts, sought)


def _stand_choices(counts: Counts, sought: Sought) -> list[Choice]:
    labels = {
        None: _("Tous les états"),
        Stand.DRAFT: _("Brouillons"),
        Stand.WAITING: _("En attente"),
        Stand.PUBLIC: _("Publiées"),
        Stand.GONE: _("Plus visibles"),
    }
    return _choices([(label, Sought(sought.kind, stand)) for stand, label in labels.items()], counts, sought)


def _choices(offered: list[tuple[str, Sought]], counts: Counts, sought: Sought) -> list[Choice]:
    """Return the choice made and those that find something: label with its number, address, which is made."""
    numbered = [(label, leads_to, _number(counts, leads_to)) for label, leads_to in offered]
    return [
        (f"{label} ({number})", _address(leads_to), leads_to == sought)
        for label, leads_to, number in numbered
        if number or leads_to == sought
    ]


def _number(counts: Counts, sought: Sought) -> int:
    return sum(count for (kind, status), count in counts.items() if sought.keeps(kind, status))


def _address(sought: Sought) -> str:
    asked: dict[str, Any] = dict(_asked(sought))
    return url_for("own_texts.listing", **asked)


@blueprint.get("/mes-contributions/votes")
@requires(Permission.SEE_OWN)
def votes() -> str:
    """Show what this person voted, with the way to change or withdraw each vote."""
    page = votes_page(present_actor(), cursor=request.args.get("suite"))
    return render_template("contributions/my_votes.html", page=page)
