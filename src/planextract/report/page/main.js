// The frame around the views, the addresses that lead to them, and the keys.

import { el, state, w } from "./dom.js";
import { findingList } from "./findings.js";
import { listed, projectList, takeFilters } from "./list.js";
import { dropChart, overview } from "./overview.js";
import { pageView } from "./pictures.js";
import { plan } from "./plan.js";
import { projectView } from "./project.js";
import { correctionsView, kept, loadMarks, progress, save } from "./review.js";

const main = document.getElementById("main");

function frame() {
  document.documentElement.lang = state.language;
  for (const each of document.querySelectorAll("[data-w]")) each.textContent = w(each.dataset.w);
  const body = plan.body ? [plan.body.name, plan.body.code].filter(Boolean).join(" ") : "";
  document.getElementById("plan-title").textContent = plan.title ?? plan.source.file;
  document.getElementById("plan-source").textContent = [
    body,
    w("source", {
      file: plan.source.file,
      pages: plan.source.pages,
      sha: `${plan.source.sha256.slice(0, 16)}…`,
    }),
    plan.licence,
  ]
    .filter(Boolean)
    .join("　");
  showProgress();
}
function showProgress() {
  const { checked, corrected } = progress();
  document.getElementById("progress").textContent =
    w("progress", { checked, corrected }) + (kept ? "" : ` ${w("notkept")}`);
  document.getElementById("save").disabled = checked + corrected === 0;
}

/** All listed projects one below the other, for paper. */
function printView(main) {
  main.append(
    el("p", { class: "screen" }, el("button", { type: "button", onclick: () => print() }, w("print"))),
  );
  for (const { id } of listed) {
    const sheet = el("article", { class: "sheet" });
    main.append(sheet);
    projectView(sheet, id);
  }
}

/** Shows what the address names; from a change of it, begins at the top. */
function route(event) {
  const [, name, argument, query] = /^#?(\w*)\/?([\d-]*)(?:\?(.*))?/.exec(location.hash);
  if (name === "projects" && query !== undefined) takeFilters(query);
  if (name === "main") {
    main.focus();
    return;
  }
  dropChart();
  main.replaceChildren();
  const views = {
    projects: projectList,
    findings: findingList,
    corrections: correctionsView,
    p: projectView,
    print: printView,
    page: (where) => pageView(where, Number(argument)),
  };
  (views[name] ?? overview)(main, argument);
  const current =
    { p: "projects", print: "projects", page: "findings" }[name] ?? (name in views ? name : "overview");
  for (const each of document.querySelectorAll("nav a")) {
    if (each.hash === `#${current}`) each.setAttribute("aria-current", "page");
    else each.removeAttribute("aria-current");
  }
  if (event) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
}

const press = (selector) => document.querySelector(selector)?.click();
const KEYS = {
  j: () => press(".steps a[rel=next][href]"),
  k: () => press(".steps a[rel=prev][href]"),
  c: () => press(".editor:not([hidden]) button[name=check]"),
  e: () => press(".editor:not([hidden]) button[name=correct]"),
  a: () => press("button[name=all]"),
  w: () => press("button[name=whole]"),
  "/": () => {
    location.hash = "#projects";
    setTimeout(() => document.querySelector("input[name=search]")?.focus(), 0);
  },
  escape: () => {
    if (location.hash.startsWith("#p")) location.hash = "#projects";
  },
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest?.("input, textarea, select");
  if (typing) {
    if (event.key === "Escape") typing.blur();
    return;
  }
  const action = KEYS[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action();
});
addEventListener("hashchange", route);
addEventListener("marked", showProgress);
addEventListener("redraw", () => route());
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll("details")) each.open = true;
});
document.getElementById("save").addEventListener("click", save);
document.getElementById("language").addEventListener("click", () => {
  state.language = state.language === "ja" ? "en" : "ja";
  frame();
  route();
});
loadMarks();
frame();
route();
