// One project: its values on one side, on the other the pictures they were read from and what is done with them.

import { DATA, el, fold, grid, key, number, state, w } from "./dom.js";
import { drawEditor, shownValue } from "./editor.js";
import { findingItem } from "./findings.js";
import { listed, SURE } from "./list.js";
import { figure, reveal } from "./pictures.js";
import {
  applied,
  findingsOf,
  nameOf,
  periodName,
  plan,
  projects,
  stageName,
  strategyName,
  values,
  yearName,
} from "./plan.js";
import { checkAll, marks, progress, setMark } from "./review.js";

const isWithin = (box, area) =>
  box[0] >= area.x0 - 4 && box[1] >= area.top - 4 && box[2] <= area.x1 + 4 && box[3] <= area.bottom + 4;

export function projectView(main, id) {
  const p = projects.get(id);
  if (!p) {
    main.append(el("p", {}, w("nothing")));
    return;
  }
  const fields = values.get(id);
  const drawn = new Set(); // pointers of the values that are on the page
  let chosen = null; // pointer of the value that was pressed last
  const left = el("div", { class: "values" }),
    paper = el("div", { class: "paper" }),
    editor = el("div", { class: "editor", hidden: true });
  main.append(steps(p), el("div", { class: "pair" }, left, el("div", { class: "side" }, paper, editor)));
  let last = ""; // where the mouse was: when values are drawn anew under it, it points at none of them by itself
  left.addEventListener("mousemove", (event) => {
    const where = `${event.screenX} ${event.screenY}`;
    if (where !== last) point(event.target.closest(".v")?.dataset.at ?? chosen);
    last = where;
  });
  left.addEventListener("mouseleave", () => point(chosen));
  left.addEventListener("focusin", (event) => point(event.target.dataset.at ?? chosen));
  drawPaper();
  drawValues();

  // ---- the paper ----
  function drawPaper() {
    const whole = el(
      "button",
      {
        type: "button",
        name: "whole",
        onclick: () => {
          state.whole = !state.whole;
          drawPaper();
          point(chosen);
        },
      },
      w(state.whole ? "crop" : "whole"),
    );
    const figures = state.whole
      ? [...new Set(p.areas.map((area) => area.page))].map((page) => figure(page, null, press))
      : crops();
    paper.replaceChildren(...figures);
    const captions = [...paper.querySelectorAll("figcaption")];
    captions
      .filter((each, i) => captions[i - 1]?.textContent === each.textContent)
      .forEach((each) => {
        each.hidden = true;
      });
    captions[0]?.append(whole);
  }
  /** The project's own parts, and strips for what stands outside them, such as the heading of its section. */
  function crops() {
    const outside = [...fields.values()]
      .flatMap((field) => field.places)
      .filter(([page, ...box]) => !p.areas.some((area) => area.page === page && isWithin(box, area)));
    const sides = [Math.min(...p.areas.map((area) => area.x0)), Math.max(...p.areas.map((area) => area.x1))];
    const strips = new Map(
      outside.map(([page, x0, top, x1, bottom]) => [
        `${page} ${top}`,
        [page, [Math.min(x0, sides[0]), top, Math.max(x1, sides[1]), bottom]],
      ]),
    );
    const parts = [
      ...strips.values(),
      ...p.areas.map((area) => [area.page, [area.x0, area.top, area.x1, area.bottom]]),
    ];
    return parts
      .sort(([page, box], [other, second]) => page - other || box[1] - second[1])
      .map(([page, box]) => figure(page, box, press));
  }
  function point(pointer) {
    const places = pointer ? fields.get(pointer).places : [];
    for (const each of paper.querySelectorAll("figure")) {
      const page = Number(each.querySelector(".crop")?.dataset.page);
      each.mark?.(places.filter((place) => place[0] === page).map((place) => place.slice(1)));
    }
    const spot = paper.querySelector(".spot");
    if (spot) reveal(paper, spot);
  }
  /** The smallest value printed where someone pressed. */
  function press(page, x, y) {
    const size = (place) => (place[3] - place[1]) * (place[4] - place[2]);
    const hits = [...fields.values()].flatMap((field) =>
      field.places
        .filter(
          (place) => place[0] === page && x >= place[1] && x <= place[3] && y >= place[2] && y <= place[4],
        )
        .map((place) => [size(place), field.at]),
    );
    if (hits.length) choose(hits.sort(([a], [b]) => a - b)[0][1]);
  }

  // ---- the values ----
  function value(pointer, ...after) {
    drawn.add(pointer);
    const field = fields.get(pointer),
      mark = marks.get(id).get(pointer);
    const shown = shownValue(field);
    const button = el(
      "button",
      {
        type: "button",
        class: `v${mark?.checked ? " checked" : ""}${mark && "new" in mark ? " corrected" : ""}`,
        "data-at": pointer,
        "aria-pressed": String(chosen === pointer),
        onclick: () => choose(pointer),
      },
      mark && "new" in mark
        ? [el("s", {}, shown(field.value)), " → ", el("ins", {}, shown(mark.new))]
        : shown(field.value),
      field.sure === undefined || field.sure >= SURE
        ? null
        : el("span", { class: "unsure", title: w("sureof").replace("{n}", field.sure) }, ` ${field.sure} %`),
      mark?.checked
        ? el("span", { class: "tick", title: w("checked") }, " ✓", el("span", { class: "out" }, w("checked")))
        : null,
    );
    return [button, ...after];
  }
  function stages(cell) {
    const found = [
      ...new Set(cell.milestones.map((each) => each.stage)),
      ...(cell.quantity ? [`${number(cell.quantity.value)} ${cell.quantity.unit}`] : []),
    ];
    const bare = (text) => fold(text).replace(/\s/g, "");
    return found
      .filter((each) => bare(each) !== bare(cell.text))
      .map((each) =>
        el("span", { class: "tag", title: DATA.stages.includes(each) ? stageName(each) : null }, each),
      );
  }
  /** What only some kinds of plan print, such as the sources of a budget. */
  function rest() {
    const names = [...fields.keys()].filter((pointer) => !drawn.has(pointer));
    if (!names.length && !p.printed_number) return null;
    const lines = names.map((pointer) => [el("dt", {}, nameOf(id, pointer)), el("dd", {}, value(pointer))]);
    const counted = [el("dt", {}, w("printednumber")), el("dd", { class: "plain" }, p.printed_number)];
    return el("section", {}, el("h3", {}, w("rest")), el("dl", {}, p.printed_number ? counted : null, lines));
  }
  function drawValues() {
    drawn.clear();
    const line = (label, pointer) => [el("dt", {}, w(label)), el("dd", {}, value(pointer))];
    const rows = (group, names) =>
      p[group].map((_, i) => names.map((name) => value(`/${group}/${i}/${name}`)));
    const part = (title, ...content) => el("section", {}, el("h3", {}, w(title)), content);
    const own = findingsOf.get(id) ?? [],
      beside = plan.findings.filter((finding) => finding.project === null && p.pages.includes(finding.page));
    const made = applied.filter((each) => each.project === id);
    left.replaceChildren(
      el(
        "h2",
        { lang: "ja" },
        [p.id, p.title, p.starred ? "★" : null, ...(p.marks ?? [])].filter(Boolean).join(" "),
      ),
      ...(p.hidden ? [el("p", { class: "problem" }, w("hidden"))] : []),
      el(
        "ul",
        { class: "notes" },
        [...own, ...beside].map(findingItem),
        made.map((each) =>
          el(
            "li",
            { class: "made" },
            `${w("applied")}: ${nameOf(id, each.field)}: ${each.old ?? w("empty")} → ${each.new ?? w("empty")} (${each.reason})`,
          ),
        ),
      ),
      el(
        "div",
        { lang: "ja" },
        el(
          "dl",
          {},
          line("title", "/title"),
          line("starred", "/starred"),
          el("dt", {}, w("strategy")),
          el("dd", { class: "plain" }, strategyName(p.strategy)),
          line("section", "/section"),
          line("description", "/description"),
        ),
        p.items.length
          ? part(
              "items",
              grid(
                [w("goal"), ...p.items[0].cells.map(periodName)],
                p.items.map((item, i) => [
                  el("td", { class: "goal" }, value(`/items/${i}/goal`)),
                  ...item.cells.map((cell, k) =>
                    el("td", {}, value(`/items/${i}/cells/${k}/text`, stages(cell))),
                  ),
                ]),
              ),
            )
          : null,
        p.budget
          ? part(
              "budget",
              grid(
                [
                  w("unit"),
                  w("note"),
                  ...p.budget.amounts.map((amount) => yearName(amount.fiscal_year)),
                  w("sum"),
                ],
                [
                  [
                    value("/budget/unit"),
                    value("/budget/note"),
                    ...p.budget.amounts.map((_, i) =>
                      el("td", { class: "n" }, value(`/budget/amounts/${i}/text`)),
                    ),
                    el("td", { class: "n" }, value("/budget/total")),
                  ],
                ],
              ),
            )
          : null,
        part("departments", el("div", { class: "wide" }, value("/departments"))),
        p.relisted.length
          ? part(
              "relisted",
              grid(
                [w("initiative"), w("content"), w("project")],
                rows("relisted", ["initiative", "content", "project"]),
              ),
            )
          : null,
        p.footnotes.length
          ? part(
              "footnotes",
              grid([w("marker"), w("term"), w("text")], rows("footnotes", ["marker", "term", "text"])),
            )
          : null,
        rest(),
      ),
    );
    const { all, checked, corrected } = progress(id);
    left.append(
      el(
        "div",
        { class: "done" },
        el(
          "button",
          {
            type: "button",
            name: "all",
            disabled: checked + corrected === all,
            onclick: () => {
              checkAll(id);
              drawValues();
            },
          },
          w("checkall"),
          " ",
          key("A"),
        ),
        el("span", { role: "status" }, w("progressfull", { all, checked, corrected })),
      ),
    );
  }
  function choose(pointer, focus = true) {
    chosen = pointer;
    drawValues();
    drawEditor(editor, id, pointer, { record, cancel: () => choose(pointer) });
    point(pointer);
    if (focus && pointer) left.querySelector(`[data-at="${pointer}"]`).focus({ preventScroll: false });
  }
  function record(mark, go = 0) {
    setMark(id, chosen, mark);
    const order = [...left.querySelectorAll(".v")].map((button) => button.dataset.at);
    choose(order[order.indexOf(chosen) + go] ?? chosen);
  }
}

function steps(p) {
  const order = listed.includes(p) ? listed : plan.projects;
  const here = order.indexOf(p);
  const step = (by, name, letter) => {
    const other = order[here + by];
    return el(
      "a",
      { href: other ? `#p/${other.id}` : null, rel: name, "aria-disabled": other ? null : "true" },
      w(name),
      " ",
      key(letter),
    );
  };
  return el(
    "div",
    { class: "steps" },
    el("a", { href: "#projects" }, w("back")),
    step(-1, "prev", "K"),
    step(1, "next", "J"),
    el("span", {}, `${number(here + 1)} / ${number(order.length)}`),
    el("span", { class: "soft keys" }, w("keys")),
  );
}
