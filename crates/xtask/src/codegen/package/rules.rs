//! `rules.ts`: the catalogue of rules, each as in the output of `mi-preflight rules --format json`.

use mi_preflight::{Basis, Rule, Severity};
use serde_json::Value;

use super::literal::{literal, union};

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Advice];

const BASES: [Basis; 7] =
    [Basis::Documented, Basis::Model, Basis::Specified, Basis::Jobs, Basis::Shown, Basis::Inferred, Basis::Policy];

pub(super) fn module() -> String {
    // INVARIANT: the core writes valid JSON.
    let rules = Rule::ALL.iter().map(|rule| serde_json::from_str::<Value>(&rule.to_json()).unwrap_or_default());
    format!(
        "import type {{ Edition }} from \"./types.js\";\n\n\
         /** The id of a rule: permanent and never reused. The checks of a policy have ids of their own. */\n{ids}\n\
         /** The severity of a violation. Only an error makes a request invalid. */\n{severities}\n\
         /** The source of a rule. */\n{bases}\n\
         /** A rule of the catalogue. */\n\
         export interface RuleInfo {{\n\
         \x20 readonly id: RuleId;\n\
         \x20 /** The severity in the profile `recommended`, unless a policy changes it. */\n\
         \x20 readonly severity: Severity;\n\
         \x20 /** The severity in the profile `strict`, if it differs. */\n\
         \x20 readonly strict?: Severity;\n\
         \x20 readonly basis: Basis;\n\
         \x20 /** The editions in which the rule holds. */\n\
         \x20 readonly editions: readonly Edition[];\n\
         \x20 /** What the rule requires, in one line. */\n\
         \x20 readonly title: string;\n\
         }}\n\n\
         /** Every rule, in the catalogue's order. */\n\
         export const rules: readonly RuleInfo[] = {rules};\n",
        ids = union("RuleId", Rule::ALL.iter().map(|rule| rule.id())),
        severities = union("Severity", SEVERITIES.map(Severity::name)),
        bases = union("Basis", BASES.map(Basis::name)),
        rules = literal(&rules.collect(), START_LEN, 0),
    )
}

/// The number of characters before the value on the last line.
const START_LEN: usize = "export const rules: readonly RuleInfo[] = ".len();
