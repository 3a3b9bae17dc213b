"""Replace a set of files in a folder atomically.

For a moment the replacement exists beside the folder, or for a single file inside it, under a hidden name. A
run that is killed may leave it behind; the next run with the same target removes it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planextract.errors import OutputError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""

_LOCKS = sys.platform != "win32"
"""True where a folder can be locked; the system releases the lock of a process that ends."""


def replace_files(folder: Path, files: Mapping[str, bytes], without: Collection[str] = ()) -> None:
    """Write the files into the folder and remove those named in `without`; other files in it stay.

    A new folder is filled beside the old one and the two are exchanged, so that at any moment, even when
    the process is killed, the old files or the new ones exist, never a mixture. A single file is exchanged
    by itself, and the folder stays the same. Of two runs at once one waits for the other; on Windows it
    fails instead.

    Raises OutputError when the folder can't be written; it is then as it was.
    """
    folder = Path(os.path.abspath(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder} is a file, not a folder.", "Name another folder with --out.")
        with _lock_folder(folder.parent):
            if len(files) == 1 and not without and folder.exists():
                ((name, data),) = files.items()
                _replace_file(folder / name, data)
            else:
                _replace_folder(folder, files, {*files, *without})
    except OSError as error:
        raise OutputError(
            f"The folder {folder} can't be written ({error.strerror or error}).",
            "Name another folder with --out, or see to its permissions and the space left.",
        ) from error


def _replace_file(path: Path, data: bytes) -> None:
    staging = path.with_name(_staging_name(path))
    try:
        _write_synced(staging, data)
        staging.replace(path)
    finally:
        staging.unlink(missing_ok=True)


def _replace_folder(folder: Path, files: Mapping[str, bytes], gone: Collection[str]) -> None:
    staging = folder.with_name(_staging_name(folder))
    aside = staging.with_name(staging.name + ".old")
    if aside.exists() and not folder.exists():
        aside.rename(folder)  # a run was killed between the two steps of an exchange
    if _LOCKS:  # so that no other run is alive that could have made them
        for left in (staging, aside):
            shutil.rmtree(left, ignore_errors=True)
    try:
        staging.mkdir()
    except FileExistsError as error:
        raise OutputError(
            f"Another run is writing into {folder}.", f"Wait for it; if there is none, delete {staging}."
        ) from error
    try:
        if folder.exists():
            if not os.access(folder, os.W_OK):
                raise PermissionError(13, "Permission denied")
            _keep_others(folder, staging, gone)
            shutil.copymode(folder, staging)
        else:
            staging.chmod(0o777 & ~_read_umask())
        for name, data in files.items():
            _write_synced(staging / name, data)
        if folder.exists():
            _exchange_folders(staging, folder, aside)
        else:
            staging.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _keep_others(folder: Path, staging: Path, gone: Collection[str]) -> None:
    """Link or copy into `staging` the entries of the folder that are neither rewritten nor removed."""
    for entry in folder.iterdir():
        if entry.name in gone:
            continue
        target = staging / entry.name
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, target, symlinks=True, copy_function=_link_or_copy)
        elif entry.is_symlink():
            target.symlink_to(os.readlink(entry))
        else:
            _link_or_copy(str(entry), str(target))


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _exchange_folders(staging: Path, folder: Path, aside: Path) -> None:
    """Exchange two folders, in one step where the system supports it (Linux, macOS)."""
    if _swap(os.fsencode(staging), os.fsencode(folder)):
        return
    # Elsewhere there is a moment in which the folder is missing, but never one with a mixture.
    folder.rename(aside)
    try:
        staging.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    aside.rename(staging)


def _swap(one: bytes, other: bytes) -> bool:
    """Exchange two paths in one step; return False where the system or the file system can't."""
    if sys.platform == "win32":
        return False
    libc = ctypes.CDLL(None)
    if hasattr(libc, "renameat2"):
        return bool(libc.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE) == 0)
    if hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(one, other, _RENAME_EXCHANGE) == 0)
    return False


def _staging_name(path: Path) -> str:
    """Return the hidden name under which the replacement of a path is prepared."""
    return f".{path.name}.planextract"


def _write_synced(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _lock_folder(parent: Path) -> Iterator[None]:
    """Lock the parent folder, waiting until no other run exchanges folders in it."""
    if not _LOCKS:
        yield
        return
    import fcntl

    handle = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _read_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
