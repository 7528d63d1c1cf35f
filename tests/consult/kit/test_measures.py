"""Printing what a room measures of itself."""

import json

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
