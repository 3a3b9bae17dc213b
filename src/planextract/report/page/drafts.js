// Keeps what is typed and not recorded yet, so that nothing that leads away from it loses it.

import { plan } from "./plan.js";

const DRAFTS = `planextract-drafts:${plan.source.sha256}`;
let drafts = {};
try {
  drafts = JSON.parse(localStorage.getItem(DRAFTS) ?? "{}");
} catch {
  // a private window may keep nothing; then the drafts last as long as the page
}

const keyOf = (id, pointer) => `${id} ${pointer}`;

export const draftOf = (id, pointer) => drafts[keyOf(id, pointer)];

/** Keeps a draft {new, reason}; null forgets it. */
export function keepDraft(id, pointer, draft) {
  if (draft) drafts[keyOf(id, pointer)] = draft;
  else delete drafts[keyOf(id, pointer)];
  try {
    localStorage.setItem(DRAFTS, JSON.stringify(drafts));
  } catch {
    // see above
  }
}
