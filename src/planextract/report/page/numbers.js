// Reads a whole number as plans print it: full-width digits, commas, ▲ for a negative one.

/** The number of a text, null for a blank one or a dash, NaN where it is none. */
export function wholeNumber(text) {
  const plain = text
    .normalize("NFKC")
    .replace(/[\s,、]/g, "")
    .replace(/^[▲△−–—―‐-]/, "-");
  if (plain === "" || plain === "-") return null;
  return /^-?\d{1,15}$/.test(plain) ? Number(plain) : Number.NaN;
}
