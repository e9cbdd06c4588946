//! `diff.ts`: what changed between editions, as `mi-preflight diff FROM TO --format json` has it.

use std::fmt::Write as _;

use mi_preflight::model::ServiceModel;
use mi_preflight::{changes_to_json, diff};
use serde_json::Value;

use super::literal::literal;

/// The kinds of change, by the facts that describe them.
const TYPES: &str = r#"/** A length or range; without bounds where nothing is stated. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Where a member travels, as Smithy's trait names it, and the name that it has there. */
export interface Travels {
  readonly in: string;
  readonly name?: string;
}

/** What a change is about, from what, to what, and all of it in one line. A side that states nothing is left out. */
export type Change = { readonly message: string } & (
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
      readonly from: Travels;
      readonly to: Travels;
    }
);
"#;

pub(super) fn module(editions: &[(&str, ServiceModel<'_>)]) -> String {
    let mut out = format!(
        "import type {{ Edition }} from \"./types.js\";\n\n{TYPES}\n\
         /** What changed from one edition to another. An edition does not differ from itself, so that is not there. */\n\
         export const changes: Readonly<Record<Edition, Readonly<Partial<Record<Edition, readonly Change[]>>>>> = {{\n",
    );
    for (from, old) in editions {
        let _ = writeln!(out, "  \"{from}\": {{");
        for (to, new) in editions.iter().filter(|(to, _)| to != from) {
            // INVARIANT: the core writes JSON; here it is only laid out.
            let changes: Value = serde_json::from_str(&changes_to_json(&diff(old, new))).unwrap_or_default();
            let lead = format!("    \"{to}\": ");
            let _ = writeln!(out, "{lead}{},", literal(&changes, lead.len(), 4));
        }
        out.push_str("  },\n");
    }
    out.push_str("};\n");
    out
}
