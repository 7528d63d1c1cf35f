"""Reading the official files, and refusing those that are not what they say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from consult.kit.errors import Invalid
from consult.territories.files import read_built_in, read_folder
from consult.territories.models import TerritoryLevel

FILES = {
    "region.geojson": '{"properties": {"code": "24", "nom": "Centre-Val de Loire"}}',
    "departements.csv": "code,nom,chef_lieu\n37,Indre-et-Loire,37261\n",
    "epci.csv": (
        "code,nom,type,population,nb_communes,nb_communes_region,departements\n"
        "243700754,Tours Métropole,METRO,300000,22,22,37\n"
    ),
    "communes.csv": (
        "code,nom,departement,arrondissement,epci,population,codes_postaux\n"
        "37261,Tours,37,372,243700754,138000,37000|37100\n"
    ),
}
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a function that writes right files, some replaced by bytes or text, or left out when None."""

    def write(changes: dict[str, bytes | str | None] | None = None) -> Path:
        for name, content in {**FILES, **(changes or {})}.items():
            if content is not None:
                (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


def refusal_of(path: Path) -> str:
    with pytest.raises(Invalid) as refused:
        read_folder(path)
    return str(refused.value.sentence)


def test_a_folder_gives_its_territories_from_the_widest(folder):
    levels = [one.level for one in read_folder(folder())]
    assert levels == list(TerritoryLevel)


def test_a_commune_belongs_to_its_epci_and_keeps_its_postcodes(folder):
    commune = read_folder(folder())[-1]
    assert commune.parent == (TerritoryLevel.EPCI, "243700754")
    assert commune.postcodes == "37000 37100"


def test_an_epci_across_two_departments_belongs_to_none(folder):
    across = FILES["epci.csv"].replace(",22,37\n", ",22,37|41\n")
    assert read_folder(folder({"epci.csv": across}))[2].department_code is None


def test_the_built_in_list_names_the_region_and_its_six_departments():
    listed = read_built_in()
    assert [one.code for one in listed] == ["24", "18", "28", "36", "37", "41", "45"]


def test_a_folder_that_does_not_exist_is_refused(app, tmp_path):
    with app.app_context():
        assert "dossier qui existe" in refusal_of(tmp_path / "ailleurs")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("communes.csv", None, "Ajoutez le fichier communes.csv"),
        ("communes.csv", "code,nom\n37261,Tours\n", "ajoutez la colonne « departement »"),
        ("departements.csv", "code,nom,chef_lieu,blason\n37,Indre,1,x\n", "ôtez la colonne « blason »"),
        ("departements.csv", "code,nom,chef_lieu\n37,Indre-et-Loire,37261,38\n", "une valeur par colonne"),
        ("departements.csv", "code,nom,chef_lieu\n37,Indre-et-Loire\n", "une valeur par colonne"),
        ("departements.csv", "code,nom,chef_lieu\n36,Indre,36044\n", "le département 37 manque"),
        ("epci.csv", FILES["epci.csv"].replace("243700754", "1"), "l’EPCI 243700754 manque"),
        ("epci.csv", FILES["epci.csv"] + FILES["epci.csv"].splitlines()[1] + "\n", "figure deux fois"),
        ("communes.csv", FILES["communes.csv"].replace("138000", "138 000"), "la population en chiffres"),
        ("communes.csv", "code,nom\n37261,Orléans\n".encode("latin-1"), "en UTF-8"),
        ("region.geojson", "{", "ce n’est pas le contour d’une région"),
        ("region.geojson", "[]", "ce n’est pas le contour d’une région"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_what_to_correct(app, folder, name, content, sentence):
    with app.app_context():
        assert sentence in refusal_of(folder({name: content}))


def test_each_level_is_known_by_its_code_and_held_by_the_one_above(folder):
    told = [(one.code, one.parent and one.parent[1], one.department_code) for one in read_folder(folder())]
    assert told == [
        ("24", None, None),
        ("37", "24", "37"),
        ("243700754", "24", "37"),
        ("37261", "243700754", "37"),
    ]


@pytest.mark.parametrize("text", ["", "-1", "1.5", "1e3", "١٢", "²", "inconnue"])
def test_a_population_that_is_no_number_is_refused_with_its_file_and_line(app, folder, text):
    with app.app_context():
        said = refusal_of(folder({"epci.csv": FILES["epci.csv"].replace("300000", text)})).replace("\u00a0", " ")
    assert "epci.csv:2" in said
    assert f"« {text} »" in said


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"null", b'{"properties": null}', b'{"properties": {"code": "24"}}', b"3"]
)
def test_a_region_that_cannot_be_read_is_to_be_replaced(app, folder, content):
    with app.app_context():
        assert "Remplacez region.geojson" in refusal_of(folder({"region.geojson": content}))


@pytest.mark.parametrize("name", ["region.geojson", "departements.csv", "epci.csv", "communes.csv"])
def test_a_file_left_out_is_asked_for_by_its_name(app, folder, name):
    with app.app_context():
        assert f"Ajoutez le fichier {name}" in refusal_of(folder({name: None}))


def test_a_region_written_with_its_code_as_a_number_is_read(folder):
    listed = read_folder(folder({"region.geojson": '{"properties": {"code": 24, "nom": "Centre"}}'}))
    assert (listed[0].code, listed[0].name) == ("24", "Centre")
