// What the person marked: kept in this browser while they work, saved as corrections.yaml.

import { blank, DATA, el, grid, w } from "./dom.js";
import { applied, at, nameOf, plan, projectLink, values } from "./plan.js";

const STORE = `planextract:${plan.source.sha256}`;
/** By project and JSON Pointer: {value, checked: true} or {value, new, reason}; `value` is what was seen. */
export const marks = new Map(plan.projects.map(({ id }) => [id, new Map()]));
/** Marks of an earlier reading whose values are others now. */
let unfit = [];
/** Whether this browser keeps the marks; a private window may not. */
export let kept = true;

export function loadMarks() {
  for (const { project, field, value } of DATA.checked) place(project, field, { value, checked: true });
  let stored = [];
  try {
    stored = JSON.parse(localStorage.getItem(STORE) ?? "[]");
  } catch {
    kept = false;
  }
  for (const entry of stored) place(...entry);
}
export function place(id, pointer, mark) {
  const field = values.get(id)?.get(pointer);
  if (field && field.value === mark.value) marks.get(id).set(pointer, mark);
  else if (!(field && "new" in mark && field.value === mark.new)) unfit.push([id, pointer, mark]); // else it was applied
}
function keepMarks() {
  const all = [...marks].flatMap(([id, own]) => [...own].map(([pointer, mark]) => [id, pointer, mark]));
  try {
    localStorage.setItem(STORE, JSON.stringify([...all, ...unfit]));
    kept = true;
  } catch {
    kept = false;
  }
  dispatchEvent(new Event("marked"));
}
export function setMark(id, pointer, mark) {
  if (mark) marks.get(id).set(pointer, { value: values.get(id).get(pointer).value, ...mark });
  else marks.get(id).delete(pointer);
  keepMarks();
}
export function checkAll(id) {
  for (const [pointer, { value }] of values.get(id))
    if (!marks.get(id).has(pointer)) marks.get(id).set(pointer, { value, checked: true });
  keepMarks();
}

/** How many values there are, were checked, and were corrected; of one project or of all. */
export function progress(id) {
  const own =
    id === undefined
      ? [...marks.values()].flatMap((each) => [...each.values()])
      : [...marks.get(id).values()];
  const corrected = own.filter((mark) => "new" in mark).length;
  const all =
    id === undefined ? [...values.values()].reduce((sum, each) => sum + each.size, 0) : values.get(id).size;
  return { all, corrected, checked: own.length - corrected };
}
const correctedProjects = new Set(applied.map((each) => each.project));
export function stateOf(id) {
  const { all, corrected, checked } = progress(id);
  if (corrected || correctedProjects.has(id)) return "corrected";
  return checked === all ? "checked" : "unchecked";
}

/** Everything to be saved: corrections applied before and new ones. */
function corrections() {
  const entries = new Map(
    applied.map((each) => [`${each.project} ${each.field}`, { context: {}, ...each, applied: true }]),
  );
  const before = (id, pointer) =>
    (applied.find((each) => each.project === id && each.field === pointer) ?? { old: at(id, pointer) }).old;
  for (const [id, own] of marks) {
    for (const [pointer, mark] of own) {
      if (!("new" in mark)) continue;
      const context = Object.fromEntries(
        values
          .get(id)
          .get(pointer)
          .context.map((each) => [each, before(id, each)]),
      );
      entries.set(`${id} ${pointer}`, {
        project: id,
        field: pointer,
        old: before(id, pointer),
        new: mark.new,
        reason: mark.reason,
        context,
      });
    }
  }
  return [...entries.values()].filter((each) => each.new !== each.old);
}

/** corrections.yaml. What JSON.stringify writes is YAML too, so no value can break out of its place. */
export function correctionsYaml() {
  const quote = (value) =>
    JSON.stringify(value).replace(
      /[\u007f-\u009f\u2028\u2029\ufeff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  const list = (title, entries, names) => [
    entries.length ? `${title}:` : `${title}: []`,
    ...entries.flatMap((entry) =>
      names.map((name, i) => `${i ? "    " : "  - "}${name}: ${quote(entry[name])}`),
    ),
  ];
  const checked = [...marks].flatMap(([id, own]) =>
    [...own]
      .filter(([, mark]) => mark.checked)
      .map(([pointer, { value }]) => ({ project: id, field: pointer, value })),
  );
  return [
    "# For planextract parse --corrections; made in a report.",
    `source: ${quote(plan.source.sha256)}`,
    ...list("corrections", corrections(), ["project", "field", "old", "new", "reason", "context"]),
    ...list("checked", checked, ["project", "field", "value"]),
    "",
  ].join("\n");
}
export function save() {
  const url = URL.createObjectURL(new Blob([correctionsYaml()], { type: "application/yaml" }));
  const anchor = el("a", { href: url, download: "corrections.yaml" });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// ---- the view: all corrections, those that were applied and those to be saved ----
export function correctionsView(main) {
  const shown = (value) =>
    value === null || value === "" ? blank() : typeof value === "boolean" ? w(String(value)) : String(value);
  const row = (each) => [
    projectLink(each.project, each.project),
    values.get(each.project)?.has(each.field) ? nameOf(each.project, each.field) : each.field,
    el("td", { class: "kept" }, shown(each.old)),
    el("td", { class: "kept" }, shown(each.new)),
    each.reason,
    each.applied
      ? w("applied")
      : [
          w("pending"),
          " ",
          el(
            "button",
            {
              type: "button",
              onclick: () => {
                setMark(each.project, each.field, null);
                dispatchEvent(new Event("redraw"));
              },
            },
            w("undo"),
          ),
        ],
  ];
  const made = corrections(),
    count = progress();
  main.append(
    el("h2", {}, w("corrections")),
    el("p", {}, w("progressfull", count)),
    made.length
      ? grid([w("project"), w("value"), w("old"), w("newvalue"), w("reason"), w("state")], made.map(row), {
          class: "list",
          lang: "ja",
        })
      : el("p", {}, w("nocorrections")),
    el("p", { class: "soft" }, w("howsaved")),
  );
  if (!unfit.length) return;
  main.append(
    el("h2", {}, w("unfit")),
    el("p", {}, w("unfitnote")),
    grid(
      [w("project"), w("value"), w("old"), w("newvalue"), w("reason")],
      unfit.map(([id, pointer, mark]) => [
        id,
        pointer,
        shown(mark.value ?? null),
        "new" in mark ? shown(mark.new) : w("checked"),
        mark.reason ?? "",
      ]),
    ),
    el(
      "p",
      {},
      el(
        "button",
        {
          type: "button",
          onclick: () => {
            unfit = [];
            keepMarks();
            dispatchEvent(new Event("redraw"));
          },
        },
        w("forget"),
      ),
    ),
  );
}
