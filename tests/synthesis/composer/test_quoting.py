from dataclasses import replace

import pytest

from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import AnnexReply
from synthesis.composer.quoting import inside, shortened
from synthesis.composer.withholding import REMOVED, repeated
from tests.factories.corpora import lively_corpus

TITLE = "Dire «\u00a0non\u00a0» au guichet fermé"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("sans rien", "sans rien"),
        ("«\u00a0Avez-vous perçu…\u202f?\u00a0»", "“Avez-vous perçu…\u202f?”"),
        ("il a dit « oui » puis «non»", "il a dit “oui” puis “non”"),
        ('un "mot" et l’“autre”', 'un "mot" et l’“autre”'),
        ("», «", "”, “"),
    ],
)
def test_marks_inside_a_quote_are_those_of_the_second_rank(words: str, quoted: str) -> None:
    assert inside(words) == quoted


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("trois petits mots", "trois petits mots"),
        ("trois petits mots encore", "trois petits mots…"),
        ("trois petits motsencore", "trois petits…"),
        ("anticonstitutionnellement", "anticonstitutionn…"),
    ],
)
def test_words_too_long_are_cut_between_two_and_show_it(words: str, kept: str) -> None:
    assert shortened(words, 17) == kept


def test_the_first_words_of_a_reply_show_that_they_are_cut() -> None:
    reply = AnnexReply("A1", "/a", "pour", "Sans débit", is_cut=True, place="")
    assert reply.first_words == "Sans débit…"
    assert replace(reply, is_cut=False).first_words == "Sans débit"


def test_a_title_with_marks_is_quoted_by_sentences_and_whole_where_it_stands_alone() -> None:
    whole = lively_corpus()
    renamed = replace(whole, proposals=(whole.proposals[0], replace(whole.proposals[1], title=TITLE)))
    made = compose(analyse(renamed))
    told = [claim.text for claim in made.claims() if "guichet fermé" in claim.text]
    assert told
    assert all("«\u00a0Dire “non” au guichet fermé\u00a0»" in text for text in told)
    assert any(getattr(block, "title", "") == TITLE for section in made.walk() for block in section.blocks)


def test_words_to_take_out_leave_in_either_writing() -> None:
    whole = lively_corpus()
    renamed = replace(whole, proposals=(replace(whole.proposals[0], title="« Ici »"), *whole.proposals[1:]))
    taken = repeated(["P1"], renamed)
    assert (
        taken.without("«\u00a0“Ici”\u00a0» : aucun argument contre.")
        == f"«\u00a0{REMOVED}\u00a0» : aucun argument contre."
    )
    assert taken.without("« Ici »") == REMOVED
