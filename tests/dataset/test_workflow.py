"""The workflow's own shell steps, run here on a repository with a remote, with planextract as it is here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..diff import editions

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "regenerate.yml"


def workflow() -> dict[Any, Any]:
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))


def test_it_runs_on_a_schedule_and_by_hand_and_from_other_workflows():
    # YAML 1.1 reads the key `on` as true
    assert set(workflow()[True]) == {"schedule", "workflow_dispatch", "workflow_call"}


def test_it_may_do_no_more_than_push():
    assert workflow()["permissions"] == {"contents": "write"}


def test_no_input_is_pasted_into_a_script():
    for step in workflow()["jobs"]["regenerate"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_planextract_is_installed_with_pip():
    steps = {step.get("name"): step for step in workflow()["jobs"]["regenerate"]["steps"]}
    assert steps["Install planextract"]["run"] == 'python -m pip install "$REQUIREMENT"'


class Repository:
    """A clone with a bare remote, in which the steps of the workflow run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.remote = folder / "remote.git"
        self.work = folder / "work"
        self.env = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "CONFIG": "plans.yaml",
            "ACCEPT": "",
            "SUMMARY": str(folder / "summary.md"),
            "GITHUB_STEP_SUMMARY": str(folder / "step_summary.md"),
        }
        self.shell(f"git init -q -b main --bare '{self.remote}'", folder)
        self.shell(f"git clone -q '{self.remote}' '{self.work}'", folder)
        self.shell("git checkout -q -b main", self.work)

    def shell(self, script: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
        # as GitHub runs a step
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=cwd,
            env=self.env | env,
            text=True,
            capture_output=True,
            check=False,
        )

    def run(self, **env: str) -> tuple[int, dict[str, str]]:
        """Every shell step but the installation; the last step's exit status, and what the steps told."""
        outputs: dict[str, str] = {}
        result = None
        for step in workflow()["jobs"]["regenerate"]["steps"]:
            name = step.get("name")
            if "run" not in step or name == "Install planextract":
                continue
            if name == "Commit" and outputs.get("changed") != "true":
                continue
            told = self.folder / "output"
            told.unlink(missing_ok=True)
            status = {"STATUS": outputs.get("status", "")}
            result = self.shell(step["run"], self.work, GITHUB_OUTPUT=str(told), **status, **env)
            if name != "Tell how it went":
                assert result.returncode == 0, result.stderr
            if told.exists():
                outputs |= dict(line.split("=", 1) for line in told.read_text().splitlines())
        assert result is not None
        return result.returncode, outputs

    def log(self) -> list[str]:
        return self.shell("git log --format=%s main", self.remote).stdout.splitlines()

    def tracked(self) -> set[str]:
        return set(self.shell("git ls-tree -r --name-only main", self.remote).stdout.splitlines())


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    (made.work / "plans.yaml").write_text(
        "allow_outside: true\nplans:\n"
        f"  - {{name: ward, source: '{tmp_path / 'ward.pdf'}', out: data/ward}}\n"
        f"  - {{name: town, source: '{tmp_path / 'town.pdf'}', out: data/town}}\n"
    )
    for name in ("ward", "town"):
        (tmp_path / f"{name}.pdf").write_bytes(editions.pdf(editions.first_edition()))
    return made


def test_from_the_first_run_to_a_refusal(repository: Repository):
    code, outputs = repository.run()
    assert (code, outputs["changed"], outputs["status"]) == (0, "true", "0")
    assert repository.log() == ["Update plans: 2 new"]
    assert {"data/ward/plan.json", "data/town/projects.csv", "data/ward/update.json"} <= repository.tracked()

    code, outputs = repository.run()
    assert (code, outputs["changed"]) == (0, "false")
    assert len(repository.log()) == 1

    # one plan has a new edition, of the other only half has arrived
    second = editions.pdf(editions.second_edition())
    (repository.folder / "ward.pdf").write_bytes(second)
    half = editions.pdf(editions.half(editions.first_edition()))
    (repository.folder / "town.pdf").write_bytes(half)
    code, outputs = repository.run()
    assert (code, outputs["changed"], outputs["status"]) == (8, "true", "8")
    assert repository.log()[0] == "Update plans: ward changed, town refused"
    assert (repository.work / "data" / "town.rejected" / "plan.json").exists()
    assert not any("rejected" in name for name in repository.tracked())
    changed = repository.shell("git show --format= --name-only main", repository.remote).stdout.split()
    assert all(name.startswith("data/ward/") for name in changed)

    code, outputs = repository.run(ACCEPT="town")
    assert (code, outputs["changed"]) == (0, "true")
    assert repository.log()[0] == "Update plans: town changed"
