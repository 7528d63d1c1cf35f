"""Measuring what is said of votes, on conversations whose groups are known."""

import csv
import gzip

import numpy as np
import pytest

from synthesis.evaluation.opinions import conversation, measure
from synthesis.evaluation.sets import table

STATEMENTS = 30


def write(path, rows):
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with one conversation: two camps of 50 and 30, one refused statement, one silent person."""
    draw = np.random.default_rng(3)
    here = tmp_path / "deux-camps"
    here.mkdir()
    index = [{"dossier": "deux-camps", "oracle_groupes": "fiable"}, {"dossier": "absente", "oracle_groupes": "x"}]
    write(tmp_path / "index.csv.gz", index)
    refused = [{"comment-id": str(one), "moderated": "-1" if one == 2 else "1"} for one in range(STATEMENTS)]
    write(here / "comments.csv.gz", refused)
    people = [vote(draw, number, int(number >= 50)) for number in range(80)]
    people.append({"participant": "80", "group-id": "", **{str(one): "" for one in range(STATEMENTS)}, "3": "1"})
    write(here / "participants-votes.csv.gz", people)
    return tmp_path


def vote(draw, number, camp):
    said = {
        str(one): str(int(draw.choice([1, -1], p=[0.9, 0.1] if (one % 2 == camp) or one % 3 else [0.1, 0.9])))
        for one in range(STATEMENTS)
    }
    return {"participant": str(number), "group-id": str(camp), **said}


def test_refused_statements_and_those_who_said_little_are_left_out(folder):
    ballots, given = conversation(folder / "deux-camps")
    assert ballots.shape == (80, STATEMENTS - 1)
    assert (given.count("0"), given.count("1")) == (50, 30)


def test_known_camps_are_found_again_and_chance_is_not_printed(folder):
    found = measure(folder)
    assert found["groups_ari"] == {"polis/deux-camps": 1.0}
    assert found["groups_printed"] == {"polis/deux-camps": 1.0}
    assert found["groups_printed_on_permuted"] == {"polis/deux-camps": 0.0}


def test_ranks_are_judged_on_the_votes_held_back(folder):
    found = measure(folder)
    assert 0 <= found["regret"]["polis/deux-camps"] < 0.2
    assert found["weak_in_top"]["polis/deux-camps"] <= 0.2


def test_a_table_is_read_compressed_or_not(folder):
    (folder / "nue.csv").write_text("a,b\n1,2\n", "utf-8")
    assert table(folder, "nue") == [{"a": "1", "b": "2"}]
    assert len(table(folder, "index")) == 2
    with pytest.raises(FileNotFoundError):
        table(folder, "absente")


@pytest.mark.shared_data
def test_a_real_conversation_keeps_its_groups(shared_data, tmp_path):
    rows = [row for row in table(shared_data / "polis", "index") if row["dossier"] == "seattle-15"]
    write(tmp_path / "index.csv.gz", rows)
    (tmp_path / "seattle-15").symlink_to(shared_data / "polis" / "seattle-15")
    assert measure(tmp_path)["groups_ari"]["polis/seattle-15"] > 0.7
