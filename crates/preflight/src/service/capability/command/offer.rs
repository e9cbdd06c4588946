use std::collections::BTreeSet;

use super::Declared;
#[cfg(feature = "documents")]
use crate::document::Documents;
use crate::service::capability::{BUILT_IN_ACTIONS, Device, ReportedCapability};

/// The commands that a device accepts.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::AvailableCommands;
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let endpoints = AvailableCommands::new(&device).list();
/// assert_eq!(endpoints[0].capabilities[0].actions[0].name, "On");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct AvailableCommands<'a> {
    pub(super) device: &'a Device,
    #[cfg(feature = "documents")]
    documents: Option<&'a Documents>,
}

/// An endpoint of the device.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::AvailableCommands;
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let endpoint = &AvailableCommands::new(&device).list()[0];
/// assert_eq!((endpoint.id.as_str(), endpoint.capabilities.len()), ("1", 1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AvailableEndpoint {
    /// The endpoint's id.
    pub id: String,
    /// The device types that the endpoint reports.
    pub device_types: Vec<String>,
    /// The capabilities that the endpoint reports.
    pub capabilities: Vec<AvailableCapability>,
}

/// A capability of an endpoint.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::AvailableCommands;
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let capability = &AvailableCommands::new(&device).list()[0].capabilities[0];
/// assert_eq!((capability.name.as_str(), capability.is_documented), ("On/Off", false));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AvailableCapability {
    /// The capability's id, as the device reports it.
    pub id: String,
    /// The capability's name.
    pub name: String,
    /// Whether the capability's document is available.
    pub is_documented: bool,
    /// The actions that can be sent, the built-in ones last.
    pub actions: Vec<AvailableAction>,
}

/// An action of a capability.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::AvailableCommands;
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let actions = &AvailableCommands::new(&device).list()[0].capabilities[0].actions;
/// let names: Vec<&str> = actions.iter().map(|action| action.name.as_str()).collect();
/// assert_eq!(names, ["On", "ReadState"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AvailableAction {
    /// The action's name.
    pub name: String,
    /// The kind of parameters that the action accepts.
    pub parameter_kind: ParameterKind,
}

/// The kind of parameters that an action accepts.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::{AvailableCommands, ParameterKind};
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "actions": ["On"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let actions = &AvailableCommands::new(&device).list()[0].capabilities[0].actions;
/// assert_eq!(actions[0].parameter_kind, ParameterKind::Unknown);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterKind {
    /// Unknown: no document is available, or it does not declare the action.
    Unknown,
    /// The parameters that the document declares; the list may be empty. The document does not say which of them may be
    /// left out.
    Parameters(Vec<Parameter>),
    /// The names of some of these properties, or `*` for all.
    PropertiesToRead(Vec<String>),
    /// Some of these properties, each with its new value.
    PropertiesToChange(Vec<Parameter>),
}

impl ParameterKind {
    /// The name in the JSON output.
    pub fn name(&self) -> &'static str {
        match self {
            ParameterKind::Unknown => "unknown",
            ParameterKind::Parameters(_) => "parameters",
            ParameterKind::PropertiesToRead(_) => "properties-to-read",
            ParameterKind::PropertiesToChange(_) => "properties-to-change",
        }
    }
}

/// A parameter of an action, or a property that can be changed.
///
/// ```
/// use mi_preflight::Device;
/// use mi_preflight::command::{AvailableCommands, ParameterKind};
/// let report = br#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
///     {"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "properties": ["OnTime"]}]}]}"#;
/// let device = Device::parse(report).unwrap();
/// let update_state = &AvailableCommands::new(&device).list()[0].capabilities[0].actions[1];
/// let ParameterKind::PropertiesToChange(properties) = &update_state.parameter_kind else { panic!("properties") };
/// assert_eq!(properties[0].name, "OnTime");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// The parameter's name.
    pub name: String,
    /// A short description of the value, such as `integer from 0 to 254`; `None` if it is unknown.
    pub value: Option<String>,
}

impl<'a> AvailableCommands<'a> {
    /// Returns the commands that a device reports.
    pub fn new(device: &'a Device) -> AvailableCommands<'a> {
        AvailableCommands {
            device,
            #[cfg(feature = "documents")]
            documents: None,
        }
    }

    /// Adds the available documents of the device's capabilities.
    #[cfg(feature = "documents")]
    #[must_use]
    pub fn with_documents(self, documents: &'a Documents) -> AvailableCommands<'a> {
        AvailableCommands { documents: Some(documents), ..self }
    }

    /// Lists everything that can be sent, in the report's order: the actions that each capability reports, ReadState
    /// with the readable properties, and UpdateState with the mutable ones. Without a document,
    /// every property counts as readable and mutable.
    pub fn list(&self) -> Vec<AvailableEndpoint> {
        let endpoints = self.device.endpoints.iter().map(|endpoint| AvailableEndpoint {
            id: endpoint.id.clone(),
            device_types: endpoint.device_types.clone(),
            capabilities: endpoint.capabilities.iter().map(|capability| self.capability(capability)).collect(),
        });
        endpoints.collect()
    }

    fn capability(&self, reported: &ReportedCapability) -> AvailableCapability {
        let declared = self.declaration_of(&reported.id);
        let own = unique(&reported.actions).filter(|name| !BUILT_IN_ACTIONS.contains(name));
        let mut actions: Vec<AvailableAction> = own
            .map(|name| AvailableAction { name: name.to_owned(), parameter_kind: parameter_kind(declared, name) })
            .collect();
        let allowed = |access: &'static str| {
            unique(&reported.properties)
                .filter(move |name| declared.is_none_or(|declared| declared.allows(name, access)))
        };
        let readable = allowed("retrievable").map(str::to_owned).collect();
        actions.push(AvailableAction {
            name: "ReadState".to_owned(),
            parameter_kind: ParameterKind::PropertiesToRead(readable),
        });
        let property = |name: &str| {
            let description = declared.and_then(|declared| declared.property(name));
            Parameter { name: name.to_owned(), value: description.map(|description| description.words) }
        };
        let mutable: Vec<Parameter> = allowed("mutable").map(property).collect();
        if !mutable.is_empty() {
            actions.push(AvailableAction {
                name: "UpdateState".to_owned(),
                parameter_kind: ParameterKind::PropertiesToChange(mutable),
            });
        }
        let (id, name) = (reported.id.clone(), reported.name.clone());
        AvailableCapability { id, name, is_documented: declared.is_some(), actions }
    }

    /// Returns what the capability's document declares, if it is available.
    #[cfg(feature = "documents")]
    pub(super) fn declaration_of(&self, id: &str) -> Option<Declared<'a>> {
        Declared::of(self.documents?, id)
    }

    /// Returns nothing: this build has no documents.
    #[cfg(not(feature = "documents"))]
    pub(super) fn declaration_of(&self, _: &str) -> Option<Declared<'a>> {
        None
    }
}

fn parameter_kind(declared: Option<Declared<'_>>, action: &str) -> ParameterKind {
    let Some(parameters) = declared.and_then(|declared| declared.parameters(action)) else {
        return ParameterKind::Unknown;
    };
    let parameter = |(name, description): (&str, Option<super::ValueDescription>)| Parameter {
        name: name.to_owned(),
        value: description.map(|description| description.words),
    };
    ParameterKind::Parameters(parameters.into_iter().map(parameter).collect())
}

/// Removes repeated names: a published report repeats one.
fn unique(names: &[String]) -> impl Iterator<Item = &str> {
    let mut seen = BTreeSet::new();
    names.iter().map(String::as_str).filter(move |name| seen.insert(*name))
}

#[cfg(all(test, feature = "documents"))]
mod tests {
    use super::*;
    use crate::command::{Argument, BuildError};
    use crate::{Edition, Preflight, Profile};

    const LAMP: &str = r#"{
        "$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", "extrinsicVersion": "1",
        "properties": {
            "OnOff": {"extrinsicId": "0", "value": {"type": "boolean"}, "mutable": false},
            "Level": {"extrinsicId": "1", "value": {"type": "integer", "maximum": 254}, "retrievable": false},
            "Code": {"extrinsicId": "2", "value": {"type": "string", "nullable": true}}
        },
        "actions": [{"name": "Lock", "extrinsicId": "0", "request": {"parameters": {
            "Code": {"extrinsicId": "0", "value": {"type": "string", "pattern": "^[0-9]+$"}}}}}]
    }"#;

    const REPORT: &str = r#"{"version": "1.0.0", "endpoints": [{"id": "1", "deviceTypes": [], "capabilities": [
        {"id": "acme.Lamp@1.0", "name": "Lamp", "version": "1", "properties": ["OnOff", "Level", "Level"],
         "actions": ["Lock", "Blink"], "events": []}]}]}"#;

    fn parameter(name: &str, value: &str) -> Parameter {
        Parameter { name: name.to_owned(), value: Some(value.to_owned()) }
    }

    #[test]
    fn lists_the_parameters_that_documents_declare() {
        let device = Device::parse(REPORT.as_bytes()).unwrap();
        let mut documents = Documents::new();
        documents.add(LAMP.as_bytes()).unwrap();
        let offered = AvailableCommands::new(&device).with_documents(&documents).list();
        let actions: Vec<(&str, &ParameterKind)> = offered[0].capabilities[0]
            .actions
            .iter()
            .map(|action| (action.name.as_str(), &action.parameter_kind))
            .collect();
        assert_eq!(
            actions,
            [
                ("Lock", &ParameterKind::Parameters(vec![parameter("Code", "string, matching `^[0-9]+$`")])),
                ("Blink", &ParameterKind::Unknown),
                ("ReadState", &ParameterKind::PropertiesToRead(vec!["OnOff".to_owned()])),
                ("UpdateState", &ParameterKind::PropertiesToChange(vec![parameter("Level", "integer of at most 254")])),
            ]
        );
        let names: Vec<&str> = actions.iter().map(|(_, kind)| kind.name()).collect();
        assert_eq!(names, ["parameters", "unknown", "properties-to-read", "properties-to-change"]);
        let bare = &AvailableCommands::new(&device).list()[0].capabilities[0];
        assert!(!bare.is_documented);
        assert_eq!(bare.actions[0].parameter_kind, ParameterKind::Unknown);
    }

    #[test]
    fn reads_values_as_the_document_declares_them() {
        let device = Device::parse(REPORT.as_bytes()).unwrap();
        let mut documents = Documents::new();
        documents.add(LAMP.as_bytes()).unwrap();
        let preflight = Preflight::builder().edition(Edition::E2026_11).profile(Profile::Strict);
        let preflight = preflight.device(device.clone()).documents(documents.clone()).build().unwrap();
        let build = |action: &str, arguments: &[&str]| {
            let arguments: Vec<Argument<'_>> = arguments.iter().map(|text| Argument::parse(text)).collect();
            AvailableCommands::new(&device).with_documents(&documents).build("1", "Lamp", action, &arguments)
        };
        for (action, argument, written) in [
            ("Lock", "Code=0123", r#""Code": "0123""#),
            ("UpdateState", "Level=7", r#""Level": 7"#),
            // The report does not list this property.
            ("UpdateState", "Code=null", r#""Code": null"#),
            ("UpdateState", "Code=7", r#""Code": "7""#),
            ("ReadState", "OnOff", r#""OnOff""#),
        ] {
            let command = build(action, &[argument]).unwrap();
            assert!(command.input(None).contains(written), "{}", command.input(None));
            assert_eq!(command.check(&preflight, None).unwrap().violations(), [], "{action} {argument}");
        }
        let report = build("UpdateState", &["Level=999"]).unwrap().check(&preflight, None).unwrap();
        assert_eq!(report.violations().len(), 1);
        assert!(!report.is_valid());
        let error = build("Lock", &["Cod=1"]).unwrap_err();
        assert!(matches!(&error, BuildError::UnknownParameter { .. }));
        assert_eq!(error.suggestion(), Some("Code"));
    }
}
