//! Members outside the body, as OpenAPI parameters and headers.

use serde_json::{Map, Value, json};

use super::json_schema::{Schemas, timestamp};
use super::{object, words};
use crate::smithy::{Binding, Kind, Member, ShapeId, TimestampFormat};

impl Schemas<'_, '_> {
    /// Returns the parameters of an operation's input, in the model's order.
    pub(super) fn parameters(&self, input: Option<ShapeId>) -> Vec<Value> {
        let members = self.model.members_of(input).iter();
        members.filter_map(|member| self.parameter(input?, member)).collect()
    }

    fn parameter(&self, parent: ShapeId, member: &Member) -> Option<Value> {
        let name = self.model.str(member.name);
        let (place, name) = match member.binding {
            Binding::Label => ("path", name),
            Binding::Query(query) => ("query", self.model.str(query)),
            #[cfg(feature = "smithy")]
            Binding::QueryParams => ("query", name),
            Binding::Header(header) => ("header", self.model.str(header)),
            _ => return None,
        };
        let mut parameter = object([("name", json!(name)), ("in", json!(place))]);
        self.describe(&mut parameter, parent, member);
        if member.required {
            parameter.insert("required".to_owned(), json!(true));
        }
        if place == "query" && matches!(self.model.shape(member.shape).kind, Kind::List { .. } | Kind::Map { .. }) {
            // The parameter is repeated for every item. The entries of a map are parameters of their own.
            parameter.insert("style".to_owned(), json!("form"));
            parameter.insert("explode".to_owned(), json!(true));
        }
        parameter.insert("schema".to_owned(), self.text_schema(member));
        Some(Value::Object(parameter))
    }

    /// Returns the headers of an operation's output; may be empty.
    pub(super) fn headers(&self, output: Option<ShapeId>) -> Map<String, Value> {
        let mut headers = Map::new();
        for member in self.model.members_of(output) {
            if let (Binding::Header(name), Some(parent)) = (member.binding, output) {
                let mut header = Map::new();
                self.describe(&mut header, parent, member);
                header.insert("schema".to_owned(), self.text_schema(member));
                headers.insert(self.model.str(name).to_owned(), Value::Object(header));
            }
        }
        headers
    }

    fn describe(&self, parameter: &mut Map<String, Value>, parent: ShapeId, member: &Member) {
        let shape = self.model.shape(member.shape);
        let words = words::member(self.model, self.reached.name(parent), self.model.str(member.name));
        if let Some(words) = words.or_else(|| words::shape(self.model, self.reached.name(member.shape))) {
            parameter.insert("description".to_owned(), json!(words));
        }
        if !member.deprecated.is_empty() || !shape.deprecated.is_empty() {
            parameter.insert("deprecated".to_owned(), json!(true));
        }
    }

    fn time(&self, format: TimestampFormat) -> Value {
        let mut schema = timestamp(format);
        self.write_patterns(&mut schema);
        Value::Object(schema)
    }

    /// Returns the schema of a member outside the body. Only timestamps have another format there than in a body.
    fn text_schema(&self, member: &Member) -> Value {
        let default = match member.binding {
            Binding::Header(_) => TimestampFormat::HttpDate,
            _ => TimestampFormat::DateTime,
        };
        match self.model.shape(member.shape).kind {
            Kind::Timestamp(TimestampFormat::Unstated) => self.time(default),
            Kind::List { member: item, .. }
                if matches!(self.model.shape(item).kind, Kind::Timestamp(TimestampFormat::Unstated)) =>
            {
                let mut list = match self.shape(member.shape) {
                    Value::Object(list) => list,
                    _ => Map::new(),
                };
                list.insert("items".to_owned(), self.time(default));
                Value::Object(list)
            }
            _ => self.reference(member.shape),
        }
    }
}
