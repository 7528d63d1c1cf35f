"""Register the command line's words by address, so that a command loads only what it needs."""

import sys
from collections.abc import Sequence
from typing import NoReturn, cast

import click
from flask import Flask
from flask.cli import AppGroup
from werkzeug.utils import import_string

Path = str
_REFUSED = 2


class LazyGroup(AppGroup):
    """A group whose commands are imported when they are called or listed."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.paths: dict[str, Path] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands registered by every room."""
        return sorted({*super().list_commands(ctx), *self.paths})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command asked for."""
        path = self.paths.get(cmd_name)
        return cast("click.Command", import_string(path)) if path else super().get_command(ctx, cmd_name)


def group(app: Flask, name: str, summary: str) -> None:
    """Open a group of commands, with one sentence that says what they are about."""
    cast("LazyGroup", app.extensions["consult_commands"]).add_command(LazyGroup(name, help=summary))


def register(app: Flask, name: str, path: Path, within: Sequence[str] = ()) -> None:
    """Add a command by its "module:function"; `within` names the groups that hold it, opened or not."""
    group = cast("LazyGroup", app.extensions["consult_commands"])
    for word in within:
        inner = group.commands.get(word)
        if inner is None:
            inner = LazyGroup(word)
            group.add_command(inner)
        group = cast("LazyGroup", inner)
    group.paths[name] = path


def init_app(app: Flask) -> None:
    """Start with an empty command line."""
    app.extensions["consult_commands"] = LazyGroup("consult")


def refuse(sentence: object) -> NoReturn:
    """Say on the error output what to do, and end the command with the code of a refusal, 2."""
    click.echo(str(sentence), err=True)
    sys.exit(_REFUSED)
