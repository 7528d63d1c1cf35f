"""Menus, registries, the clock, the commands: what rooms share without knowing each other."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

import click
import pytest
from blinker import Signal

from consult.accounts.models import Role
from consult.kit import clock, commands, menus, permissions
from consult.kit.db import database
from consult.kit.menus import MenuItem
from consult.kit.news import announce
from consult.kit.permissions import predicate
from consult.kit.registries import Registry
from tests.factories import NOW
from tests.factories.people import make_user
from wsgi import create_app


@pytest.fixture
def composed(settings):
    """Compose an application for these tests alone, which add to it."""
    return create_app(settings)


class Right(StrEnum):
    """A right of these tests."""

    STAFF = "menus.staff"


@predicate()
def is_staff(case) -> bool:
    """Allow moderators."""
    return case.actor.has_role(Role.MODERATOR)


@click.command()
def hello() -> None:
    """Say hello."""
    click.echo("bonjour")


@pytest.fixture
def shown(app):
    """Return a function that lists what a visitor is shown of a menu of these tests."""
    permissions.register(app, {Right.STAFF: is_staff})
    menus.add(app, MenuItem("essai", 20, "Deuxième", "consultations.home"))
    menus.add(app, MenuItem("essai", 10, "Premier", "consultations.listing", count=lambda _actor: 3))
    menus.add(app, MenuItem("essai", 30, "Modération", "consultations.home", Right.STAFF))
    menus.add(app, MenuItem("essai", 40, "Jamais", "consultations.home", shown=lambda _actor: False))

    def entries(address: str = "/"):
        with app.test_request_context(address), database().unit_of_work(writes=False):
            return menus.entries("essai")

    return entries


def test_entries_come_in_their_order(shown):
    assert [str(entry.label) for entry in shown()] == ["Premier", "Deuxième"]


def test_an_entry_says_what_waits_behind_it(shown):
    assert [entry.count for entry in shown()] == [3, None]


def test_the_entry_of_the_present_page_is_marked(shown):
    assert [entry.current for entry in shown("/")] == [False, True]


def test_an_entry_one_may_not_follow_is_not_shown(shown):
    assert "Modération" not in [str(entry.label) for entry in shown()]


def test_a_menu_nobody_filled_is_empty(app):
    with app.test_request_context("/"), database().unit_of_work(writes=False):
        assert menus.entries("inconnu") == []


def test_a_registry_keeps_the_order_in_which_rooms_joined(app):
    registry: Registry[str] = Registry("essai")
    for name in ("consult", "contributions", "moderation"):
        registry.add(app, name)
    with app.app_context():
        assert list(registry) == ["consult", "contributions", "moderation"]


def test_an_empty_registry_lists_nothing(app):
    with app.app_context():
        assert list(Registry("personne")) == []


def test_a_command_is_imported_when_it_is_called(app):
    commands.register(app, "bonjour", "tests.consult.kit.test_menus:hello", within=("essai",))
    group = app.extensions["consult_commands"].get_command(click.Context(hello), "essai")
    found = group.get_command(click.Context(hello), "bonjour")
    assert found.name == "hello"


def test_each_command_and_each_group_says_what_it_is_for(app):
    root = app.extensions["consult_commands"]
    context = click.Context(root)
    first = [root.get_command(context, name) for name in root.list_commands(context)]
    deeper = [
        group.get_command(context, name)
        for group in first
        if isinstance(group, click.Group)
        for name in group.list_commands(context)
    ]
    assert [one.name for one in (*first, *deeper) if not one.get_short_help_str()] == []


def test_every_command_of_the_site_can_be_imported(app):
    context = click.Context(app.extensions["consult_commands"])
    waiting = [app.extensions["consult_commands"]]
    seen = 0
    while waiting:
        group = waiting.pop()
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, name
            seen += 1
            if isinstance(command, click.Group):
                waiting.append(command)
    assert seen > 15


def test_the_time_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


def test_a_test_chooses_the_time_and_gives_it_back():
    with clock.set_to(NOW):
        assert clock.now() == NOW
        with clock.set_to(NOW + timedelta(days=1)):
            assert clock.now() == NOW + timedelta(days=1)
        assert clock.now() == NOW
    assert clock.now() != NOW


def naive(wall: str) -> datetime:
    """Return what people read on a clock, which says no zone."""
    return datetime.fromisoformat(wall)


@pytest.mark.parametrize(
    ("wall", "instant"),
    [
        (naive("2026-07-01T14:00"), datetime(2026, 7, 1, 12, 0, tzinfo=UTC)),
        (naive("2026-12-01T14:00"), datetime(2026, 12, 1, 13, 0, tzinfo=UTC)),
        (naive("2026-10-25T00:30"), datetime(2026, 10, 24, 22, 30, tzinfo=UTC)),
    ],
)
def test_the_region_s_clock_and_universal_time_agree(wall, instant):
    assert clock.from_local(wall) == instant
    assert clock.local(instant).replace(tzinfo=None) == wall


def test_news_are_heard_after_commit(app):
    heard: list[int] = []
    signal = Signal()
    keep = lambda _sender, number: heard.append(number)  # noqa: E731 - blinker holds receivers weakly
    signal.connect(keep)
    with app.app_context(), database().unit_of_work():
        announce(signal, number=7)
        assert heard == []
    assert heard == [7]


def announce_then_fail(signal) -> None:
    with database().unit_of_work() as opened:
        opened.add(make_user())
        announce(signal, number=7)
        raise ValueError("undone")


def test_news_of_what_was_undone_are_never_heard(app):
    heard: list[int] = []
    signal = Signal()
    keep = lambda _sender, number: heard.append(number)  # noqa: E731 - blinker holds receivers weakly
    signal.connect(keep)
    with app.app_context(), pytest.raises(ValueError, match="undone"):
        announce_then_fail(signal)
    assert heard == []
