"""Say what a territory is, from the region down to the commune."""

import re
from enum import StrEnum
from typing import Optional

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from consult.kit.db import Model
from consult.kit.text.french import fold

_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_SHORTENED = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


class TerritoryLevel(StrEnum):
    """The four levels, from the widest."""

    REGION = "region"
    DEPARTMENT = "department"
    EPCI = "epci"
    COMMUNE = "commune"


def search_form(name: str) -> str:
    """Return a name as it is looked for: « St-Amand » and « saint amand » give the same words."""
    words = _NOT_A_LETTER.sub(" ", fold(name)).split()
    return " ".join(_SHORTENED.get(word, word) for word in words)


class Territory(Model):
    """A territory (territoire); `code` is the INSEE code, or the SIREN of an EPCI.

    A region and a department may have the same code, so a territory is known by level and code.
    `postcodes` holds five digits each, parted by spaces; `searched_name` follows `name`.
    """

    __tablename__ = "territory"
    __table_args__ = (UniqueConstraint("level", "code"), Index("ix_territory_level_name", "level", "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[TerritoryLevel]
    code: Mapped[str] = mapped_column(String(9))
    name: Mapped[str] = mapped_column(String(120))
    searched_name: Mapped[str] = mapped_column(String(120), default="")
    population: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    department_code: Mapped[str | None] = mapped_column(String(3), index=True)
    postcodes: Mapped[str] = mapped_column(String(200), default="")
    parent: Mapped[Optional["Territory"]] = relationship(remote_side="Territory.id")

    @property
    def label(self) -> str:
        """Return the name with what tells it from its homonyms: « Saint-Jean (45) »."""
        return f"{self.name} ({self.department_code})" if self.department_code else self.name

    @validates("name")
    def _follow_name(self, _key: str, name: str) -> str:
        self.searched_name = search_form(name)
        return name
