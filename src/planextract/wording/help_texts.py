"""Japanese of the help of every command and option, by its English text."""

from __future__ import annotations

JAPANESE_HELP: dict[str, str] = {}
