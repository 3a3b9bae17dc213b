"""The data of a plan on disk: what is there, what has to be written, what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planextract.dataset.state import STATE_FILE, State, read_state
from planextract.errors import OutputError
from planextract.export.folder import replace_files
from planextract.export.json import PLACES_FILE
from planextract.export.load import load_plan
from planextract.export.write import dataset_files
from planextract.model.plan import NOTHING, Plan

SOURCE_FILE = "source.pdf"
"""The file that refused data were read from, in their folder."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The data that are there."""

    plan: Plan
    state: State | None
    whole: bool
    """Every file is there and is what its plan.json says."""


def read_dataset(folder: Path) -> Dataset | None:
    """The data in a folder; None where there are none.

    Raises InvalidDataError when they are not valid: what can't be read can't be compared.
    """
    if not (folder / "plan.json").exists():
        return None
    plan = load_plan(folder)
    whole = not _differing(folder, dataset_files(plan)) and (folder / PLACES_FILE).is_file()
    return Dataset(plan, read_state(folder), whole)


def write_changed(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write those files that are not there already, all at once; their names.

    Raises OutputError when the folder can't be written; it is then as it was.
    """
    changed = _differing(folder, files)
    if changed:
        replace_files(folder, changed)
    return tuple(changed)


def rejected_folder(folder: Path) -> Path:
    """Where data that were refused wait for a person to look at them."""
    return folder.with_name(f"{folder.name}.rejected")


def write_rejected(folder: Path, source: bytes, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Put refused data, if there are any, and the file they were read from beside the folder.

    Raises OutputError when that can't be written.
    """
    rejected = rejected_folder(folder)
    wanted = dict(files) | {SOURCE_FILE: source}
    for name in dataset_names() - wanted.keys():
        (rejected / name).unlink(missing_ok=True)
    return write_changed(rejected, wanted)


def discard_rejected(folder: Path) -> None:
    """Take away refused data that are of no interest any more; what else lies there stays.

    Raises OutputError when they can't be taken away.
    """
    rejected = rejected_folder(folder)
    # only what update itself puts there is its to delete
    if not (rejected / SOURCE_FILE).exists():
        return
    try:
        for name in sorted(dataset_names()):
            (rejected / name).unlink(missing_ok=True)
        if not any(rejected.iterdir()):
            rejected.rmdir()
    except OSError as error:
        raise OutputError(f"{rejected} can't be deleted ({error.strerror}).", "Delete it by hand.") from error


def dataset_names() -> frozenset[str]:
    """Every file that may lie in a folder of refused data."""
    return frozenset(dataset_files(NOTHING)) | {PLACES_FILE, STATE_FILE, SOURCE_FILE}


def _differing(folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        name: data
        for name, data in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != data
    }
