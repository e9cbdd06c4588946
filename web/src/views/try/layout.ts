// A JSON text laid out anew without reading its values: numbers of any size and keys that repeat stay as they are.

const tokens = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** The text on several lines, or nothing where it is no JSON. */
export function laidOut(text: string): string | undefined {
  if (!isJson(text)) {
    return undefined;
  }
  let out = "";
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
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

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
