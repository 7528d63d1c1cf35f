"""Drawing sentences of a dossier: by chance alone, with what they rest on, and with no hint of the answer."""

import csv
import io
import json
from hashlib import sha256

import pytest
from click.testing import CliRunner

from synthesis import dossier
from synthesis.analysis.facts import Opinion
from synthesis.analysis.snapshot import CorruptSnapshotError
from synthesis.auditing import sheets
from synthesis.auditing.cli import sample
from synthesis.auditing.sampling import MOST_TEXTS, draw, open_dossier
from tests.synthesis.analysis.test_topics import varied_corpus
from tests.synthesis.old_dossier import OLD_DOSSIER

EVERYTHING = 10_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write a dossier with topics."""
    path = tmp_path_factory.mktemp("dossier") / "out"
    dossier.write_folder(dossier.build(varied_corpus()), path, ["json"])
    return path


@pytest.fixture(scope="module")
def opened(folder):
    return open_dossier(folder)


def test_every_sentence_may_be_drawn_and_none_twice(opened):
    drawn = draw([opened], EVERYTHING, seed=1)
    assert sorted(one.id for one in drawn) == sorted(f"{opened.slug}#{c.id}" for c in opened.document.claims())


def test_the_same_seed_draws_the_same_sentences_and_another_others(opened):
    names = [[one.id for one in draw([opened], 10, seed)] for seed in (1, 1, 2)]
    assert names[0] == names[1] != names[2]


def test_a_sentence_stands_under_the_headings_it_is_printed_under(opened):
    topic = next(one for one in draw([opened], EVERYTHING, 1) if "#topic.size" in one.id)
    assert topic.place[-1].startswith("Sujet 1")
    assert topic.place[0].endswith("Territoires connectés")


def test_texts_are_given_whole_and_drawn_where_there_are_many(opened):
    drawn = draw([opened], EVERYTHING, 1)
    long = [one for one in drawn if len(one.evidence) > MOST_TEXTS]
    short = [one for one in drawn if 0 < len(one.evidence) <= MOST_TEXTS]
    assert long
    assert all(len(one.texts) == MOST_TEXTS for one in long)
    assert short
    assert all(tuple(row.ref for row in one.texts) == one.evidence for one in short)


def test_a_number_says_what_its_query_counts(opened):
    drawn = draw([opened], EVERYTHING, 1)
    number = next(n for one in drawn for n in one.numbers if n.name == "proposals")
    assert (number.query, number.meaning) == ("published_proposals", "propositions publiées")
    assert number.value == str(len(opened.corpus.proposals))


def test_a_dossier_written_before_fields_were_added_is_still_drawn_from():
    old = open_dossier(OLD_DOSSIER)
    assert old.corpus.opinion == Opinion()
    drawn = draw([old], EVERYTHING, 1)
    assert drawn[0].sentence.split(",")[0] == "Du 1er mars 2026 au 1er avril 2026"
    assert drawn[0].texts == old.corpus.contributions


def test_the_sheet_gives_what_sentences_on_the_method_are_judged_on(opened, folder):
    (given,) = json.loads(sheets.files([opened], [], seed=1)[sheets.JSON])["dossiers"].values()
    text_of = {row["ref"]: row["text"] for row in given["rows"]}
    assert given["quotes"]
    assert all(quote["words"] in text_of[quote["ref"]] for quote in given["quotes"])
    assert {"Versions", "Réglages"} <= {table["caption"] for table in given["tables"]}
    assert given["photograph"]["sha256"] == sha256((folder / "photographie.json").read_bytes()).hexdigest()


def test_the_sheet_gives_the_rows_to_count_and_nothing_of_the_answer(opened):
    made = sheets.files([opened], draw([opened], 5, 1), seed=1)
    sheet = json.loads(made[sheets.JSON])
    assert len(sheet["dossiers"][opened.slug]["rows"]) == len(opened.corpus.contributions)
    assert {name for one in sheet["statements"] for name in one} == {
        "id",
        "dossier",
        "place",
        "sentence",
        "numbers",
        "evidence",
        "texts",
    }


def test_the_command_writes_a_table_and_a_page_to_fill_in(app, folder, tmp_path):
    with app.app_context():
        done = CliRunner().invoke(sample, [str(folder), "--statements", "7", "--output", str(tmp_path / "s")])
    assert done.exit_code == 0, done.output
    table = list(csv.reader(io.StringIO((tmp_path / "s" / sheets.CSV).read_text("utf-8-sig")), delimiter=";"))
    assert len(table) == 1 + 7
    assert all(row[-2:] == ["", ""] for row in table[1:])
    page = (tmp_path / "s" / sheets.HTML).read_text("utf-8")
    assert page.count("oui ☐ non ☐") == 7
    assert "<script" not in page


def test_anything_but_a_dossier_is_refused(app, tmp_path):
    (tmp_path / "synthese.json").write_text("[]")
    with pytest.raises(CorruptSnapshotError):
        open_dossier(tmp_path)
    with app.app_context():
        done = CliRunner().invoke(sample, [str(tmp_path), "--output", str(tmp_path / "s")])
    assert done.exit_code == 2
