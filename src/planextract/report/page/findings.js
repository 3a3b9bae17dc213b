// What a person should look at: one finding, and the list of all.

import { DATA, el, select, state, w } from "./dom.js";
import { plan, projectLink, projects } from "./plan.js";

/** The message of a finding in the language of the page. */
const messageOf = (finding) =>
  DATA.messages[state.language][plan.findings.indexOf(finding)] ?? finding.message;

export const kindName = (code) => DATA.kinds[state.language][code] ?? "";

export function severity(name) {
  return el("span", { class: `sev ${name}` }, w(name));
}

export function findingItem(finding) {
  const facts = [severity(finding.severity), el("code", {}, finding.code)];
  if (finding.project)
    facts.push(
      projects.has(finding.project) ? projectLink(finding.project, finding.project) : finding.project,
    );
  if (finding.page) facts.push(el("a", { href: `#page/${finding.page}` }, w("page", { n: finding.page })));
  return el(
    "li",
    { class: finding.severity },
    el("span", { class: "facts" }, facts),
    el("span", { lang: messageOf(finding) === finding.message ? "en" : state.language }, messageOf(finding)),
  );
}

export function findingList(main) {
  const f = state.filters;
  const box = el("ul", { class: "notes" });
  const codes = [...new Set(plan.findings.map((finding) => finding.code))].sort();
  const filter = (name, label, options) =>
    select(name, label, [["", w("all")], ...options], f[name], (value) => {
      f[name] = value;
      show();
    });
  main.append(
    el(
      "div",
      { class: "filters" },
      filter(
        "severity",
        w("severity"),
        ["error", "warning", "info"].map((name) => [name, w(name)]),
      ),
      filter(
        "code",
        w("code"),
        codes.map((code) => [code, kindName(code) || code]),
      ),
    ),
    box,
  );
  function show() {
    const shown = plan.findings.filter(
      (finding) => (!f.severity || finding.severity === f.severity) && (!f.code || finding.code === f.code),
    );
    box.replaceChildren(...(shown.length ? shown.map(findingItem) : [el("li", {}, w("nofindings"))]));
  }
  show();
}
