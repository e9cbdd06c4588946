//! Available commands as JSON.

use super::offer::{AvailableAction, AvailableEndpoint, Parameter, ParameterKind};
use crate::engine::report::json::{Object, string, strings};

/// The available commands as a JSON array of endpoints, the same text on every surface. `parameterKind` states which
/// parameters an action accepts, `parameters` or `properties` lists them, and `value` describes a value in words.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::{AvailableCommands, available_commands_to_json};
/// let device = Device::parse(br#"{"endpoints": [{"id": "1", "deviceTypes": [], "capabilities": []}]}"#)?;
/// assert_eq!(available_commands_to_json(&AvailableCommands::new(&device).list()), r#"[{"endpoint":"1","deviceTypes":[],"capabilities":[]}]"#);
/// # Ok::<(), mi_preflight::DeviceError>(())
/// ```
pub fn available_commands_to_json(endpoints: &[AvailableEndpoint]) -> String {
    let mut out = String::new();
    write_list(&mut out, endpoints, |out, endpoint| {
        let mut object = Object::begin(out);
        object.string("endpoint", &endpoint.id);
        strings(object.key("deviceTypes"), &endpoint.device_types);
        write_list(object.key("capabilities"), &endpoint.capabilities, |out, capability| {
            let mut object = Object::begin(out);
            object.string("id", &capability.id);
            object.string("name", &capability.name);
            object.raw("documented", capability.is_documented);
            write_list(object.key("actions"), &capability.actions, write_action);
            object.end();
        });
        object.end();
    });
    out
}

fn write_action(out: &mut String, action: &AvailableAction) {
    let mut object = Object::begin(out);
    object.string("name", &action.name);
    object.string("parameterKind", action.parameter_kind.name());
    match &action.parameter_kind {
        ParameterKind::Unknown => {}
        ParameterKind::Parameters(all) => write_list(object.key("parameters"), all, write_parameter),
        ParameterKind::PropertiesToRead(names) => write_list(object.key("properties"), names, |out, name| {
            let mut object = Object::begin(out);
            object.string("name", name);
            object.end();
        }),
        ParameterKind::PropertiesToChange(all) => write_list(object.key("properties"), all, write_parameter),
    }
    object.end();
}

fn write_parameter(out: &mut String, parameter: &Parameter) {
    let mut object = Object::begin(out);
    object.string("name", &parameter.name);
    if let Some(value) = &parameter.value {
        string(object.key("value"), value);
    }
    object.end();
}

fn write_list<T>(out: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}
