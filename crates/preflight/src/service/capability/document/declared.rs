use serde_json::Value;

use super::contract;
use super::describe::{ValueDescription, describe};
use super::library::{Document, Documents};
use crate::service::schema_version::SchemaType;

/// The commands that a capability's document declares.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'d> {
    documents: &'d Documents,
    document: &'d Document,
}

impl<'d> Declared<'d> {
    /// Returns the declarations of a capability, found by the id that a device reports.
    pub(crate) fn of(documents: &'d Documents, id: &str) -> Option<Declared<'d>> {
        documents.find(SchemaType::Capability, id).map(|document| Declared { documents, document })
    }

    /// Returns whether the document does not deny an access to a property: `retrievable` or `mutable`.
    pub(crate) fn allows(&self, property: &str, access: &str) -> bool {
        self.declaration(property).and_then(|property| property.get(access)) != Some(&Value::Bool(false))
    }

    /// The names of the properties.
    pub(crate) fn properties(&self) -> Vec<&'d str> {
        self.document.section("properties").into_iter().flat_map(|all| all.keys()).map(String::as_str).collect()
    }

    /// What a property's value must be; `None` if the document does not say.
    pub(crate) fn property(&self, name: &str) -> Option<ValueDescription> {
        self.describe(self.declaration(name)?)
    }

    /// The parameters of an action and what each must be; `None` if the document does not declare the action.
    pub(crate) fn parameters(&self, action: &str) -> Option<Vec<(&'d str, Option<ValueDescription>)>> {
        let named = |item: &&Value| item.get("name").and_then(Value::as_str) == Some(action);
        let declaration = self.document.list("actions").iter().find(named)?;
        let parameters = contract::parameters(declaration, "request").into_iter().flatten();
        Some(parameters.map(|(name, field)| (name.as_str(), self.describe(field))).collect())
    }

    fn declaration(&self, property: &str) -> Option<&'d Value> {
        self.document.section("properties")?.get(property)
    }

    /// What a property or parameter requires of its value; `None` if the schema cannot be used.
    fn describe(&self, field: &'d Value) -> Option<ValueDescription> {
        contract::value(self.documents, self.document, field.get("value")?).ok().map(|contract| describe(&contract))
    }
}
