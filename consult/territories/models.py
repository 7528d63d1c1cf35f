"""Say what a territory is, from the region down to the commune."""

from enum import StrEnum
from typing import Optional

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kit.db import Model


class TerritoryLevel(StrEnum):
    """The four levels, from the widest."""

    REGION = "region"
    DEPARTMENT = "department"
    EPCI = "epci"
    COMMUNE = "commune"


class Territory(Model):
    """A territory (territoire); `code` is the INSEE code, or the SIREN of an EPCI."""

    __tablename__ = "territory"
    __table_args__ = (Index("ix_territory_level_name", "level", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[TerritoryLevel]
    code: Mapped[str] = mapped_column(String(9), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    population: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"), index=True)
    department_code: Mapped[str | None] = mapped_column(String(3), index=True)
    postcodes: Mapped[str] = mapped_column(String(200), default="")
    parent: Mapped[Optional["Territory"]] = relationship(remote_side="Territory.id")
