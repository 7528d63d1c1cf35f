"""Comments are arranged as a page reads them, and no thread is cut in two."""

from itertools import count

import pytest

from contributions.models import Comment, Status
from contributions.threads import signature, threads_of, trace_of
from tests.factories import NOW
from tests.factories.people import make_user

_ids = count(1)


def comment(parent: int | None = None, **values: object) -> Comment:
    """Return a comment, not stored."""
    values.setdefault("status", Status.PUBLISHED)
    values.setdefault("source", "Oui.")
    values.setdefault("html", "<p>Oui.</p>")
    made = Comment(id=next(_ids), parent_id=parent, created_at=NOW, from_organiser=False, **values)
    made.author = make_user(display_name="Ana Loir")
    return made


def thread(answers: int) -> list[Comment]:
    top = comment()
    return [top, *(comment(parent=top.id) for _ in range(answers))]


@pytest.fixture(autouse=True)
def _in_request(app):
    with app.test_request_context():
        yield


def test_answers_stand_under_their_comment():
    (top, first, second) = thread(2)
    (remark,) = threads_of([top, first, second], shown=50).remarks
    assert [reply.id for reply in remark.replies] == [first.id, second.id]


def test_a_page_that_holds_all_has_nothing_following():
    assert threads_of(thread(3), shown=4).following == ""


def test_the_thread_cut_by_the_limit_goes_whole_to_the_next_page():
    first, second = thread(1), thread(3)
    page = threads_of([*first, *second], shown=4)
    assert [remark.id for remark in page.remarks] == [first[0].id]
    assert page.following == f"{second[0].id}"


def test_a_thread_that_begins_after_the_limit_leaves_the_page_full():
    threads = [thread(0)[0] for _ in range(5)]
    page = threads_of(threads, shown=4)
    assert len(page.remarks) == 4
    assert page.following == f"{threads[4].id}"


def test_a_page_is_never_left_half_empty_by_a_long_thread():
    first, second = thread(0), thread(9)
    page = threads_of([*first, *second], shown=6)
    assert [len(remark.replies) for remark in page.remarks] == [0, 4]
    assert page.following == f"{second[0].id}-{second[5].id}"


def test_a_single_thread_longer_than_a_page_goes_on_on_the_next():
    rows = thread(10)
    page = threads_of(rows, shown=5)
    assert len(page.remarks[0].replies) == 4
    assert page.following == f"{rows[0].id}-{rows[5].id}"


def test_no_comment_is_an_empty_page():
    assert threads_of([], shown=5).remarks == []


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN])
def test_a_withheld_comment_leaves_its_place_and_no_word(app, status):
    with app.app_context():
        (remark,) = threads_of([comment(status=status)], shown=5).remarks
    assert "Oui" not in str(remark.html)
    assert remark.author == ""


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.HIDDEN, "masqué par la modération"),
        (Status.WITHDRAWN, "retiré par son auteur"),
        (Status.PENDING, "en attente"),
        (Status.REVISION_REQUESTED, "révision"),
        (Status.REMOVED, "ôté de la vue"),
        (Status.REFUSED, "ôté de la vue"),
    ],
)
def test_each_status_says_what_became_of_the_text(app, status, words):
    with app.app_context():
        assert words in trace_of(comment(status=status)).lower()


def test_an_edited_comment_says_so(app):
    with app.app_context():
        (remark,) = threads_of([comment(edited_at=NOW)], shown=5).remarks
    assert remark.tag == "modifié"


def test_the_organiser_s_words_bear_its_badge(app):
    official = comment()
    official.from_organiser = True
    with app.app_context():
        (remark,) = threads_of([official], shown=5).remarks
    assert remark.official == "Organisateur"


def test_a_text_whose_author_left_is_still_signed_by_a_sentence(app):
    unsigned = comment()
    unsigned.author = None
    with app.app_context():
        assert signature(unsigned) == "Une personne qui a supprimé son compte"


def test_a_paper_text_says_who_brought_it(app):
    brought = comment(entered_by_id=3)
    brought.author = None
    with app.app_context():
        assert "médiateur" in signature(brought)
