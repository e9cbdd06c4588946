/** What a form needs to know of one member. What has nothing to say is left out. */
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
  /** It must be there, in what it is a member of. */
  readonly required: boolean;
  /** Characters of a string, items of a list, entries of a map, bytes of a blob. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** To be shown, not run: the service's patterns are no JavaScript RegExp. `checkField` decides. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly uniqueItems?: boolean;
  /** Its value must appear in no message, log or report. */
  readonly sensitive?: boolean;
  /** Since when it is deprecated. */
  readonly deprecated?: string;
  /** Where it travels, if not in the body. */
  readonly in?: "body" | "path" | "query" | "header";
  /** The names of its members. */
  readonly members?: readonly string[];
  readonly mediaType?: string;
  /** What would be right, in words. */
  readonly help?: string;
}
