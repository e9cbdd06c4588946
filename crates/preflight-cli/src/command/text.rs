//! What may be sent, for people: endpoints, their capabilities, their actions and what goes with these.

use mi_preflight::command::{OfferedAction, OfferedCapability, OfferedEndpoint, Parameter, ParameterKind};

use crate::render::visible_line;

/// One line each, indented by what it is part of.
pub(super) fn tree(endpoints: &[OfferedEndpoint]) -> String {
    let mut out = String::new();
    for endpoint in endpoints {
        let types = match &endpoint.device_types[..] {
            [] => String::new(),
            types => format!(": {}", types.join(", ")),
        };
        line(&mut out, 0, &format!("endpoint {}{types}", endpoint.id));
        for one in &endpoint.capabilities {
            capability(&mut out, one);
        }
    }
    if endpoints.is_empty() {
        line(&mut out, 0, "the device reports no endpoint");
    }
    out
}

fn capability(out: &mut String, capability: &OfferedCapability) {
    let undocumented = if capability.is_documented { "" } else { "; no document at hand" };
    line(out, 1, &format!("{} ({}{undocumented})", capability.id, capability.name));
    for one in &capability.actions {
        action(out, one, capability.is_documented);
    }
}

fn action(out: &mut String, action: &OfferedAction, is_documented: bool) {
    match &action.takes {
        ParameterKind::PropertiesToRead(names) => {
            line(out, 2, &action.name);
            let names = if names.is_empty() { String::new() } else { format!(" or any of {}", names.join(", ")) };
            line(out, 3, &format!("*{names}"));
        }
        ParameterKind::Parameters(all) | ParameterKind::PropertiesToChange(all) => {
            line(out, 2, &action.name);
            all.iter().for_each(|one| parameter(out, one));
        }
        // Where nothing of the capability is known, its own line says so.
        ParameterKind::Unknown if is_documented => line(out, 2, &format!("{} (not in the document)", action.name)),
        _ => line(out, 2, &action.name),
    }
}

fn parameter(out: &mut String, parameter: &Parameter) {
    let value = parameter.value.as_deref().map(|value| format!(": {value}")).unwrap_or_default();
    line(out, 3, &format!("{}{value}", parameter.name));
}

fn line(out: &mut String, depth: usize, text: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&visible_line(text));
    out.push('\n');
}
