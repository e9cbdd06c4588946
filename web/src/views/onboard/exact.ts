// JSON read so that it is written as it was: a number that JavaScript would round keeps its digits, where the browser
// can do that.

interface Raw {
  readonly rawJSON?: (text: string) => unknown;
  readonly isRawJSON?: (value: unknown) => boolean;
}

const raw = JSON as Raw;

export function exactly(text: string): unknown {
  const keep = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === "number" &&
    context?.source !== undefined &&
    context.source !== String(value) &&
    raw.rawJSON !== undefined
      ? raw.rawJSON(context.source)
      : value;
  return JSON.parse(text, keep) as unknown;
}

/** Whether there are values inside; a number that was kept as text is an object with none. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && raw.isRawJSON?.(value) !== true;
}
