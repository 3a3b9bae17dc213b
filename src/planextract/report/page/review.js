// What the person marked: kept in this browser while they work, saved as corrections.yaml.

import { readCorrections } from "./corrections_yaml.js";
import { blank, DATA, el, grid, w } from "./dom.js";
import { applied, at, nameOf, plan, projectLink, values } from "./plan.js";

const STORE = `planextract:${plan.source.sha256}`;
const REVIEWER = "planextract-reviewer";
/** By project and JSON Pointer: {value, checked: true} or {value, new, reason, by, date}; `value` is what was seen. */
export const marks = new Map(plan.projects.map(({ id }) => [id, new Map()]));
/** Marks of an earlier reading whose values are others now. */
let unfit = [];
/** Who signed off the whole, and when: [{by, date}]. */
let signedOff = [];
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
  signedOff = remember(`${STORE}:signed`) ? JSON.parse(remember(`${STORE}:signed`)) : [];
}
function remember(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(name, value);
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}
const reviewer = () => remember(REVIEWER).trim();
const today = () => new Date().toLocaleDateString("sv"); // as 2027-04-01

/** Who makes a correction, and when; nothing of whom nobody has given a name. */
export function stamp() {
  return { ...(reviewer() ? { by: reviewer() } : {}), date: today() };
}

/** Takes over a corrections.yaml that was saved before, here or elsewhere. */
export function openCorrections(text) {
  const file = readCorrections(text);
  for (const { project, field, value } of file.checked) place(project, field, { value, checked: true });
  for (const { project, field, old, context, ...mark } of file.corrections)
    place(project, field, { value: old, ...mark });
  const known = new Set(signedOff.map((each) => `${each.by} ${each.date}`));
  signedOff.push(...file.signed_off.filter((each) => !known.has(`${each.by} ${each.date}`)));
  keepMarks();
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
    if (signedOff.length) localStorage.setItem(`${STORE}:signed`, JSON.stringify(signedOff));
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
        by: mark.by,
        date: mark.date,
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
      names
        .filter((name) => entry[name] !== undefined)
        .map((name, i) => `${i ? "    " : "  - "}${name}: ${quote(entry[name])}`),
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
    ...list("corrections", corrections(), [
      "project",
      "field",
      "old",
      "new",
      "reason",
      "by",
      "date",
      "context",
    ]),
    ...list("checked", checked, ["project", "field", "value"]),
    ...(signedOff.length ? list("signed_off", signedOff, ["by", "date"]) : []),
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

/** Who works here, opening a file, and signing off; on paper, lines to sign on. */
function peopleForm() {
  const problem = el("p", { class: "problem", role: "alert" });
  const open = el("input", {
    type: "file",
    name: "open",
    accept: ".yaml,.yml",
    onchange: async () => {
      try {
        openCorrections(await open.files[0].text());
        dispatchEvent(new Event("redraw"));
      } catch {
        problem.textContent = w("notopened");
      }
    },
  });
  const name = el("input", {
    name: "reviewer",
    value: reviewer(),
    autocomplete: "name",
    oninput: () => remember(REVIEWER, name.value),
  });
  const sign = el(
    "button",
    {
      type: "button",
      name: "sign",
      onclick: () => {
        if (!reviewer()) {
          problem.textContent = w("needname");
          name.focus();
          return;
        }
        signedOff.push({ by: reviewer(), date: today() });
        keepMarks();
        dispatchEvent(new Event("redraw"));
      },
    },
    w("signoff"),
  );
  return el(
    "section",
    { class: "people" },
    el("h3", {}, w("people")),
    el(
      "div",
      { class: "filters" },
      el("label", {}, w("reviewer"), name),
      el("label", {}, w("open"), open),
      sign,
    ),
    problem,
    el(
      "ul",
      {},
      signedOff.map((each) => el("li", {}, w("signed", each))),
    ),
    el("p", { class: "signature" }, w("signature")),
  );
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
    [each.reason, [each.by, each.date].filter(Boolean).join(" ")].filter(Boolean).join(" – "),
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
    peopleForm(),
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
