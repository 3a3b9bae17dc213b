"""Read and write the data of a plan on disk, and keep refused data beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planextract.dataset.state import STATE_FILE, UpdateState, read_state
from planextract.errors import OutputError
from planextract.export.folder import replace_files
from planextract.export.json import PLACES_FILE
from planextract.export.load import load_plan
from planextract.export.write import dataset_files
from planextract.model.plan import EMPTY_PLAN, Plan

SOURCE_FILE = "source.pdf"
"""Name, in the folder of refused data, of the file from which they were read."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The data of a plan in a folder."""

    plan: Plan
    state: UpdateState | None
    is_whole: bool
    """True where every file exists and agrees with plan.json."""


def read_dataset(folder: Path) -> Dataset | None:
    """Return the data in a folder; None where there are none.

    Raises InvalidDataError when they are not valid, and so can't be compared.
    """
    if not (folder / "plan.json").exists():
        return None
    plan = load_plan(folder)
    whole = not _find_differing_files(folder, dataset_files(plan)) and (folder / PLACES_FILE).is_file()
    return Dataset(plan, read_state(folder), whole)


def write_changed(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write the files whose contents differ from those in the folder, all at once; return their names.

    Raises OutputError when the folder can't be written; it is then unchanged.
    """
    changed = _find_differing_files(folder, files)
    if changed:
        replace_files(folder, changed)
    return tuple(changed)


def get_rejected_folder(folder: Path) -> Path:
    """Return the folder in which refused data of `folder` are kept for review."""
    return folder.with_name(f"{folder.name}.rejected")


def write_rejected(folder: Path, source: bytes, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write refused data, which may be empty, and their source file beside the folder; return the names.

    Raises OutputError when they can't be written.
    """
    rejected = get_rejected_folder(folder)
    wanted = dict(files) | {SOURCE_FILE: source}
    for name in list_dataset_names() - wanted.keys():
        (rejected / name).unlink(missing_ok=True)
    return write_changed(rejected, wanted)


def discard_rejected(folder: Path) -> None:
    """Delete obsolete refused data, and no other file in their folder.

    Raises OutputError when they can't be deleted.
    """
    rejected = get_rejected_folder(folder)
    # delete only files that an update has written
    if not (rejected / SOURCE_FILE).exists():
        return
    try:
        for name in sorted(list_dataset_names()):
            (rejected / name).unlink(missing_ok=True)
        if not any(rejected.iterdir()):
            rejected.rmdir()
    except OSError as error:
        raise OutputError(f"{rejected} can't be deleted ({error.strerror}).", "Delete it by hand.") from error


def list_dataset_names() -> frozenset[str]:
    """Return the names of all files that a folder of refused data may contain."""
    return frozenset(dataset_files(EMPTY_PLAN)) | {PLACES_FILE, STATE_FILE, SOURCE_FILE}


def _find_differing_files(folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that are missing in a folder or have other contents there."""
    return {
        name: data
        for name, data in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != data
    }
