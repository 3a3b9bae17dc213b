// The table of projects: search, filter, sort.

import { blank, DATA, el, fold, groupBy, key, NO_FILTERS, number, select, state, w } from "./dom.js";
import { findingsOf, inCharge, plan, projectLink, stageName, strategyName, yearName, years } from "./plan.js";
import { progress, stateOf } from "./review.js";

/** The projects last listed, in the order shown: what next and previous go by. */
export let listed = plan.projects;

const searchable = new Map(
  plan.projects.map(({ id }) => [
    id,
    fold([id, ...DATA.fields[id].map((field) => field.value ?? "")].join("\n")),
  ]),
);
const collator = new Intl.Collator("ja");
/** Every 部 and 課 that is in charge of a project. */
const DEPARTMENTS = [
  ...new Set(
    plan.projects.flatMap((p) => p.departments.flatMap((each) => [each.department, ...each.sections])),
  ),
]
  .filter(Boolean)
  .sort(collator.compare);

/** The filters of an address such as #projects?strategy=5; the address is theirs from then on. */
export function takeFilters(query) {
  const asked = new URLSearchParams(query);
  for (const name of Object.keys(NO_FILTERS)) state.filters[name] = asked.get(name) ?? "";
}
function keepInAddress() {
  const set = Object.entries(state.filters).filter(([, value]) => value !== "");
  const query = new URLSearchParams(set).toString();
  history.replaceState(null, "", `#projects${query ? `?${query}` : ""}`);
}
const SORTS = {
  id: (p) => p.strategy * 10000 + p.number,
  title: (p) => p.title ?? "",
  strategy: (p) => p.strategy * 10000 + p.number,
  department: inCharge,
  total: (p) => inYen(p.budget),
  findings: (p) => findingsOf.get(p.id)?.length ?? 0,
  state: (p) => {
    const { all, checked, corrected } = progress(p.id);
    return (checked + corrected) / Math.max(1, all);
  },
};
/** Per cent from which a value read in a picture needs no mark; 99 is the most that is given. */
export const SURE = 95;
/** How sure the least sure value of a project is that was read in a picture. */
const leastSure = new Map(
  plan.projects.map(({ id }) => [id, Math.min(100, ...DATA.fields[id].map((field) => field.sure ?? 100))]),
);
if ([...leastSure.values()].some((each) => each < 100)) SORTS.sure = (p) => leastSure.get(p.id);
function inYen(budget) {
  return budget?.total == null ? -Infinity : budget.total * (DATA.yen[budget.unit] ?? 0);
}

function fits(p) {
  const f = state.filters;
  if (f.strategy && String(p.strategy) !== f.strategy) return false;
  if (f.starred && !p.starred) return false;
  const own = p.departments.flatMap((each) => [each.department, ...each.sections]);
  if (f.department && !own.includes(f.department)) return false;
  const cells =
    f.stage || f.year
      ? p.items.flatMap((item) => item.cells).filter((cell) => cell.fiscal_year !== null)
      : [];
  const meant = (cell) =>
    (!f.year || String(cell.fiscal_year) === f.year) &&
    (f.stage
      ? cell.milestones.some((each) => each.stage === f.stage)
      : cell.milestones.length || cell.quantity);
  const paid =
    !f.stage && p.budget?.amounts.some((each) => each.amount !== null && String(each.fiscal_year) === f.year);
  if ((f.stage || f.year) && !cells.some(meant) && !paid) return false;
  if (f.state === "withfindings" ? !findingsOf.has(p.id) : f.state && stateOf(p.id) !== f.state) return false;
  return fold(f.search)
    .split(/\s+/)
    .every((word) => searchable.get(p.id).includes(word));
}

export function projectList(main) {
  const f = state.filters;
  const filter = (name, label, options) =>
    select(name, label, [["", w("all")], ...options], f[name], (value) => {
      f[name] = value;
      show();
    });
  const search = el("input", {
    type: "search",
    name: "search",
    value: f.search,
    oninput: () => {
      f.search = search.value;
      show();
    },
  });
  const clear = el(
    "button",
    {
      type: "button",
      onclick: () => {
        Object.assign(f, NO_FILTERS);
        dispatchEvent(new Event("redraw"));
      },
    },
    w("clear"),
  );
  main.append(
    el(
      "form",
      { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      el("label", { class: "wide" }, el("span", {}, w("search"), " ", key("/")), search),
      filter(
        "strategy",
        w("strategy"),
        plan.strategies.map((each) => [each.number, strategyName(each.number)]),
      ),
      filter(
        "stage",
        w("stage"),
        DATA.stages.map((stage) => [stage, stageName(stage)]),
      ),
      filter(
        "year",
        w("year"),
        years.map((year) => [year, yearName(year)]),
      ),
      filter(
        "department",
        w("department"),
        DEPARTMENTS.map((name) => [name, name]),
      ),
      filter("starred", w("starred"), [["1", w("yes")]]),
      filter(
        "state",
        w("state"),
        ["unchecked", "checked", "corrected", "withfindings"].map((name) => [name, w(name)]),
      ),
      clear,
      el("a", { href: "#print", class: "screen" }, w("printall")),
    ),
  );
  const found = el("p", { role: "status", id: "found" }),
    body = el("tbody");
  const sorter = (name) =>
    el(
      "button",
      {
        type: "button",
        onclick: () => {
          state.down = state.sort === name && !state.down;
          state.sort = name;
          show();
        },
      },
      w(name),
    );
  const heads = Object.keys(SORTS).map((name) =>
    el(
      "th",
      {
        scope: "col",
        class: ["strategy", "department", "state"].includes(name) ? `opt ${name}` : null,
        "data-sort": name,
      },
      sorter(name),
    ),
  );
  main.append(
    found,
    el(
      "div",
      { class: "scroll" },
      el("table", { class: "list" }, el("thead", {}, el("tr", {}, heads)), body),
    ),
  );

  function row(p) {
    const { all, checked, corrected } = progress(p.id);
    const counts = [...groupBy(findingsOf.get(p.id) ?? [], (finding) => finding.severity)];
    return el(
      "tr",
      {},
      el("td", { class: "nowrap" }, projectLink(p.id, p.id)),
      el(
        "td",
        { class: "t", lang: "ja" },
        projectLink(p.id, p.title ?? blank()),
        [p.starred ? " ★" : "", ...(p.marks ?? [])].join(" "),
      ),
      el("td", { class: "opt strategy", lang: "ja" }, strategyName(p.strategy)),
      el("td", { class: "opt", lang: "ja" }, inCharge(p)),
      el(
        "td",
        { class: "n nowrap" },
        p.budget?.total == null ? "" : `${number(p.budget.total)} ${p.budget.unit ?? ""}`,
      ),
      el(
        "td",
        {},
        counts.map(([name, own]) =>
          el(
            "span",
            { class: `sev ${name}`, title: w(name) },
            own.length > 1 ? `${w(name)} ${own.length}` : w(name),
          ),
        ),
      ),
      el(
        "td",
        { class: `opt nowrap ${stateOf(p.id)}` },
        stateOf(p.id) === "unchecked"
          ? checked
            ? `${checked}/${all}`
            : w("unchecked")
          : corrected
            ? `${w("corrected")} ${corrected}`
            : w(stateOf(p.id)),
      ),
      SORTS.sure
        ? el("td", { class: "n nowrap" }, leastSure.get(p.id) < 100 ? `${leastSure.get(p.id)} %` : "")
        : null,
    );
  }
  function show() {
    const by = SORTS[state.sort];
    const order = new Map(plan.projects.map((p) => [p, by(p)]));
    listed = plan.projects
      .filter(fits)
      .sort((p, q) =>
        typeof order.get(p) === "string"
          ? collator.compare(order.get(p), order.get(q))
          : order.get(p) < order.get(q)
            ? -1
            : Number(order.get(p) > order.get(q)),
      );
    if (state.down) listed.reverse();
    for (const head of heads)
      head.setAttribute(
        "aria-sort",
        head.dataset.sort !== state.sort ? "none" : state.down ? "descending" : "ascending",
      );
    keepInAddress();
    found.textContent = w("found", { n: listed.length });
    clear.hidden = Object.values(f).every((value) => value === "");
    body.replaceChildren(...listed.map(row));
  }
  show();
}
