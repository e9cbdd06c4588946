// JSON texts laid out and cut without reading their values: numbers of any size and keys that repeat stay as they are.

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** What stands deeper is indented no further: the white space would be more than the text. */
const DEEPEST = 64;

/** The text on several lines, or nothing where it is no JSON. */
export function laidOut(text: string): string | undefined {
  if (!isJson(text)) {
    return undefined;
  }
  let out = "";
  let depth = 0;
  const line = () => `\n${"  ".repeat(Math.min(depth, DEEPEST))}`;
  let before = "";
  for (const [token] of text.matchAll(tokens)) {
    const isClosing = token === "}" || token === "]";
    if (isClosing) {
      depth -= 1;
    }
    const isFirstInside = before === "{" || before === "[";
    if (isClosing ? !isFirstInside : isFirstInside || before === ",") {
      out += line();
    }
    out += token === ":" ? ": " : token;
    if (token === "{" || token === "[") {
      depth += 1;
    }
    before = token;
  }
  return out;
}

export interface Part {
  /** The key of a member; left out for an item of a list. */
  readonly name?: string;
  /** The value as it is written. */
  readonly text: string;
}

export interface Parts {
  readonly kind: "object" | "list";
  readonly all: readonly Part[];
}

/** What stands right inside an object or a list; nothing where a text is neither. */
export function partsOf(text: string): Parts | undefined {
  const kind = ({ "{": "object", "[": "list" } as const)[text.trimStart().charAt(0)];
  if (kind === undefined || !isJson(text)) {
    return undefined;
  }
  const all: Part[] = [];
  let depth = 0;
  let name: string | undefined;
  let from: number | undefined;
  let to = 0;
  const end = () => {
    if (from !== undefined) {
      all.push({ text: text.slice(from, to), ...(name !== undefined && { name: String(JSON.parse(name)) }) });
    }
    [name, from] = [undefined, undefined];
  };
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const isClosing = token === "}" || token === "]";
    depth -= isClosing ? 1 : 0;
    if (depth === 1 && token === ":") {
      // What was taken for the value is the key.
      [name, from] = [text.slice(from, to), undefined];
    } else if (depth === 0 || (depth === 1 && token === ",")) {
      end();
    } else {
      from ??= index;
      to = index + token.length;
    }
    depth += token === "{" || token === "[" ? 1 : 0;
  }
  return { kind, all };
}

/** The value of a member, as it is written. Of keys that repeat the last one counts, as it does wherever JSON is read. */
export function memberOf(parts: Parts | undefined, name: string): string | undefined {
  return parts?.kind === "object" ? parts.all.findLast((part) => part.name === name)?.text : undefined;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
