"""A text sent again stays the text it was."""

from random import Random

from consult.kit.text.similarity import SAME, similarity
from moderation.evaluation.mutations import dressed_otherwise, mutated
from moderation.operations.signals import words_hash

TEXT = (
    "Former les enseignants du collège, prêter des ordinateurs l’été, ouvrir les salles le soir : voilà ce que "
    "demandent les familles de nos villages depuis dix ans, et ce que personne ne finance."
)


def test_dressed_otherwise_a_text_keeps_its_words():
    dressed = {dressed_otherwise(TEXT, Random(seed)) for seed in range(40)}
    assert {words_hash(one) for one in dressed} == {words_hash(TEXT)}
    assert len(dressed) > 10


def test_mutated_a_text_is_another_that_says_almost_the_same():
    changed = [mutated(TEXT, Random(seed)) for seed in range(40)]
    assert sum(words_hash(one) != words_hash(TEXT) for one in changed) > 30
    assert min(similarity(TEXT, one) for one in changed) >= SAME
