import os
from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).parents[5] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real consultations, or skip where it is not (a failure when all is required)."""
    if not SHARED_DATA.is_dir():
        message = f"no real consultations in {SHARED_DATA}"
        pytest.fail(message) if os.environ.get("REQUIRE_ALL") else pytest.skip(message)
    return SHARED_DATA
