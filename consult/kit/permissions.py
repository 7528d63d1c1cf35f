"""Decide who may do what, from tables that read as sentences.

Each package's `rules.py` lists its `Permission` members and, for each, an "or of ands" of
predicates. A route names its permission with `requires`, or says it is open to all with
`public`; an application with a route that does neither refuses to start.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from flask import Flask, current_app
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from consult.kit import clock
from consult.kit.errors import Forbidden, Sentence, SignInNeeded

P = ParamSpec("P")
R = TypeVar("R")
_KEY = "consult_rules"
_FIRST = "consult_first_steps"
_MARK = "consult_permission"
_OPEN_ENDPOINTS = frozenset({"static"})


class Actor(Protocol):
    """Whoever acts: a signed-in person or a visitor."""

    @property
    def is_authenticated(self) -> bool:
        """Say whether this is a signed-in person."""
        ...


@dataclass(frozen=True)
class Case:
    """What a rule looks at: who, on what, when. `target` is None for a right that has no object."""

    actor: Any
    target: Any
    at: datetime


@dataclass(frozen=True)
class Rule:
    """A predicate that can be combined with `&`, `|` and `~`, and says why it refuses."""

    check: Callable[[Case], bool]
    refusal: Callable[[Case], Sentence | None]
    name: str

    def __and__(self, other: "Rule") -> "Rule":
        def refusal(case: Case) -> Sentence | None:
            return self.refusal(case) if not self.check(case) else other.refusal(case)

        return Rule(lambda case: self.check(case) and other.check(case), refusal, f"{self.name} and {other.name}")

    def __or__(self, other: "Rule") -> "Rule":
        def refusal(case: Case) -> Sentence | None:
            return self.refusal(case) or other.refusal(case)

        return Rule(lambda case: self.check(case) or other.check(case), refusal, f"({self.name} or {other.name})")

    def __invert__(self) -> "Rule":
        return Rule(lambda case: not self.check(case), self.refusal, f"not {self.name}")


def predicate(refusal: Sentence | None = None) -> Callable[[Callable[[Case], bool]], Rule]:
    """Turn a function of a case into a rule; `refusal` is the sentence said when it is what fails."""

    def build(check: Callable[[Case], bool]) -> Rule:
        return Rule(check, lambda _case: refusal, check.__name__)

    return build


@predicate()
def anyone(_case: Case) -> bool:
    """Allow every visitor."""
    return True


@predicate(_l("Connectez-vous pour continuer."))
def signed_in(case: Case) -> bool:
    """Allow signed-in people."""
    return bool(case.actor.is_authenticated)


Rules = dict[Any, Rule]


def register(app: Flask, rules: Rules) -> None:
    """Add one package's table to the application's."""
    app.extensions.setdefault(_KEY, {}).update(rules)


def rules_of(app: Flask) -> dict[StrEnum, Rule]:
    """Return every rule of the application, for the tests that walk them all."""
    return cast("dict[StrEnum, Rule]", app.extensions.get(_KEY, {}))


def ask_first(app: Flask, step: Callable[[Any], None]) -> None:
    """Register what is asked of someone before they are refused for good; `step` raises `StepNeeded`."""
    app.extensions.setdefault(_FIRST, []).append(step)


def allows(actor: Actor, permission: StrEnum, target: object = None, at: datetime | None = None) -> bool:
    """Say whether this person may do this to this, now."""
    return rules_of(current_app)[permission].check(Case(actor, target, at or clock.now()))


def require(actor: Actor, permission: StrEnum, target: object = None, at: datetime | None = None) -> None:
    """Refuse, with the rule's own sentence, what this person may not do."""
    rule = rules_of(current_app)[permission]
    case = Case(actor, target, at or clock.now())
    if rule.check(case):
        return
    _lead_to_sign_in(rule, case)
    for step in current_app.extensions.get(_FIRST, ()):
        step(actor)
    raise Forbidden(rule.refusal(case) or _l("Vous n’avez pas le droit de faire cela."))


def _lead_to_sign_in(rule: Rule, case: Case) -> None:
    """Raise `SignInNeeded` where that is all the rule asks of a visitor."""
    if not case.actor.is_authenticated and rule.refusal(case) == signed_in.refusal(case):
        raise SignInNeeded(_l("Connectez-vous pour continuer."))


def present_actor() -> Any:  # noqa: ANN401 - a user of accounts, which the kit does not know
    """Return whoever sends this request, as a plain object."""
    return current_user._get_current_object()  # noqa: SLF001 - the documented way out of the proxy


# --- routes ---------------------------------------------------------------------------


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a route as open to every visitor."""
    setattr(view, _MARK, anyone.name)
    return view


def requires(
    permission: StrEnum, on: Callable[..., object] | None = None
) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Guard a route. `on` turns the address's values into the target, given to the view in their place.

    Raises `SignInNeeded` or `Forbidden` before the view runs; `on` raises `NotFound` itself.
    """

    def guard(view: Callable[..., R]) -> Callable[..., R]:
        @wraps(view)
        def guarded(**values: Any) -> R:  # noqa: ANN401 - the address's values
            target = on(**values) if on else None
            require(present_actor(), permission, target)
            return view(target) if on else view(**values)

        setattr(guarded, _MARK, permission)
        return guarded

    return guard


def permission_of(app: Flask, endpoint: str) -> object:
    """Return what guards a route: a permission, "anyone", or None when nothing was said."""
    return getattr(app.view_functions[endpoint], _MARK, None)


def is_open_to_all(endpoint: str) -> bool:
    """Say whether a route asks no right of anyone."""
    return endpoint not in current_app.view_functions or permission_of(current_app, endpoint) == anyone.name


def check_routes(app: Flask) -> None:
    """Refuse to start when a route says neither `requires` nor `public`, or names an unknown right."""
    known = rules_of(app)
    for rule in app.url_map.iter_rules():
        if rule.endpoint in _OPEN_ENDPOINTS:
            continue
        mark = permission_of(app, rule.endpoint)
        if mark is None or (mark != anyone.name and mark not in known):
            raise RuntimeError(f"the route {rule.rule} ({rule.endpoint}) declares no known permission")
