"""The report in a real browser: Chromium, headless, from disk and without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from plandraw import draw
from plandraw.__main__ import handmade_plan, handmade_style
from plandraw.lists import draw_list, random_list, random_list_style
from planextract.api import Options, Result, parse, parse_with_accounts
from planextract.corrections.corrections_file import read_corrections
from planextract.export import write_plan
from planextract.model.field_values import iter_correctable_fields
from planextract.model.plan import Plan
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
            executable_path=CHROMIUM,
            headless=True,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
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
    page.wait_for_selector("h2:text('5-3')")
    page.keyboard.press("k")
    page.wait_for_selector("h2:text('5-2')")


def test_two_languages(page: Any) -> None:
    assert page.locator("nav").inner_text().split() == ["概要", "事業", "要確認", "訂正"]
    page.click("#language")
    assert page.locator("nav").inner_text().split() == ["Overview", "Projects", "Findings", "Corrections"]
    assert page.get_attribute("html", "lang") == "en"


def test_both_languages_have_every_word() -> None:
    import planextract.report

    words = json.loads((Path(planextract.report.__file__).parent / "page/words.json").read_text("utf-8"))
    assert words["ja"].keys() == words["en"].keys()


def test_findings_are_in_the_language_of_the_page(page: Any, report: Path) -> None:
    _go(page, report, "findings")
    assert page.locator("ul.notes [lang=ja]").count() > 0
    page.click("#language")
    _go(page, report, "findings")
    assert page.locator("ul.notes [lang=ja]").count() == 0


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


def _mark(page: Any) -> list[int]:
    """Where the mark on the picture is: left, top, right, bottom in whole pixels."""
    box = page.locator(".spot").first.bounding_box()
    return [
        round(box[side] + extra)
        for side, extra in (("x", 0), ("y", 0), ("x", box["width"]), ("y", box["height"]))
    ]


def test_every_value_is_marked_on_the_picture(page: Any, report: Path, plan: Plan) -> None:
    for project in plan.projects:
        _go(page, report, f"p/{project.id}")
        page.wait_for_selector(f"h2:text('{project.id}')")
        lacking = page.evaluate(
            """() => [...document.querySelectorAll('.v')].filter((value) => {
                value.focus();
                return !value.querySelector('.none') && !document.querySelector('.spot');
            }).map((value) => value.dataset.at)"""
        )
        assert lacking == []


def test_a_crop_shows_no_other_project(page: Any, report: Path) -> None:
    """6-2 has its section's heading far above it: that is a strip of its own."""
    _go(page, report, "p/6-2")
    strip, crop = (box.bounding_box() for box in page.locator(".crop").all())
    assert strip["height"] < crop["height"] / 3
    page.focus('[data-at="/section"]')
    mark = page.locator(".spot").bounding_box()
    assert strip["y"] < mark["y"] + mark["height"] / 2 < strip["y"] + strip["height"]


def test_the_picture_leads_to_the_value(page: Any, report: Path) -> None:
    _go(page, report, "p/5-1")
    page.focus('[data-at="/items/1/cells/2/text"]')
    left, top, right, bottom = _mark(page)
    page.focus('[data-at="/title"]')
    page.mouse.click((left + right) / 2, (top + bottom) / 2)
    assert page.get_attribute("[aria-pressed=true]", "data-at") == "/items/1/cells/2/text"
    assert _mark(page) == [left, top, right, bottom]


def test_checking_by_keys(page: Any, report: Path) -> None:
    _go(page, report, "p/5-1")
    page.click('[data-at="/items/0/goal"]')
    page.keyboard.press("c")
    page.keyboard.press("c")
    assert page.locator(".v.checked").count() == 2
    assert page.get_attribute("[aria-pressed=true]", "data-at") == "/items/0/cells/1/text"
    page.keyboard.press("e")
    assert page.evaluate("() => document.activeElement.name") == "new"
    page.keyboard.press("Escape")
    assert page.locator(".editor form").count() == 0
    assert page.locator(".pair").count() == 1
    page.keyboard.press("a")
    assert page.locator(".v.checked").count() == page.locator(".v").count()
    page.keyboard.press("Escape")
    page.wait_for_selector(".list")
    page.select_option("select[name=state]", "checked")
    assert page.locator(".list tbody tr td:first-child").all_text_contents() == ["5-1"]


def test_a_mark_is_for_the_value_that_was_seen(page: Any, report: Path, plan: Plan) -> None:
    """What the browser kept of an earlier reading is not taken over to a value that is another now."""
    marks = [
        ["5-1", "/title", {"value": "前の名", "checked": True}],
        ["5-1", "/description", {"value": plan.projects[0].description, "checked": True}],
        ["9-9", "/title", {"value": "a", "new": "<b>x</b>", "reason": "r"}],
    ]
    page.evaluate(
        "([key, marks]) => localStorage.setItem(key, JSON.stringify(marks))",
        [f"planextract:{plan.source.sha256}", marks],
    )
    page.reload()
    assert page.locator("#progress").text_content() == "確認済み 1／訂正 0"
    _go(page, report, "corrections")
    table = page.locator("table").last
    assert table.locator("tbody tr").count() == 2
    assert "<b>x</b>" in table.text_content()
    page.get_by_role("button", name="消す").click()
    page.reload()
    assert page.locator("table").count() == 0
    assert page.locator("#progress").text_content() == "確認済み 1／訂正 0"


def test_star_and_departments_are_corrected(page: Any, report: Path, tmp_path: Path) -> None:
    for at, fill in (
        ("/starred", lambda: page.select_option("[name=new]", "false")),
        ("/departments", lambda: page.fill("[name=new]", "川とみどりの局　水辺課\n都市基盤部")),
    ):
        _go(page, report, "p/5-1")
        page.click(f'[data-at="{at}"]')
        page.click("button[name=correct]")
        fill()
        page.fill("input[name=reason]", "紙面のとおり")
        page.click(".editor button[type=submit]")
    _go(page, report, "corrections")
    assert page.locator("table tbody tr").count() == 2
    with page.expect_download() as caught:
        page.click("#save")
    saved = tmp_path / "corrections.yaml"
    caught.value.save_as(saved)
    project = parse(SAMPLE, Options(corrections=str(saved))).projects[0]
    assert not project.starred
    told = [(each.department, each.sections) for each in project.departments]
    assert told == [("川とみどりの局", ["水辺課"]), ("都市基盤部", [])]


def test_what_was_checked_before_is_shown(browser: Any, plan: Plan, tmp_path: Path) -> None:
    saved = tmp_path / "corrections.yaml"
    title = plan.projects[0].title
    marks = [
        {"project": "5-1", "field": "/title", "value": title},
        {"project": "5-1", "field": "/section", "value": "x"},
    ]
    saved.write_text(yaml.safe_dump({"checked": marks}, allow_unicode=True), "utf-8")
    command = [
        sys.executable,
        "-m",
        "planextract",
        "parse",
        str(SAMPLE),
        "--report",
        "--corrections",
        str(saved),
    ]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "out")], capture_output=True, text=True, check=True
    )
    assert "report.html has 0." in done.stderr
    opened = browser.new_page(locale="ja-JP")
    opened.goto(f"{(tmp_path / 'out/report.html').as_uri()}#p/5-1")
    assert opened.locator(".v.checked").evaluate_all("all => all.map((each) => each.dataset.at)") == [
        "/title"
    ]
    opened.close()


def test_a_list_shows_all_that_it_prints(browser: Any, tmp_path: Path) -> None:
    """Every value that can be checked is on the page once, whatever kind of plan prints it."""
    rng = Random(8)
    style = random_list_style(rng)
    pdf, path = tmp_path / "list.pdf", tmp_path / "report.html"
    pdf.write_bytes(draw_list(random_list(rng, style, projects=(3, 6)), style, []).pdf)
    result = parse_with_accounts(pdf, Options(profile="list"))
    assert any(project.budget and project.budget.funding for project in result.plan.projects)
    path.write_bytes(report_html(result.plan, result.places, pdf))
    opened = browser.new_page(locale="ja-JP")
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    for project in result.plan.projects:
        _go(opened, path, f"p/{project.id}")
        opened.wait_for_selector(f"h2:text('{project.id}')")
        shown = opened.locator(".v").evaluate_all("all => all.map((each) => each.dataset.at)")
        assert sorted(shown) == sorted(field.pointer for field in iter_correctable_fields(project))
        for value in opened.locator(".v").all():
            value.click()
            assert opened.locator(".asked").text_content()
    assert complaints == []
    opened.close()


HOSTILE = "</script><img src=x onerror=alert(1)>"


def test_a_hostile_title_is_only_a_title(browser: Any, tmp_path: Path) -> None:
    drawn = handmade_plan()
    chapter, *others = drawn.chapters
    strategy = chapter.strategies[0]
    section, *more = strategy.sections
    first, *rest = section.projects
    projects = (replace(first, title=HOSTILE), *rest)
    strategy = replace(strategy, sections=(replace(section, projects=projects), *more))
    chapter = replace(chapter, strategies=(strategy, *chapter.strategies[1:]))
    pdf, path = tmp_path / "plan.pdf", tmp_path / "report.html"
    pdf.write_bytes(
        draw(replace(drawn, title=HOSTILE, chapters=(chapter, *others)), handmade_style(), []).pdf
    )
    result = parse_with_accounts(pdf)
    hostile = next(project for project in result.plan.projects if "onerror" in (project.title or ""))
    path.write_bytes(report_html(result.plan, result.places, pdf))
    opened = browser.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    for place in ("overview", "projects", "findings", f"p/{hostile.id}", "page/1"):
        opened.goto(f"{path.as_uri()}#{place}")
        opened.wait_for_selector("main > *")
        assert opened.locator("img:not(.crop img)").count() == 0
    opened.goto(f"{path.as_uri()}#p/{hostile.id}")
    assert opened.locator("h2").text_content().removesuffix(" ★") == f"{hostile.id} {hostile.title}"
    assert complaints == []
    opened.close()


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

    (correction,) = read_corrections(saved).corrections
    assert (correction.old, correction.new) == ("工事着手", "検討")
    assert correction.reason.startswith('紙面は "検討" # と')
    told = yaml.safe_load(saved.read_text("utf-8"))
    assert told["checked"] == [{"project": "5-1", "field": "/title", "value": plan.projects[0].title}]
    assert told["source"] == plan.source.sha256

    again = parse(SAMPLE, Options(corrections=str(saved)))
    cell = again.projects[0].items[0].cells[1]
    assert [(m.stage, m.term) for m in cell.milestones] == [("検討", "検討")]
    write_plan(again, tmp_path / "out")
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


def test_a_half_typed_correction_is_not_lost(page: Any, report: Path, plan: Plan) -> None:
    first = plan.projects[0].id
    _go(page, report, f"p/{first}")
    page.click("[data-at='/title']")
    page.click(".editor button[name=correct]")
    page.fill("textarea[name=new]", "途中まで")
    page.fill("input[name=reason]", "まだ")
    page.click("[data-at='/description']")
    page.click("[data-at='/title']")
    assert page.input_value("textarea[name=new]") == "途中まで"
    _go(page, report, "projects")
    page.reload()
    _go(page, report, f"p/{first}")
    page.click("[data-at='/title']")
    assert page.input_value("textarea[name=new]") == "途中まで"
    assert page.input_value("input[name=reason]") == "まだ"
    page.keyboard.press("Escape")
    assert page.locator(".editor textarea").count() == 0


def test_the_total_takes_what_years_take(page: Any, report: Path, plan: Plan) -> None:
    project = next(each for each in plan.projects if each.budget is not None)
    _go(page, report, f"p/{project.id}")
    page.click("[data-at='/budget/total']")
    page.click(".editor button[name=correct]")
    page.fill("textarea[name=new]", "▲１,２３４")
    page.fill("input[name=reason]", "印刷のとおり")
    page.click(".editor button[type=submit]")
    assert "-1,234" in page.locator("[data-at='/budget/total']").text_content()


def test_corrections_record_who_and_when_and_are_opened_again(
    page: Any, report: Path, plan: Plan, tmp_path: Path
) -> None:
    first = plan.projects[0].id
    _go(page, report, "corrections")
    page.click("button[name=sign]")
    assert page.locator(".people .problem").text_content() == "名前を書いてください。"
    page.fill("input[name=reviewer]", "山田")
    page.click("button[name=sign]")
    _go(page, report, f"p/{first}")
    page.click("[data-at='/title']")
    page.click(".editor button[name=correct]")
    page.fill("textarea[name=new]", "直した題名")
    page.fill("input[name=reason]", "印刷のとおり")
    page.click(".editor button[type=submit]")
    with page.expect_download() as download:
        page.click("#save")
    path = tmp_path / "corrections.yaml"
    download.value.save_as(path)
    made = read_corrections(path)
    assert made.corrections[0].by == "山田"
    assert made.corrections[0].date
    assert made.signed_off[0].by == "山田"
    page.evaluate("localStorage.clear()")
    page.reload()
    _go(page, report, "corrections")
    assert page.locator(".list tbody tr").count() == 0
    page.set_input_files("input[name=open]", path)
    page.wait_for_selector(".list tbody tr")
    assert "直した題名" in page.locator(".list tbody").text_content()
    assert "山田" in page.locator(".people ul").text_content()


def test_filters_are_in_the_address(page: Any, report: Path, plan: Plan) -> None:
    department = next(each for project in plan.projects for each in project.departments)
    _go(page, report, "projects")
    page.select_option("select[name=department]", department.sections[0])
    own = {
        project.id
        for project in plan.projects
        if any(department.sections[0] in each.sections for each in project.departments)
    }
    assert set(page.locator(".list tbody tr td:first-child").all_text_contents()) == own
    assert "#projects?department=" in page.url
    page.select_option("select[name=department]", "")
    page.select_option("select[name=starred]", "1")
    address = page.url
    starred = {project.id for project in plan.projects if project.starred}
    assert set(page.locator(".list tbody tr td:first-child").all_text_contents()) == starred
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".list tbody tr")
    assert set(page.locator(".list tbody tr td:first-child").all_text_contents()) == starred


def test_all_projects_can_be_printed_at_once(page: Any, report: Path, plan: Plan) -> None:
    _go(page, report, "print")
    assert page.locator("article.sheet").count() == len(plan.projects)
    assert page.locator("article.sheet [data-at='/title']").count() == len(plan.projects)


def test_every_list_of_definitions_has_terms(page: Any, report: Path, plan: Plan) -> None:
    for place in ("overview", f"p/{plan.projects[0].id}", "corrections"):
        _go(page, report, place)
        assert page.locator("dl:not(:has(> dt))").count() == 0
