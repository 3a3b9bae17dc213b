"use strict";
// The plan, looked up and named.

const plan = DATA.plan;
const projects = new Map(plan.projects.map((project) => [project.id, project]));
const strategies = new Map(plan.strategies.map((strategy) => [strategy.number, strategy]));
/** The values of each project that can be checked: by id, then by JSON Pointer. */
const values = new Map(
  plan.projects.map(({ id }) => [id, new Map(DATA.fields[id].map((field) => [field.at, field]))]),
);
const applied = plan.corrections ?? [];
const findingsOf = groupBy(plan.findings, (finding) => finding.project);
const years = [plan.baseline_year, ...plan.fiscal_years].filter((year) => year !== null);

/** What stands at a JSON Pointer in a project's record. */
function at(id, pointer) {
  return (
    values.get(id).get(pointer)?.value ??
    pointer
      .split("/")
      .slice(1)
      .reduce((holder, step) => holder?.[step] ?? null, projects.get(id))
  );
}

const yearName = (year) => (state.language === "ja" ? `${year}年度` : `FY${year}`);
const stageName = (stage) => (state.language === "ja" ? stage : `${stage} (${w(stage)})`);
const strategyName = (number) => `${number} ${strategies.get(number)?.title ?? ""}`;
const periodName = (cell) =>
  cell.period === "baseline"
    ? w("baseline")
    : cell.period === "total"
      ? w("sum")
      : yearName(cell.fiscal_year);
const inCharge = (project) =>
  project.departments.map((each) => [each.department, ...each.sections].join(" ")).join("、");
const projectLink = (id, ...text) => el("a", { href: `#p/${id}` }, ...text);

/** What a value is called, in full. */
function nameOf(id, pointer) {
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
