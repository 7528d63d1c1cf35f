"""Choosing who says what."""

from datetime import timedelta
from random import Random

from consult.accounts.models import ContributorKind
from consult.demo.scene import Generation, Voice
from contributions.demo.casting import Casting
from contributions.demo.texts import Part
from tests.factories import NOW
from tests.factories.demo import make_inhabitant

CITIZEN = ContributorKind.CITIZEN


def test_a_voice_is_never_contradicted():
    crowd = [make_inhabitant(number, voice=list(Voice)[number % 2]) for number in range(20)]
    casting = Casting(crowd, Random(1))
    assert {casting.speaker(Part(voice=Voice.MASCULINE), NOW, ()).voice for _ in range(30)} == {Voice.MASCULINE}


def test_nobody_speaks_before_signing_up():
    crowd = [make_inhabitant(1), make_inhabitant(2, since=NOW)]
    casting = Casting(crowd, Random(1))
    assert {casting.speaker(Part(), NOW - timedelta(days=1), ()).id for _ in range(30)} == {1}


def test_those_asked_to_stay_silent_do():
    casting = Casting([make_inhabitant(number) for number in range(5)], Random(1))
    assert {casting.speaker(Part(), NOW, {0, 1, 2, 3}).id for _ in range(10)} == {4}


def test_a_proposal_is_by_someone_of_its_kind_and_rather_of_its_department():
    crowd = [
        make_inhabitant(1, kind=ContributorKind.ELECTED_MEMBER, department="18"),
        make_inhabitant(2, kind=ContributorKind.ELECTED_MEMBER, department="36"),
        make_inhabitant(3, department="36"),
    ]
    casting = Casting(crowd, Random(1))
    assert casting.author(ContributorKind.ELECTED_MEMBER, "36", Part(), NOW).id == 2
    assert casting.author(ContributorKind.ELECTED_MEMBER, "28", Part(), NOW).id == 1


def test_each_proposal_has_another_author_while_there_are_some():
    casting = Casting([make_inhabitant(number) for number in range(6)], Random(1))
    assert len({casting.author(CITIZEN, "45", Part(), NOW).id for _ in range(6)}) == 6


def test_who_takes_part_more_is_drawn_more_often():
    casting = Casting([make_inhabitant(1, activity=9.0), make_inhabitant(2)], Random(1))
    drawn = [casting.speaker(Part(), NOW, ()).id for _ in range(200)]
    assert drawn.count(1) > 150


def test_a_name_sounds_as_old_as_the_words():
    crowd = [make_inhabitant(number, generation=list(Generation)[number % 3]) for number in range(30)]
    casting = Casting(crowd, Random(1))
    drawn = {casting.speaker(Part(Generation.YOUNG), NOW, ()).generation for _ in range(20)}
    assert drawn == {Generation.YOUNG}
