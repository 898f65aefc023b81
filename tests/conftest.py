"""What several test files share."""

import subprocess
import sys
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


def shabaka(*arguments, **more):
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **more)


@pytest.fixture(scope="session")
def outputs(tmp_path_factory) -> Path:
    """What `python -m pipeline` makes of the seeds, and what it prints (in `printed.txt`)."""
    folder = tmp_path_factory.mktemp("outputs")
    done = shabaka("--seeds", "seeds", "--outputs", folder)
    assert done.returncode == 0, done.stderr
    (folder / "printed.txt").write_text(done.stdout)
    return folder
