// The plan, looked up and named.

import { DATA, el, groupBy, state, w } from "./dom.js";

export const plan = DATA.plan;
export const projects = new Map(plan.projects.map((project) => [project.id, project]));
const strategies = new Map(plan.strategies.map((strategy) => [strategy.number, strategy]));
/** The values of each project that can be checked: by id, then by JSON Pointer. */
export const values = new Map(
  plan.projects.map(({ id }) => [id, new Map(DATA.fields[id].map((field) => [field.at, field]))]),
);
export const applied = plan.corrections ?? [];
export const findingsOf = groupBy(plan.findings, (finding) => finding.project);
export const years = [plan.baseline_year, ...plan.fiscal_years].filter((year) => year !== null);

/** What stands at a JSON Pointer in a project's record. */
export function at(id, pointer) {
  return (
    values.get(id).get(pointer)?.value ??
    pointer
      .split("/")
      .slice(1)
      .reduce((holder, step) => holder?.[step] ?? null, projects.get(id))
  );
}

export const yearName = (year) => (state.language === "ja" ? `${year}年度` : `FY${year}`);
export const stageName = (stage) => (state.language === "ja" ? stage : `${stage} (${w(stage)})`);
export const strategyName = (number) => `${number} ${strategies.get(number)?.title ?? ""}`;
export const periodName = (cell) =>
  cell.period === "baseline"
    ? w("baseline")
    : cell.period === "total"
      ? w("sum")
      : yearName(cell.fiscal_year);
export const inCharge = (project) =>
  project.departments.map((each) => [each.department, ...each.sections].join(" ")).join("、");
export const projectLink = (id, ...text) => el("a", { href: `#p/${id}` }, ...text);

/** What a value is called, in full. */
export function nameOf(id, pointer) {
  const [group, row, inner, cell] = pointer.split("/").slice(1);
  const record = projects.get(id)[group];
  if (group === "items")
    return inner === "goal" ? w("goal") : `${record[row].goal} ${periodName(record[row].cells[cell])}`;
  if (group === "budget") {
    const named = {
      amounts: () => yearName(record.amounts[inner].fiscal_year),
      funding: () => record.funding[inner].label,
      total: () => w("sum"),
    };
    return `${w("budget")} ${named[row]?.() ?? w(row)}`;
  }
  return row === undefined ? w(group) : `${w(group)} ${Number(row) + 1} ${w(inner)}`;
}
