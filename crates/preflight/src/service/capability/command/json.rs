//! Available commands as JSON.

use super::offer::{OfferedAction, OfferedEndpoint, Parameter, ParameterKind};
use crate::engine::report::json::{Object, string, strings};

/// The available commands as a JSON array of endpoints, the same text on every surface. `takes` says what kind of
/// parameters an action takes, `parameters` or `properties` lists them, and `value` describes a value in words.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::{AvailableCommands, offers_to_json};
/// let device = Device::parse(br#"{"endpoints": [{"id": "1", "deviceTypes": [], "capabilities": []}]}"#)?;
/// assert_eq!(offers_to_json(&AvailableCommands::of(&device).list()), r#"[{"endpoint":"1","deviceTypes":[],"capabilities":[]}]"#);
/// # Ok::<(), mi_preflight::DeviceError>(())
/// ```
pub fn offers_to_json(endpoints: &[OfferedEndpoint]) -> String {
    let mut out = String::new();
    list(&mut out, endpoints, |out, endpoint| {
        let mut object = Object::begin(out);
        object.string("endpoint", &endpoint.id);
        strings(object.key("deviceTypes"), &endpoint.device_types);
        list(object.key("capabilities"), &endpoint.capabilities, |out, capability| {
            let mut object = Object::begin(out);
            object.string("id", &capability.id);
            object.string("name", &capability.name);
            object.raw("documented", capability.is_documented);
            list(object.key("actions"), &capability.actions, action);
            object.end();
        });
        object.end();
    });
    out
}

fn action(out: &mut String, action: &OfferedAction) {
    let mut object = Object::begin(out);
    object.string("name", &action.name);
    object.string("takes", action.takes.name());
    match &action.takes {
        ParameterKind::Unknown => {}
        ParameterKind::Parameters(all) => list(object.key("parameters"), all, parameter),
        ParameterKind::PropertiesToRead(names) => list(object.key("properties"), names, |out, name| {
            let mut object = Object::begin(out);
            object.string("name", name);
            object.end();
        }),
        ParameterKind::PropertiesToChange(all) => list(object.key("properties"), all, parameter),
    }
    object.end();
}

fn parameter(out: &mut String, parameter: &Parameter) {
    let mut object = Object::begin(out);
    object.string("name", &parameter.name);
    if let Some(value) = &parameter.value {
        string(object.key("value"), value);
    }
    object.end();
}

fn list<T>(out: &mut String, all: &[T], mut write: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (index, one) in all.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, one);
    }
    out.push(']');
}
