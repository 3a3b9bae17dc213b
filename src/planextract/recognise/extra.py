"""The extra packages that recognition needs, and the error that names the command to install them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from planextract.errors import UsageError
from planextract.model.recognition import OcrMode
from planextract.wording.messages import make_message

INSTALL = 'pip install "planextract[ocr]"'
"""The command that makes recognition possible; messages and documents quote it."""

_PACKAGES = ("cv2", "numpy", "onnxruntime", "rapidocr")


@cache
def is_installed() -> bool:
    """Return True where everything that recognition needs is installed; nothing of it is imported."""
    return all(find_spec(package) is not None for package in _PACKAGES) and find_model() is not None


@cache
def find_model() -> Path | None:
    """Find the recognition model that the package `rapidocr` carries; None where there is none.

    Only the file is used: the package itself would fetch other models from the network where it misses one.
    """
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        return None
    models = sorted(Path(spec.submodule_search_locations[0]).glob("models/*_rec_*.onnx"))
    return models[-1] if models else None


def require_installed() -> None:
    """Raise UsageError, which names the command that installs the extra, where it is missing."""
    if not is_installed():
        raise UsageError(
            "Recognition of characters needs packages that are not installed.",
            describe_remedy(OcrMode.ALWAYS),
        )


def is_recognition_off(mode: OcrMode) -> bool:
    """Return True where no characters are recognised, whatever a page shows."""
    return mode is OcrMode.NEVER or not is_installed()


def describe_remedy(mode: OcrMode) -> str:
    """Return the sentence with the command or option that has the characters of pictures recognised."""
    if not is_installed():
        return make_message("Run `{command}`, then try again.", command=INSTALL)
    if mode is OcrMode.NEVER:
        return "Give --ocr auto."
    if mode is OcrMode.AUTO:
        return "If there is something printed on the pages, give --ocr always."
    return "Scan the pages anew, at 300 dpi."
