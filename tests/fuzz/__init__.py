"""Damaged plans; `python -m tests.fuzz.run` draws them with what lies in tests/support."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
