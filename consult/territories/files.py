"""Read the official files of a region's territories, and refuse those that are not what they say."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Invalid
from consult.kit.tables import Line, read_table
from consult.territories.models import TerritoryLevel

BUILT_IN = Path(__file__).parent / "data" / "departments.csv"
_DEPARTMENTS = ("code", "nom", "chef_lieu")
_EPCI = ("code", "nom", "type", "population", "nb_communes", "nb_communes_region", "departements")
_COMMUNES = ("code", "nom", "departement", "arrondissement", "epci", "population", "codes_postaux")
Key = tuple[TerritoryLevel, str]


@dataclass(frozen=True)
class Listed:
    """A territory as a file lists it; `parent` is the level and code of the one that holds it."""

    level: TerritoryLevel
    code: str
    name: str
    parent: Key | None = None
    population: int | None = None
    department_code: str | None = None
    postcodes: str = ""

    @property
    def key(self) -> Key:
        """Return what a territory is known by."""
        return self.level, self.code


def read_built_in() -> list[Listed]:
    """Return the region and its departments, which every site knows from the start."""
    rows = list(read_table(BUILT_IN, ("niveau", "code", "nom")))
    region = next((TerritoryLevel.REGION, row["code"]) for row in rows if row["niveau"] == TerritoryLevel.REGION)
    return [_built_in(row, region) for row in rows]


def _built_in(row: Line, region: Key) -> Listed:
    level = TerritoryLevel(row["niveau"])
    if level is TerritoryLevel.REGION:
        return Listed(level, row["code"], row["nom"])
    return Listed(level, row["code"], row["nom"], region, department_code=row["code"])


def read_folder(folder: Path) -> list[Listed]:
    """Return every territory of an official folder, the widest first.

    Raises `Invalid` with the file, the line and what to correct; nothing is half read.
    """
    if not folder.is_dir():
        raise Invalid(_l("Indiquez un dossier qui existe : « %(path)s » n’en est pas un.", path=folder))
    region = _read_region(folder / "region.geojson")
    departments = [
        Listed(TerritoryLevel.DEPARTMENT, row["code"], row["nom"], region.key, None, row["code"])
        for row in read_table(folder / "departements.csv", _DEPARTMENTS)
    ]
    epci = [_epci(row, region) for row in read_table(folder / "epci.csv", _EPCI)]
    communes = [_commune(row) for row in read_table(folder / "communes.csv", _COMMUNES)]
    listed = [region, *departments, *epci, *communes]
    _check_unique(listed)
    _check_parents(communes, {one.key for one in listed})
    return listed


def _read_region(path: Path) -> Listed:
    try:
        properties = json.loads(path.read_bytes())["properties"]
        return Listed(TerritoryLevel.REGION, str(properties["code"]), str(properties["nom"]))
    except FileNotFoundError as error:
        raise Invalid(_l("Ajoutez le fichier %(file)s : il manque dans le dossier.", file=path.name)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid(
            _l(
                "Remplacez %(file)s : ce n’est pas le contour d’une région, avec son code et son nom.",
                file=path.name,
            )
        ) from error


def _epci(row: Line, region: Listed) -> Listed:
    within = row["departements"].split("|")
    department = within[0] if len(within) == 1 else None
    population = _number(row["population"], f"epci.csv:{row.number}")
    return Listed(TerritoryLevel.EPCI, row["code"], row["nom"], region.key, population, department)


def _commune(row: Line) -> Listed:
    return Listed(
        level=TerritoryLevel.COMMUNE,
        code=row["code"],
        name=row["nom"],
        parent=(TerritoryLevel.EPCI, row["epci"]),
        population=_number(row["population"], f"communes.csv:{row.number}"),
        department_code=row["departement"],
        postcodes=row["codes_postaux"].replace("|", " "),
    )


def _number(text: str, place: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Invalid(
            _l("%(place)s : écrivez la population en chiffres, au lieu de « %(text)s ».", place=place, text=text)
        )
    return int(text)


def _check_unique(listed: Sequence[Listed]) -> None:
    seen: set[Key] = set()
    for one in listed:
        if one.key in seen:
            raise Invalid(_l("Le code %(code)s figure deux fois. Gardez-en un seul.", code=one.code))
        seen.add(one.key)


def _check_parents(communes: Sequence[Listed], known: set[Key]) -> None:
    for one in communes:
        if one.parent not in known:
            epci = one.parent[1] if one.parent else ""
            raise Invalid(
                _l("%(name)s : l’EPCI %(code)s manque dans epci.csv. Ajoutez-le.", name=one.name, code=epci)
            )
        if (TerritoryLevel.DEPARTMENT, one.department_code) not in known:
            raise Invalid(
                _l(
                    "%(name)s : le département %(code)s manque dans departements.csv. Ajoutez-le.",
                    name=one.name,
                    code=one.department_code,
                )
            )
