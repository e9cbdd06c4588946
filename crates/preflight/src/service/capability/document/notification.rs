use core::fmt;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::library::Documents;
use super::read::read;
use crate::engine::report::json::{Object, strings};
use crate::engine::report::{Path, Report};
use crate::service::profile::Profile;
use crate::service::schema_version::SchemaType;

/// The kind of a notification that documents declare the contents of.
///
/// ```
/// use mi_preflight::document::NotificationKind;
/// assert_eq!(NotificationKind::State.name(), "DEVICE_STATE");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotificationKind {
    /// An event or changed property: DEVICE_EVENT.
    Event,
    /// The device's state: DEVICE_STATE, or the output of GetManagedThingState.
    State,
}

impl NotificationKind {
    /// The kind's name, as notifications write it in `messageType`.
    pub fn name(self) -> &'static str {
        match self {
            NotificationKind::Event => "DEVICE_EVENT",
            NotificationKind::State => "DEVICE_STATE",
        }
    }
}

impl fmt::Display for NotificationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A notification that was checked.
///
/// ```
/// use mi_preflight::Profile;
/// use mi_preflight::document::Documents;
/// let payload = br#"{"endpoints": [{"endpointId": "1", "capabilities": [{"id": "acme.Lamp", "properties": []}]}]}"#;
/// let notification = Documents::new().check_notification(payload, Profile::Recommended).unwrap();
/// assert_eq!(notification.undocumented, ["acme.Lamp"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// The kind of the notification; `None` for a text that cannot be read.
    pub kind: Option<NotificationKind>,
    /// The violations.
    pub report: Report,
    /// The ids of capabilities without an available document. These were not checked.
    pub undocumented: Vec<String>,
}

/// Why a text was not checked.
///
/// ```
/// use mi_preflight::Profile;
/// use mi_preflight::document::{Documents, NotificationError};
/// let error = Documents::new().check_notification(b"[]", Profile::Recommended);
/// assert_eq!(error, Err(NotificationError::NoNotification));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotificationError {
    /// The text is a notification of another type.
    #[error("notifications of the type `{0}` have nothing that a document declares")]
    OtherType(String),
    /// The text is neither a notification nor a payload of one.
    #[error(
        "this is not a notification of the type DEVICE_EVENT or DEVICE_STATE, no payload of one, and no output of \
         GetManagedThingState"
    )]
    NoNotification,
}

impl Notification {
    /// The kind, the unchecked capabilities and the report as JSON; the kind is left out if the text could not be read.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        if let Some(kind) = self.kind {
            object.string("kind", kind.name());
        }
        strings(object.key("undocumented"), &self.undocumented);
        object.key("report").push_str(&self.report.to_json());
        object.end();
        out
    }
}

impl Documents {
    /// Checks a notification of the type DEVICE_EVENT or DEVICE_STATE, its payload alone, or the output of
    /// GetManagedThingState, as [`Documents::check_event`] and [`Documents::check_state`] do. Without `messageType` the
    /// kind follows from the members.
    ///
    /// # Errors
    /// [`NotificationError`] when the text is something else. A text that is not JSON yields a report instead.
    ///
    /// ```
    /// use mi_preflight::Profile;
    /// use mi_preflight::document::Documents;
    /// let mut documents = Documents::new();
    /// documents.add(br#"{"$id": "/schema-versions/capability/acme.Lamp@1.0",
    ///     "properties": {"OnTime": {"extrinsicId": "0", "value": {"type": "integer"}}}}"#)?;
    /// let payload = br#"{"endpoints": [{"endpointId": "1", "capabilities": [
    ///     {"id": "acme.Lamp", "properties": [{"name": "OnTime", "value": "soon"}]}]}]}"#;
    /// let judged = documents.check_notification(payload, Profile::Recommended)?;
    /// let path = "/endpoints/0/capabilities/0/properties/0/value";
    /// assert_eq!(judged.report.violations()[0].path.to_string(), path);
    /// # Ok::<(), Box<dyn core::error::Error>>(())
    /// ```
    pub fn check_notification(&self, text: &[u8], profile: Profile) -> Result<Notification, NotificationError> {
        let (value, mut found) = match read(text, self.limits()) {
            Ok(read) => read,
            Err(report) => return Ok(Notification { kind: None, report, undocumented: Vec::new() }),
        };
        let (kind, is_payload) = kind(&value)?;
        // A bare payload is wrapped for the check, and the wrapper is removed from the paths afterwards.
        let value = if is_payload { json!({"payload": value}) } else { value };
        let severity_for = |rule| profile.severity(rule);
        let judged = match kind {
            NotificationKind::Event => self.check_event(&value, &severity_for),
            NotificationKind::State => self.check_state(&value, &severity_for),
        };
        found.extend(judged.into_iter().map(|mut violation| {
            if is_payload {
                violation.path = Path::new(violation.path.tokens().iter().skip(1).cloned().collect());
            }
            violation
        }));
        let report = Report::from_violations(found).with_offsets(text).finish(self.limits().max_violations());
        Ok(Notification { kind: Some(kind), report, undocumented: self.undocumented(kind, &value) })
    }

    /// The ids of the capabilities without an available document.
    fn undocumented(&self, kind: NotificationKind, value: &Value) -> Vec<String> {
        let payload = value.get("payload");
        let endpoints = match kind {
            NotificationKind::Event => payload.and_then(|of| of.get("endpoints")),
            NotificationKind::State => {
                let added = payload.and_then(|of| of.get("addedStates")).and_then(|of| of.get("endpoints"));
                added.or_else(|| value.get("Endpoints"))
            }
        };
        let mut unknown: Vec<String> = Vec::new();
        let mut known = BTreeSet::new();
        for endpoint in endpoints.and_then(Value::as_array).into_iter().flatten() {
            let capabilities = endpoint.get("capabilities").and_then(Value::as_array);
            for id in capabilities.into_iter().flatten().filter_map(|capability| capability.get("id")?.as_str()) {
                if known.insert(id) && self.find(SchemaType::Capability, id).is_none() {
                    unknown.push(id.to_owned());
                }
            }
        }
        unknown
    }
}

/// Returns the kind of a notification, and whether the text is the payload alone.
fn kind(value: &Value) -> Result<(NotificationKind, bool), NotificationError> {
    use NotificationKind::{Event, State};
    let payload = value.get("payload");
    if let Some(named) = value.get("messageType").and_then(Value::as_str) {
        let known = [Event, State].into_iter().find(|kind| kind.name() == named);
        return known.map(|kind| (kind, false)).ok_or_else(|| NotificationError::OtherType(named.to_owned()));
    }
    let has = |of: Option<&Value>, name: &str| of.is_some_and(|of| of.get(name).is_some());
    let found = [
        (has(payload, "addedStates"), State, false),
        (has(payload, "endpoints"), Event, false),
        (has(Some(value), "Endpoints"), State, false),
        (has(Some(value), "addedStates"), State, true),
        (has(Some(value), "endpoints"), Event, true),
    ];
    let found = found.into_iter().find(|(is_there, ..)| *is_there);
    found.map(|(_, kind, is_payload)| (kind, is_payload)).ok_or(NotificationError::NoNotification)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAMP: &str = r#"{"$id": "/schema-versions/capability/acme.Lamp@1.0",
        "properties": {"OnTime": {"extrinsicId": "0", "value": {"type": "integer"}}}}"#;

    fn judged(text: &str) -> Result<(NotificationKind, Vec<String>, Vec<String>), NotificationError> {
        let mut documents = Documents::new();
        documents.add(LAMP.as_bytes()).unwrap();
        let judged = documents.check_notification(text.as_bytes(), Profile::Strict)?;
        let paths = judged.report.violations().iter().map(|violation| violation.path.to_string()).collect();
        Ok((judged.kind.unwrap(), paths, judged.undocumented))
    }

    fn endpoints(id: &str, value: &str) -> String {
        let property = format!(r#"{{"name": "OnTime", "value": {value}}}"#);
        format!(r#"[{{"endpointId": "1", "capabilities": [{{"id": "{id}", "properties": [{property}]}}]}}]"#)
    }

    #[test]
    fn recognises_the_kind_by_its_members() {
        let (event, state) = (endpoints("acme.Lamp", "\"soon\""), endpoints("acme.Lamp", r#"{"propertyValue": true}"#));
        for (text, kind, path) in [
            (
                format!(r#"{{"messageType": "DEVICE_EVENT", "payload": {{"endpoints": {event}}}}}"#),
                "DEVICE_EVENT",
                "/payload/endpoints/0",
            ),
            (format!(r#"{{"payload": {{"endpoints": {event}}}}}"#), "DEVICE_EVENT", "/payload/endpoints/0"),
            (format!(r#"{{"endpoints": {event}}}"#), "DEVICE_EVENT", "/endpoints/0"),
            (
                format!(r#"{{"payload": {{"addedStates": {{"endpoints": {state}}}}}}}"#),
                "DEVICE_STATE",
                "/payload/addedStates/endpoints/0",
            ),
            (format!(r#"{{"addedStates": {{"endpoints": {state}}}}}"#), "DEVICE_STATE", "/addedStates/endpoints/0"),
            (format!(r#"{{"Endpoints": {state}}}"#), "DEVICE_STATE", "/Endpoints/0"),
        ] {
            let (found, paths, undocumented) = judged(&text).unwrap();
            assert_eq!((found.name(), paths.len(), undocumented.len()), (kind, 1, 0), "{text}");
            assert!(paths[0].starts_with(path), "{paths:?}");
        }
    }

    #[test]
    fn names_capabilities_without_a_document() {
        let text = format!(r#"{{"endpoints": {}}}"#, endpoints("aws.DoorLock", "\"true\""));
        assert_eq!(judged(&text), Ok((NotificationKind::Event, Vec::new(), vec!["aws.DoorLock".to_owned()])));
    }

    #[test]
    fn rejects_other_texts() {
        let other = NotificationError::OtherType("DEVICE_COMMAND".to_owned());
        assert_eq!(judged(r#"{"messageType": "DEVICE_COMMAND", "payload": {}}"#), Err(other));
        assert_eq!(judged(r#"{"payload": {}}"#), Err(NotificationError::NoNotification));
        assert_eq!(judged("[]"), Err(NotificationError::NoNotification));
    }
}
