"""Count the statements a piece of work sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from consult.kit.db import database
from consult.kit.identity import present_identity

_NOT_QUERIES = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")


@contextmanager
def counted_queries(app: Flask) -> Iterator[list[str]]:
    """Give the list of statements sent while the block runs; its length is what a ceiling is about.

    The region's identity, which a process keeps for half a minute, is read before.
    """
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_: object):
        if not statement.lstrip().upper().startswith(_NOT_QUERIES):
            sent.append(statement)

    with app.app_context(), database().unit_of_work(writes=False):
        present_identity()
        engine = database().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
