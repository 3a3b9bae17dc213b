"""Puts a set of files into a folder all at once, or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from planextract.errors import OutputError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into the folder; other files in it stay.

    A new folder is filled beside the old one and the two are exchanged, so that at any moment, even when
    the process is killed, the old files or the new ones are there, never a mixture.

    Raises OutputError when the folder can't be written; it is then as it was.
    """
    folder = Path(os.path.abspath(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder} is a file, not a folder.", "Name another folder with --out.")
        with _alone(folder.parent):
            _replace(folder, files)
    except OSError as error:
        raise OutputError(
            f"The folder {folder} can't be written ({error.strerror or error}).",
            "Name another folder with --out, or see to its permissions and the space left.",
        ) from error


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        if folder.exists():
            if not os.access(folder, os.W_OK):
                raise PermissionError(13, "Permission denied")
            _keep_others(folder, staging, set(files))
            shutil.copymode(folder, staging)
        else:
            staging.chmod(0o777 & ~_umask())
        for name, data in files.items():
            with (staging / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        if folder.exists():
            _exchange(staging, folder)
        else:
            staging.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _keep_others(folder: Path, staging: Path, names: set[str]) -> None:
    """Carry over what is in the folder and is not about to be written."""
    for entry in folder.iterdir():
        if entry.name in names:
            continue
        target = staging / entry.name
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, target, symlinks=True, copy_function=_link)
        elif entry.is_symlink():
            target.symlink_to(os.readlink(entry))
        else:
            _link(str(entry), str(target))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _exchange(staging: Path, folder: Path) -> None:
    """Exchange two folders, in one step where the system can (Linux)."""
    libc = ctypes.CDLL(None, use_errno=True)
    rename = getattr(libc, "renameat2", None)
    if rename is not None:
        done = rename(
            _AT_FDCWD,
            os.fsencode(staging),
            _AT_FDCWD,
            os.fsencode(folder),
            _RENAME_EXCHANGE,
        )
        if done == 0:
            return
    # Elsewhere there is a moment in which the folder is missing, but never one with a mixture.
    aside = staging.with_name(staging.name + ".old")
    folder.rename(aside)
    try:
        staging.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    aside.rename(staging)


@contextmanager
def _alone(parent: Path) -> Iterator[None]:
    """Wait until no other run exchanges folders here."""
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; two runs into one folder then race
        yield
        return
    handle = os.open(parent, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
