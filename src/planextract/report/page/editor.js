// What is done with one value: marked as checked, or corrected with a reason.

import { blank, el, key, number, w } from "./dom.js";
import { draftOf, keepDraft } from "./drafts.js";
import { wholeNumber } from "./numbers.js";
import { nameOf, values } from "./plan.js";
import { marks, stamp } from "./review.js";

export function shownValue(field) {
  return (value) =>
    field.kind === "flag"
      ? w(value ? "yes" : "no")
      : value === null || value === ""
        ? blank()
        : field.kind === "number"
          ? number(value)
          : value;
}

export function drawEditor(editor, id, pointer, { record, cancel }) {
  const field = values.get(id).get(pointer),
    mark = marks.get(id).get(pointer);
  const button = (name, label, press, letter) =>
    el("button", { type: "button", name, onclick: press }, label, letter ? [" ", key(letter)] : null);
  editor.hidden = false;
  const name = el(
    "div",
    { class: "asked", lang: "ja" },
    nameOf(id, pointer),
    field.places.length ? null : el("small", {}, ` ${w("noplace")}`),
  );
  if (mark && "new" in mark) {
    editor.replaceChildren(
      name,
      el(
        "div",
        { class: "row" },
        el("span", {}, `${w("reason")}: ${mark.reason}`),
        button("undo", w("undo"), () => record(null)),
      ),
    );
    return;
  }
  if (draftOf(id, pointer)) {
    drawForm(editor, name, id, field, record, cancel);
    return;
  }
  const check = mark
    ? button("check", w("uncheck"), () => record(null), "C")
    : button("check", w("check"), () => record({ checked: true }, 1), "C");
  editor.replaceChildren(
    name,
    el(
      "div",
      { class: "row" },
      check,
      button("correct", w("correct"), () => drawForm(editor, name, id, field, record, cancel), "E"),
    ),
  );
}
function drawForm(editor, name, id, field, record, cancel) {
  const draft = draftOf(id, field.at);
  const text = draft?.new ?? (field.value === null ? "" : String(field.value));
  const fresh =
    field.kind === "flag"
      ? el(
          "select",
          { name: "new" },
          ["true", "false"].map((each) =>
            el("option", { value: each, selected: each === text }, w(each === "true" ? "yes" : "no")),
          ),
        )
      : el(
          "textarea",
          {
            name: "new",
            rows: Math.min(6, 1 + text.split("\n").length + Math.floor(text.length / 40)),
            lang: "ja",
          },
          text,
        );
  const reason = el("input", { name: "reason", value: draft?.reason ?? "" }),
    problem = el("p", { class: "problem", role: "alert" });
  const submit = (event) => {
    event.preventDefault();
    const typed = fresh.value,
      complain = (word) => {
        problem.textContent = w(word);
      };
    if (field.kind === "number" && Number.isNaN(wholeNumber(typed))) return complain("neednumber");
    const blankValue = field.kind === "number" || field.value === null ? null : "";
    const meant =
      field.kind === "flag"
        ? typed === "true"
        : typed.trim() === ""
          ? blankValue
          : field.kind === "number"
            ? wholeNumber(typed)
            : typed;
    if (meant === field.value) return complain("same");
    if (!reason.value.trim()) {
      reason.focus();
      return complain("needreason");
    }
    keepDraft(id, field.at, null);
    return record({ new: meant, reason: reason.value.trim(), ...stamp() });
  };
  const drop = () => {
    keepDraft(id, field.at, null);
    cancel();
  };
  editor.replaceChildren(
    el(
      "form",
      {
        onsubmit: submit,
        oninput: () => keepDraft(id, field.at, { new: fresh.value, reason: reason.value }),
        onkeydown: (event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            drop();
          }
        },
      },
      name,
      field.at === "/departments" ? el("p", { class: "soft" }, w("departmentsform")) : null,
      el("label", {}, w("newvalue"), fresh),
      el("label", {}, w("reason"), reason),
      problem,
      el(
        "div",
        { class: "row" },
        el("button", { type: "submit" }, w("record")),
        el("button", { type: "button", onclick: drop }, w("cancel")),
      ),
    ),
  );
  fresh.focus();
}
