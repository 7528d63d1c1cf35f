"""The register, its file and the transparency report, against the same decisions counted by hand."""

from datetime import timedelta

import pytest

from contributions.models import Kind
from moderation import exports
from moderation.models import FlagReason, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.decisions import decide
from moderation.queries.decisions import RegisterFilter, register_lines, register_page
from moderation.queries.transparency import Delays, Period, _delays, transparency
from moderation.wording import KINDS, RULINGS
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.moderation import flag, rule_on

# kind, decision, rule, hours after the flag, by nobody, answer to the appeal
DECIDED = [
    ("comment", Verdict.HIDE, 1, 1, False, None),
    ("comment", Verdict.HIDE, 1, 2, False, "reversed"),
    ("comment", Verdict.REMOVE, 2, 3, False, None),
    ("comment", Verdict.REMOVE, 5, 4, False, "confirmed"),
    ("argument", Verdict.HIDE, 7, 5, True, None),
    ("argument", Verdict.REQUEST_REVISION, 8, 6, False, "waiting"),
    ("argument", Verdict.KEEP, None, 7, False, None),
    ("proposal", Verdict.KEEP, None, 8, False, None),
    ("proposal", Verdict.HIDE, 9, 9, False, None),
    ("proposal", Verdict.HIDE, 7, 30, True, None),
]


def _post(scene, kind):
    if kind == "proposal":
        return post_proposal(scene.author, scene.consultation)
    return (post_argument if kind == "argument" else post_comment)(scene.author, scene.proposal)


def _write(scene):
    """Write the decisions of the table, with their flags and appeals."""
    for kind, verdict, rule, hours, by_nobody, appealed in DECIDED:
        text = _post(scene, kind)
        flag(scene.reader, text)
        made = decide(scene.moderator, text, rule_on(text, verdict, rule), at=NOW + timedelta(hours=hours))
        if by_nobody:
            made.decided_by_id = None
        if appealed:
            appeal = file_appeal(scene.author, made, "Relisez.", at=NOW + timedelta(days=2))
        if appealed in {"reversed", "confirmed"}:
            back = appealed == "reversed"
            answer_appeal(scene.second, appeal, "Relu.", reverse=back, at=NOW + timedelta(days=3))
    scene.session.flush()


@pytest.fixture
def decided(scene):
    """Return the scene once everything in the table was decided: with the reversal, eleven decisions."""
    _write(scene)
    return scene


def test_the_report_counts_what_the_table_holds(decided):
    report = transparency(Period(decided.consultation))
    assert (report.received, report.flags, report.decisions, report.automatic) == (11, 10, 11, 2)
    assert (report.detected, report.appeals, report.reversed) == (0, 3, 1)
    assert report.by_verdict == {
        Verdict.PUBLISH: 0,
        Verdict.KEEP: 2,
        Verdict.MASK: 0,
        Verdict.REQUEST_REVISION: 1,
        Verdict.REFUSE: 0,
        Verdict.HIDE: 5,
        Verdict.REMOVE: 2,
        Verdict.RESTORE: 1,
        Verdict.MERGE: 0,
        Verdict.HOLD: 0,
    }
    assert report.by_reason == {
        FlagReason.INSULT: 2,
        FlagReason.HATE: 1,
        FlagReason.DEFAMATION: 0,
        FlagReason.THREAT: 0,
        FlagReason.PERSONAL_DATA: 1,
        FlagReason.ADVERTISING: 0,
        FlagReason.OFF_TOPIC: 2,
        FlagReason.UNREADABLE: 1,
        FlagReason.DUPLICATE: 1,
    }
    assert report.appeal_delays == Delays(24.0, 24.0)


FILTERS = [
    ({}, 11),
    ({"verdict": Verdict.HIDE}, 5),
    ({"verdict": Verdict.REMOVE}, 2),
    ({"verdict": Verdict.KEEP}, 2),
    ({"verdict": Verdict.REQUEST_REVISION}, 1),
    ({"verdict": Verdict.RESTORE}, 1),
    ({"verdict": Verdict.REFUSE}, 0),
    ({"reason": FlagReason.INSULT}, 2),
    ({"reason": FlagReason.HATE}, 1),
    ({"reason": FlagReason.OFF_TOPIC}, 2),
    ({"reason": FlagReason.DUPLICATE}, 1),
    ({"reason": FlagReason.THREAT}, 0),
    ({"kind": Kind.COMMENT}, 5),
    ({"kind": Kind.ARGUMENT}, 3),
    ({"kind": Kind.PROPOSAL}, 3),
    ({"kind": Kind.SOURCE}, 0),
    ({"year": 2026}, 11),
    ({"year": 2025}, 0),
    ({"year": 2027}, 0),
    ({"consultation_id": 10_000}, 0),
    ({"verdict": Verdict.HIDE, "kind": Kind.COMMENT}, 2),
    ({"verdict": Verdict.HIDE, "reason": FlagReason.OFF_TOPIC}, 2),
    ({"verdict": Verdict.HIDE, "reason": FlagReason.OFF_TOPIC, "kind": Kind.ARGUMENT}, 1),
    ({"verdict": Verdict.KEEP, "reason": FlagReason.INSULT}, 0),
    ({"verdict": Verdict.REMOVE, "kind": Kind.COMMENT, "year": 2026}, 2),
]


def test_each_filter_keeps_the_same_lines_on_the_page_and_in_the_file(decided):
    for asked, count in FILTERS:
        wanted = RegisterFilter(**asked)
        in_the_file = [one.id for one in register_lines(wanted)]
        assert len(in_the_file) == count, asked
        assert [one.id for one in register_page(wanted, size=50).items] == in_the_file, asked


def test_the_file_tells_each_decision_as_the_table_does(decided):
    rows = [dict(zip(exports.HEAD, one, strict=True)) for one in exports.register_rows(register_lines())]
    told = [
        (row["genre"], row["decision"], row["regle"], row["delai_heures"], bool(row["automatique"]))
        for row in reversed(rows)
        if not row["sur_recours"]
    ]
    assert told == [
        (str(KINDS[kind]), str(RULINGS[verdict]), rule, float(hours), automatic)
        for kind, verdict, rule, hours, automatic, *_ in DECIDED
    ]


def test_the_file_tells_which_decisions_were_contested_and_reversed(decided):
    rows = [dict(zip(exports.HEAD, one, strict=True)) for one in exports.register_rows(register_lines())]
    told = [(row["contestee"], row["annulee"]) for row in reversed(rows) if not row["sur_recours"]]
    assert told == [(int(bool(one[5])), int(one[5] == "reversed")) for one in DECIDED]


def test_another_consultation_counts_nothing_of_it(decided):
    decided.session.add(other := make_consultation())
    decided.session.flush()
    report = transparency(Period(other))
    assert (report.received, report.flags, report.decisions, report.appeals) == (0, 0, 0, 0)
    assert not any(report.by_reason.values())


@pytest.mark.parametrize(
    ("hours", "median", "ninth"),
    [
        ([1], 1.0, 1.0),
        ([0], 0.0, 0.0),
        ([1, 3], 2.0, 3.0),
        ([1, 2, 3], 2.0, 3.0),
        ([5, 1, 3], 3.0, 5.0),
        ([2, 2, 2, 2], 2.0, 2.0),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5.5, 9.0),
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 101], 1.0, 1.0),
        ([0.04], 0.0, 0.0),
        ([0.06], 0.1, 0.1),
    ],
)
def test_delays_are_those_one_counts_by_hand(hours, median, ninth):
    assert _delays([(NOW, NOW + timedelta(hours=one)) for one in hours]) == Delays(median, ninth)
