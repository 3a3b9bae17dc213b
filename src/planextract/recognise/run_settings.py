"""Settings of recognition for a whole document."""

from __future__ import annotations

from planextract.errors import UsageError
from planextract.model.recognition import OcrMode
from planextract.recognise.extra import require_installed


def resolve_ocr_mode(name: str) -> OcrMode:
    """Return the mode of that name.

    Raises UsageError for an unknown name, and for `always` where the extra is missing.
    """
    try:
        mode = OcrMode(name)
    except ValueError:
        raise UsageError(
            f"There is no mode {name} of recognition.", f"Give --ocr one of {', '.join(OcrMode)}."
        ) from None
    if mode is OcrMode.ALWAYS:
        require_installed()
    return mode
