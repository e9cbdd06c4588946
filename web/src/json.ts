// Formats and splits JSON text without parsing values: numbers of any size and duplicate keys are kept.

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** Maximum depth of indentation: deeper, the white space would outweigh the text. */
const MAX_INDENT_DEPTH = 64;

/** Formats a text on several lines. Returns `undefined` if it is not JSON. */
export function formatJson(text: string): string | undefined {
  if (!isJson(text)) {
    return undefined;
  }
  let out = "";
  let depth = 0;
  const line = () => `\n${"  ".repeat(Math.min(depth, MAX_INDENT_DEPTH))}`;
  let previous = "";
  for (const [token] of text.matchAll(TOKEN)) {
    const isClosing = token === "}" || token === "]";
    if (isClosing) {
      depth -= 1;
    }
    const isFirstInside = previous === "{" || previous === "[";
    if (isClosing ? !isFirstInside : isFirstInside || previous === ",") {
      out += line();
    }
    out += token === ":" ? ": " : token;
    if (token === "{" || token === "[") {
      depth += 1;
    }
    previous = token;
  }
  return out;
}

export interface JsonPart {
  /** Key of a member; absent for an item of a list. */
  readonly name?: string;
  /** The text of the value. */
  readonly text: string;
}

export interface JsonParts {
  readonly kind: "object" | "list";
  readonly items: readonly JsonPart[];
}

/** Splits an object or list into its direct children. Returns `undefined` for other texts. */
export function splitJson(text: string): JsonParts | undefined {
  const kind = ({ "{": "object", "[": "list" } as const)[text.trimStart().charAt(0)];
  if (kind === undefined || !isJson(text)) {
    return undefined;
  }
  const items: JsonPart[] = [];
  let depth = 0;
  let name: string | undefined;
  let start: number | undefined;
  let end = 0;
  const finishPart = () => {
    if (start !== undefined) {
      items.push({ text: text.slice(start, end), ...(name !== undefined && { name: String(JSON.parse(name)) }) });
    }
    [name, start] = [undefined, undefined];
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const isClosing = token === "}" || token === "]";
    depth -= isClosing ? 1 : 0;
    if (depth === 1 && token === ":") {
      // The current part was the key, not the value.
      [name, start] = [text.slice(start, end), undefined];
    } else if (depth === 0 || (depth === 1 && token === ",")) {
      finishPart();
    } else {
      start ??= index;
      end = index + token.length;
    }
    depth += token === "{" || token === "[" ? 1 : 0;
  }
  return { kind, items };
}

/** Returns the text of a member's value. Of duplicate keys the last one counts, as in all JSON parsers. */
export function memberText(parts: JsonParts | undefined, name: string): string | undefined {
  return parts?.kind === "object" ? parts.items.findLast((part) => part.name === name)?.text : undefined;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
