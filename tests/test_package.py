"""The wheel has what the package needs: the mark that it is typed, and its data files."""

from __future__ import annotations

import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA_SUFFIXES = {".yaml", ".json", ".js", ".css", ".html", ".typed", ".md", ".txt"}


def test_the_package_says_that_it_is_typed() -> None:
    assert files("planextract").joinpath("py.typed").is_file()


def test_the_wheel_has_every_file_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    from hatchling.builders.wheel import WheelBuilder

    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        packed = set(wheel.namelist())
    source = ROOT / "src"
    wanted = {
        str(path.relative_to(source).as_posix())
        for path in (source / "planextract").rglob("*")
        if path.suffix == ".py" or path.suffix in DATA_SUFFIXES
    }
    assert "planextract/py.typed" in wanted
    assert wanted <= packed
