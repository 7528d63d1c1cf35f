"""Two readers compared: their agreement beyond chance, what neither objects to, and each objection."""

import json

import pytest
from click.testing import CliRunner

from synthesis.auditing.cli import agreement
from synthesis.auditing.readers import UnreadableVerdictsError, Verdict, compare, read_verdicts, wilson_lower


def said(answers):
    """Turn « oonn » into what a reader says of the first, second… sentences."""
    return {str(place): Verdict(answer == "o", "faux" * (answer == "n")) for place, answer in enumerate(answers)}


NAMES = [str(place) for place in range(10)]


def test_a_sentence_is_supported_when_neither_objects():
    found = compare(said("oooooooonn"), said("ooooooonon"), NAMES)
    assert (found.judged, found.alike, found.supported, found.each) == (10, 8, 7, (8, 8))
    assert found.objections == ("7", "8", "9")


def test_kappa_takes_chance_out_of_the_agreement():
    # Eight alike of ten; by chance .8 × .8 + .2 × .2 = .68 would be.
    found = compare(said("oooooooonn"), said("ooooooonon"), NAMES)
    assert found.kappa == pytest.approx((0.8 - 0.68) / (1 - 0.68))


def test_readers_who_never_object_agree_wholly():
    assert compare(said("ooo"), said("ooo"), ["0", "1", "2"]).kappa == 1


def test_what_one_reader_left_out_is_not_judged():
    assert compare(said("oo"), said("ooo"), NAMES).judged == 2


def test_the_lower_bound_is_wilson_s():
    # Brown, Cai and DasGupta (2001): 10 of 10 leave .7225 possible.
    assert wilson_lower(10, 10) == pytest.approx(0.7225, abs=1e-4)
    assert wilson_lower(145, 150) == pytest.approx(0.9243, abs=1e-4)
    assert wilson_lower(0, 0) == 0


@pytest.mark.parametrize("content", ["[]", "{", '{"a": {"supported": "yes"}}', '{"a": {}}'])
def test_a_file_that_says_nothing_of_a_sentence_is_refused(tmp_path, content):
    (tmp_path / "r.json").write_text(content)
    with pytest.raises(UnreadableVerdictsError):
        read_verdicts(tmp_path / "r.json")


def test_the_command_prints_the_share_and_each_objection_with_its_reasons(app, tmp_path):
    sheet, one, other = (tmp_path / name for name in ("s.json", "1.json", "2.json"))
    sheet.write_text(
        json.dumps({"statements": [{"id": "a", "sentence": "Oui."}, {"id": "b", "sentence": "Non."}]})
    )
    one.write_text(json.dumps({"a": {"supported": True}, "b": {"supported": False, "why": "un compte faux"}}))
    other.write_text(json.dumps({"a": {"supported": True}, "b": {"supported": True, "why": ""}}))
    with app.app_context():
        done = CliRunner().invoke(agreement, [str(sheet), str(one), str(other)])
    told = json.loads(done.output)
    assert (told["judged"], told["agreement"], told["supported"], told["share"]) == (2, 0.5, 1, 0.5)
    assert told["objections"] == [{"id": "b", "sentence": "Non.", "why": ["un compte faux", ""]}]


def test_the_command_refuses_what_is_no_sheet(app, tmp_path):
    (tmp_path / "s.json").write_text("{}")
    with app.app_context():
        done = CliRunner().invoke(agreement, [str(tmp_path / "s.json")] * 3)
    assert done.exit_code == 2
