"""The manifest of a dataset: a row for every file of its runs, kept so that a killed run can be resumed.

During a run each finished file is a line in `journal.jsonl`, which is on the disk before the next file is
begun. At the end the lines become `manifest.parquet`.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from planextract import __version__
from planextract.batch.plan_parts import write_atomically
from planextract.errors import UnreadableError
from planextract.export.extras import import_library
from planextract.inputs import Options
from planextract.wording.messages import make_message

MANIFEST_FILE = "manifest.parquet"
JOURNAL_FILE = "journal.jsonl"

MEASURED = ("seconds", "peak_memory_mib")
"""Columns that differ from run to run; all others depend on the files and the settings only."""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One file of a dataset and how reading it ended."""

    name: str
    source: str
    plan_id: str | None
    sha256: str | None
    bytes: int
    pages: int
    status: int
    """Exit status that `planextract parse` has for the file."""
    quarantined: bool
    """True where the file ended its process twice, the second time alone."""
    message: str
    profile: str | None
    projects: int
    errors: int
    warnings: int
    infos: int
    seconds: float
    peak_memory_mib: float
    version: str
    fingerprint: str

    def is_of(self, sha256: str, fingerprint: str) -> bool:
        """Return whether the row is of the same bytes, read with the same settings by the same version."""
        return self.sha256 == sha256 and self.fingerprint == fingerprint


def compute_fingerprint(options: Options, settings: Collection[tuple[str, str]]) -> str:
    """Return a hash of everything that decides what is read from given bytes: version, options, profiles."""
    described: dict[str, Any] = {**asdict(options), "settings": sorted(settings), "version": __version__}
    named = (options.profile, options.vocabulary, options.corrections, *(value for _, value in settings))
    described["files"] = [
        hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in named if name and Path(name).is_file()
    ]
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()[:16]


def append_row(dataset: Path, row: ManifestRow) -> None:
    """Add a row to the journal and wait until it is on the disk."""
    with (dataset / JOURNAL_FILE).open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        journal.flush()
        os.fsync(journal.fileno())


def read_rows(dataset: Path) -> dict[str, ManifestRow]:
    """Return the rows of a dataset by the name of the file, the journal of an unfinished run included.

    Raises UnreadableError when the manifest can't be read.
    """
    found: dict[str, ManifestRow] = {}
    manifest = dataset / MANIFEST_FILE
    if manifest.is_file():
        try:
            listed = import_library("pyarrow.parquet", "parquet").read_table(manifest).to_pylist()
        except (OSError, ValueError) as error:
            raise UnreadableError(
                make_message("{manifest} can't be read ({error}).", manifest=manifest, error=error),
                "Delete it to begin anew.",
            ) from error
        found = {row["name"]: ManifestRow(**row) for row in listed}
    journal = dataset / JOURNAL_FILE
    if journal.is_file():
        for line in journal.read_text(encoding="utf-8").splitlines():
            row = _parse_line(line)
            if row is not None:
                found[row.name] = row
    return found


def _parse_line(line: str) -> ManifestRow | None:
    """Return the row of a line; None for the last line of a run that was killed while it wrote it."""
    try:
        return ManifestRow(**json.loads(line))
    except (ValueError, TypeError):
        return None


def write_manifest(dataset: Path, rows: Mapping[str, ManifestRow]) -> None:
    """Write the rows as the manifest, by name, and end the journal."""
    pa, pq = import_library("pyarrow", "parquet"), import_library("pyarrow.parquet", "parquet")
    schema = pa.schema([_make_field(pa, field.name, str(field.type)) for field in fields(ManifestRow)])
    listed: list[dict[str, Any]] = [asdict(rows[name]) for name in sorted(rows)]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(listed, schema=schema), out, compression="zstd")
    write_atomically(dataset / MANIFEST_FILE, out.getvalue())
    (dataset / JOURNAL_FILE).unlink(missing_ok=True)


def _make_field(pa: Any, name: str, kind: str) -> Any:
    types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    return pa.field(name, types[kind.removesuffix(" | None")], nullable=kind.endswith("None"))
