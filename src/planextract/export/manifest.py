"""List the files of a dataset with their hashes, so that a reader can see whether the set is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

MANIFEST_FILE = "manifest.json"
"""Name of the file that lists the others; it is written last."""


class FileEntry(BaseModel):
    """The size and hash of one file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """All files of a dataset, which were made from one plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    plan: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the plan.json of these files")
    files: dict[str, FileEntry]

    @field_validator("files")
    @classmethod
    def _check_names(cls, files: dict[str, FileEntry]) -> dict[str, FileEntry]:
        """Raise ValueError for a name that leads out of the folder, which may come from somebody else."""
        if any(Path(name).name != name for name in files):
            raise ValueError("a name is not that of a file in this folder")
        return files


def describe_file(data: bytes) -> FileEntry:
    """Return the size and hash of a file's bytes."""
    return FileEntry(bytes=len(data), sha256=hash_bytes(data))


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def manifest_json(manifest: Manifest) -> bytes:
    """Return the bytes of manifest.json, its files sorted by name."""
    data = manifest.model_dump(mode="json")
    data["files"] = dict(sorted(data["files"].items()))
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None where there is none of this program."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
    except (OSError, ValidationError):
        return None


def find_differences(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Return the files that are not as the manifest lists them, each with what is wrong with it."""
    found = {}
    for name, entry in manifest.files.items():
        try:
            data = (folder / name).read_bytes()
        except OSError:
            found[name] = "is missing"
            continue
        if len(data) != entry.bytes or hash_bytes(data) != entry.sha256:
            found[name] = "was changed after it was written"
    return found


def make_manifest(
    plan_json: bytes, files: Mapping[str, bytes], carried: Iterable[tuple[str, FileEntry]] = ()
) -> Manifest:
    """Return the manifest of files, and of those that an earlier run wrote from the same plan."""
    described = {name: describe_file(data) for name, data in files.items()}
    return Manifest(plan=hash_bytes(plan_json), files={**dict(carried), **described})
