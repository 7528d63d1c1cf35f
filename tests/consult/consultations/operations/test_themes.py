"""Writing the tree of themes."""

import pytest

from consult.consultations import operations, queries
from consult.consultations.operations import ThemeDraft
from consult.kit.errors import Conflict, Invalid
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user


@pytest.fixture
def consultation(unit):
    kept = make_consultation(themes=[])
    unit.add(kept)
    unit.flush()
    return kept


def add(consultation, title, parent=None):
    return operations.add_theme(consultation, ThemeDraft(title, parent_id=parent.id if parent else None))


def titles(consultation):
    """Return the tree as words, a dash for each level."""
    nodes = queries.flat_tree(queries.theme_tree(sorted(consultation.themes, key=lambda one: one.position)))
    return ["-" * node.depth + node.theme.title for node in nodes]


def test_themes_stand_in_the_order_they_were_added_under_their_parent(consultation):
    health, school = add(consultation, "Santé"), add(consultation, "École")
    add(consultation, "Soins", health)
    add(consultation, "Lycées", school)
    assert titles(consultation) == ["Santé", "-Soins", "École", "-Lycées"]


def test_two_themes_of_one_title_have_two_addresses(consultation):
    assert [add(consultation, "Santé").slug for _ in range(2)] == ["sante", "sante-2"]


def test_a_theme_keeps_its_address_when_its_title_changes(consultation):
    theme = add(consultation, "Santé")
    operations.edit_theme(theme, ThemeDraft("La santé de tous", "Près de chez soi"))
    assert (theme.title, theme.summary, theme.slug) == ("La santé de tous", "Près de chez soi", "sante")


@pytest.mark.parametrize(("step", "order"), [(-1, "BAC"), (1, "ACB"), (-2, "ABC")])
def test_a_theme_moves_among_its_siblings_and_stops_at_the_ends(consultation, step, order):
    themes = [add(consultation, letter) for letter in "ABC"]
    operations.move_theme(themes[1], step)
    assert "".join(titles(consultation)) == order


def test_a_theme_moved_under_another_comes_last_there(consultation):
    first, second = add(consultation, "A"), add(consultation, "B")
    add(consultation, "B1", second)
    operations.edit_theme(first, ThemeDraft("A", parent_id=second.id))
    assert titles(consultation) == ["B", "-B1", "-A"]


def test_a_theme_of_another_consultation_is_no_parent(unit, consultation):
    other = make_consultation()
    unit.add(other)
    unit.flush()
    with pytest.raises(Invalid) as refused:
        add(consultation, "Santé", other.themes[0])
    assert refused.value.field == "parent_id"


def test_a_theme_cannot_stand_under_itself_or_its_own(consultation):
    top = add(consultation, "A")
    below = add(consultation, "B", top)
    for parent in (top, below):
        with pytest.raises(Invalid):
            operations.edit_theme(top, ThemeDraft("A", parent_id=parent.id))


def test_the_tree_has_three_levels_at_most(consultation):
    third = add(consultation, "C", add(consultation, "B", add(consultation, "A")))
    branch = add(consultation, "X")
    add(consultation, "Y", branch)
    with pytest.raises(Invalid):
        add(consultation, "D", third)
    with pytest.raises(Invalid):
        operations.edit_theme(branch, ThemeDraft("X", parent_id=third.parent_id))


def test_an_empty_theme_is_removed_and_one_with_sub_themes_is_not(consultation):
    top = add(consultation, "A")
    below = add(consultation, "B", top)
    with pytest.raises(Conflict):
        operations.remove_theme(top)
    operations.remove_theme(below)
    operations.remove_theme(top)
    assert consultation.themes == []


def test_the_figures_of_a_branch_add_up(consultation):
    top = add(consultation, "A")
    add(consultation, "B", top).proposals_count = 3
    top.proposals_count = 2
    assert queries.theme_tree(consultation.themes)[0].proposals == 5


def test_a_theme_that_holds_a_contribution_stays_even_when_it_is_not_published(unit, consultation):
    theme, author = add(consultation, "Santé"), make_user()
    unit.add(author)
    unit.flush()
    consultation.pre_moderated = True
    post_proposal(author, consultation, theme_id=theme.id)
    with pytest.raises(Conflict, match="contient des contributions"):
        operations.remove_theme(theme)
    assert [one.title for one in consultation.themes] == ["Santé"]
