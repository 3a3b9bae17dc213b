"""What the whole suite shares: where the samples are, and the switch that renews golden files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# Drawing and reading a plan takes as long as it takes, and a run must say the same tomorrow.
settings.register_profile("suite", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew from what is produced now; look at the diff before committing it",
    )


@pytest.fixture(scope="session")
def sample() -> Path:
    """The committed sample plan."""
    return ROOT / "samples" / "shinonomeno.pdf"


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--update-golden"))
