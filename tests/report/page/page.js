// A small plan and the little of a browser that the report's modules need to be imported by Node.js.

const project = {
  id: "5-1",
  strategy: 5,
  number: 1,
  title: "川辺の広場の改修",
  items: [
    {
      goal: "広場の改修",
      cells: [
        { period: "baseline", fiscal_year: 2026, text: "検討" },
        { period: "2027", fiscal_year: 2027, text: "実施" },
      ],
    },
  ],
  budget: { unit: "千円", amounts: [{ fiscal_year: 2027, amount: 1200 }], total: 1200 },
  departments: [{ department: "みどり部", sections: ["広場課", "計画課"] }],
};

export const data = {
  plan: {
    source: { file: "plan.pdf", sha256: "ab".repeat(32), pages: 3 },
    baseline_year: 2026,
    fiscal_years: [2027],
    strategies: [{ number: 5, title: "水と緑" }],
    projects: [project],
    findings: [{ code: "budget-sum", severity: "warning", project: "5-1", message: "…" }],
  },
  fields: {
    "5-1": [
      { at: "/title", value: "川辺の広場の改修", kind: "text", context: [], places: [] },
      { at: "/items/0/cells/1/text", value: "実施", kind: "text", context: ["/items/0/goal"], places: [] },
      { at: "/items/0/goal", value: "広場の改修", kind: "text", context: [], places: [] },
    ],
  },
  checked: [],
  words: {
    en: {
      baseline: "Baseline",
      sum: "Total",
      goal: "Goal",
      budget: "Budget",
      title: "Title",
      greeting: "{n} of {all}",
    },
    ja: {
      baseline: "現況",
      sum: "計",
      goal: "目標",
      budget: "事業費",
      title: "事業名",
      greeting: "{all}件中{n}件",
    },
  },
};

const stored = new Map();
const define = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });
define("document", { getElementById: () => ({ textContent: JSON.stringify(data) }) });
define("navigator", { language: "ja-JP" });
define("dispatchEvent", () => true);
define("localStorage", {
  getItem: (name) => stored.get(name) ?? null,
  setItem: (name, value) => stored.set(name, value),
});

export { stored };
