// Elements and words. Everything from the plan reaches the page as text, never as markup.

export const DATA = JSON.parse(document.getElementById("data").textContent);
export const NO_FILTERS = Object.freeze({
  search: "",
  strategy: "",
  stage: "",
  year: "",
  state: "",
  department: "",
  starred: "",
  severity: "",
  code: "",
});
export const state = {
  language: navigator.language.startsWith("ja") ? "ja" : "en",
  whole: false, // whole pages instead of crops
  sort: "id",
  down: false,
  filters: { ...NO_FILTERS },
};

/** An element with attributes (on… is a listener; true, false and null switch) and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function grid(heads, rows, attributes = {}) {
  return el(
    "div",
    { class: "scroll" },
    el(
      "table",
      attributes,
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          heads.map((head) => el("th", { scope: "col" }, head)),
        ),
      ),
      el(
        "tbody",
        {},
        rows.map((cells) =>
          el(
            "tr",
            {},
            cells.map((cell) => (["TH", "TD"].includes(cell.tagName) ? cell : el("td", {}, cell))),
          ),
        ),
      ),
    ),
  );
}

export function select(name, label, options, chosen, change) {
  const box = el(
    "select",
    { name, onchange: () => change(box.value) },
    options.map(([value, text]) => el("option", { value, selected: String(value) === chosen }, text)),
  );
  return el("label", {}, label, box);
}

export function groupBy(list, key) {
  const groups = new Map();
  for (const each of list) {
    if (!groups.has(key(each))) groups.set(key(each), []);
    groups.get(key(each)).push(each);
  }
  return groups;
}

/** A word in the language of the page, with facts put in. */
export function w(name, facts = {}) {
  return DATA.words[state.language][name].replace(/\{(\w+)\}/g, (_, fact) =>
    typeof facts[fact] === "number" ? number(facts[fact]) : facts[fact],
  );
}

export const fold = (text) => text.normalize("NFKC").toLowerCase();
export const number = (value) => value.toLocaleString(state.language);
export const blank = () => el("span", { class: "none" }, w("empty"));
export const key = (name) => el("kbd", { class: "key" }, name);
