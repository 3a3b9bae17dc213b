"use strict";
// Everything from the plan reaches the page as text (textContent), never as markup.
(() => {
  const DATA = JSON.parse(document.getElementById("data").textContent);
  const { plan, words: WORDS } = DATA;
  const projects = new Map(plan.projects.map((project) => [project.id, project]));
  const values = new Map(plan.projects.map((p) => [p.id, new Map(DATA.fields[p.id].map((f) => [f.at, f]))]));
  const strategies = new Map(plan.strategies.map((s) => [s.number, s]));
  const made = plan.corrections || [];
  const byProject = Map.groupBy ? Map.groupBy(plan.findings, (f) => f.project) : groupBy(plan.findings, (f) => f.project);
  const elements = new Map([...document.querySelectorAll("script.picture")].map((e) => [Number(e.dataset.page), e]));
  const main = document.getElementById("main");
  const state = { language: navigator.language.startsWith("ja") ? "ja" : "en", sort: "id", down: false, whole: false, at: null,
    filters: { search: "", strategy: "", stage: "", year: "", state: "", severity: "" }, chart: null, listed: plan.projects };
  const KEY = `planextract:${plan.source.sha256}`;
  const review = load(); // {"22-1 /title": {checked: true} | {new, reason}}

  function groupBy(list, key) {
    const groups = new Map();
    for (const each of list) { const k = key(each); if (!groups.has(k)) groups.set(k, []); groups.get(k).push(each); }
    return groups;
  }
  function load() {
    try { return new Map(JSON.parse(localStorage.getItem(KEY) || "[]")); } catch { return new Map(); }
  }
  function keep() {
    try { localStorage.setItem(KEY, JSON.stringify([...review])); } catch { /* private windows keep nothing; the file is what counts */ }
    progress();
  }
  const w = (name, facts = {}) => (WORDS[state.language][name] ?? name).replace(/\{(\w+)\}/g, (_, key) => String(facts[key]));
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const clear = (element) => { element.replaceChildren(); return element; };
  function el(tag, attributes = {}, ...children) {
    const made_ = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made_.addEventListener(name.slice(2), value);
      else if (value === true) made_.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made_.setAttribute(name, value);
    }
    made_.append(...children.filter((child) => child !== null && child !== undefined));
    return made_;
  }
  const yearName = (year) => (state.language === "ja" ? `${year}年度` : `FY${year}`);
  const periodName = (cell) => (cell.period === "baseline" ? w("baseline") : cell.period === "total" ? w("sum") : yearName(cell.fiscal_year));
  const strategyName = (number) => `${number} ${strategies.get(number)?.title ?? ""}`;
  const severity = (name) => el("span", { class: `sev ${name}` }, w(name));
  const link = (id) => `#p/${encodeURIComponent(id)}`;

  // ---- the frame -----------------------------------------------------------------------------
  function frame() {
    document.documentElement.lang = state.language;
    for (const each of document.querySelectorAll("[data-w]")) each.textContent = w(each.dataset.w);
    document.getElementById("language").textContent = w("other");
    const body = plan.body ? [plan.body.name, plan.body.code].filter(Boolean).join(" ") + " " : "";
    document.getElementById("plan-title").textContent = body + (plan.title || plan.source.file);
    document.getElementById("plan-source").textContent = w("source", { file: plan.source.file, pages: plan.source.pages, sha: plan.source.sha256.slice(0, 16) + "…" });
    progress();
  }
  function progress() {
    const all = [...review.values()];
    document.getElementById("progress").textContent = w("progress", { checked: all.filter((e) => e.checked).length, corrected: all.filter((e) => "new" in e).length });
    document.getElementById("save").disabled = all.length === 0;
  }

  // ---- overview ------------------------------------------------------------------------------
  function overview() {
    const counts = groupBy(plan.findings, (f) => f.severity);
    main.append(el("div", { class: "cards" },
      el("a", { class: "card", href: "#projects" }, el("b", {}, String(plan.projects.length)), w("projects")),
      ...["error", "warning", "info"].map((name) => el("a", { class: "card", href: "#findings", onclick: () => { state.filters.severity = name; } },
        el("b", {}, String(counts.get(name)?.length ?? 0)), severity(name)))));
    main.append(el("h2", {}, w("heat")), el("p", { class: "key" }, w("heatnote")), el("div", { class: "scroll" }, heat()));
    const { unit, sums, without_unit } = DATA.budgets;
    if (!Object.keys(sums).length) return;
    main.append(el("h2", {}, w("budget", { unit })));
    const canvas = el("canvas", { role: "img", "aria-label": w("budget", { unit }) });
    const numbers = Object.keys(sums).map(Number).sort((a, b) => a - b);
    main.append(el("div", { class: "chart", style: `height:${Math.max(220, 28 * numbers.length + 90)}px` }, canvas));
    if (without_unit) main.append(el("p", {}, w("nounit", { n: without_unit })));
    main.append(el("details", {}, el("summary", {}, w("numbers")), el("div", { class: "scroll" }, budgetTable(numbers, sums))));
    const colours = ["#0b5cad", "#e8870c", "#3a9d6e", "#9b59b6", "#b42318", "#57606a"];
    state.chart = new Chart(canvas, {
      type: "bar",
      data: {
        labels: numbers.map((n) => { const name = strategyName(n); return name.length > 18 ? name.slice(0, 17) + "…" : name; }),
        datasets: plan.fiscal_years.map((year, i) => ({ label: yearName(year), backgroundColor: colours[i % colours.length], data: numbers.map((n) => sums[n][year] ?? 0) })),
      },
      options: { indexAxis: "y", animation: false, responsive: true, maintainAspectRatio: false, scales: { x: { stacked: true, title: { display: true, text: unit } }, y: { stacked: true, ticks: { autoSkip: false } } } },
    });
  }
  function heat() {
    const years = [plan.baseline_year, ...plan.fiscal_years].filter((y) => y !== null);
    const count = (stage, year) => DATA.heat[stage]?.[year]?.length ?? 0;
    const most = Math.max(1, ...DATA.stages.flatMap((s) => years.map((y) => count(s, y))));
    return el("table", { class: "heat" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, w("stage")), ...years.map((y) => el("th", { scope: "col" }, yearName(y), y === plan.baseline_year ? ` ${w("baseline")}` : "")))),
      el("tbody", {}, ...DATA.stages.map((stage) => el("tr", {}, el("th", { scope: "row", lang: "ja" }, stage), ...years.map((year) => {
        const n = count(stage, year);
        const share = n / most;
        const style = `background:color-mix(in srgb, #0b5cad ${Math.round(share * 100)}%, #fff);color:${share > 0.55 ? "#fff" : "inherit"}`;
        return el("td", { style }, n === 0 ? "0" : el("button", { type: "button", style: "color:inherit", "aria-label": `${stage} ${yearName(year)} ${n}`, onclick: () => {
          Object.assign(state.filters, { search: "", strategy: "", state: "", stage, year: String(year) }); location.hash = "#projects"; } }, String(n)));
      })))));
  }
  function budgetTable(numbers, sums) {
    const show = (value) => value === undefined ? "" : value.toLocaleString(state.language);
    return el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, w("strategy")), ...plan.fiscal_years.map((y) => el("th", { class: "n", scope: "col" }, yearName(y))), el("th", { class: "n", scope: "col" }, w("sum")))),
      el("tbody", {}, ...numbers.map((n) => el("tr", {}, el("th", { scope: "row" }, strategyName(n)), ...plan.fiscal_years.map((y) => el("td", { class: "n" }, show(sums[n][y]))),
        el("td", { class: "n" }, show(Object.values(sums[n]).reduce((a, b) => a + b, 0)))))));
  }

  // ---- the table of projects -------------------------------------------------------------------
  const searchable = new Map(plan.projects.map((p) => [p.id, fold([p.id, ...DATA.fields[p.id].map((f) => f.value ?? "")].join("\n"))]));
  const inCharge = (p) => p.departments.map((d) => [d.department, ...d.sections].join(" ")).join("、");
  function stateOf(id) {
    const own = [...review].filter(([key]) => key.startsWith(`${id} `)).map(([, value]) => value);
    if (own.some((each) => "new" in each) || made.some((each) => each.project === id)) return "corrected";
    return own.filter((each) => each.checked).length === DATA.fields[id].length ? "checked" : "unchecked";
  }
  function fits(p) {
    const f = state.filters;
    if (f.strategy && String(p.strategy) !== f.strategy) return false;
    const years = f.year ? [f.year] : Object.keys(DATA.heat[f.stage] ?? {});
    if (f.stage && !years.some((year) => DATA.heat[f.stage]?.[year]?.includes(p.id))) return false;
    if (f.state === "withfindings" ? !byProject.has(p.id) : f.state && stateOf(p.id) !== f.state) return false;
    return fold(f.search).split(/\s+/).every((word) => searchable.get(p.id).includes(word));
  }
  const SORTS = {
    id: (p) => p.strategy * 10000 + p.number, title: (p) => p.title ?? "", strategy: (p) => p.strategy * 10000 + p.number, department: inCharge,
    total: (p) => p.budget?.total ?? -Infinity, findings: (p) => byProject.get(p.id)?.length ?? 0, state: (p) => stateOf(p.id),
  };
  function list() {
    const f = state.filters;
    const choose = (name, label, options) => {
      const select = el("select", { name, onchange: () => { f[name] = select.value; rows(); } }, el("option", { value: "" }, w("all")), ...options.map(([value, text]) => el("option", { value, selected: f[name] === String(value) }, text)));
      return el("label", {}, label, select);
    };
    const search = el("input", { type: "search", name: "search", value: f.search, oninput: () => { f.search = search.value; rows(); } });
    main.append(el("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      el("label", { class: "wide" }, w("search"), search),
      choose("strategy", w("strategy"), plan.strategies.map((s) => [s.number, strategyName(s.number)])),
      choose("stage", w("stage"), DATA.stages.map((s) => [s, s])),
      choose("year", w("year"), [plan.baseline_year, ...plan.fiscal_years].filter((y) => y !== null).map((y) => [y, yearName(y)])),
      choose("state", w("state"), ["unchecked", "checked", "corrected", "withfindings"].map((s) => [s, w(s)]))));
    const found = el("p", { role: "status", id: "found" });
    const body = el("tbody");
    const heads = Object.keys(SORTS).map((name) => el("th", { scope: "col", class: ["strategy", "department", "state"].includes(name) ? "opt" : "", "data-sort": name }, el("button", { type: "button", onclick: () => {
      state.down = state.sort === name && !state.down; state.sort = name; rows(); } }, w(name))));
    main.append(found, el("div", { class: "scroll" }, el("table", { class: "list" }, el("thead", {}, el("tr", {}, ...heads)), body)));
    function rows() {
      const by = SORTS[state.sort];
      const shown = plan.projects.filter(fits).sort((a, b) => { const x = by(a), y = by(b); return typeof x === "string" ? x.localeCompare(y, "ja") : x - y; });
      if (state.down) shown.reverse();
      state.listed = shown;
      for (const head of heads) head.setAttribute("aria-sort", head.dataset.sort === state.sort ? (state.down ? "descending" : "ascending") : "none");
      found.textContent = w("found", { n: shown.length });
      clear(body).append(...shown.map((p) => el("tr", {},
        el("td", {}, el("a", { href: link(p.id) }, p.id)), el("td", { class: "t", lang: "ja" }, el("a", { href: link(p.id) }, p.title ?? w("empty")), p.starred ? " ★" : ""),
        el("td", { class: "opt", lang: "ja" }, strategyName(p.strategy)), el("td", { class: "opt", lang: "ja" }, inCharge(p)),
        el("td", { class: "n nowrap" }, p.budget?.total == null ? "" : `${p.budget.total.toLocaleString(state.language)} ${p.budget.unit ?? ""}`),
        el("td", { class: "nowrap" }, ...(byProject.get(p.id) ?? []).map((each) => severity(each.severity))), el("td", { class: "opt nowrap" }, w(stateOf(p.id))))));
    }
    rows();
  }

  // ---- findings --------------------------------------------------------------------------------
  function finding(each) {
    return el("li", { class: each.severity }, severity(each.severity), " ", el("code", {}, each.code), " ",
      each.project && projects.has(each.project) ? el("a", { href: link(each.project) }, each.project) : each.project ?? "", " ",
      each.page ? el("a", { href: `#page/${each.page}` }, w("page", { n: each.page })) : "", el("br"), each.message);
  }
  function findings() {
    const f = state.filters;
    const select = el("select", { name: "severity", onchange: () => { f.severity = select.value; show(); } }, el("option", { value: "" }, w("all")), ...["error", "warning", "info"].map((s) => el("option", { value: s, selected: f.severity === s }, w(s))));
    const box = el("ul", { class: "notes" });
    main.append(el("div", { class: "filters" }, el("label", {}, w("severity"), select)), box);
    function show() {
      const shown = plan.findings.filter((each) => !f.severity || each.severity === f.severity);
      clear(box).append(...(shown.length ? shown.map(finding) : [el("li", {}, w("none"))]));
    }
    show();
  }

  // ---- pictures: decoded when shown, a few kept --------------------------------------------------
  const urls = new Map();
  function picture(page) {
    const source = elements.get(page);
    if (!source) return null;
    if (!urls.has(page)) {
      const bytes = Uint8Array.from(atob(source.textContent), (c) => c.charCodeAt(0));
      urls.set(page, URL.createObjectURL(new Blob([bytes], { type: "image/webp" })));
    }
    const url = urls.get(page);
    urls.delete(page); urls.set(page, url); // the last used is the last to go
    while (urls.size > 16) { const [oldest, old] = urls.entries().next().value; URL.revokeObjectURL(old); urls.delete(oldest); }
    return { url, width: Number(source.dataset.width), height: Number(source.dataset.height) };
  }
  function figure(page, area) {
    const shown = picture(page);
    if (!shown) return el("p", {}, w("nopicture"));
    const whole = state.whole || !area;
    const x = whole ? 0 : Math.max(0, area[0] - 8), y = whole ? 0 : Math.max(0, area[1] - 8);
    const width = whole ? shown.width : Math.min(shown.width, area[2] + 8) - x, height = whole ? shown.height : Math.min(shown.height, area[3] + 8) - y;
    const percent = (part, all) => `${(100 * part) / all}%`;
    const image = el("img", { src: shown.url, alt: w("page", { n: page }), decoding: "async" });
    Object.assign(image.style, { width: percent(shown.width, width), left: percent(-x, width), top: percent(-y, height) });
    const crop = el("div", { class: "crop", "data-page": page }, image);
    crop.style.aspectRatio = `${width} / ${height}`;
    crop.spot = (boxes) => {
      for (const old of crop.querySelectorAll(".spot")) old.remove();
      const spots = boxes.map((box) => {
        const spot = el("div", { class: "spot" });
        Object.assign(spot.style, { left: percent(box[0] - 2 - x, width), top: percent(box[1] - 2 - y, height), width: percent(box[2] - box[0] + 4, width), height: percent(box[3] - box[1] + 4, height) });
        return spot;
      });
      crop.append(...spots);
      spots[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
    return el("figure", {}, el("figcaption", {}, w("page", { n: page }), area ? el("button", { type: "button", onclick: () => { state.whole = !state.whole; route(); } }, w(state.whole ? "crop" : "whole")) : null), crop);
  }
  function pageView(number) {
    main.append(el("div", { class: "steps" }, el("a", { href: "#findings" }, w("findings"))), figure(number, null),
      el("ul", { class: "notes" }, ...plan.findings.filter((each) => each.page === number).map(finding)));
  }

  // ---- one project -----------------------------------------------------------------------------
  function project(id) {
    const p = projects.get(id);
    if (!p) { main.append(el("p", {}, w("cancelled"))); return; }
    const order = state.listed.includes(p) ? state.listed : plan.projects;
    const here = order.indexOf(p);
    const step = (by, name, key) => { const other = order[here + by]; return el("a", { href: other ? link(other.id) : null, rel: name, "aria-disabled": other ? null : "true" }, w(name), " ", el("kbd", { class: "key" }, key)); };
    main.append(el("div", { class: "steps" }, el("a", { href: "#projects" }, w("back")), step(-1, "prev", "K"), step(1, "next", "J"), el("span", { class: "key" }, w("keys"))));
    const left = el("div", { class: "values", lang: "ja" }), right = el("div", { class: "paper" });
    const known = values.get(id);
    main.append(el("div", { class: "pair" }, left, right));
    // on each page around everything that the project was read from, its section's heading included
    const around = new Map(p.areas.map((area) => [area.page, [area.x0, area.top, area.x1, area.bottom]]));
    for (const { places } of known.values())
      for (const [page, x0, top, x1, bottom] of places) {
        const box = around.get(page);
        around.set(page, box ? [Math.min(box[0], x0), Math.min(box[1], top), Math.max(box[2], x1), Math.max(box[3], bottom)] : [x0, top, x1, bottom]);
      }
    for (const [page, box] of [...around].sort(([one], [other]) => one - other)) right.append(figure(page, box));
    const crops = [...right.querySelectorAll(".crop")];
    const point = (at) => {
      const places = (at && known.get(at)?.places) || [];
      for (const crop of crops) crop.spot(places.filter((place) => place[0] === Number(crop.dataset.page)).map((place) => place.slice(1)));
    };
    const editor = el("div", { class: "editor", hidden: true });
    const value = (at, after = "") => {
      const field = known.get(at);
      const note = review.get(`${id} ${at}`);
      const text = (v) => (v === null || v === "" ? el("span", { class: "none" }, w("empty")) : String(v));
      const button = el("button", { type: "button", class: "v" + (note?.checked ? " checked" : "") + (note && "new" in note ? " corrected" : ""), "data-at": at, "aria-pressed": String(state.at === at),
        onmouseenter: () => point(at), onmouseleave: () => point(state.at), onfocus: () => point(at), onclick: () => select(at) });
      if (note && "new" in note) button.append(el("s", {}, text(field.value)), " ", text(note.new)); else button.append(text(field.value));
      return el("span", {}, button, after ? el("span", { class: "tag" }, after) : null);
    };
    function select(at, focus = true) {
      state.at = at;
      draw();
      point(at);
      if (focus) left.querySelector(`[data-at="${at}"]`)?.focus({ preventScroll: true });
    }
    function record(at, what) {
      const key = `${id} ${at}`;
      if (what) review.set(key, what); else review.delete(key);
      keep();
      select(at);
    }
    function edit() {
      clear(editor);
      editor.hidden = !state.at;
      if (!state.at) return;
      const field = known.get(state.at), note = review.get(`${id} ${state.at}`);
      editor.append(el("div", { class: "asked" }, nameOf(state.at)));
      const actions = el("div", { class: "row" });
      editor.append(actions);
      if (note && "new" in note) {
        actions.append(el("span", {}, `${w("reason")}: ${note.reason}`), el("button", { type: "button", onclick: () => record(state.at, null) }, w("undo")));
        return;
      }
      actions.append(el("button", { type: "button", name: "check", onclick: () => record(state.at, note?.checked ? null : { checked: true }) }, w(note?.checked ? "uncheck" : "check")),
        el("button", { type: "button", name: "correct", onclick: () => form(field) }, w("correct")));
    }
    function form(field) {
      const fresh = el("textarea", { name: "new", rows: String(Math.min(6, 1 + String(field.value ?? "").length / 40 | 0)) });
      fresh.value = field.value ?? "";
      const reason = el("input", { name: "reason" }), problem = el("p", { class: "problem", role: "alert" });
      clear(editor).append(el("form", { onsubmit: (event) => {
        event.preventDefault();
        let right_ = fresh.value;
        if (field.number) { if (!/^-?\d*$/.test(right_.trim())) { problem.textContent = w("neednumber"); return; } right_ = right_.trim() === "" ? null : Number(right_); }
        else if (right_ === "" && field.value === null) right_ = null;
        if (right_ === field.value) { problem.textContent = w("same"); return; }
        if (!reason.value.trim()) { problem.textContent = w("needreason"); reason.focus(); return; }
        record(field.at, { new: right_, reason: reason.value.trim() });
      } }, el("div", { class: "asked" }, nameOf(field.at)), el("label", {}, w("newvalue"), fresh), el("label", {}, w("reason"), reason), problem,
        el("div", { class: "row" }, el("button", { type: "submit" }, w("apply")), el("button", { type: "button", onclick: () => select(field.at) }, w("cancel")))));
      fresh.focus();
    }
    const line = (label, at, after) => [el("dt", {}, w(label)), el("dd", {}, value(at, after))];
    const table = (heads, rows) => el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, ...heads.map((h) => el("th", { scope: "col" }, h)))), el("tbody", {}, ...rows.map((cells) => el("tr", {}, ...cells.map((c) => el("td", {}, c)))))));
    function draw() {
      clear(left).append(el("h2", {}, `${p.id} ${p.title ?? ""}${p.starred ? " ★" : ""}`));
      if (p.hidden) left.append(el("p", { class: "problem" }, w("hidden")));
      const own = byProject.get(id) ?? [];
      if (own.length) left.append(el("ul", { class: "notes" }, ...own.map(finding)));
      const applied = made.filter((each) => each.project === id);
      if (applied.length) left.append(el("h3", {}, w("made")), el("ul", { class: "notes" }, ...applied.map((each) => el("li", {}, el("code", {}, each.field), ` ${each.old ?? w("empty")} → ${each.new ?? w("empty")} (${each.reason})`))));
      left.append(el("dl", {}, ...line("title", "/title"), el("dt", {}, w("strategy")), el("dd", { class: "plain" }, strategyName(p.strategy)), ...line("section", "/section"), ...line("description", "/description")));
      if (p.items.length) left.append(el("h3", {}, w("items")), table(
        [w("goal"), ...p.items[0].cells.map(periodName)],
        p.items.map((item, i) => [value(`/items/${i}/goal`), ...item.cells.map((c, k) => value(`/items/${i}/cells/${k}/text`, meaning(c)))])));
      if (p.budget) left.append(el("h3", {}, w("budgetrow")), el("dl", {}, ...line("unit", "/budget/unit"), ...(p.budget.note === null ? [] : line("note", "/budget/note"))), table(
        [...p.budget.amounts.map((a) => yearName(a.fiscal_year)), w("sum")], [[...p.budget.amounts.map((a, i) => value(`/budget/amounts/${i}/text`)), value("/budget/total")]]));
      if (p.departments.length) left.append(el("h3", {}, w("departments")), el("ul", {}, ...p.departments.map((d, i) => el("li", {}, value(`/departments/${i}/department`), ...d.sections.map((_, k) => value(`/departments/${i}/sections/${k}`))))));
      if (p.relisted.length) left.append(el("h3", {}, w("relisted")), table([w("initiative"), w("content"), w("project")], p.relisted.map((_, i) => ["initiative", "content", "project"].map((name) => value(`/relisted/${i}/${name}`)))));
      if (p.footnotes.length) left.append(el("h3", {}, w("footnotes")), table([w("marker"), w("term"), w("text")], p.footnotes.map((_, i) => ["marker", "term", "text"].map((name) => value(`/footnotes/${i}/${name}`)))));
      left.append(editor);
      edit();
    }
    const meaning = (c) => [...new Set(c.milestones.map((m) => m.stage)), ...(c.quantity ? [`${c.quantity.value} ${c.quantity.unit}`] : [])].filter((m) => fold(m).replace(/\s/g, "") !== fold(c.text).replace(/\s/g, "")).join("・");
    function nameOf(at) {
      const [, group, i, inner, k] = at.split("/");
      const row = (p[group] ?? [])[i];
      if (group === "items") return inner === "goal" ? w("goal") : `${row.goal} ${k === undefined ? "" : periodName(row.cells[k])}`;
      if (group === "budget") return `${w("budgetrow")} ${{ unit: w("unit"), note: w("note"), total: w("sum") }[i] ?? yearName(p.budget.amounts[inner].fiscal_year)}`;
      if (i === undefined) return w(group);
      return `${w(group)} ${Number(i) + 1}` + (WORDS.ja[inner] ? ` ${w(inner)}` : "");
    }
    draw();
    point(state.at);
  }

  // ---- corrections.yaml --------------------------------------------------------------------------
  // What JSON.stringify writes is YAML too, so no value can break out of its place.
  function yaml() {
    const quote = (value) => JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
    const before = (id, at, value) => made.find((each) => each.project === id && each.field === at)?.old ?? value;
    const entries = new Map(made.map((each) => [`${each.project} ${each.field}`, { ...each }]));
    const checked = [];
    for (const [key, note] of review) {
      const [id, at] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
      const field = values.get(id)?.get(at);
      if (!field) continue;
      if (note.checked) { checked.push({ project: id, field: at, value: field.value }); continue; }
      const context = Object.fromEntries(Object.entries(field.context).map(([pointer, value]) => [pointer, before(id, pointer, value)]));
      entries.set(key, { project: id, field: at, old: before(id, at, field.value), new: note.new, reason: note.reason, context });
    }
    const lines = (list, names) => list.flatMap((each) => names.map((name, i) => `${i ? "    " : "  - "}${name}: ${quote(each[name] ?? (name === "context" ? {} : null))}`));
    const corrections = lines([...entries.values()].filter((each) => each.new !== each.old), ["project", "field", "old", "new", "reason", "context"]);
    const confirmed = lines(checked, ["project", "field", "value"]);
    return ["# For planextract parse --corrections; made in a report.", `source: ${quote(plan.source.sha256)}`,
      corrections.length ? "corrections:" : "corrections: []", ...corrections, confirmed.length ? "checked:" : "checked: []", ...confirmed, ""].join("\n");
  }
  function save() {
    const url = URL.createObjectURL(new Blob([yaml()], { type: "application/yaml" }));
    const anchor = el("a", { href: url, download: "corrections.yaml" });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  // ---- routes and keys ---------------------------------------------------------------------------
  function route(event) {
    const [name, ...rest] = location.hash.slice(1).split("/");
    const argument = decodeURIComponent(rest.join("/"));
    if (name === "main") { main.focus(); return; }
    if (event) state.at = null;
    state.chart?.destroy();
    state.chart = null;
    clear(main);
    ({ projects: list, findings, p: () => project(argument), page: () => pageView(Number(argument)) }[name] ?? overview)();
    const current = { p: "projects", page: "findings" }[name] ?? (["projects", "findings"].includes(name) ? name : "overview");
    for (const each of document.querySelectorAll("nav a")) each.toggleAttribute("aria-current", each.hash === `#${current}`);
    if (event) { scrollTo(0, 0); main.focus({ preventScroll: true }); }
  }
  addEventListener("hashchange", route);
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("language").addEventListener("click", () => { state.language = state.language === "ja" ? "en" : "ja"; frame(); route(); });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && location.hash.startsWith("#p/")) { if (typing) typing.blur(); else location.hash = "#projects"; return; }
    if (typing) return;
    const go = { j: "next", k: "prev" }[event.key.toLowerCase()];
    if (go) document.querySelector(`.steps a[rel=${go}][href]`)?.click();
    if (event.key === "/") { event.preventDefault(); if (!location.hash.startsWith("#projects")) location.hash = "#projects"; setTimeout(() => document.querySelector("input[name=search]")?.focus(), 0); }
  });
  frame();
  route();
})();
