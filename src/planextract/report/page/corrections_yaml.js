// Reads corrections.yaml: as this page saves it, or as a person edits it, one scalar on a line.

const SCALARS = { true: true, false: false, null: null, "~": null, "": null };

/** The value of a scalar: JSON, a text in single quotes, a number, or the text as it is. */
export function scalar(text) {
  const plain = text.trim();
  if (plain in SCALARS) return SCALARS[plain];
  if (/^["{[]/.test(plain)) return JSON.parse(plain);
  if (/^'.*'$/s.test(plain)) return plain.slice(1, -1).replaceAll("''", "'");
  if (/^[|>&*!%@`]/.test(plain)) throw new SyntaxError(plain);
  const bare = plain.replace(/\s+#.*$/, "");
  return /^-?\d+$/.test(bare) ? Number(bare) : bare;
}

/** {source, corrections, checked, signed_off} of a file. Throws SyntaxError for what it can't read. */
export function readCorrections(text) {
  const found = { corrections: [], checked: [], signed_off: [] };
  let list = null;
  let entry = null;
  for (const line of text.replace(/^\ufeff/, "").split(/\r?\n/)) {
    if (!line.trim() || /^\s*#/.test(line)) continue;
    const [, indent, dash, name, value] = /^(\s*)(- +)?([a-z_]+):(?: (.*))?$/.exec(line) ?? [];
    if (name === undefined) throw new SyntaxError(line);
    if (!indent && !dash) {
      list = Array.isArray(found[name]) ? found[name] : null;
      entry = null;
      if (!list) found[name] = scalar(value ?? "");
    } else if (list && (dash || entry)) {
      if (dash) {
        entry = {};
        list.push(entry);
      }
      entry[name] = scalar(value ?? "");
    } else throw new SyntaxError(line);
  }
  return found;
}
