/** What a form needs to know about one member. Inapplicable properties are absent. */
export interface Field {
  readonly path: string;
  /** The name of the member's shape. */
  readonly shape: string;
  readonly type:
    | "string"
    | "integer"
    | "number"
    | "boolean"
    | "timestamp"
    | "blob"
    | "structure"
    | "union"
    | "list"
    | "map"
    | "document";
  /** Whether the structure that contains the member requires it. */
  readonly required: boolean;
  /** In characters of a string, items of a list, entries of a map, or bytes of a blob. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** For display only: the service's patterns are not JavaScript regular expressions. Use `checkField` to test a value. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly uniqueItems?: boolean;
  /** Whether the value must not appear in messages, logs or reports. */
  readonly sensitive?: boolean;
  /** When the member was deprecated. */
  readonly deprecated?: string;
  /** The location of the member in the HTTP request. */
  readonly in?: "body" | "path" | "query" | "header";
  /** Names of the members of a structure or union. */
  readonly members?: readonly string[];
  readonly mediaType?: string;
  /** Describes a valid value. */
  readonly help?: string;
}
