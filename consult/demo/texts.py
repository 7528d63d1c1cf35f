"""Read the texts of the demonstration's consultations, written by hand in `data`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class ThemeText:
    """A theme as the organiser writes it."""

    slug: str
    title: str
    summary: str


@dataclass(frozen=True)
class OpinionText:
    """The council's opinion on a consultation, for the room that publishes it; `body` is Markdown."""

    title: str
    body: str
    recommendations: tuple[str, ...]


@dataclass(frozen=True)
class ConsultationText:
    """A consultation as the organiser writes it; the one with an opinion is over. Long texts are Markdown."""

    slug: str
    title: str
    question: str
    summary: str
    body: str
    modalities: str
    organiser: str
    decision_maker: str
    themes: tuple[ThemeText, ...]
    opinion: OpinionText | None = None


def consultation_texts() -> tuple[ConsultationText, ...]:
    """Return the consultations of the demonstration, the open one first."""
    return tuple(_consultation(one) for one in read_data("consultations")["consultation"])


def read_data(name: str) -> dict[str, Any]:
    """Return what one of the data files holds."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def _consultation(values: dict[str, Any]) -> ConsultationText:
    opinion = values.get("opinion")
    return ConsultationText(
        **{
            **values,
            "body": values["body"].strip(),
            "modalities": values["modalities"].strip(),
            "themes": tuple(ThemeText(**theme) for theme in values["themes"]),
            "opinion": opinion and _opinion(opinion),
        }
    )


def _opinion(values: dict[str, Any]) -> OpinionText:
    return OpinionText(values["title"], values["body"].strip(), tuple(values["recommendations"]))
