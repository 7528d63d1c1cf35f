"""Decide who may join a document to a text, describe it or take it away: whoever may edit the text, as long."""

from dataclasses import replace
from enum import StrEnum

from consult.kit.permissions import Case, Rule, Rules
from contributions import rules as texts

MOST = 5
"""Documents joined to one text."""

MOST_BYTES = 5 * 1024 * 1024


class Permission(StrEnum):
    """What people may be allowed to do with documents."""

    JOIN = "attachments.join"
    DESCRIBE = "attachments.describe"
    TAKE_AWAY = "attachments.take_away"


def _of_its_text(case: Case) -> Case:
    return replace(case, target=case.target.contribution)


_edit = texts.RULES[texts.Permission.EDIT]
_edit_its_text = Rule(
    lambda case: _edit.check(_of_its_text(case)),
    lambda case: _edit.refusal(_of_its_text(case)),
    "may edit its text",
)
RULES: Rules = {
    Permission.JOIN: _edit,
    Permission.DESCRIBE: _edit_its_text,
    Permission.TAKE_AWAY: _edit_its_text,
}
