"""Printing what a room measures of itself."""

import csv
import json
import zlib

import click
import pytest
from click.testing import CliRunner

from consult.kit.errors import Invalid
from consult.kit.measures import print_measures

FOUND = {"recall": {"b": 0.5, "a": 0.25}, "precision": {"a": 1.0}}


def run(app, folder, evaluate, *, as_json=False):
    @click.command
    def command():
        print_measures(folder, evaluate, as_json=as_json)

    with app.app_context():
        return CliRunner().invoke(command)


def test_each_figure_has_a_line_in_the_same_order_every_time(app, tmp_path):
    done = run(app, tmp_path, lambda _folder: (FOUND, []))
    assert done.stdout.splitlines() == ["precision  a  1.0000", "recall  a  0.2500", "recall  b  0.5000"]


def test_a_program_reads_one_object(app, tmp_path):
    assert json.loads(run(app, tmp_path, lambda _folder: (FOUND, []), as_json=True).stdout) == FOUND


def test_sets_that_are_absent_are_named_apart(app, tmp_path):
    done = run(app, tmp_path, lambda _folder: ({}, ["polis"]))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "polis" in done.stderr


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (KeyError("texte"), "texte"),
        (OSError("illisible"), "illisible"),
        (Invalid("Corrigez la ligne 3."), "ligne 3"),
    ],
)
def test_what_cannot_be_read_ends_the_command_with_a_sentence(app, tmp_path, fault, said):
    def evaluate(_folder):
        raise fault

    done = run(app, tmp_path, evaluate)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("measured", "line"),
    [
        ({"rappel": {"été": 1 / 3}}, "rappel  été  0.3333"),
        ({"rappel": {"a": 0.99996}}, "rappel  a  1.0000"),
        ({"gain": {"a": -0.5}}, "gain  a  -0.5000"),
        ({"textes": {"a": 12_000}}, "textes  a  12000.0000"),
    ],
)
def test_a_figure_is_told_with_four_decimals(app, tmp_path, measured, line):
    assert run(app, tmp_path, lambda _folder: (measured, [])).stdout.splitlines() == [line]


def test_a_program_reads_the_names_as_they_are_and_the_absent_stay_apart(app, tmp_path):
    done = run(app, tmp_path, lambda _folder: ({"rappel": {"été": 0.5}}, ["polis", "doublons"]), as_json=True)
    assert '"été": 0.5' in done.stdout
    assert json.loads(done.stdout) == {"rappel": {"été": 0.5}}
    assert [line.rpartition(" ")[2] for line in done.stderr.splitlines()] == ["polis", "doublons"]


def test_the_folder_measured_is_the_one_given(app, tmp_path):
    asked = []
    run(app, tmp_path, lambda folder: (asked.append(folder) or {}, []))
    assert asked == [tmp_path]


@pytest.mark.parametrize(
    "fault",
    [
        EOFError("coupé"),
        zlib.error("coupé"),
        csv.Error("coupé"),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "coupé"),
        FileNotFoundError(2, "coupé"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_a_damaged_file_is_told_with_its_folder_and_no_figure(app, tmp_path, fault):
    def evaluate(_folder):
        raise fault

    done = run(app, tmp_path, evaluate, as_json=True)
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(tmp_path) in done.stderr
    assert "coupé" in done.stderr


def test_a_fault_of_ours_is_not_taken_for_one_of_the_files(app, tmp_path):
    def evaluate(_folder):
        raise ZeroDivisionError

    done = run(app, tmp_path, evaluate)
    assert isinstance(done.exception, ZeroDivisionError)
