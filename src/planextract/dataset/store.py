"""Read and write the data of a plan on disk, and keep refused data beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from planextract.dataset.state import STATE_FILE, UpdateState, read_state
from planextract.errors import OutputError
from planextract.export.folder import complete_interrupted, replace_files
from planextract.export.formats import REPORT_FILE, list_file_names
from planextract.export.json import PLACES_FILE
from planextract.export.load import load_plan
from planextract.export.manifest import MANIFEST_FILE, find_differences, read_manifest
from planextract.export.write import dataset_files, write_files
from planextract.inputs import TEXT_ENGINE
from planextract.model.plan import Plan
from planextract.read.text_encoding import TEXT_SUFFIXES
from planextract.wording.messages import make_message

MAX_KEPT_BYTES = 50_000_000
"""Size up to which a source is kept beside its data; update.json has the address and hash of any."""

SOURCE_FILE = "source.pdf"
"""Name, in the folder of refused data, of the file from which they were read."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The data of a plan in a folder."""

    plan: Plan
    state: UpdateState | None
    is_whole: bool
    """True where every file exists and agrees with plan.json."""


def read_dataset(folder: Path, formats: Iterable[str], report: bool = False) -> Dataset | None:
    """Return the data in a folder, which should be there in these formats; None where there are none.

    Raises InvalidDataError when they are not valid, and so can't be compared.
    """
    complete_interrupted(folder)
    if not (folder / "plan.json").exists():
        return None
    plan = load_plan(folder)
    manifest = read_manifest(folder)
    is_whole = (
        manifest is not None
        and not find_differences(folder, manifest)
        and not _find_differing_files(folder, dataset_files(plan, formats))
        and (folder / PLACES_FILE).is_file()
        and (not report or plan.source.engine == TEXT_ENGINE or (folder / REPORT_FILE).is_file())
    )
    return Dataset(plan, read_state(folder), is_whole)


def write_changed(plan: Plan, folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write the files of a plan whose contents differ from those in the folder; return their names.

    Raises OutputError when the folder can't be written; it is then unchanged.
    """
    done = write_files(plan, folder, files)
    return (*done.written, *done.removed)


def get_source_name(name: str) -> str:
    """Return the name under which a source is kept beside its data."""
    return "source.txt" if name.lower().endswith(TEXT_SUFFIXES) else SOURCE_FILE


def get_rejected_folder(folder: Path) -> Path:
    """Return the folder in which refused data of `folder` are kept for review."""
    return folder.with_name(f"{folder.name}.rejected")


def write_rejected(
    folder: Path, source: bytes, plan: Plan | None, files: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Write refused data, if there are any, and their source file beside the folder; return the names.

    Raises OutputError when they can't be written.
    """
    rejected = get_rejected_folder(folder)
    wanted = {**files, SOURCE_FILE: source}
    if plan is not None:
        return write_changed(plan, rejected, wanted)
    return replace_files(rejected, wanted, list_dataset_names() - wanted.keys()).written


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
        raise OutputError(
            make_message(
                "{rejected} can't be deleted ({strerror}).", rejected=rejected, strerror=error.strerror
            ),
            "Delete it by hand.",
        ) from error


def list_dataset_names() -> frozenset[str]:
    """Return the names of all files that a folder of refused data may contain."""
    return list_file_names() | {REPORT_FILE, STATE_FILE, SOURCE_FILE, MANIFEST_FILE}


def _find_differing_files(folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that are missing in a folder or have other contents there."""
    return {
        name: data
        for name, data in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != data
    }
