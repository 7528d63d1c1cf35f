"""Let each room add its entries to the menus, so that no layout names a room."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import Flask, request, url_for

from consult.kit.errors import Sentence
from consult.kit.permissions import allows, present_actor
from consult.kit.registries import Registry


@dataclass(frozen=True)
class MenuItem:
    """An entry as a room declares it. `menu` is "main", "account", "footer", "desk" or a page's own tabs.

    `permission` hides the entry from whoever may not go there (the route itself refuses them); `count`
    says how many things wait behind it.
    """

    menu: str
    order: int
    label: Sentence
    endpoint: str
    permission: StrEnum | None = None
    shown: Callable[[Any], bool] | None = None
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True)
class MenuEntry:
    """An entry as a page shows it."""

    label: Sentence
    url: str
    current: bool
    count: int | None


_items: Registry[MenuItem] = Registry("menus")


def add(app: Flask, item: MenuItem) -> None:
    """Add an entry to a menu."""
    _items.add(app, item)


def entries(menu: str, **values: Any) -> list[MenuEntry]:  # noqa: ANN401 - the address's values
    """Return what this person is shown of a menu, in order; `values` complete the addresses."""
    actor = present_actor()
    chosen = [item for item in _items if item.menu == menu and _shown(item, actor)]
    return [_entry(item, actor, values) for item in sorted(chosen, key=lambda item: item.order)]


def _shown(item: MenuItem, actor: Any) -> bool:  # noqa: ANN401 - any actor
    if item.permission is not None and not allows(actor, item.permission):
        return False
    return item.shown is None or item.shown(actor)


def _entry(item: MenuItem, actor: Any, values: dict[str, Any]) -> MenuEntry:  # noqa: ANN401 - any actor
    return MenuEntry(
        label=item.label,
        url=url_for(item.endpoint, **values),
        current=request.endpoint == item.endpoint,
        count=item.count(actor) if item.count else None,
    )
