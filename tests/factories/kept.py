"""Keep what took long to make, and put it back in an empty database as often as it is wanted."""

import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from flask import Flask
from sqlalchemy import Connection, Row, Table, func, insert, select

from consult.kit.db import Model, database


@dataclass(frozen=True)
class _Kept:
    scene: bytes
    rows: dict[Table, Sequence[Row[object]]]


_made: dict[str, _Kept] = {}


def again(app: Flask, name: str, make: Callable[[Flask], SimpleNamespace]) -> SimpleNamespace:
    """Return what `make` makes and commits: made the first time, its rows put back the next ones.

    A scene holds detached rows, `app` and the session it was written in, which is over.
    """
    if name not in _made:
        scene = make(app)
        _made[name] = _Kept(pickle.dumps(_without_site(scene)), _rows(app))
        return scene
    scene = pickle.loads(_made[name].scene)
    _put_back(app, _made[name].rows)
    scene.app = app
    return scene


def _without_site(scene: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(**{key: value for key, value in vars(scene).items() if key not in {"app", "session"}})


def _rows(app: Flask) -> dict[Table, Sequence[Row[object]]]:
    with app.app_context(), database().engine.connect() as connection:
        found = {
            # In the order they were made, as a reply comes after what it answers.
            table: connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in Model.metadata.sorted_tables
        }
    return {table: rows for table, rows in found.items() if rows}


def _put_back(app: Flask, kept: dict[Table, Sequence[Row[object]]]) -> None:
    with app.app_context(), database().engine.begin() as connection:
        for table, rows in kept.items():
            connection.execute(insert(table), [dict(row._mapping) for row in rows])
            if connection.dialect.name == "postgresql" and "id" in table.columns:
                _go_on_counting(connection, table)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let the next row have the next number: rows put back with theirs leave the sequence at its start."""
    last = select(func.max(table.c.id)).scalar_subquery()
    connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
