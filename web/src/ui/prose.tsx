// Texts of the package, with names in backticks.

/**
 * Matches a name in backticks. A pattern may contain a backtick: the closing one is not followed by a letter or brace.
 */
const NAME = /(`.+?`(?![\p{L}\p{N}_{]))/su;

/** Splits a text into parts. Every second part is a name. */
function splitNames(text: string): string[] {
  return text.split(NAME).map((part, index) => (index % 2 === 1 ? part.slice(1, -1) : part));
}

/** Renders a text with its names as code. */
export function Prose({ text }: { text: string }) {
  return <>{splitNames(text).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

/** Returns a text without backticks, for screen readers. */
export function plainText(text: string): string {
  return splitNames(text).join("");
}

/** Turns a text of the package into a sentence. */
export function asSentence(text: string): string {
  // A first letter may take more than one UTF-16 unit.
  const [first = ""] = text;
  return withFullStop(first.toUpperCase() + text.slice(first.length));
}

/** Adds a full stop, unless the text already ends with punctuation. */
export function withFullStop(text: string): string {
  return /[.?!…]$/u.test(text) ? text : `${text}.`;
}
