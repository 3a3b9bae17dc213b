"""The report in a real browser: Chromium, headless, from disk and without a network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from planextract.corrections.file import read_corrections
from planextract.export import write
from planextract.model.plan import Plan
from planextract.pipeline import Options, Result, parse, parse_with_accounts
from planextract.report.html import report_html

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is installed (on Debian: apt-get install chromium)"
)

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(
            executable_path=CHROMIUM, headless=True, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def result() -> Result:
    return parse_with_accounts(SAMPLE)


@pytest.fixture(scope="module")
def plan(result: Result) -> Plan:
    return result.plan


@pytest.fixture(scope="module")
def report(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(report_html(result.plan, result.places, SAMPLE))
    return path


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    context = browser.new_context(locale="ja-JP", accept_downloads=True)
    opened = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(report.as_uri())
    yield opened
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "blob:", "data:"))] == []
    context.close()


def _go(page: Any, report: Path, place: str) -> None:
    page.goto(f"{report.as_uri()}#{place}")
    page.wait_for_selector("main > *")


def test_overview_counts_and_leads_to_the_projects(page: Any, report: Path, plan: Plan) -> None:
    assert page.title() == plan.title
    heat = page.locator(".heat")
    ids = {
        project.id
        for project in plan.projects
        for item in project.items
        for cell in item.cells
        if cell.fiscal_year == plan.fiscal_years[0] and any(m.stage == "実施" for m in cell.milestones)
    }
    button = heat.get_by_role("button", name=f"実施 {plan.fiscal_years[0]}年度")
    assert button.text_content() == str(len(ids))
    button.click()
    page.wait_for_selector(".list tbody tr")
    assert set(page.locator(".list tbody tr td:first-child").all_text_contents()) == ids


def test_chart_is_drawn(page: Any) -> None:
    painted = page.evaluate(
        "() => { const c = document.querySelector('canvas');"
        "const pixels = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "return new Set(new Uint32Array(pixels.buffer)).size }"
    )
    assert painted > 10


def test_search_filters_and_sorts(page: Any, report: Path, plan: Plan) -> None:
    _go(page, report, "projects")
    assert page.locator(".list tbody tr").count() == len(plan.projects)
    page.fill("input[name=search]", "舟運")
    assert page.locator(".list tbody tr td:first-child").all_text_contents() == ["5-2"]
    page.fill("input[name=search]", "ai 下書き")  # printed in full-width capitals
    assert page.locator(".list tbody tr td:first-child").all_text_contents() == ["6-2"]
    page.fill("input[name=search]", "")
    page.select_option("select[name=strategy]", "7")
    ids = [project.id for project in plan.projects if project.strategy == 7]
    assert page.locator(".list tbody tr td:first-child").all_text_contents() == ids
    page.click("th[data-sort=id] button")
    assert page.locator(".list tbody tr td:first-child").all_text_contents() == ids[::-1]
    assert page.get_attribute("th[data-sort=id]", "aria-sort") == "descending"


def test_a_project_stands_beside_its_crop(page: Any, report: Path) -> None:
    _go(page, report, "p/5-3")
    page.wait_for_function("() => document.querySelector('.crop img').naturalWidth > 500")
    assert page.evaluate("() => document.querySelectorAll('.crop img').length") == 1
    cell = page.locator('[data-at="/items/0/cells/2/text"]')
    cell.hover()
    spot, crop = page.locator(".spot").bounding_box(), page.locator(".crop").bounding_box()
    assert crop["x"] < spot["x"] < spot["x"] + spot["width"] < crop["x"] + crop["width"]
    ink = page.evaluate(
        """() => { const image = document.querySelector('.crop img'), spot = document.querySelector('.spot');
        const a = image.getBoundingClientRect(), b = spot.getBoundingClientRect();
        const k = image.naturalWidth / a.width;
        const c = document.createElement('canvas'); c.width = b.width * k; c.height = b.height * k;
        const g = c.getContext('2d'); g.drawImage(image, (a.x - b.x) * k, (a.y - b.y) * k);
        const pixels = [...g.getImageData(0, 0, c.width, c.height).data];
        return pixels.filter((v, i) => i % 4 === 0 && v < 100).length }"""
    )
    assert ink > 50  # something is printed where it points


def test_pictures_are_decoded_only_when_shown(page: Any, report: Path) -> None:
    assert page.evaluate("() => document.images.length") == 0
    _go(page, report, "p/5-1")
    assert page.evaluate("() => document.images.length") == 1


def test_a_finding_leads_to_its_page(page: Any, report: Path, plan: Plan) -> None:
    _go(page, report, "findings")
    assert page.locator(".notes li").count() == len(plan.findings)
    page.select_option("select[name=severity]", "info")
    assert page.locator(".notes li").count() == sum(found.severity == "info" for found in plan.findings)
    page.select_option("select[name=severity]", "warning")
    page.locator(".notes li a").first.click()
    page.wait_for_function("() => document.querySelector('.crop img')?.naturalWidth > 500")
    assert page.locator(".notes li").count() >= 1


def test_keyboard_alone_is_enough(page: Any, report: Path, plan: Plan) -> None:
    page.keyboard.press("/")
    page.wait_for_function("() => document.activeElement.name === 'search'")
    page.keyboard.type("桟橋")
    page.keyboard.press("Tab")
    for _ in range(40):
        if page.evaluate("() => document.activeElement.matches('tbody a')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pair")
    assert page.locator("h2").text_content().startswith("5-2")
    page.keyboard.press("Escape")
    page.wait_for_selector(".list")
    page.fill("input[name=search]", "")
    _go(page, report, "p/5-2")
    page.keyboard.press("j")
    page.wait_for_function("() => document.querySelector('h2').textContent.startsWith('5-3')")
    page.keyboard.press("k")
    page.wait_for_function("() => document.querySelector('h2').textContent.startsWith('5-2')")


def test_two_languages(page: Any) -> None:
    assert page.locator("nav").inner_text().split() == ["概要", "事業", "要確認"]
    page.click("#language")
    assert page.locator("nav").inner_text().split() == ["Overview", "Projects", "Findings"]
    assert page.get_attribute("html", "lang") == "en"


def test_both_languages_have_every_word() -> None:
    import planextract.report

    words = json.loads((Path(planextract.report.__file__).parent / "words.json").read_text("utf-8"))
    assert words["ja"].keys() == words["en"].keys()


@pytest.mark.parametrize("place", ["overview", "projects", "findings", "p/5-1"])
def test_fits_a_phone(page: Any, report: Path, place: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    _go(page, report, place)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_prints(page: Any, report: Path) -> None:
    _go(page, report, "p/5-1")
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator(".crop").is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_a_correction_goes_round(page: Any, report: Path, plan: Plan, tmp_path: Path) -> None:
    """Made in the page, saved, applied on the next parse, shown in the next report, reported when stale."""
    _go(page, report, "p/5-1")
    page.click('[data-at="/items/0/cells/1/text"]')
    page.click("button[name=correct]")
    page.fill("textarea[name=new]", "検討")
    page.keyboard.press("Tab")
    page.click(".editor button[type=submit]")
    assert page.locator(".problem[role=alert]").text_content()  # a reason is asked for
    page.fill("input[name=reason]", '紙面は "検討" # と\n読める: ~')
    page.click(".editor button[type=submit]")
    page.click('[data-at="/title"]')
    page.click("button[name=check]")
    assert page.locator("#progress").text_content() == "確認済み 1／訂正 1"
    with page.expect_download() as caught:
        page.click("#save")
    saved = tmp_path / "corrections.yaml"
    caught.value.save_as(saved)
    assert caught.value.suggested_filename == "corrections.yaml"

    (correction,) = read_corrections(saved)
    assert (correction.old, correction.new) == ("工事着手", "検討")
    assert correction.reason.startswith('紙面は "検討" # と')
    told = yaml.safe_load(saved.read_text("utf-8"))
    assert told["checked"] == [{"project": "5-1", "field": "/title", "value": plan.projects[0].title}]
    assert told["source"] == plan.source.sha256

    again = parse(SAMPLE, Options(corrections=str(saved)))
    cell = again.projects[0].items[0].cells[1]
    assert [(m.stage, m.term) for m in cell.milestones] == [("検討", "検討")]
    write(again, tmp_path / "out")
    recorded = json.loads((tmp_path / "out" / "plan.json").read_bytes())["corrections"]
    assert [(each["old"], each["new"]) for each in recorded] == [("工事着手", "検討")]

    stale = saved.read_text("utf-8").replace('old: "工事着手"', 'old: "用地取得"')
    saved.write_text(stale, "utf-8")
    unchanged = parse(SAMPLE, Options(corrections=str(saved)))
    assert unchanged.projects == plan.projects
    assert "stale-correction" in {found.code for found in unchanged.findings}


def test_a_second_report_keeps_the_first_corrections(browser: Any, plan: Plan, tmp_path: Path) -> None:
    """Saving from the report on a corrected plan gives a file that fits the uncorrected reading."""
    first = tmp_path / "first.yaml"
    first.write_text(
        yaml.safe_dump(
            {
                "corrections": [
                    {
                        "project": "5-1",
                        "field": "/title",
                        "old": plan.projects[0].title,
                        "new": "新しい名",
                        "reason": "r",
                    }
                ]
            }
        ),
        "utf-8",
    )
    corrected = parse_with_accounts(SAMPLE, Options(corrections=str(first)))
    path = tmp_path / "report.html"
    path.write_bytes(report_html(corrected.plan, corrected.places, SAMPLE))
    opened = browser.new_page(locale="en-GB", accept_downloads=True)
    opened.goto(f"{path.as_uri()}#p/5-1")
    opened.click('[data-at="/budget/total"]')
    opened.click("button[name=correct]")
    opened.fill("textarea[name=new]", "7")
    opened.fill("input[name=reason]", "r")
    opened.click(".editor button[type=submit]")
    with opened.expect_download() as caught:
        opened.click("#save")
    second = tmp_path / "second.yaml"
    caught.value.save_as(second)
    opened.close()
    both = parse(SAMPLE, Options(corrections=str(second)))
    assert [made.field for made in both.corrections] == ["/title", "/budget/total"]
    assert both.projects[0].title == "新しい名"
    assert both.projects[0].budget is not None
    assert both.projects[0].budget.total == 7
