"""`planextract update` from end to end, on plans served from this machine."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from planextract.cli import main
from planextract.errors import ExitCode
from planextract.export.load import load_plan

from ..diff import editions
from .server import Site, serving, status


@pytest.fixture
def site():
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def first() -> bytes:
    return editions.pdf(editions.first_edition())


@pytest.fixture(scope="module")
def second() -> bytes:
    return editions.pdf(editions.second_edition())


@pytest.fixture(scope="module")
def half() -> bytes:
    return editions.pdf(editions.half(editions.first_edition()))


class Run:
    """A folder with a plans.yaml, and what a run of `update` there says."""

    def __init__(self, folder: Path, monkeypatch, capfd) -> None:
        self.folder, self._monkeypatch, self._capfd = folder, monkeypatch, capfd
        self.github = folder / "github_output"
        self.data = folder / "data" / "plan"
        self.rejected = folder / "data" / "plan.rejected"

    def plans(self, *sources: str, **more: object) -> None:
        plans = [
            {"name": f"plan{number or ''}", "source": source, "out": f"data/plan{number or ''}"}
            for number, source in enumerate(sources)
        ]
        fetch = {"timeout": 5, "retries": 0, "backoff": 0}
        (self.folder / "plans.yaml").write_text(json.dumps({"fetch": fetch, "plans": plans} | more))

    def __call__(self, *options: str) -> tuple[int, str, str]:
        self.github.unlink(missing_ok=True)
        self._monkeypatch.setenv("GITHUB_OUTPUT", str(self.github))
        self._monkeypatch.setattr(
            "sys.argv", ["planextract", "update", str(self.folder / "plans.yaml"), *options]
        )
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = self._capfd.readouterr()
        assert "Traceback" not in err
        assert isinstance(stop.value.code, int)
        return stop.value.code, out, err

    def files(self) -> dict[str, tuple[bytes, int, int]]:
        """Every file under data with its bytes, inode and time of last change."""
        return {
            str(path.relative_to(self.folder)): (
                path.read_bytes(),
                path.stat().st_ino,
                path.stat().st_mtime_ns,
            )
            for path in sorted((self.folder / "data").rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def run(tmp_path: Path, monkeypatch, capfd) -> Run:
    return Run(tmp_path, monkeypatch, capfd)


def test_the_second_run_writes_nothing(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first, etag='"1"')
    run.plans(site.url("/plan.pdf"))
    code, out, _ = run()
    assert code == ExitCode.DONE
    assert run.github.read_text() == "changed=true\n"
    assert out.startswith("Update plans: plan new\n\n## plan: new\n")
    before = run.files()
    assert "data/plan/plan.json" in before
    code, out, _ = run()
    assert code == ExitCode.DONE
    assert run.github.read_text() == "changed=false\n"
    assert out == "Update plans: nothing changed\n\nUnchanged: plan.\n"
    assert run.files() == before
    assert site.requests[-1][1]["If-None-Match"] == '"1"'


def test_a_server_without_validators_is_judged_by_the_bytes(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    run()
    before = run.files()
    assert run()[0] == ExitCode.DONE
    assert run.files() == before


def test_another_etag_on_the_same_bytes_changes_nothing(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first, etag='"1"')
    run.plans(site.url("/plan.pdf"))
    run()
    before = run.files()
    site.pdf("/plan.pdf", first, etag='"2"')
    run()
    assert run.github.read_text() == "changed=false\n"
    assert run.files() == before


def test_a_new_edition_is_written_and_told(run: Run, site: Site, first: bytes, second: bytes):
    site.pdf("/plan.pdf", first, etag='"1"')
    run.plans(site.url("/plan.pdf"))
    run()
    before = run.files()
    site.pdf("/plan.pdf", second, etag='"2"')
    code, out, _ = run("--summary", str(run.folder / "summary.md"))
    assert code == ExitCode.DONE
    assert run.github.read_text() == "changed=true\n"
    assert (run.folder / "summary.md").read_text(encoding="utf-8") == out
    assert out.splitlines()[0] == "Update plans: plan changed"
    rows = [line for line in out.splitlines() if line.startswith(("| 5", "| 6", "| 7"))]
    assert len(rows) == 5
    assert any("delayed 実施" in row and "+1 year" in row for row in rows)
    assert load_plan(run.data).fiscal_years == [2028, 2029, 2030]
    after = run.files()
    # what did not change was not written again
    assert after["data/plan/relisted.csv"] == before["data/plan/relisted.csv"]
    assert after["data/plan/projects.csv"] != before["data/plan/projects.csv"]


def test_an_edition_cut_in_half_is_refused(run: Run, site: Site, first: bytes, half: bytes):
    site.pdf("/plan.pdf", first, etag='"1"')
    run.plans(site.url("/plan.pdf"))
    run()
    before = run.files()
    site.pdf("/plan.pdf", half, etag='"2"')
    for _ in range(2):  # and stays refused, until a person decides
        code, out, err = run()
        assert code == ExitCode.WORSE == 8
        assert "10 of 20 projects are lost: " in out
        assert "planextract: The new data of plan were refused" in err
        assert f"planextract update {run.folder / 'plans.yaml'} --accept plan" in err
        assert run.github.read_text() == "changed=false\n"
        now = run.files()
        assert {name: now[name] for name in before} == before
        assert len(load_plan(run.rejected).projects) == 10
    code, out, _ = run("--accept", "plan")
    assert code == ExitCode.DONE
    assert "Accepted by name" in out
    assert len(load_plan(run.data).projects) == 10
    assert not run.rejected.exists()
    assert run()[0] == ExitCode.DONE


def half_the_pages(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.pages[len(pdf.pages) // 2 :]
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("cut", [half_the_pages, lambda data: data[: len(data) // 2], lambda data: data[:50]])
def test_a_file_cut_in_half_is_refused(run: Run, site: Site, first: bytes, cut):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    run()
    before = run.files()
    half = cut(first)  # once: each file that pikepdf saves has an ID of its own
    site.pdf("/plan.pdf", half)
    code, out, _ = run()
    assert code == ExitCode.WORSE
    assert "plan refused" in out.splitlines()[0]
    now = run.files()
    assert {name: now[name] for name in before} == before
    assert (run.rejected / "source.pdf").read_bytes() == half
    site.pdf("/plan.pdf", first)
    assert run()[0] == ExitCode.DONE
    assert run.files() == before


def test_refused_data_go_when_the_good_file_is_back(run: Run, site: Site, first: bytes, half: bytes):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    run()
    before = run.files()
    site.pdf("/plan.pdf", half)
    run()
    (run.rejected / "notes.txt").write_text("mine")
    site.pdf("/plan.pdf", first)
    assert run()[0] == ExitCode.DONE
    assert [path.name for path in run.rejected.iterdir()] == ["notes.txt"]
    (run.rejected / "notes.txt").unlink()
    assert run.files() == before


def test_the_limits_of_the_yaml_allow_it(run: Run, site: Site, first: bytes, half: bytes):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    run()
    site.pdf("/plan.pdf", half)
    run.plans(site.url("/plan.pdf"), limits={"lost_projects": 10, "coverage_drop": 0.1})
    assert run()[0] == ExitCode.DONE
    assert len(load_plan(run.data).projects) == 10


def test_one_bad_source_does_not_stop_the_others(run: Run, site: Site, first: bytes, half: bytes):
    for path in ("/0.pdf", "/2.pdf"):
        site.pdf(path, first)
    site.answers["/1.pdf"] = status(404)
    run.plans(*(site.url(f"/{number}.pdf") for number in range(3)))
    code, out, err = run()
    assert code == ExitCode.UNREADABLE
    assert "answers with status 404" in err
    assert out.splitlines()[0] == "Update plans: 2 new, plan1 failed"
    assert run.github.read_text() == "changed=true\n"
    assert (run.folder / "data/plan2/plan.json").exists()
    assert not (run.folder / "data/plan1").exists()
    site.pdf("/0.pdf", half)
    assert run()[0] == ExitCode.WORSE


def test_a_crash_in_one_plan_is_told_and_stops_no_other(run: Run, site: Site, first: bytes, monkeypatch):
    from planextract.dataset import run as module

    real = module.parse_with_accounts

    def crash(data: bytes, options: object, **more: object) -> object:
        if more["name"] == "0.pdf":
            raise ZeroDivisionError("boom")
        return real(data, options, **more)

    monkeypatch.setattr(module, "parse_with_accounts", crash)
    for path in ("/0.pdf", "/1.pdf"):
        site.pdf(path, first)
    run.plans(site.url("/0.pdf"), site.url("/1.pdf"))
    code, _, err = run()
    assert code == ExitCode.FAILED
    assert "ZeroDivisionError: boom" in err
    assert (run.folder / "data/plan1/plan.json").exists()


def test_a_file_that_is_no_plan_is_told_by_its_source(run: Run, first: bytes):
    (run.folder / "in").mkdir()
    (run.folder / "in" / "plan.pdf").write_bytes(b"%PDF-1.7\nno more")
    run.plans("in/plan.pdf")
    code, out, err = run()
    assert code == ExitCode.UNREADABLE
    assert "The plan of plan could not be had or read" in err
    assert "Source: in/plan.pdf" in out
    assert "planextract-" not in out  # the temporary folder
    (run.folder / "in" / "plan.pdf").write_bytes(first)
    assert run()[0] == ExitCode.DONE


def test_an_encrypted_plan_has_the_status_that_parse_gives_it(run: Run, first: bytes):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(first)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    (run.folder / "plan.pdf").write_bytes(locked.getvalue())
    run.plans("plan.pdf")
    assert run()[0] == ExitCode.ENCRYPTED


def test_data_damaged_by_hand_are_mended(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first, etag='"1"')
    run.plans(site.url("/plan.pdf"))
    run()
    before = {name: data for name, (data, *_) in run.files().items()}
    (run.data / "projects.csv").write_text("oops")
    (run.data / "budgets.csv").unlink()
    code, out, _ = run()
    assert code == ExitCode.DONE
    assert "Written: projects.csv, budgets.csv" in out
    assert {name: data for name, (data, *_) in run.files().items()} == before


def test_another_vocabulary_is_applied_to_the_file_there_is(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first, etag='"1"')
    run.plans(site.url("/plan.pdf"))
    run()
    words = run.folder / "words.yaml"
    words.write_text("name: mine\nstages: {検討: [試行]}\n", encoding="utf-8")
    config = json.loads((run.folder / "plans.yaml").read_text())
    config["plans"][0]["vocabulary"] = "words.yaml"
    (run.folder / "plans.yaml").write_text(json.dumps(config))
    code, out, _ = run()
    assert code == ExitCode.DONE
    assert "Update plans: plan changed" in out
    assert run()[1] == "Update plans: nothing changed\n\nUnchanged: plan.\n"


def test_data_that_cannot_be_compared_stay(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    run.data.mkdir(parents=True)
    (run.data / "plan.json").write_text("{}")
    code, _, err = run()
    assert code == ExitCode.INVALID
    assert "not a valid plan.json" in err
    assert (run.data / "plan.json").read_text() == "{}"


def test_less_of_the_page_text_in_records_is_refused(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"), limits={"coverage_drop": 0.01})
    run()
    plan = editions.first_edition()
    state = json.loads((run.data / "update.json").read_text())
    state["coverage"] = {"record": 1000, "unused": 0}
    state["recipe"] = "another"
    (run.data / "update.json").write_text(json.dumps(state))
    site.pdf("/plan.pdf", editions.pdf(replace(plan, title="しののめの未来実行プラン")))
    code, out, _ = run()
    assert code == ExitCode.WORSE
    assert "of the page text landed in records where it was 100.0%" in out


def test_nothing_in_the_data_depends_on_the_clock_or_the_folder(tmp_path: Path, monkeypatch, capfd, first):
    with serving() as site:
        site.pdf("/plan.pdf", first, etag='"1"')
        url = site.url("/plan.pdf")
        contents = []
        for name in ("a", "b"):
            folder = tmp_path / name
            folder.mkdir()
            one = Run(folder, monkeypatch, capfd)
            one.plans(url)
            one()
            contents.append({path: data for path, (data, *_) in one.files().items()})
    assert contents[0] == contents[1]


def test_an_unknown_name_to_accept(run: Run):
    run.plans("plan.pdf")
    code, _, err = run("--accept", "other")
    assert code == ExitCode.USAGE
    assert "other" in err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: "", "Amounts: 0 in the"),
        (lambda text: f"{int(text) * 1000}" if text.isdecimal() else text, "1,000 times as large"),
    ],
    ids=["gone", "times 1000"],
)
def test_an_edition_whose_amounts_are_not_right_is_refused(
    run: Run, site: Site, first: bytes, change: Callable[[str], str], words: str
):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    run()
    before = run.files()
    site.pdf("/plan.pdf", editions.pdf(editions.with_budgets(editions.first_edition(), change)))
    code, out, _ = run()
    assert code == ExitCode.WORSE
    assert words in out
    now = run.files()
    assert {name: now[name] for name in before} == before


def test_a_first_edition_is_held_to_its_own_coverage(run: Run, site: Site, first: bytes):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"), limits={"first_coverage": 0.99})
    code, out, _ = run()
    assert code == ExitCode.WORSE
    assert "coverage asks for 99.0%" in out
    assert "No data were written to" in out
    assert not run.data.exists()
    assert len(load_plan(run.rejected).projects) == 20
    assert run("--accept", "plan")[0] == ExitCode.DONE
    assert len(load_plan(run.data).projects) == 20


def test_what_people_corrected_is_told_apart_from_what_the_publisher_changed(
    run: Run, site: Site, first: bytes, second: bytes
):
    site.pdf("/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    run()
    old = load_plan(run.data).projects[0].title
    correction = {
        "project": "5-1",
        "field": "/title",
        "old": old,
        "new": "直した題名",
        "reason": "４頁を見た",
    }
    stale = {"project": "5-2", "field": "/title", "old": "別の題名", "new": "x", "reason": "誤り"}
    (run.folder / "corrections.yaml").write_text(
        json.dumps({"corrections": [correction, stale]}), encoding="utf-8"
    )
    config = json.loads((run.folder / "plans.yaml").read_text())
    config["plans"][0] |= {
        "corrections": "corrections.yaml",
        "formats": ["csv", "sqlite"],
        "report": True,
        "body": {"code": "131202", "name": "東雲野区"},
        "licence": "CC-BY-4.0",
    }
    (run.folder / "plans.yaml").write_text(json.dumps(config))
    code, out, _ = run()
    assert code == ExitCode.DONE
    assert f"- 5-1 /title: {old} → 直した題名 (４頁を見た)" in out
    assert "Corrections that no longer fit, and were not applied:" in out
    assert "The publisher changed no project." in out
    plan = load_plan(run.data)
    assert plan.projects[0].title == "直した題名"
    assert plan.body is not None
    assert (plan.body.code, plan.licence) == ("131202", "CC-BY-4.0")
    names = {path.name for path in run.data.iterdir()}
    assert {"plan.sqlite", "report.html", "projects.csv"} <= names
    assert "plan.xlsx" not in names, "it is not among the formats any more"
    assert run()[1] == "Update plans: nothing changed\n\nUnchanged: plan.\n"
    site.pdf("/plan.pdf", second)
    code, out, _ = run()
    assert "直した題名" not in out.partition("| project |")[2], "the publisher did not change it"


def test_the_password_comes_from_the_environment(run: Run, first: bytes, monkeypatch):
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(first)) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    (run.folder / "plan.pdf").write_bytes(locked.getvalue())
    run.plans("plan.pdf")
    config = json.loads((run.folder / "plans.yaml").read_text())
    config["plans"][0]["password_env"] = "PLAN_PASSWORD"
    (run.folder / "plans.yaml").write_text(json.dumps(config))
    code, _, err = run()
    assert code == ExitCode.USAGE
    assert "PLAN_PASSWORD" in err
    monkeypatch.setenv("PLAN_PASSWORD", "a")
    assert run()[0] == ExitCode.DONE


def test_a_file_that_has_moved_is_told(run: Run, site: Site, first: bytes):
    site.answers["/plan.pdf"] = status(301, {"Location": "/new/plan.pdf"})
    site.pdf("/new/plan.pdf", first)
    run.plans(site.url("/plan.pdf"))
    code, out, _ = run()
    assert code == ExitCode.DONE
    assert "The file has moved for good to" in out
    assert "/new/plan.pdf" in out


@pytest.mark.parametrize(
    "text",
    [
        "{[a, b]: c}",
        "plans: [{name: a, source: s, out: 9999-99-99}]",
        f"plans: [{{name: a, source: s.pdf, out: o}}]\nlimits: {{lost_projects: {'9' * 5000}}}",
        'plans: [{name: a, source: "s\\0.pdf", out: o}]',
        'plans: [{name: a, source: "s\\e[31m.pdf", out: o}]',
        "plans: [{name: a, source: ../s.pdf, out: o}]",
        "plans: [{name: a, source: s.pdf, out: ../o}]",
        "plans: [{name: a, source: s.pdf, out: /o}]",
        "plans: [{name: a, source: s.pdf, out: o, formats: [ods]}]",
        "plans: [{name: a, source: s.pdf, out: o, body: {code: 011002}}]",
        "plans: 3",
        "",
        "\0",
        "&a [*a, *a]",
    ],
)
def test_an_odd_config_is_told_in_a_sentence(run: Run, text: str):
    (run.folder / "plans.yaml").write_text(text)
    code, _, err = run()
    assert code == ExitCode.USAGE, err
    assert "program itself" not in err
    assert len(err.strip().splitlines()) == 1
