// Sentences of the package's, whose names stand between backticks.

/** A name in backticks. A pattern may have a backtick inside: one that ends a name has no letter or brace behind it. */
const NAME = /(`.+?`(?![\p{L}\p{N}_{]))/su;

/** A text in parts: every second one is a name. */
function partsOf(text: string): string[] {
  return text.split(NAME).map((part, index) => (index % 2 === 1 ? part.slice(1, -1) : part));
}

/** A text with its names as code. */
export function Prose({ text }: { text: string }) {
  return <>{partsOf(text).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}

/** A text to be heard, not seen: without the backticks around its names. */
export function plain(text: string): string {
  return partsOf(text).join("");
}

/** A text of the package as a sentence. */
export function asSentence(text: string): string {
  // A first letter may be more than one unit of the string.
  const [first = ""] = text;
  return ended(first.toUpperCase() + text.slice(first.length));
}

/** A sentence with a full stop, unless it has an end of its own. */
export function ended(text: string): string {
  return /[.?!…]$/u.test(text) ? text : `${text}.`;
}
