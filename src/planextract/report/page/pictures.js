// Pictures of pages: decoded when shown, a few kept; cut to a part, with a mark where a value stands.

import { el, w } from "./dom.js";
import { findingItem } from "./findings.js";
import { plan, projectLink } from "./plan.js";

const KEPT = 16;
const AROUND = 8; // points around a crop
const LEGIBLE = 1.1; // pixels a point, at least, beside the values; what is wider is scrolled
const sources = new Map(
  [...document.querySelectorAll("script.picture")].map((element) => [Number(element.dataset.page), element]),
);
const decoded = new Map();

function picture(page) {
  const source = sources.get(page);
  if (!source) return null;
  if (!decoded.has(page)) {
    const bytes = Uint8Array.from(atob(source.textContent), (character) => character.charCodeAt(0));
    decoded.set(page, URL.createObjectURL(new Blob([bytes], { type: "image/webp" })));
  }
  const url = decoded.get(page);
  decoded.delete(page);
  decoded.set(page, url); // the last used is the last to go
  while (decoded.size > KEPT) {
    const [oldest, old] = decoded.entries().next().value;
    URL.revokeObjectURL(old);
    decoded.delete(oldest);
  }
  return { url, width: Number(source.dataset.width), height: Number(source.dataset.height) };
}

/**
 * A figure of a part of a page, [x0, top, x1, bottom] in points, or of all of it. Its property `mark` takes
 * boxes to be marked; `pressed` is told the place, in points, where someone presses.
 */
export function figure(page, part, pressed = null) {
  const shown = picture(page);
  if (!shown)
    return el("figure", {}, el("figcaption", {}, w("page", { n: page })), el("p", {}, w("nopicture")));
  const [x0, top, x1, bottom] = part
    ? [
        Math.max(0, part[0] - AROUND),
        Math.max(0, part[1] - AROUND),
        Math.min(shown.width, part[2] + AROUND),
        Math.min(shown.height, part[3] + AROUND),
      ]
    : [0, 0, shown.width, shown.height];
  const width = x1 - x0,
    height = bottom - top;
  const percent = (length, all) => `${(100 * length) / all}%`;
  const image = el("img", {
    src: shown.url,
    alt: w("page", { n: page }),
    decoding: "async",
    draggable: "false",
    style: `width:${percent(shown.width, width)};left:${percent(-x0, width)};top:${percent(-top, height)}`,
  });
  const crop = el(
    "div",
    {
      class: "crop",
      "data-page": page,
      style: `aspect-ratio:${width}/${height};--legible:${Math.round(LEGIBLE * width)}px`,
    },
    image,
  );
  if (pressed) {
    crop.classList.add("live");
    crop.addEventListener("click", (event) => {
      const box = crop.getBoundingClientRect();
      pressed(
        page,
        x0 + ((event.clientX - box.left) / box.width) * width,
        top + ((event.clientY - box.top) / box.height) * height,
      );
    });
  }
  const holder = el("figure", {}, el("figcaption", {}, w("page", { n: page })), crop);
  holder.mark = (boxes) => {
    for (const old of crop.querySelectorAll(".spot")) old.remove();
    const here = boxes.filter((box) => box[0] < x1 && box[2] > x0 && box[1] < bottom && box[3] > top);
    crop.append(
      ...here.map((box) =>
        el("div", {
          class: "spot",
          style: `left:${percent(box[0] - 2 - x0, width)};top:${percent(box[1] - 2 - top, height)};width:${percent(box[2] - box[0] + 4, width)};height:${percent(box[3] - box[1] + 4, height)}`,
        }),
      ),
    );
  };
  return holder;
}

/** Scroll a box so that something in it can be seen; nothing around the box moves. */
export function reveal(box, element) {
  const outer = box.getBoundingClientRect(),
    inner = element.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    box.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  if (inner.left < outer.left || inner.right > outer.right)
    box.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
}

export function pageView(main, page) {
  main.append(el("div", { class: "steps" }, el("a", { href: "#findings" }, w("findings"))));
  const here = plan.projects.filter((p) => p.pages.includes(page));
  main.append(
    el("h2", {}, w("page", { n: page })),
    el("ul", { class: "notes" }, plan.findings.filter((finding) => finding.page === page).map(findingItem)),
    here.length
      ? el(
          "p",
          { lang: "ja" },
          here.flatMap((p) => [projectLink(p.id, `${p.id} ${p.title ?? ""}`), " "]),
        )
      : null,
    el("div", { class: "page" }, figure(page, null)),
  );
}
