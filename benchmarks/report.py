"""The report on a long plan in Chromium: its size, how long it takes to make, to open and to search.

    python benchmarks/report.py --pages 250

Exits with 1 when the page complains in the console or asks for anything from a network.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from planextract.api import parse_with_accounts
from planextract.model.plan import Plan
from planextract.report.html import report_html

DRAWERS = Path(__file__).parents[1] / "tests" / "support"


def main() -> int:
    """Measure once and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=250)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("No Chromium is installed (on Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        pdf, page = Path(folder) / "plan.pdf", Path(folder) / "report.html"
        draw = [sys.executable, "-m", "plandraw", "pages", "--count", str(arguments.pages), "--out", str(pdf)]
        subprocess.run(draw, check=True, cwd=DRAWERS, stdout=subprocess.DEVNULL)
        result = parse_with_accounts(pdf)
        plan = result.plan
        start = time.perf_counter()
        page.write_bytes(report_html(plan, result.places, pdf))
        made = time.perf_counter() - start
        print(f"{arguments.pages} pages, {len(plan.projects)} projects")
        print(f"size    {page.stat().st_size / 1e6:6.1f} MB")
        print(f"making  {made:6.1f} s")
        return _open(page, chromium, plan)


def _open(path: Path, chromium: str, plan: Plan) -> int:
    complaints: list[str] = []
    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path=chromium,
            headless=True,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        page = browser.new_page(locale="ja-JP")
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith(("file:", "blob:", "data:")) or complaints.append(asked.url),
        )
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector(".heat")
        print(f"opening {time.perf_counter() - start:6.2f} s")
        page.goto(f"{path.as_uri()}#projects")
        page.wait_for_selector(".list tbody tr")
        if (rows := page.locator(".list tbody tr").count()) != len(plan.projects):
            complaints.append(f"{rows} projects are listed of {len(plan.projects)}")
        last = plan.projects[-1].id
        start = time.perf_counter()
        page.fill("input[name=search]", last)
        page.wait_for_selector(f".list a:text-is('{last}')")
        print(f"search  {time.perf_counter() - start:6.2f} s")
        start = time.perf_counter()
        page.click(f".list a:text-is('{last}')")
        page.wait_for_function("() => document.querySelector('.crop img')?.naturalWidth > 100")
        print(f"a crop  {time.perf_counter() - start:6.2f} s")
        browser.close()
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
