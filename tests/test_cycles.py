"""The search for reference cycles rests within a block, and is afterwards what it was before."""

import gc

import pytest

from pipeline.base.cycles import no_search_for_cycles


@pytest.mark.parametrize("before", [True, False])
def test_the_search_is_afterwards_what_it_was_before(before):
    (gc.enable if before else gc.disable)()
    try:
        with pytest.raises(KeyError), no_search_for_cycles():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() == before
    finally:
        gc.enable()
