"""Ask which territory a proposal is about: the whole region, a department, or a commune of the official list."""

from flask import url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from consult.kit.errors import Invalid
from consult.territories.models import Territory, TerritoryLevel
from consult.territories.queries import department, finest_level, of_levels, search_places
from contributions.forms import ProposalForm


def offer_places(form: ProposalForm) -> None:
    """Give a form about to be shown the departments to choose from, and a search once communes are known."""
    form.territory_id.choices = [
        SelectChoice(0, _("Toute la région")),
        *(SelectChoice(one.id, one.name) for one in of_levels(TerritoryLevel.DEPARTMENT)),
    ]
    if finest_level() is TerritoryLevel.COMMUNE:
        form.commune.render_kw = {**form.commune.render_kw, "data-communes": url_for("territories.communes")}
    else:
        del form.commune, form.place


def tell_place(form: ProposalForm, territory: Territory | None) -> None:
    """Write in a form the commune a proposal is about; its department stays unsaid."""
    if territory is not None and territory.level is TerritoryLevel.COMMUNE:
        form.commune.data, form.territory_id.data = territory.label, 0


def place_in(form: ProposalForm, known: Territory | None = None, *, half_typed: bool = False) -> int | None:
    """Return the territory asked for; a commune, when one is named, says more than its department.

    Raises `Invalid` for a territory that was not offered, and for a commune that is unknown or has homonyms,
    which the form then offers. `known` is the commune already found by its name. What is `half_typed` is not
    looked for yet.
    """
    named = (form.commune.data or "").strip()
    if named and not half_typed:
        return known.id if known is not None and not form.place.data else _commune(form, named)
    chosen = form.territory_id.data or None
    if chosen is not None and department(chosen) is None:
        raise Invalid(_("Choisissez un territoire de la liste."), "territory_id")
    return chosen


def _commune(form: ProposalForm, named: str) -> int:
    found = [one for one in search_places(named) if one.level is TerritoryLevel.COMMUNE]
    same = [one for one in found if one.name.casefold() == named.casefold()]
    meant = [one for one in found if one.id == form.place.data] or same or found
    if len(meant) == 1:
        return meant[0].id
    form.place.choices = [SelectChoice(one.id, one.label) for one in found]
    if found:
        raise Invalid(_("Dites de quelle commune il s’agit : plusieurs ont ce nom."), "place")
    raise Invalid(_("Vérifiez le nom ou le code postal : cette commune n’est pas dans la liste."), "commune")
