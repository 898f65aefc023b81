"""What several test files share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seed_texts() -> list[str]:
    return [path.read_bytes().decode() for path in sorted((ROOT / "seeds").glob("*.txt"))]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora and gold beside the repository; tests that need them are skipped where they are not."""
    if not SHARED.exists():
        pytest.skip("no ../shared beside the repository")
    return SHARED
