//! `rules.ts`: the catalogue of rules, each as in the output of `mi-preflight rules --format json` but without the
//! reasons, and the types of `detail`.

use mi_preflight::{Basis, DataKind, DataType, Rule, Severity};
use serde_json::Value;

use super::literal::{MAX_LINE, key, literal, union};

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Advice];

const BASES: [Basis; 7] =
    [Basis::Documented, Basis::Model, Basis::Specified, Basis::Jobs, Basis::Shown, Basis::Inferred, Basis::Policy];

pub(super) fn module() -> String {
    let rules = Rule::ALL.iter().map(|rule| {
        // INVARIANT: the core writes valid JSON.
        let mut info = serde_json::from_str::<Value>(&rule.to_json()).unwrap_or_default();
        // The types have the reasons. Whoever opens a page need not load them.
        info.as_object_mut().and_then(|info| info.remove("reasons"));
        info
    });
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
         /** `detail` of the violations of each rule. Rules that are not listed have none. */\n\
         export interface RuleDetails {{\n{details}}}\n\n\
         /** Every rule, in the catalogue's order. */\n\
         export const rules: readonly RuleInfo[] = {rules};\n",
        ids = union("RuleId", Rule::ALL.iter().map(|rule| rule.id())),
        severities = union("Severity", SEVERITIES.map(Severity::name)),
        bases = union("Basis", BASES.map(Basis::name)),
        details = Rule::ALL.iter().filter_map(|rule| detail(*rule)).collect::<String>(),
        rules = literal(&rules.collect(), START_LEN, 0),
    )
}

/// The number of characters before the value on the last line.
const START_LEN: usize = "export const rules: readonly RuleInfo[] = ".len();

/// The type of `detail` for a rule, as a line of an interface, or several lines for a union; `None` if there is no detail.
///
/// Reasons with the same kind of data share an object type.
fn detail(rule: Rule) -> Option<String> {
    let mut groups: Vec<(DataKind, Vec<&str>)> = Vec::new();
    for reason in rule.reasons() {
        match groups.iter_mut().find(|(data, _)| *data == reason.data) {
            Some((_, names)) => names.push(reason.name),
            None => groups.push((reason.data, vec![reason.name])),
        }
    }
    if groups.is_empty() {
        return None;
    }
    let types: Vec<String> = groups.iter().map(|(data, names)| object(*data, names)).collect();
    let name = key(rule.id());
    let one_line = format!("  {name}: {};\n", types.join(" | "));
    if one_line.len() <= MAX_LINE {
        return Some(one_line);
    }
    Some(format!("  {name}:\n    | {};\n", types.join("\n    | ")))
}

/// The type of `detail` for some reasons with one kind of data. A detail without a reason has an optional `reason` that is
/// never set, so that `violation.detail?.reason` is legal for any violation.
fn object(data: DataKind, reasons: &[&str]) -> String {
    let names: Vec<String> = reasons.iter().map(|name| Value::from(*name).to_string()).collect();
    let reason =
        if reasons == [""] { "reason?: undefined".to_owned() } else { format!("reason: {}", names.join(" | ")) };
    let mut members = vec![reason];
    for member in data.members() {
        let value = match member.value {
            DataType::Number => "number",
            DataType::Text => "string",
            DataType::Texts => "readonly string[]",
            DataType::True => "true",
            // INVARIANT: `DataType` has no other variants; it is only non-exhaustive for other crates.
            _ => "unknown",
        };
        let question_mark = if member.is_optional { "?" } else { "" };
        members.push(format!("{}{question_mark}: {value}", member.name));
    }
    let members: Vec<String> = members.iter().map(|member| format!("readonly {member}")).collect();
    format!("{{ {} }}", members.join("; "))
}
