"""Make the demonstration: call each room in order, inside the caller's transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from sqlalchemy import exists, select
from werkzeug.utils import import_string

from consult.consultations.models import Consultation
from consult.demo.scene import ENDS, STEPS, Scene
from consult.demo.texts import consultation_texts
from consult.kit import clock, mail
from consult.kit.db import session


def make(now: datetime, *, seed: int, people: int, proposals: int = 0) -> list[str]:
    """Fill the site and return what each room says of it; nothing is said when it was there already.

    `proposals` asks for more proposals than the texts hold, which are then repeated: for measures only.
    Raises `Invalid` when a real consultation stands at the address of a fictitious one.
    """
    if is_there():
        return []
    scene = new_scene(now, seed=seed, people=people, proposals=proposals)
    for path in (*STEPS, *ENDS):
        fill = cast("Callable[[Scene], None]", import_string(path))
        fill(scene)
    mail.consider_sent(_addresses(scene), before=scene.at)
    return scene.said


def _addresses(scene: Scene) -> list[str]:
    return [user.email for users in scene.accounts.values() for user in users if user.email]


def new_scene(now: datetime, *, seed: int, people: int, proposals: int = 0) -> Scene:
    """Return an empty scene, whose time is the beginning of the day where the region lives."""
    today = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Scene(today, seed, people, proposals)


def is_there() -> bool:
    """Say whether the demonstration was made before."""
    slugs = [text.slug for text in consultation_texts()]
    made = exists().where(Consultation.slug.in_(slugs), Consultation.fictitious)
    return bool(session.scalar(select(made)))
