import assert from "node:assert/strict";
import { test } from "node:test";
import { stored } from "./page.js";

const home = "../../../src/planextract/report/page";
const { fold, groupBy, number, state, w } = await import(`${home}/dom.js`);
const { at, inCharge, nameOf, periodName, projects, yearName } = await import(`${home}/plan.js`);
const { checkAll, correctionsYaml, loadMarks, marks, openCorrections, progress, setMark, stateOf } =
  await import(`${home}/review.js`);

const { wholeNumber } = await import(`${home}/numbers.js`);
const { readCorrections } = await import(`${home}/corrections_yaml.js`);

test("a number is read as plans print it", () => {
  assert.equal(wholeNumber("1,234"), 1234);
  assert.equal(wholeNumber("１２３４"), 1234);
  assert.equal(wholeNumber("▲3"), -3);
  assert.equal(wholeNumber("△１，０００"), -1000);
  assert.equal(wholeNumber("―"), null);
  assert.equal(wholeNumber(" "), null);
  assert.ok(Number.isNaN(wholeNumber("3億")));
  assert.ok(Number.isNaN(wholeNumber("1.5")));
});

test("what is saved can be opened again, and what people write", () => {
  const text = `# by hand
source: abc
corrections:
  - project: 5-1
    field: /title
    old: '古い''題名'
    new: "新しい\\n題名"
    reason: 印刷のとおり # 4頁
    context: {"/items/0/goal": "広場"}
checked: []
signed_off:
  - by: 山田
    date: "2027-04-01"
`;
  assert.deepEqual(readCorrections(text), {
    source: "abc",
    corrections: [
      {
        project: "5-1",
        field: "/title",
        old: "古い'題名",
        new: "新しい\n題名",
        reason: "印刷のとおり",
        context: { "/items/0/goal": "広場" },
      },
    ],
    checked: [],
    signed_off: [{ by: "山田", date: "2027-04-01" }],
  });
  assert.throws(() => readCorrections("- a\n"), SyntaxError);
  assert.throws(() => readCorrections("<html>"), SyntaxError);
});

test("words are in the language of the page, with facts put in", () => {
  assert.equal(w("greeting", { n: 1, all: 1234 }), "1,234件中1件");
  state.language = "en";
  assert.equal(w("greeting", { n: 1, all: 2 }), "1 of 2");
  assert.equal(yearName(2027), "FY2027");
  state.language = "ja";
  assert.equal(yearName(2027), "2027年度");
});

test("a search finds characters in any width", () => {
  assert.equal(fold("ＡＢＣ１２３"), "abc123");
  assert.equal(number(1234567), "1,234,567");
});

test("a list is grouped in the order of its keys", () => {
  assert.deepEqual(
    [...groupBy([3, 1, 5, 2], (n) => n % 2)],
    [
      [1, [3, 1, 5]],
      [0, [2]],
    ],
  );
});

test("a value is found and named by its pointer", () => {
  assert.equal(at("5-1", "/items/0/cells/1/text"), "実施");
  assert.equal(at("5-1", "/budget/total"), 1200);
  assert.equal(at("5-1", "/nowhere/0"), null);
  assert.equal(nameOf("5-1", "/items/0/cells/1/text"), "広場の改修 2027年度");
  assert.equal(nameOf("5-1", "/budget/amounts/0/text"), "事業費 2027年度");
  assert.equal(periodName({ period: "total" }), "計");
  assert.equal(inCharge(projects.get("5-1")), "みどり部 広場課 計画課");
});

test("marks are counted, kept by the browser and restored", () => {
  assert.deepEqual(progress("5-1"), { all: 3, corrected: 0, checked: 0 });
  setMark("5-1", "/title", { new: "川辺の広場", reason: "印刷のとおり" });
  assert.equal(stateOf("5-1"), "corrected");
  checkAll("5-1");
  assert.deepEqual(progress(), { all: 3, corrected: 1, checked: 2 });
  assert.equal(stored.size, 1);
  for (const own of marks.values()) own.clear();
  loadMarks();
  assert.deepEqual(progress("5-1"), { all: 3, corrected: 1, checked: 2 });
});

test("corrections are saved as YAML that no value can break out of", () => {
  setMark("5-1", "/title", { new: 'a": b\n- c\u2028', reason: "# no comment" });
  const lines = correctionsYaml().split("\n");
  assert.ok(lines.includes('    new: "a\\": b\\n- c\\u2028"'));
  assert.ok(lines.includes('    reason: "# no comment"'));
  assert.ok(lines.includes('    old: "川辺の広場の改修"'));
});

test("a saved file is opened with all that it says", () => {
  for (const own of marks.values()) own.clear();
  setMark("5-1", "/title", { new: "川辺", reason: "印刷", by: "山田", date: "2027-04-01" });
  const saved = correctionsYaml();
  assert.match(saved, /by: "山田"\n {4}date: "2027-04-01"/);
  for (const own of marks.values()) own.clear();
  openCorrections(saved);
  assert.equal(correctionsYaml(), saved);
});
