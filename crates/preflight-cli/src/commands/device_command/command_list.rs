//! The list of commands as text: endpoints with their capabilities, actions and parameters.

use mi_preflight::command::{AvailableAction, AvailableCapability, AvailableEndpoint, Parameter, ParameterKind};

use crate::escape::escape_line;

/// Renders a line for each part, indented below its parent.
pub(super) fn render(endpoints: &[AvailableEndpoint]) -> String {
    let mut out = String::new();
    for endpoint in endpoints {
        let types = match &endpoint.device_types[..] {
            [] => String::new(),
            types => format!(": {}", types.join(", ")),
        };
        push_line(&mut out, 0, &format!("endpoint {}{types}", endpoint.id));
        for capability in &endpoint.capabilities {
            push_capability(&mut out, capability);
        }
    }
    if endpoints.is_empty() {
        push_line(&mut out, 0, "the device reports no endpoint");
    }
    out
}

fn push_capability(out: &mut String, capability: &AvailableCapability) {
    let undocumented = if capability.is_documented { "" } else { "; no document at hand" };
    push_line(out, 1, &format!("{} ({}{undocumented})", capability.id, capability.name));
    for action in &capability.actions {
        push_action(out, action, capability.is_documented);
    }
}

fn push_action(out: &mut String, action: &AvailableAction, is_capability_documented: bool) {
    match &action.parameter_kind {
        ParameterKind::PropertiesToRead(names) => {
            push_line(out, 2, &action.name);
            let names = if names.is_empty() { String::new() } else { format!(" or any of {}", names.join(", ")) };
            push_line(out, 3, &format!("*{names}"));
        }
        ParameterKind::Parameters(parameters) | ParameterKind::PropertiesToChange(parameters) => {
            push_line(out, 2, &action.name);
            for parameter in parameters {
                push_parameter(out, parameter);
            }
        }
        // A capability without a document is marked as such on its own line.
        ParameterKind::Unknown if is_capability_documented => {
            push_line(out, 2, &format!("{} (not in the document)", action.name));
        }
        _ => push_line(out, 2, &action.name),
    }
}

fn push_parameter(out: &mut String, parameter: &Parameter) {
    let value = parameter.value.as_deref().map(|value| format!(": {value}")).unwrap_or_default();
    push_line(out, 3, &format!("{}{value}", parameter.name));
}

fn push_line(out: &mut String, depth: usize, text: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&escape_line(text));
    out.push('\n');
}
