"""Let later rooms add what may be done with a synthesis on its desk page."""

from collections.abc import Callable, Sequence

from consult.consultations.slots import ActionLink
from consult.kit.registries import Registry
from synthesis.models import Synthesis

desk_actions: Registry[Callable[[Synthesis], Sequence[ActionLink]]] = Registry("synthesis_desk_actions")
"""What later rooms offer on the page of a computed synthesis; the first one offered is its main action."""
