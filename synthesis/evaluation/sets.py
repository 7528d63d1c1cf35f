"""Read the sets a folder holds: tables in CSV, compressed or not."""

import csv
import gzip
from collections.abc import Mapping
from pathlib import Path

from consult.kit.measures import Measures

Row = dict[str, str]


def table(folder: Path, name: str) -> list[Row]:
    """Return the rows of `name.csv` or `name.csv.gz`. Raises FileNotFoundError where neither is there."""
    packed = folder / f"{name}.csv.gz"
    if packed.is_file():
        with gzip.open(packed, "rt", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def merge(measures: Measures, name: str, found: Mapping[str, float]) -> None:
    """Add the figures of one set."""
    for measure, value in found.items():
        measures.setdefault(measure, {})[name] = round(float(value), 4)
