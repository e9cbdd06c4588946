use core::fmt::Write as _;

use crate::engine::report::json::string;

/// The id that a command without a device is checked with.
const PLACEHOLDER_THING: &str = "0";

/// A command to one capability: the input of SendManagedThingCommand without the device that it goes to.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::AvailableCommands;
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let command = AvailableCommands::new(&device).build("1", "On/Off", "On", &[]).unwrap();
/// assert!(command.input(Some("abc")).contains(r#""ManagedThingId": "abc""#));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    pub(super) endpoint: String,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) action: String,
    pub(super) parameters: Parameters,
}

/// The parameters of the action; values are already JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parameters {
    PropertiesToRead(Vec<String>),
    Values(Vec<(String, String)>),
}

impl Command {
    /// The input as JSON on several lines. Without a `thing`, the member `ManagedThingId` is left out: it is part of
    /// the path and not of the body.
    pub fn input(&self, thing: Option<&str>) -> String {
        let mut out = JsonWriter::default();
        out.open("", "{");
        if let Some(thing) = thing {
            out.member("ManagedThingId", thing);
        }
        out.open("Endpoints", "[");
        out.open("", "{");
        out.member("endpointId", &self.endpoint);
        out.open("capabilities", "[");
        out.open("", "{");
        out.member("id", &self.id);
        out.member("name", &self.name);
        out.member("version", &self.version);
        out.open("actions", "[");
        out.open("", "{");
        out.member("name", &self.action);
        match &self.parameters {
            Parameters::PropertiesToRead(names) => {
                out.open("parameters", "{");
                out.open("propertiesToRead", "[");
                for name in names {
                    out.entry("", &quoted(name));
                }
                out.close("]");
                out.close("}");
            }
            Parameters::Values(values) if values.is_empty() => {}
            Parameters::Values(values) => {
                out.open("parameters", "{");
                for (name, value) in values {
                    out.entry(name, value);
                }
                out.close("}");
            }
        }
        for bracket in ["}", "]", "}", "]", "}", "]", "}"] {
            out.close(bracket);
        }
        out.text
    }

    /// The complete input, as it is checked.
    pub(crate) fn judged(&self, thing: Option<&str>) -> String {
        self.input(Some(thing.unwrap_or(PLACEHOLDER_THING)))
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    string(&mut out, text);
    out
}

/// Writes indented JSON.
#[derive(Default)]
struct JsonWriter {
    text: String,
    depth: usize,
    has_entry: bool,
}

impl JsonWriter {
    fn open(&mut self, key: &str, bracket: &str) {
        self.entry(key, bracket);
        self.depth += 1;
        self.has_entry = false;
    }

    fn close(&mut self, bracket: &str) {
        self.depth -= 1;
        self.new_line();
        self.text.push_str(bracket);
        self.has_entry = true;
    }

    fn member(&mut self, key: &str, value: &str) {
        self.entry(key, &quoted(value));
    }

    /// Writes a member, or an item if the key is empty; no member here has an empty name.
    fn entry(&mut self, key: &str, value: &str) {
        if self.has_entry {
            self.text.push(',');
        }
        if self.depth > 0 {
            self.new_line();
        }
        if !key.is_empty() {
            string(&mut self.text, key);
            self.text.push_str(": ");
        }
        self.text.push_str(value);
        self.has_entry = true;
    }

    fn new_line(&mut self) {
        let _ = write!(self.text, "\n{:width$}", "", width = 2 * self.depth);
    }
}
