//! `diff.ts`: the changes between editions, as in the output of `mi-preflight diff FROM TO --format json`.

use std::fmt::Write as _;

use mi_preflight::model::ServiceModel;
use mi_preflight::{changes_to_json, diff};
use serde_json::Value;

use super::literal::literal;

/// The types of the module.
const TYPES: &str = r#"/** The bounds of a length or range. A missing bound means that there is none. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** The HTTP binding of a member: the name of Smithy's trait, or `body`, and the bound name. */
export interface HttpBinding {
  readonly in: string;
  readonly name?: string;
}

/** A change of the model, with a message of one line. `from` or `to` is missing if that edition states no value. */
export type ModelChange = { readonly message: string } & (
  | { readonly change: "api-version-changed"; readonly from: string; readonly to: string }
  | { readonly change: "operation-added" | "operation-removed"; readonly operation: string }
  | {
      readonly change: "method-changed" | "uri-changed";
      readonly operation: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly change: "status-changed"; readonly operation: string; readonly from: number; readonly to: number }
  | {
      readonly change: "input-changed" | "output-changed";
      readonly operation: string;
      readonly from?: string;
      readonly to?: string;
    }
  | { readonly change: "error-added" | "error-removed"; readonly operation: string; readonly error: string }
  | { readonly change: "readonly-changed" | "idempotent-changed"; readonly operation: string; readonly to: boolean }
  | {
      readonly change: "type-changed" | "timestamp-format-changed";
      readonly shape: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly change: "length-changed" | "range-changed";
      readonly shape: string;
      readonly from: Bounds;
      readonly to: Bounds;
    }
  | {
      readonly change: "pattern-changed" | "media-type-changed";
      readonly shape: string;
      readonly from?: string;
      readonly to?: string;
    }
  | { readonly change: "value-added" | "value-removed"; readonly shape: string; readonly value: string }
  | {
      readonly change: "sensitive-changed" | "sparse-changed" | "unique-items-changed";
      readonly shape: string;
      readonly to: boolean;
    }
  | { readonly change: "error-status-changed"; readonly shape: string; readonly from: number; readonly to: number }
  | {
      readonly change: "deprecated-changed";
      readonly shape: string;
      readonly member?: string;
      readonly from?: string;
      readonly to?: string;
    }
  | {
      readonly change: "member-added";
      readonly shape: string;
      readonly member: string;
      readonly target: string;
      readonly required: boolean;
    }
  | { readonly change: "member-removed"; readonly shape: string; readonly member: string }
  | {
      readonly change: "target-changed";
      readonly shape: string;
      readonly member: string;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly change: "required-changed" | "idempotency-token-changed";
      readonly shape: string;
      readonly member: string;
      readonly to: boolean;
    }
  | {
      readonly change: "binding-changed";
      readonly shape: string;
      readonly member: string;
      readonly from: HttpBinding;
      readonly to: HttpBinding;
    }
);
"#;

pub(super) fn module(editions: &[(&str, ServiceModel<'_>)]) -> String {
    let mut out = format!(
        "import type {{ Edition }} from \"./types.js\";\n\n{TYPES}\n\
         /** The changes from one edition to another. */\n\
         export const changes: Readonly<Record<Edition, Readonly<Partial<Record<Edition, readonly ModelChange[]>>>>> = {{\n",
    );
    for (from, old) in editions {
        let _ = writeln!(out, "  \"{from}\": {{");
        for (to, new) in editions.iter().filter(|(to, _)| to != from) {
            // INVARIANT: the core writes valid JSON.
            let changes: Value = serde_json::from_str(&changes_to_json(&diff(old, new))).unwrap_or_default();
            let start = format!("    \"{to}\": ");
            let _ = writeln!(out, "{start}{},", literal(&changes, start.len(), 4));
        }
        out.push_str("  },\n");
    }
    out.push_str("};\n");
    out
}
