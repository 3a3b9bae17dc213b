// The first view: how much there is, at what stage, for how much money, and what needs a look.

import { DATA, el, grid, groupBy, NO_FILTERS, number, state, w } from "./dom.js";
import { kindName, severity } from "./findings.js";
import { plan, stageName, strategyName, yearName, years } from "./plan.js";
import { progress } from "./review.js";

const YEAR_COLOURS = ["#0b5cad", "#e8870c", "#3a9d6e", "#9b59b6", "#b42318", "#57606a"];
let chart = null;

/** Frees the chart of the view that is left. */
export function dropChart() {
  chart?.destroy();
  chart = null;
}

export function overview(main) {
  const counts = groupBy(plan.findings, (finding) => finding.severity);
  const staged = Object.keys(DATA.heat).length > 0;
  const { all, checked, corrected } = progress();
  const card = (href, value, label, chosen) =>
    el(
      "a",
      { class: "card", href, onclick: () => Object.assign(state.filters, NO_FILTERS, chosen) },
      el("b", {}, value),
      label,
    );
  main.append(
    el(
      "div",
      { class: "cards" },
      card("#projects", number(plan.projects.length), w("projects"), {}),
      ["error", "warning", "info"].map((name) =>
        card("#findings", number(counts.get(name)?.length ?? 0), severity(name), { severity: name }),
      ),
      card(
        "#corrections",
        `${Math.floor((100 * (checked + corrected)) / Math.max(1, all))} %`,
        w("progressfull", progress()),
        {},
      ),
    ),
  );
  main.append(
    el(
      "div",
      { class: "halves" },
      staged
        ? el(
            "section",
            {},
            el("h2", {}, w("heat")),
            el("p", { class: "soft screen" }, w("heatnote")),
            el("div", { class: "scroll" }, heat()),
          )
        : null,
      el("section", {}, el("h2", {}, w("findings")), kinds()),
    ),
  );
  if (Object.keys(DATA.budgets.sums).length) budgets(main);
}

function heat() {
  const count = (stage, year) => DATA.heat[stage]?.[year]?.length ?? 0;
  const most = Math.max(1, ...DATA.stages.flatMap((stage) => years.map((year) => count(stage, year))));
  const cell = (stage, year) => {
    const n = count(stage, year),
      share = n / most;
    const go = () => {
      Object.assign(state.filters, NO_FILTERS, { stage, year: String(year) });
      location.hash = "#projects";
    };
    const button = el(
      "button",
      { type: "button", "aria-label": `${stageName(stage)} ${yearName(year)} ${n}`, onclick: go },
      number(n),
    );
    return el(
      "td",
      { style: `background:rgb(11 92 173 / ${share.toFixed(2)})`, class: share > 0.8 ? "strong" : null },
      n ? button : el("span", { class: "none" }, "0"),
    );
  };
  return el(
    "table",
    { class: "heat" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, w("stage")),
        years.map((year) =>
          el(
            "th",
            { scope: "col" },
            yearName(year),
            year === plan.baseline_year ? el("small", {}, w("baseline")) : null,
          ),
        ),
      ),
    ),
    el(
      "tbody",
      {},
      DATA.stages.map((stage) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, stageName(stage)),
          years.map((year) => cell(stage, year)),
        ),
      ),
    ),
  );
}

/** The findings counted by kind. */
function kinds() {
  if (!plan.findings.length) return el("p", {}, w("nofindings"));
  const rank = { error: 0, warning: 1, info: 2 };
  const groups = [...groupBy(plan.findings, (finding) => finding.code)].sort(
    ([, a], [, b]) => rank[a[0].severity] - rank[b[0].severity] || b.length - a.length,
  );
  return grid(
    [w("severity"), w("code"), w("count")],
    groups.map(([code, found]) => [
      severity(found[0].severity),
      el(
        "td",
        {},
        el(
          "a",
          { href: "#findings", onclick: () => Object.assign(state.filters, NO_FILTERS, { code }) },
          kindName(code) || code,
        ),
        el("br"),
        el("code", {}, code),
      ),
      el("td", { class: "n" }, number(found.length)),
    ]),
    { class: "list" },
  );
}

function budgets(main) {
  const { unit, sums, without_unit } = DATA.budgets;
  const rows = Object.keys(sums)
    .map(Number)
    .sort((a, b) => a - b);
  const title = w("budgets", { unit });
  const amount = (value) => el("td", { class: "n" }, value === undefined ? "" : number(value));
  const total = (list) => list.reduce((sum, value) => sum + (value ?? 0), 0);
  const go = (strategy) => {
    Object.assign(state.filters, NO_FILTERS, { strategy: String(strategy) });
    location.hash = "#projects";
  };
  const canvas = el("canvas", { role: "img", "aria-label": title });
  main.append(
    el(
      "section",
      {},
      el("h2", {}, title),
      el("div", { class: "chart", style: `height:${Math.max(180, 26 * rows.length + 90)}px` }, canvas),
      without_unit ? el("p", {}, w("nounit", { n: without_unit })) : null,
      el(
        "details",
        {},
        el("summary", {}, w("numbers")),
        grid(
          [w("strategy"), ...plan.fiscal_years.map(yearName), w("sum")],
          [
            ...rows.map((row) => [
              el(
                "th",
                { scope: "row" },
                el("a", { href: "#projects", onclick: () => go(row) }, strategyName(row)),
              ),
              ...plan.fiscal_years.map((year) => amount(sums[row][year])),
              amount(total(Object.values(sums[row]))),
            ]),
            [
              el("th", { scope: "row" }, w("sum")),
              ...plan.fiscal_years.map((year) => amount(total(rows.map((row) => sums[row][year])))),
              amount(total(rows.flatMap((row) => Object.values(sums[row])))),
            ],
          ],
        ),
      ),
    ),
  );
  const longest = innerWidth < 700 ? 9 : 22;
  Object.assign(Chart.defaults, { color: "#6e7a87", borderColor: "#8c959f55" }); // for light, dark and print
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  chart = new Chart(canvas, {
    type: "bar",
    data: {
      labels: rows.map(strategyName),
      datasets: plan.fiscal_years.map((year, i) => ({
        label: yearName(year),
        backgroundColor: YEAR_COLOURS[i % YEAR_COLOURS.length],
        data: rows.map((row) => sums[row][year] ?? 0),
      })),
    },
    options: {
      indexAxis: "y",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      locale: state.language,
      onClick: (_, [bar]) => bar && go(rows[bar.index]),
      scales: {
        x: { stacked: true, title: { display: true, text: unit } },
        y: {
          stacked: true,
          grid: { display: false },
          ticks: {
            autoSkip: false,
            callback: (_, i) => {
              const name = strategyName(rows[i]);
              return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
            },
          },
        },
      },
    },
  });
}
