"""Check that the files of a folder belong together: the same plan, in every format, as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from planextract.errors import UnreadableError
from planextract.export.folder import complete_interrupted
from planextract.export.formats import list_file_names
from planextract.export.json import PLACES_FILE
from planextract.export.manifest import MANIFEST_FILE, find_differences, hash_bytes, read_manifest
from planextract.export.write import dataset_files
from planextract.model.plan import Plan
from planextract.model.provenance import Places
from planextract.validation.plan_file import find_plan_mistakes, load_strictly
from planextract.wording.messages import make_message

FolderMistakes = dict[str, list[str]]
"""Sentences by the name of the file that they are about."""


def find_folder_mistakes(folder: Path) -> tuple[Plan | None, FolderMistakes]:
    """Return the plan of a folder and everything that is wrong with its files.

    Raises UnreadableError when it contains no plan.json.
    """
    complete_interrupted(folder)
    data = _read(folder / "plan.json")
    if data is None:
        raise UnreadableError(
            make_message("There is no plan.json in {folder}.", folder=folder),
            "Name a folder that `parse` wrote.",
        )
    plan, mistakes = find_plan_mistakes(data)
    found: FolderMistakes = {}
    for mistake in mistakes:
        found.setdefault("plan.json", []).append(f"{mistake.place or 'the file'}: {mistake.message}")
    for name, message in (*find_strangers(folder), *(_iter_of_plan(folder, plan) if plan else ())):
        if message not in found.setdefault(name, []):
            found[name].append(message)
    return plan, found


def find_strangers(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of a dataset that do not belong to the others, each with the reason."""
    manifest = read_manifest(folder)
    if manifest is None:
        if (folder / MANIFEST_FILE).exists():
            yield MANIFEST_FILE, "It is not what this program has written."
        return
    for name, what in find_differences(folder, manifest).items():
        yield name, f"It {what}, as {MANIFEST_FILE} shows."
    for name in sorted(list_file_names() - manifest.files.keys()):
        if (folder / name).exists():
            yield name, f"{MANIFEST_FILE} does not list it: it may be of another plan."
    plan = manifest.files.get("plan.json")
    if plan is not None and plan.sha256 != manifest.plan:
        yield MANIFEST_FILE, "Its files are of another plan than plan.json."


def _iter_of_plan(folder: Path, plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the tables and the places that do not say what plan.json says."""
    yield from _iter_tables(folder, dataset_files(plan, ("csv",)))
    data = _read(folder / PLACES_FILE)
    if data is None:
        return
    places, mistakes = load_strictly(data, Places)
    for mistake in mistakes:
        yield PLACES_FILE, f"{mistake.place or 'the file'}: {mistake.message}"
    if places is None:
        return
    if places.sha256 != plan.source.sha256:
        yield PLACES_FILE, "It was read from another file than plan.json."


def _iter_tables(folder: Path, tables: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for name, data in tables.items():
        there = _read(folder / name)
        if there is not None and hash_bytes(there) != hash_bytes(data):
            yield name, "It differs from what plan.json gives."


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(
            make_message("{path} can't be read ({strerror}).", path=path, strerror=error.strerror),
            "Check what it is.",
        ) from error
