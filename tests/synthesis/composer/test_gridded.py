"""What the document says of topics that come from the secretariat's grid."""

import re

import pytest

from synthesis import dossier
from synthesis.analysis.grids import Code
from synthesis.composer.document import Confidence, TopicBlock
from synthesis.dossier import FORMATS, GRIDS, MANIFEST, differences, files, write_folder
from tests.synthesis.analysis.test_grid import TRUTH, WHOLE
from tests.synthesis.analysis.test_gridded import CODES, grid
from tests.synthesis.desk.conftest import plain

MADE = dossier.build(WHOLE, grids=(grid(),))
BARE = dossier.build(WHOLE)


def claims(made, template):
    return [claim for claim in made.document.claims() if claim.template == template]


def test_each_topic_says_who_placed_its_contributions_and_how_sure_the_model_was():
    claim = claims(MADE, "topic.size")[0]
    assert re.fullmatch(
        r"\d+ contributions sous ce code : 3 lues et codées par une personne et \d+ placées par le calcul, "
        r"avec une confiance médiane de \d\d %\.",
        plain(claim.text),
    )
    assert (dict(claim.parameters)["by_people"], claim.confidence) == ("3", Confidence.SOLID)


def test_the_chapter_says_that_its_topics_are_the_secretariat_s_codes():
    (claim,) = claims(MADE, "theme.grid")
    assert plain(claim.text).startswith(
        "Les sujets de ce thème sont les codes que le secrétariat a choisis. Sur 25 contributions : 9 lues"
    )
    assert len(claim.evidence) == len(WHOLE.by_ref)


def test_the_method_explains_the_grid_where_there_is_one_and_there_alone():
    assert "régression logistique" in claims(MADE, "method.grid")[0].text
    assert claims(BARE, "method.grid") == []


def test_the_method_says_under_which_confidence_nothing_is_placed():
    assert "Sous 50 %, elle ne place rien" in plain(claims(MADE, "method.grid")[0].text)


def test_the_chapter_names_the_codes_that_gather_nothing():
    made = dossier.build(WHOLE, grids=(grid(codes=(*CODES, Code("jeu", "Jeu vidéo"))),))
    assert plain(claims(made, "theme.grid")[0].text).endswith("Aucune contribution n’entre sous « Jeu vidéo ».")
    assert "Aucune contribution" not in claims(MADE, "theme.grid")[0].text


def test_topics_of_a_grid_are_never_said_fragile():
    assert (claims(MADE, "limits.fragile"), len(claims(BARE, "limits.fragile"))) == ([], 0)
    assert "regroupement" not in "".join(claim.text for claim in claims(MADE, "topic.size"))


def test_what_people_coded_alone_is_exact():
    everything = {ref: (code,) for ref, code in TRUTH.items()} | {"P1": ("vélo",)}
    made = dossier.build(WHOLE, grids=(grid(everything),))
    assert {claim.confidence for claim in claims(made, "topic.size")} == {Confidence.EXACT}
    assert "par le calcul" not in claims(made, "theme.grid")[0].text


def test_the_settings_of_the_grid_are_printed_with_the_others():
    tables = [block for part in MADE.document.walk() for block in part.blocks if block.kind == "table"]
    (settings,) = [table for table in tables if table.id == "table-settings"]
    assert ("Souplesse de la régression logistique (C)", "2") in settings.rows
    assert ("Confiance sous laquelle une contribution reste sans code", "0,5") in settings.rows


def test_a_topic_is_named_by_its_code():
    blocks = [block for part in MADE.document.walk() for block in part.blocks if isinstance(block, TopicBlock)]
    assert plain(blocks[0].title) == "Sujet 1 : Aller à vélo"


@pytest.fixture
def folder(tmp_path):
    write_folder(MADE, tmp_path / "out", ["json"])
    return tmp_path / "out"


def test_a_dossier_with_a_grid_is_computed_again_from_its_own_files_and_another_code_is_seen(folder):
    assert differences(folder) == []
    changed = (folder / GRIDS).read_text("utf-8").replace('"A1"', '"A20"')
    (folder / GRIDS).write_text(changed, "utf-8")
    assert {MANIFEST, "synthese.json"} <= set(differences(folder))


def test_without_a_grid_nothing_is_written_of_it():
    assert GRIDS not in files(BARE, ["json"])


def test_a_grid_added_by_hand_beside_a_dossier_is_named(folder, tmp_path):
    write_folder(BARE, tmp_path / "bare", FORMATS[:1])
    (tmp_path / "bare" / GRIDS).write_bytes((folder / GRIDS).read_bytes())
    assert differences(tmp_path / "bare") == [GRIDS]
