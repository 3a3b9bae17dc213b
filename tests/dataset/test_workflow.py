"""The action's own shell steps, run here on a repository with a remote, with planextract as it is here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from planextract.dataset.starter import STARTER_FILES, start_dataset
from tests.cli.conftest import Run, run  # noqa: F401

from ..diff import editions

ROOT = Path(__file__).parents[2]
ACTION = ROOT / "action.yml"
USED = "someone/planextract@0123456789abcdef0123456789abcdef01234567"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def starter(tmp_path: Path) -> dict[Any, Any]:
    start_dataset(tmp_path / "ward", None, None, USED)
    found: dict[Any, Any] = yaml.safe_load(
        (tmp_path / "ward/.github/workflows/update.yml").read_text("utf-8")
    )
    return found


def test_the_workflow_runs_on_a_schedule_and_by_hand(starter: dict[Any, Any]) -> None:
    # YAML 1.1 reads the key `on` as true
    assert set(starter[True]) == {"schedule", "workflow_dispatch"}


def test_the_job_that_reads_what_others_publish_may_not_write(starter: dict[Any, Any]) -> None:
    assert starter["permissions"] == {}
    assert starter["jobs"]["read"]["permissions"] == {"contents": "read"}
    assert starter["jobs"]["commit"]["permissions"] == {"contents": "write"}
    checkout = starter["jobs"]["read"]["steps"][0]
    assert checkout["with"] == {"persist-credentials": False}
    modes = {name: job["steps"][1].get("with", {}).get("mode") for name, job in starter["jobs"].items()}
    assert modes == {"read": None, "commit": "commit"}


def test_every_action_is_pinned_by_its_commit(tmp_path: Path) -> None:
    start_dataset(tmp_path, None, None, USED)
    for path in (ACTION, *WORKFLOWS, tmp_path / ".github/workflows/update.yml"):
        used = re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8"))
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each) for each in used), used


def test_no_input_is_pasted_into_a_script(starter: dict[Any, Any]) -> None:
    jobs = [*starter["jobs"].values()]
    jobs += [job for path in WORKFLOWS for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values()]
    for step in [*action()["runs"]["steps"], *(step for job in jobs for step in job["steps"])]:
        assert "${{" not in step.get("run", "")


def test_every_package_is_installed_by_its_hash() -> None:
    (install,) = [step for step in action()["runs"]["steps"] if step.get("name") == "Install planextract"]
    assert "--require-hashes" in install["run"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z][\w.-]*)==", lock, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[a-z].*\\\n    --hash", lock, re.MULTILINE))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)
    wanted = {
        name.lower().replace(".", "-") for name in re.findall(r'^  "([\w.-]+?)[>=<]', listed, re.MULTILINE)
    }
    assert wanted <= set(packages)


class Repository:
    """A clone with a bare remote, in which the steps of the action run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.remote = folder / "remote.git"
        self.work = folder / "work"
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.env = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(folder),
            "GIT_CONFIG_NOSYSTEM": "1",
            "CONFIG": "plans.yaml",
            "ACCEPT": "",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(folder / "step_summary.md"),
        }
        self.shell(f"git init -q -b main --bare '{self.remote}'", folder)
        self.clone()

    def clone(self) -> None:
        self.shell(f"rm -rf '{self.work}'; git clone -q '{self.remote}' '{self.work}'", self.folder)
        self.shell("git checkout -q -B main", self.work)

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

    def step(self, name: str, **env: str) -> subprocess.CompletedProcess[str]:
        (found,) = [step for step in action()["runs"]["steps"] if step.get("name") == name]
        return self.shell(found["run"], self.work, **env)

    def run(self, **env: str) -> dict[str, str]:
        """Both jobs, the second in a clone of its own; returns what the first told."""
        told = self.folder / "output"
        told.unlink(missing_ok=True)
        result = self.step("Update", GITHUB_OUTPUT=str(told), **env)
        assert result.returncode == 0, result.stderr
        outputs = dict(line.split("=", 1) for line in told.read_text().splitlines())
        self.rejected = {path.parent.name for path in self.work.rglob("*.rejected/*")}
        if outputs["changed"] == "true":
            self.clone()
            result = self.step("Check and commit")
            assert result.returncode == 0, result.stderr
        self.clone()
        return outputs

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
    script = "git add . && git -c user.name=a -c user.email=a@b commit -qm Begin && git push -q origin main"
    done = made.shell(script, made.work)
    assert done.returncode == 0, done.stderr
    for name in ("ward", "town"):
        (tmp_path / f"{name}.pdf").write_bytes(editions.pdf(editions.first_edition()))
    return made


def test_from_the_first_run_to_a_refusal(repository: Repository) -> None:
    outputs = repository.run()
    assert (outputs["changed"], outputs["status"]) == ("true", "0")
    assert repository.log() == ["Update plans: 2 new", "Begin"]
    assert {"data/ward/plan.json", "data/town/projects.csv", "data/ward/update.json"} <= repository.tracked()
    assert "data/ward/source.pdf" in repository.tracked()

    outputs = repository.run()
    assert outputs["changed"] == "false"
    assert len(repository.log()) == 2

    # one plan has a new edition, of the other only half has arrived
    second = editions.pdf(editions.second_edition())
    (repository.folder / "ward.pdf").write_bytes(second)
    half = editions.pdf(editions.half(editions.first_edition()))
    (repository.folder / "town.pdf").write_bytes(half)
    outputs = repository.run()
    assert (outputs["changed"], outputs["status"]) == ("true", "8")
    assert repository.log()[0] == "Update plans: ward changed, town refused"
    assert repository.rejected == {"town.rejected"}
    assert not any("rejected" in name for name in repository.tracked())
    changed = repository.shell("git show --format= --name-only main", repository.remote).stdout.split()
    assert all(name.startswith("data/ward/") for name in changed)

    outputs = repository.run(ACCEPT="town")
    assert (outputs["changed"], outputs["status"]) == ("true", "0")
    assert repository.log()[0] == "Update plans: town changed"


@pytest.mark.parametrize(
    "path", [".github/workflows/evil.yml", "plans.yaml", "data/ward/.git/hooks/pre-commit"]
)
def test_a_patch_that_changes_more_than_data_is_not_committed(repository: Repository, path: str) -> None:
    handed = repository.temp / "planextract"
    handed.mkdir()
    (handed / "summary.md").write_text("Evil")
    (handed / "dataset.patch").write_text(
        f"diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}\n"
        "@@ -0,0 +1 @@\n+evil\n"
    )
    assert repository.step("Check and commit").returncode != 0
    assert repository.log() == ["Begin"]


def test_data_that_are_not_valid_are_not_committed(repository: Repository) -> None:
    assert repository.step("Update", GITHUB_OUTPUT=str(repository.folder / "output")).returncode == 0
    path = repository.work / "data" / "ward" / "plan.json"
    path.write_text(
        path.read_text("utf-8").replace('"starred": true', '"starred": "yes"', 1), encoding="utf-8"
    )
    patch = repository.temp / "planextract" / "dataset.patch"
    made = repository.shell(f"git add . && git diff --cached --binary > '{patch}'", repository.work)
    assert made.returncode == 0
    repository.clone()
    assert repository.step("Check and commit").returncode != 0
    assert repository.log() == ["Begin"]


def test_a_repository_in_one_command(run: Run, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "plan.pdf").write_bytes(editions.pdf(editions.first_edition()))
    ran = run("init", "ward", "--source", "plan.pdf", "--name", "shinonomeno")
    assert ran.status == 0, ran
    assert "OWNER/planextract@REVISION" in ran.err
    folder = tmp_path / "ward"
    assert {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} == set(
        STARTER_FILES
    )
    assert not any("@NAME@" in (folder / path).read_text("utf-8") for path in STARTER_FILES)
    (folder / "plan.pdf").write_bytes((tmp_path / "plan.pdf").read_bytes())
    ran = run("update", "ward/plans.yaml")
    assert ran.status == 0, ran
    assert run("validate", "ward/data/shinonomeno").status == 0
    names = {path.name for path in (folder / "data" / "shinonomeno").iterdir()}
    assert {"plan.xlsx", "plan.sqlite", "metadata.json", "source.pdf"} <= names
    ran = run("init", "ward")
    assert ran.status == 1
    assert "nothing was written" in ran.err
