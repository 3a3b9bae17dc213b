"""Settings of recognition for a whole document."""

from __future__ import annotations

from planextract.errors import UsageError
from planextract.model.recognition import OcrMode
from planextract.recognise.extra import require_installed
from planextract.wording.messages import make_message


def resolve_ocr_mode(name: str) -> OcrMode:
    """Return the mode of that name.

    Raises UsageError for an unknown name, and for `always` where the extra is missing.
    """
    try:
        mode = OcrMode(name)
    except ValueError:
        raise UsageError(
            make_message("There is no mode {name} of recognition.", name=name),
            make_message("Give --ocr one of {modes}.", modes=[mode.value for mode in OcrMode]),
        ) from None
    if mode is OcrMode.ALWAYS:
        require_installed()
    return mode
