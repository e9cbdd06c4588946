// Parses JSON without rounding numbers, where the browser supports it.

interface RawJson {
  readonly rawJSON?: (text: string) => unknown;
  readonly isRawJSON?: (value: unknown) => boolean;
}

const rawJson = JSON as RawJson;

export function parseLossless(text: string): unknown {
  const reviver = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === "number" &&
    context?.source !== undefined &&
    context.source !== String(value) &&
    rawJson.rawJSON !== undefined
      ? rawJson.rawJSON(context.source)
      : value;
  return JSON.parse(text, reviver) as unknown;
}

/** Tells whether a value is an object or list. A number kept as text is an object, too, but has no members. */
export function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null && rawJson.isRawJSON?.(value) !== true;
}
