"""Write a plan to a folder in several formats, so that all files there belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from planextract.export.folder import complete_interrupted, replace_files
from planextract.export.formats import DEFAULT_FORMATS, FORMATS, list_file_names
from planextract.export.json import plan_json
from planextract.export.manifest import (
    MANIFEST_FILE,
    FileEntry,
    find_differences,
    hash_bytes,
    make_manifest,
    manifest_json,
    read_manifest,
)
from planextract.model.plan import Plan


class WrittenFiles(NamedTuple):
    """The names of files that a run wrote, removed, or left although they are of another plan."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    """Files that an earlier run had written from another plan."""
    edited: tuple[str, ...]
    """Files of an earlier run that somebody has changed since; they are kept."""


def write_plan(
    plan: Plan,
    folder: Path,
    formats: Iterable[str] = DEFAULT_FORMATS,
    beside: Mapping[str, bytes] | None = None,
) -> WrittenFiles:
    """Write the plan into the folder in each of the formats, with the files of `beside`, and a manifest.

    Files that an earlier run wrote there from another plan are removed, so that no old format stays beside
    new data.

    Raises OutputError when the folder can't be written, UsageError when a format needs a library that
    is not installed.
    """
    return write_files(plan, folder, {**(beside or {}), **dataset_files(plan, formats)})


def write_files(plan: Plan, folder: Path, files: Mapping[str, bytes]) -> WrittenFiles:
    """Write files made from a plan into a folder, and the manifest that lists them last."""
    complete_interrupted(folder)
    earlier = _sort_earlier_files(folder, plan_json(plan), files)
    manifest = make_manifest(plan_json(plan), files, earlier.fitting.items())
    done = replace_files(folder, {**files, MANIFEST_FILE: manifest_json(manifest)}, earlier.stale)
    return WrittenFiles(
        tuple(name for name in done.written if name != MANIFEST_FILE),
        done.removed,
        tuple(sorted(earlier.edited)),
    )


def write_beside(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, such as a report, into the folder of a dataset that stays as it is."""
    complete_interrupted(folder)
    manifest = read_manifest(folder)
    if manifest is None:
        replace_files(folder, files)
        return
    described = {**manifest.files, **make_manifest(b"", files).files}
    renewed = manifest.model_copy(update={"files": described})
    replace_files(folder, {**files, MANIFEST_FILE: manifest_json(renewed)})


def dataset_files(plan: Plan, formats: Iterable[str] = DEFAULT_FORMATS) -> dict[str, bytes]:
    """Return the file names and bytes of a plan in each of the formats."""
    files: dict[str, bytes] = {}
    for name in formats:
        files |= FORMATS[name](plan)
    return files


class _EarlierFiles(NamedTuple):
    """Files that an earlier run wrote and this one does not."""

    fitting: dict[str, FileEntry]
    """Files made from the same plan."""
    stale: set[str]
    edited: set[str]


def _sort_earlier_files(folder: Path, plan: bytes, files: Mapping[str, bytes]) -> _EarlierFiles:
    manifest = read_manifest(folder)
    if manifest is None:
        return _EarlierFiles({}, _find_unlisted_files(folder, plan) - files.keys(), set())
    others = {name: entry for name, entry in manifest.files.items() if name not in files}
    differing = find_differences(folder, manifest)
    there = {name: entry for name, entry in others.items() if (folder / name).is_file()}
    intact = {name: entry for name, entry in there.items() if name not in differing}
    edited = there.keys() - intact.keys()
    if manifest.plan == hash_bytes(plan):
        return _EarlierFiles(intact, set(), edited)
    return _EarlierFiles({}, set(intact), edited)


def _find_unlisted_files(folder: Path, plan: bytes) -> set[str]:
    """Return the files of another plan in a folder without a manifest, as the first version wrote it."""
    try:
        before = (folder / "plan.json").read_bytes()
    except OSError:
        return set()
    if before == plan or b'"schema_version"' not in before[:200]:
        return set()
    return {name for name in list_file_names() if (folder / name).is_file()}
