"""The tables of the documentation are those the command writes."""

from pathlib import Path

from moderation.detectors.all import DETECTORS
from moderation.evaluation.table import NAMES, markdown
from moderation.evaluation.tallies import Tally, add, alarms

PAGE = Path(__file__).parents[3] / "docs" / "moderate.md"
BEGIN, END = "<!-- consult evaluate moderation ../shared/data --markdown -->", "<!-- fin -->"


def test_a_row_says_what_was_counted_and_how_far_it_may_be_trusted():
    measures = Tally(n=2804, hits=160, mistakes=5, missed=2094).measures("moderation-mlma-fr/insults")
    add(measures, alarms("grand-debat-annote-2019/shouting", 26, 3260))
    seen, civil = markdown(measures).split("\n\n")
    assert seen.splitlines()[2] == (
        "| insultes | messages annotés toxiques ou non | 2\u202f804 | 160 | 5 | 2\u202f094 "
        "| 0,97 (0,93 à 0,99) | 0,07 (0,06 à 0,08) |"
    )
    assert civil.splitlines()[2] == (
        "| capitales, signes répétés | Grand débat | 3\u202f260 | 26 | 8,0 (5,4 à 11,7) |"
    )


def test_what_saw_nothing_has_no_precision():
    measures = Tally(n=10, hits=0, mistakes=0, missed=4).measures("moderation-mlma-fr/threats")
    assert "| sans objet | 0,00 (0,00 à 0,49) |" in markdown(measures)


def test_the_documentation_gives_a_figure_of_every_detector():
    tables = PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    for detector in DETECTORS:
        assert f"\n| {NAMES[detector.__name__]} |" in tables
