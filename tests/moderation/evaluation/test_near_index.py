"""Near copies are joined in memory as they are on the site."""

from random import Random

from moderation.evaluation.mutations import mutated
from moderation.evaluation.near_index import NearIndex
from moderation.examined import examined_text
from moderation.models import Examination
from moderation.operations.signals import examine
from tests.factories import NOW
from tests.factories.contributions import post_comment

TEXTS = (
    "Remettre des trains du soir entre Vierzon et Bourges, avec des gares ouvertes et des quais abrités.",
    "Former les enseignants du collège à la programmation, avec des élèves et des classes équipées.",
)


def test_copies_join_the_first_that_was_sent_as_on_the_site(scene):
    draw = Random(11)
    sent = [*TEXTS, *(mutated(text, draw) for text in TEXTS for _copy in range(3)), "Trop court."]
    posted = [post_comment(scene.author, scene.proposal, text) for text in sent]
    for one in posted:
        examine(one, at=NOW)
    index = NearIndex()
    in_memory = [index.join(examined_text(one)) for one in posted[:-1]]
    on_site = [scene.session.get_one(Examination, one.id).leader_id for one in posted[:-1]]
    by_id = {one.id: examined_text(one) for one in posted}
    assert in_memory == [by_id[leader] for leader in on_site]
    assert len(set(on_site)) == len(TEXTS)
