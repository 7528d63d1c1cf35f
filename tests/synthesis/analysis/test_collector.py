import gc

import pytest

from synthesis.analysis.collector import collector_at_rest


def fail_while_it_rests() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
        raise ValueError("panne")


def test_the_collector_rests_inside_and_works_again_even_after_a_fault() -> None:
    with pytest.raises(ValueError, match="panne"):
        fail_while_it_rests()
    assert gc.isenabled()


def test_a_collector_at_rest_before_stays_so() -> None:
    with collector_at_rest():
        with collector_at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
