"""Replace files within a folder so that a run that is killed at any moment does no harm.

New files are staged in a hidden folder inside the folder. A journal, written last, commits to them; then
they are renamed into place one by one in the order given. The folder itself, links to it and every other
file in it stay. The next use of the folder completes a replacement that has a journal, and undoes others.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from planextract.errors import OutputError, UsageError
from planextract.wording.messages import make_message

STAGING_FOLDER = ".planextract"
"""Name of the hidden folder, inside the folder, in which new files are staged."""

_JOURNAL_FILE = "journal.json"

_LOCKS = sys.platform != "win32"
"""True where a folder can be locked; the system releases the lock of a process that ends."""


class Replaced(NamedTuple):
    """The names of the files that a replacement wrote and removed."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


class _WriteRecord:
    """Record of this process having begun to put files into place, which an interrupt does not undo."""

    has_begun = False


def has_written_files() -> bool:
    """Return whether this process has put files into place; the next run completes what it began."""
    return _WriteRecord.has_begun


def replace_files(folder: Path, files: Mapping[str, bytes], without: Collection[str] = ()) -> Replaced:
    """Write the files into the folder and remove those named in `without`; other files in it stay.

    Files that have the same bytes already are left alone. Of two runs at once one waits for the other; on
    Windows it fails instead.

    Raises OutputError when the folder can't be written; it is then as it was. Raises UsageError for the root
    of a file system.
    """
    folder = Path(os.path.abspath(folder))
    if folder == folder.parent:
        raise UsageError(
            make_message("{folder} is the root of the file system.", folder=folder),
            "Name a folder of its own with --out.",
        )
    made: list[Path] = []
    try:
        if folder.exists() and not folder.is_dir():
            raise OutputError(
                make_message("{folder} is a file, not a folder.", folder=folder),
                "Name another folder with --out.",
            )
        made = _make_folders(folder)
        with _lock_folder(folder):
            done = _replace_in_folder(folder, files, without)
        made = []
        return done
    except OSError as error:
        raise OutputError(
            make_message(
                "The folder {folder} can't be written ({strerror}).",
                folder=folder,
                strerror=error.strerror or error,
            ),
            "Name another folder with --out, or see to its permissions and the space left.",
        ) from error
    finally:
        for each in reversed(made):
            with contextlib.suppress(OSError):
                each.rmdir()


def complete_interrupted(folder: Path) -> None:
    """Complete or undo what a run that was killed began in a folder, where it can be written.

    Programs that read the folder call this first, so that they never see old files beside new ones.
    """
    if not (folder / STAGING_FOLDER / _JOURNAL_FILE).is_file():
        return
    with contextlib.suppress(OSError), _lock_folder(folder):
        _complete_or_undo(folder)


def _replace_in_folder(folder: Path, files: Mapping[str, bytes], without: Collection[str]) -> Replaced:
    """Replace files in a folder that is locked."""
    staging = folder / STAGING_FOLDER
    if staging.is_symlink() or (staging.exists() and not staging.is_dir()):
        raise OutputError(
            make_message("{staging} is not a folder of this program.", staging=staging),
            "Remove it or name another folder.",
        )
    if _LOCKS:  # so that no other run is alive that could have made it
        _complete_or_undo(folder)
    for name in files:
        if (folder / name).is_dir():
            raise OutputError(
                make_message("{folder} is a folder, not a file.", folder=folder / name),
                "Name another folder with --out.",
            )
    changed = [name for name in files if not _has_bytes(folder / name, files[name])]
    removed = [name for name in without if name not in files and os.path.lexists(folder / name)]
    if not changed and not removed:
        return Replaced((), ())
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied")
    _make_staging(folder, staging)
    try:
        for number, name in enumerate(changed):
            _write_synced(staging / str(number), files[name])
        _WriteRecord.has_begun = True
        if len(changed) == 1 and not removed:
            _move_into_place(staging / "0", folder / changed[0])  # one step: it needs no journal
        else:
            journal = {"rename": changed, "remove": removed}
            _write_synced(staging / "journal", json.dumps(journal).encode())
            (staging / "journal").replace(staging / _JOURNAL_FILE)
            _sync_folder(staging)
    finally:
        _complete_or_undo(folder)
    return Replaced(tuple(changed), tuple(removed))


def _make_staging(folder: Path, staging: Path) -> None:
    """Make the hidden folder; where nothing can be locked, its existence shows that another run is alive."""
    try:
        staging.mkdir(exist_ok=_LOCKS)
    except FileExistsError as error:
        raise OutputError(
            make_message("Another run is writing into {folder}.", folder=folder),
            make_message("Wait for it; if there is none, delete {staging}.", staging=staging),
        ) from error


def _complete_or_undo(folder: Path) -> None:
    """Complete a replacement that has a journal, else remove what was staged."""
    staging = folder / STAGING_FOLDER
    if staging.is_symlink() or not staging.is_dir():
        return
    journal = staging / _JOURNAL_FILE
    if journal.is_file():
        rename, remove = _read_journal(journal)
        for number, name in enumerate(rename):
            if (staging / str(number)).exists():
                _move_into_place(staging / str(number), folder / name)
        for name in remove:
            (folder / name).unlink(missing_ok=True)
        _sync_folder(folder)
        journal.unlink()
    for entry in staging.iterdir():
        if entry.name == "journal" or entry.name.isdecimal():
            entry.unlink()
    with contextlib.suppress(OSError):  # it holds what is not ours
        staging.rmdir()


def _read_journal(journal: Path) -> tuple[list[str], list[str]]:
    """Return the names to rename to and to remove; none from a journal that is not valid.

    A folder may come from somebody else, so names that lead out of it are not followed.
    """
    try:
        data = json.loads(journal.read_bytes())
        rename, remove = data["rename"], data["remove"]
        names = [*rename, *remove]
    except (ValueError, KeyError, TypeError):
        return [], []
    if any(not isinstance(name, str) or Path(name).name != name for name in names):
        return [], []
    return rename, remove


def _move_into_place(staged: Path, target: Path) -> None:
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV):
            raise
        # the file itself is a mount point, as in a container: only its content can be replaced
        _write_synced(target, staged.read_bytes())
        staged.unlink()


def _has_bytes(path: Path, data: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _write_synced(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do that."""
    if not _LOCKS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems can't
            os.fsync(handle)
    finally:
        os.close(handle)


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; return those that were missing, from the top down."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    missing.reverse()
    folder.mkdir(parents=True, exist_ok=True)
    return missing


@contextmanager
def _lock_folder(folder: Path) -> Iterator[None]:
    """Lock the folder, waiting until no other run replaces files in it."""
    if not _LOCKS:
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems can't lock
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
