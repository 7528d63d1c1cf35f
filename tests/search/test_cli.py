import json

import pytest


@pytest.fixture
def run(site):
    def call(*words: str):
        with site.app.app_context():
            return site.app.test_cli_runner().invoke(site.app.extensions["consult_commands"], words)

    return call


def test_a_search_is_written_as_json(site, run):
    proposal = site.propose("La portabilité des données")
    site.work()
    answer = json.loads(run("search", "portabilite", "--consultation", "numerique", "--json").output)
    assert answer["total"] == 1
    assert answer["results"][0]["id"] == proposal.id
    assert answer["results"][0]["url"].endswith("-la-portabilite-des-donnees")
    assert answer["facets"]["kind"] == {"proposal": 1}


def test_a_search_is_written_for_people(site, run):
    site.propose("La portabilité des données")
    site.work()
    assert "Proposition — La portabilité des données" in run("search", "portabilité").output


def test_an_unknown_consultation_is_refused_with_what_to_do(site, run):
    site.work()
    result = run("search", "eau", "--consultation", "rien")
    assert result.exit_code == 2
    assert "Vérifiez l’identifiant" in result.stderr


def test_without_an_index_the_command_says_what_to_run(run):
    result = run("search", "eau")
    assert result.exit_code == 2
    assert "consult index rebuild" in result.stderr


def test_a_rebuild_counts_the_texts_and_can_be_run_twice(site, run):
    site.propose("La portabilité des données")
    assert [run("index", "rebuild").output for _ in range(2)] == ["L’index est refait : 1 texte.\n"] * 2
