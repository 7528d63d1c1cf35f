"""Make a grid, code texts, ask for the others to be placed; each gesture is a row, and can be taken back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from consult.accounts.models import User
from consult.kit import jobs
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from synthesis.analysis.grids import Code, GestureKind, Grid
from synthesis.grids.models import GridGesture, ThemeGrid
from synthesis.grids.placing import Placing, to_bytes
from synthesis.grids.queries import codings_of, grid_of, theme_grid_of
from synthesis.models import Synthesis
from synthesis.operations.arranging import LONGEST_NAME
from synthesis.operations.life import request_build
from synthesis.operations.signing import draft_to_change

PLACE = "synthesis.place_grid"
MOST_CODES = 60
FEWEST_CODED = 2
PATIENCE = timedelta(seconds=20)
"""How long the worker waits for more corrections before it learns again; the first time it does not wait."""
_MARK = re.compile(r"^(?:[-–—•*·]|\d{1,3}[.)])\s+")


@dataclass(frozen=True)
class Coder:
    """Who works on the grid of which theme, and when."""

    actor: User
    synthesis: Synthesis
    section_id: str
    at: datetime


@dataclass(frozen=True)
class TextCodes:
    """The codes a person gives a text; `seen` is the number of the coding they read, or zero."""

    ref: str
    codes: tuple[str, ...]
    seen: int = 0


@dataclass(frozen=True)
class Coding:
    """What came of a coding: how many texts were coded, and those someone else coded meanwhile."""

    kept: int
    met: tuple[str, ...] = ()


# --- codes ------------------------------------------------------------------------------


def add_codes(coder: Coder, pasted: str) -> int:
    """Add codes, one per line as they were typed or pasted, and say how many are new.

    Bullets and numbers at the head of a line are left out, and so is what follows a tab.
    """
    names = _names_in(pasted)
    _refuse_names(names)
    kept, grid = _opened(coder)
    new = _new_names(grid, names)
    first = _next_number(coder)
    for number, name in enumerate(new, start=first):
        _keep(coder, GestureKind.ADD, f"c{number}", "", name)
    if new:
        _follow(kept, coder.at)
    return len(new)


def _new_names(grid: Grid, names: Sequence[str]) -> list[str]:
    """Keep the names no code has yet; refuse more than a grid holds."""
    known = {code.name.casefold() for code in grid.codes}
    new = [name for name in names if name.casefold() not in known]
    if len(grid.codes) + len(new) > MOST_CODES:
        raise Invalid(_l("Réunissez ou ôtez des codes : une grille en tient 60 au plus."), "names")
    return new


def rename_code(coder: Coder, key: str, name: str) -> None:
    """Give a code another name, that no other code has."""
    given = _given(name)
    kept, grid = _opened(coder)
    code = _code(grid, key)
    if given.casefold() in {one.name.casefold() for one in grid.codes if one != code}:
        raise Invalid(_l("Choisissez un autre nom : un code le porte déjà. Vous pouvez les réunir."), "name")
    if given != code.name:
        _keep(coder, GestureKind.NAME, key, code.name, given)
        _follow(kept, coder.at)


def _given(name: str) -> str:
    given = " ".join(name.split())
    if not given or len(given) > LONGEST_NAME:
        raise Invalid(_l("Écrivez le nom du code, en 120 caractères au plus."), "name")
    return given


def rank_code(coder: Coder, key: str, position: int) -> None:
    """Give a code another rank, from 1."""
    kept, grid = _opened(coder)
    present = grid.codes.index(_code(grid, key)) + 1
    wanted = min(max(position, 1), len(grid.codes))
    if wanted != present:
        _keep(coder, GestureKind.RANK, key, str(present), str(wanted))
        _follow(kept, coder.at)


def merge_codes(coder: Coder, key: str, into: str) -> None:
    """Give all the texts of a code to another one, which keeps its name."""
    kept, grid = _opened(coder)
    code = _code(grid, key)
    if grid.code(into) is None or into == key:
        raise Invalid(_l("Choisissez un autre code de cette grille."), "into")
    _keep(coder, GestureKind.MERGE, key, code.name, into)
    _follow(kept, coder.at)


def remove_code(coder: Coder, key: str) -> None:
    """Take a code out of the grid; the texts that carried no other are to be coded again."""
    kept, grid = _opened(coder)
    _keep(coder, GestureKind.REMOVE, key, _code(grid, key).name, "")
    _follow(kept, coder.at)


# --- texts ------------------------------------------------------------------------------


def code_texts(coder: Coder, given: Sequence[TextCodes]) -> Coding:
    """Keep the codes of some texts; one that someone else coded meanwhile stays as they left it, and is named."""
    kept, grid = _opened(coder)
    before = codings_of(coder.synthesis, coder.section_id, [one.ref for one in given])
    unmet = [one for one in given if one.ref not in before or before[one.ref].id == one.seen]
    done = sum(_code_text(coder, grid, one, before.get(one.ref)) for one in unmet)
    if done:
        _follow(kept, coder.at)
    return Coding(done, tuple(one.ref for one in given if one not in unmet))


def _code_text(coder: Coder, grid: Grid, one: TextCodes, last: GridGesture | None) -> bool:
    """Keep the codes of a text, unless it has them already."""
    codes = " ".join(code.key for code in grid.codes if code.key in one.codes)
    if last is not None and last.after == codes:
        return False
    _keep(coder, GestureKind.CODE, one.ref, last.after if last else "", codes)
    return True


def turn_gesture(coder: Coder, gesture: GridGesture, *, undone: bool) -> None:
    """Take a gesture back, or put it in again; its row stays and says who did."""
    kept, _grid = _opened(coder)
    session.refresh(gesture)
    if gesture.is_undone is undone:
        raise Conflict(_l("Rechargez la page : ce geste a déjà été défait ou refait."))
    gesture.is_undone, gesture.turned_by_id, gesture.turned_at = undone, coder.actor.id, coder.at
    _follow(kept, coder.at)


# --- placing the others, and using the grid ---------------------------------------------


def ask_placing(coder: Coder) -> None:
    """Ask the worker to place at once what nobody coded."""
    kept, grid = _opened(coder)
    if len([codes for codes in grid.given.values() if codes]) < FEWEST_CODED:
        raise Conflict(_l("Codez d’abord au moins deux contributions : le calcul apprend de vos choix."))
    kept.placing_asked_at = coder.at
    jobs.enqueue(PLACE, {"id": kept.id}, at=coder.at)


def keep_placing(kept: ThemeGrid, placing: Placing, *, revision: int, snapshot_id: int, at: datetime) -> None:
    """Keep what the worker placed, and from which state of the grid and of the data."""
    kept.placed, kept.placed_at = to_bytes(placing), at
    kept.placed_revision, kept.placed_snapshot_id = revision, snapshot_id
    if kept.revision == revision:
        kept.placing_asked_at = None
    else:
        jobs.enqueue(PLACE, {"id": kept.id}, at=at)
    session.flush()


def use_grid(coder: Coder, *, used: bool) -> None:
    """Make the codes the topics of the theme, or give the computed ones back; the synthesis is computed again."""
    kept, grid = _opened(coder)
    if used and not any(grid.given.values()):
        raise Conflict(_l("Codez d’abord au moins une contribution : sans elle, un code ne réunit rien."))
    kept.is_used = used
    request_build(coder.actor, coder.synthesis.consultation, at=coder.at)


# --- shared -----------------------------------------------------------------------------


def _opened(coder: Coder) -> tuple[ThemeGrid, Grid]:
    draft_to_change(coder.synthesis.id)
    kept = theme_grid_of(coder.synthesis, coder.section_id)
    if kept is None:
        kept = ThemeGrid(synthesis_id=coder.synthesis.id, section_id=coder.section_id)
        session.add(kept)
        session.flush()
    return kept, grid_of(coder.synthesis, coder.section_id)


def _code(grid: Grid, key: str) -> Code:
    found = grid.code(key)
    if found is None:
        raise Invalid(_l("Rechargez la page : ce code n’est plus dans la grille."), "name")
    return found


def _refuse_names(names: Sequence[str]) -> None:
    if not names:
        raise Invalid(_l("Écrivez au moins un code, un par ligne."), "names")
    if any(len(name) > LONGEST_NAME for name in names):
        raise Invalid(_l("Raccourcissez ces codes : 120 caractères au plus pour chacun."), "names")


def _names_in(pasted: str) -> list[str]:
    """Read the names of a list, each once however it is capitalised."""
    names: dict[str, str] = {}
    for line in pasted.splitlines():
        name = _name_in(line)
        if name:
            names.setdefault(name.casefold(), name)
    return list(names.values())


def _name_in(line: str) -> str:
    return _MARK.sub("", " ".join(line.split("\t", 1)[0].split()))


def _next_number(coder: Coder) -> int:
    """Return a number after those of all codes ever added, so that a key never names two of them."""
    ours = GridGesture.synthesis_id == coder.synthesis.id, GridGesture.section_id == coder.section_id
    added = select(func.count(GridGesture.id)).where(*ours, GridGesture.kind == GestureKind.ADD)
    return (session.scalar(added) or 0) + 1


def _keep(coder: Coder, kind: GestureKind, target: str, before: str, after: str) -> None:
    row = GridGesture(
        synthesis_id=coder.synthesis.id,
        section_id=coder.section_id,
        kind=kind,
        target=target,
        before=before,
        after=after,
        actor_id=coder.actor.id,
        at=coder.at,
    )
    session.add(row)
    session.flush()


def _follow(kept: ThemeGrid, at: datetime) -> None:
    """Count a gesture, and let the worker learn from it a little later, with those that follow."""
    kept.revision += 1
    session.flush()
    if kept.placing_asked_at is None:
        kept.placing_asked_at = at
        jobs.enqueue(PLACE, {"id": kept.id}, at=at, run_at=at + PATIENCE if kept.placed_at else at)
