use std::collections::BTreeSet;

use super::Declared;
use crate::capability::{BUILT_IN_ACTIONS, Device, ReportedCapability};
#[cfg(feature = "documents")]
use crate::document::Documents;

/// What may be sent to a device.
#[derive(Clone, Copy, Debug)]
pub struct Offers<'a> {
    pub(super) device: &'a Device,
    #[cfg(feature = "documents")]
    documents: Option<&'a Documents>,
}

/// An endpoint of the device.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferedEndpoint {
    /// The endpoint's id.
    pub id: String,
    /// What the device says that it is.
    pub device_types: Vec<String>,
    /// What it can do.
    pub capabilities: Vec<OfferedCapability>,
}

/// A capability of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferedCapability {
    /// Its id, as the device reports it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether its document is at hand.
    pub is_documented: bool,
    /// The actions that may be sent, the built-in ones last.
    pub actions: Vec<OfferedAction>,
}

/// An action of a capability.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OfferedAction {
    /// The action's name.
    pub name: String,
    /// What goes with it.
    pub takes: Takes,
}

/// What goes with an action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Takes {
    /// Nobody says: there is no document of the capability, or it does not have the action.
    Unknown,
    /// These parameters, or none. Which of them may be left out is not known.
    Parameters(Vec<Parameter>),
    /// The names of some of these properties, or `*` for all.
    PropertiesToRead(Vec<String>),
    /// Some of these properties, each with its new value.
    PropertiesToChange(Vec<Parameter>),
}

/// A parameter of an action, or a property that can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What its value must be, in a few words such as `integer from 0 to 254`; `None` where nobody says.
    pub value: Option<String>,
}

impl<'a> Offers<'a> {
    /// What a device reports that it can do.
    pub fn of(device: &'a Device) -> Offers<'a> {
        Offers {
            device,
            #[cfg(feature = "documents")]
            documents: None,
        }
    }

    /// With the documents of its capabilities, as far as they are at hand.
    #[cfg(feature = "documents")]
    #[must_use]
    pub fn with_documents(self, documents: &'a Documents) -> Offers<'a> {
        Offers { documents: Some(documents), ..self }
    }

    /// Everything that may be sent, in the report's order: the actions that each capability reports, ReadState with
    /// the properties that can be read, and UpdateState with those that can be changed. A property counts as both
    /// unless a document says that it is not.
    pub fn list(&self) -> Vec<OfferedEndpoint> {
        let endpoints = self.device.endpoints.iter().map(|endpoint| OfferedEndpoint {
            id: endpoint.id.clone(),
            device_types: endpoint.device_types.clone(),
            capabilities: endpoint.capabilities.iter().map(|capability| self.capability(capability)).collect(),
        });
        endpoints.collect()
    }

    fn capability(&self, reported: &ReportedCapability) -> OfferedCapability {
        let declared = self.declared(&reported.id);
        let own = once(&reported.actions).filter(|name| !BUILT_IN_ACTIONS.contains(name));
        let mut actions: Vec<OfferedAction> =
            own.map(|name| OfferedAction { name: name.to_owned(), takes: takes(declared, name) }).collect();
        let allowed = |access: &'static str| {
            once(&reported.properties).filter(move |name| declared.is_none_or(|of| of.allows(name, access)))
        };
        let readable = allowed("retrievable").map(str::to_owned).collect();
        actions.push(OfferedAction { name: "ReadState".to_owned(), takes: Takes::PropertiesToRead(readable) });
        let property = |name: &str| {
            let asked = declared.and_then(|of| of.property(name));
            Parameter { name: name.to_owned(), value: asked.map(|asked| asked.words) }
        };
        let mutable: Vec<Parameter> = allowed("mutable").map(property).collect();
        if !mutable.is_empty() {
            actions.push(OfferedAction { name: "UpdateState".to_owned(), takes: Takes::PropertiesToChange(mutable) });
        }
        let (id, name) = (reported.id.clone(), reported.name.clone());
        OfferedCapability { id, name, is_documented: declared.is_some(), actions }
    }

    /// What a document says of a capability, where one is at hand.
    #[cfg(feature = "documents")]
    pub(super) fn declared(&self, id: &str) -> Option<Declared<'a>> {
        Declared::of(self.documents?, id)
    }

    /// Without documents nothing is declared.
    #[cfg(not(feature = "documents"))]
    pub(super) fn declared(&self, _: &str) -> Option<Declared<'a>> {
        None
    }
}

fn takes(declared: Option<Declared<'_>>, action: &str) -> Takes {
    let Some(parameters) = declared.and_then(|of| of.parameters(action)) else { return Takes::Unknown };
    let parameter = |(name, asked): (&str, Option<super::Asked>)| Parameter {
        name: name.to_owned(),
        value: asked.map(|asked| asked.words),
    };
    Takes::Parameters(parameters.into_iter().map(parameter).collect())
}

/// Names without those that stand there before: a published report repeats one.
fn once(names: &[String]) -> impl Iterator<Item = &str> {
    let mut seen = BTreeSet::new();
    names.iter().map(String::as_str).filter(move |name| seen.insert(*name))
}
