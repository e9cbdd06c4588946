use core::ops::ControlFlow;
use std::collections::BTreeSet;

use super::built::{Command, Parameters};
use super::error::BuildError;
use super::offer::AvailableCommands;
use super::{Declared, ValueDescription};
use crate::engine::limits::Limits;
use crate::service::capability::{BUILT_IN_ACTIONS, ReportedCapability, ReportedEndpoint, identity};
use crate::text::json::validate::validate;
use crate::text::suggest;

/// An argument of an action: `NAME=VALUE`, or `NAME` alone for a property to read.
///
/// ```
/// use mi_preflight::command::Argument;
/// assert_eq!(Argument::parse("Level=5"), Argument { name: "Level", value: Some("5") });
/// assert_eq!(Argument::parse("*"), Argument { name: "*", value: None });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument<'a> {
    /// The name of a parameter or property.
    pub name: &'a str,
    /// Its value, as the user wrote it.
    pub value: Option<&'a str>,
}

impl<'a> Argument<'a> {
    /// Splits `NAME=VALUE` at the first `=`.
    pub fn parse(text: &'a str) -> Argument<'a> {
        match text.split_once('=') {
            Some((name, value)) => Argument { name, value: Some(value) },
            None => Argument { name: text, value: None },
        }
    }
}

impl AvailableCommands<'_> {
    /// Builds a command. The capability is named by its id, by its id without a version or by its name, if that is
    /// unambiguous.
    ///
    /// If the capability's document requires a string, the value is that string, unless it is a quoted JSON string, or
    /// `null` where null is allowed. If the document requires another type, the value is JSON. Without a document a
    /// value is JSON if it parses, and a string otherwise.
    ///
    /// [`Command::check`] checks whether the values fit.
    ///
    /// # Errors
    /// [`BuildError`] when a name is unknown, or something is missing.
    pub fn build(
        &self,
        endpoint: &str,
        capability: &str,
        action: &str,
        arguments: &[Argument<'_>],
    ) -> Result<Command, BuildError> {
        let reported = self.device.endpoint(endpoint).ok_or_else(|| BuildError::UnknownEndpoint {
            endpoint: endpoint.to_owned(),
            suggestion: suggest::name(endpoint, self.device.endpoint_ids()).map(str::to_owned),
            known: self.device.endpoint_ids().map(str::to_owned).collect(),
        })?;
        let reported_capability = named(reported, capability)?;
        let known = || reported_capability.actions.iter().map(String::as_str).chain(BUILT_IN_ACTIONS);
        if !known().any(|name| name == action) {
            return Err(BuildError::UnknownAction {
                capability: reported_capability.id.clone(),
                action: action.to_owned(),
                suggestion: suggest::name(action, known()).map(str::to_owned),
            });
        }
        if arguments.iter().any(|argument| argument.name.is_empty()) {
            return Err(BuildError::MissingName);
        }
        let mut names = BTreeSet::new();
        if let Some(repeated) = arguments.iter().find(|argument| !names.insert(argument.name)) {
            return Err(BuildError::RepeatedArgument { name: repeated.name.to_owned() });
        }
        let declared = self.declaration_of(&reported_capability.id);
        let parameters = match action {
            "ReadState" => parameters_to_read(reported_capability, declared, arguments)?,
            "UpdateState" => parameters_to_change(reported_capability, declared, arguments)?,
            action => parameters_to_invoke(action, declared, arguments)?,
        };
        Ok(Command {
            endpoint: endpoint.to_owned(),
            id: reported_capability.id.clone(),
            name: reported_capability.name.clone(),
            version: reported_capability.version.clone(),
            action: action.to_owned(),
            parameters,
        })
    }
}

/// Finds a capability by its id, then by its id without a version, then by its name.
fn named<'d>(endpoint: &'d ReportedEndpoint, called: &str) -> Result<&'d ReportedCapability, BuildError> {
    let all = &endpoint.capabilities;
    if let Some(same) = all.iter().find(|capability| capability.id == called) {
        return Ok(same);
    }
    let is_meant: [fn(&ReportedCapability, &str) -> bool; 2] =
        [|capability, called| capability.identity() == called, |capability, called| capability.name == called];
    for is_meant in is_meant {
        let found: Vec<&ReportedCapability> = all.iter().filter(|capability| is_meant(capability, called)).collect();
        match found[..] {
            [] => {}
            [only] => return Ok(only),
            _ => {
                return Err(BuildError::AmbiguousCapability {
                    endpoint: endpoint.id.clone(),
                    capability: called.to_owned(),
                    ids: found.into_iter().map(|capability| capability.id.clone()).collect(),
                });
            }
        }
    }
    let ids = || all.iter().map(|capability| capability.id.as_str());
    // Another version of the same capability is the best suggestion.
    let other = ids().find(|id| identity(id) == identity(called));
    let names = || all.iter().flat_map(|capability| [&*capability.id, capability.identity(), &*capability.name]);
    let suggestion = other.or_else(|| suggest::name(called, names())).map(str::to_owned);
    Err(BuildError::UnknownCapability { endpoint: endpoint.id.clone(), capability: called.to_owned(), suggestion })
}

/// Checks that the device reports the property or the document declares it: a report may leave some out.
fn property(capability: &ReportedCapability, declared: Option<Declared<'_>>, name: &str) -> Result<(), BuildError> {
    let of_document = declared.map(|of| of.properties()).unwrap_or_default();
    let known = || capability.properties.iter().map(String::as_str).chain(of_document.iter().copied());
    if known().any(|one| one == name) {
        return Ok(());
    }
    Err(BuildError::UnknownProperty {
        capability: capability.id.clone(),
        property: name.to_owned(),
        suggestion: suggest::name(name, known()).map(str::to_owned),
    })
}

fn parameters_to_read(
    capability: &ReportedCapability,
    declared: Option<Declared<'_>>,
    arguments: &[Argument<'_>],
) -> Result<Parameters, BuildError> {
    if arguments.is_empty() {
        return Err(BuildError::NothingToRead);
    }
    if arguments.len() > 1 && arguments.iter().any(|argument| argument.name == "*") {
        return Err(BuildError::WildcardWithNames);
    }
    for argument in arguments {
        if argument.name != "*" {
            property(capability, declared, argument.name)?;
        }
        if argument.value.is_some() {
            return Err(BuildError::UnexpectedValue { name: argument.name.to_owned() });
        }
    }
    Ok(Parameters::PropertiesToRead(arguments.iter().map(|argument| argument.name.to_owned()).collect()))
}

fn parameters_to_change(
    capability: &ReportedCapability,
    declared: Option<Declared<'_>>,
    arguments: &[Argument<'_>],
) -> Result<Parameters, BuildError> {
    if arguments.is_empty() {
        return Err(BuildError::NothingToChange);
    }
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        property(capability, declared, argument.name)?;
        let description = declared.and_then(|of| of.property(argument.name));
        values.push(to_json_value(*argument, description.as_ref())?);
    }
    Ok(Parameters::Values(values))
}

fn parameters_to_invoke(
    action: &str,
    declared: Option<Declared<'_>>,
    arguments: &[Argument<'_>],
) -> Result<Parameters, BuildError> {
    let known = declared.and_then(|of| of.parameters(action));
    let mut values = Vec::with_capacity(arguments.len());
    for argument in arguments {
        let description = match &known {
            None => None,
            Some(known) => match known.iter().find(|(name, _)| *name == argument.name) {
                Some((_, description)) => description.as_ref(),
                None => {
                    let names = known.iter().map(|(name, _)| *name);
                    return Err(BuildError::UnknownParameter {
                        action: action.to_owned(),
                        parameter: argument.name.to_owned(),
                        suggestion: suggest::name(argument.name, names).map(str::to_owned),
                    });
                }
            },
        };
        values.push(to_json_value(*argument, description)?);
    }
    Ok(Parameters::Values(values))
}

/// Converts an argument's value to JSON.
fn to_json_value(
    argument: Argument<'_>,
    description: Option<&ValueDescription>,
) -> Result<(String, String), BuildError> {
    let text = argument.value.ok_or_else(|| BuildError::MissingValue { name: argument.name.to_owned() })?;
    let is_string = match description {
        Some(description) if description.is_text => {
            let is_null = description.allows_null && text == "null";
            let is_quoted = text.starts_with('"') && is_json(text);
            !is_null && !is_quoted
        }
        _ => !is_json(text),
    };
    let value = if is_string {
        let mut quoted = String::new();
        crate::engine::report::json::string(&mut quoted, text);
        quoted
    } else {
        text.trim_ascii().to_owned()
    };
    Ok((argument.name.to_owned(), value))
}

/// Returns whether a text is exactly one JSON value. Other faults are left to the check of the command.
fn is_json(text: &str) -> bool {
    let limits = Limits::default();
    // The value is a parameter, so there is at least one object around it.
    validate(text.as_bytes(), limits.max_size(), limits.max_depth() - 1, &mut |_| ControlFlow::Continue(())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Device, Edition};

    fn device() -> Device {
        let capability = |id: &str, name: &str| {
            format!(
                r#"{{"id": "{id}", "name": "{name}", "version": "6", "properties": ["OnOff", "OnOff", "OnTime"],
                     "actions": ["On", "Off"], "events": []}}"#
            )
        };
        let all = [
            capability("matter.OnOff@1.4", "On/Off"),
            capability("acme.A@1.0", "Twin"),
            capability("acme.B@1.0", "Twin"),
            capability("acme.C@1.0", "C"),
            capability("acme.C@1.1", "C2"),
        ];
        let text = format!(
            r#"{{"version": "1.0.0", "endpoints": [{{"id": "1", "deviceTypes": ["Light"], "capabilities": [{}]}}]}}"#,
            all.join(",")
        );
        Device::parse(text.as_bytes()).unwrap()
    }

    fn built(capability: &str, action: &str, arguments: &[&str]) -> Result<Command, BuildError> {
        let arguments: Vec<Argument<'_>> = arguments.iter().map(|text| Argument::parse(text)).collect();
        AvailableCommands::new(&device()).build("1", capability, action, &arguments)
    }

    fn error_for(capability: &str, action: &str, arguments: &[&str]) -> String {
        built(capability, action, arguments).unwrap_err().to_string()
    }

    #[test]
    fn finds_a_capability_by_id_identity_or_name() {
        for called in ["matter.OnOff@1.4", "matter.OnOff", "On/Off"] {
            assert_eq!(built(called, "On", &[]).unwrap().id, "matter.OnOff@1.4", "{called}");
        }
        assert_eq!(
            error_for("Twin", "On", &[]),
            "endpoint `1` reports several capabilities `Twin`: `acme.A@1.0`, `acme.B@1.0`"
        );
        assert_eq!(
            error_for("acme.C", "On", &[]),
            "endpoint `1` reports several capabilities `acme.C`: `acme.C@1.0`, `acme.C@1.1`"
        );
        assert_eq!(
            error_for("matter.OnOff@1.5", "On", &[]),
            "endpoint `1` reports no capability `matter.OnOff@1.5`; did you mean `matter.OnOff@1.4`?"
        );
        assert_eq!(error_for("on/of", "On", &[]), "endpoint `1` reports no capability `on/of`; did you mean `On/Off`?");
        assert_eq!(error_for("Thermostat", "On", &[]), "endpoint `1` reports no capability `Thermostat`");
    }

    #[test]
    fn reports_what_cannot_be_found() {
        let device = device();
        let error = AvailableCommands::new(&device).build("01", "On/Off", "On", &[]).unwrap_err();
        assert_eq!(error.to_string(), "the device reports no endpoint `01`; it reports `1`");
        let error_for = |action: &str, arguments: &[&str]| error_for("On/Off", action, arguments);
        assert_eq!(error_for("Onn", &[]), "capability `matter.OnOff@1.4` reports no action `Onn`; did you mean `On`?");
        assert_eq!(error_for("On", &["a=1", "a=2"]), "`a` is given more than once");
        for nameless in ["=1", "", "="] {
            assert_eq!(
                error_for("On", &[nameless]),
                "what goes with the action begins with a name: write `NAME=VALUE`"
            );
        }
        assert_eq!(error_for("On", &["a"]), "`a` needs a value: write `a=…`");
        assert_eq!(error_for("ReadState", &[]), "ReadState takes the names of properties, or `*` for all");
        assert_eq!(error_for("ReadState", &["*", "OnOff"]), "`*` reads everything, so it stands alone");
        assert!(error_for("ReadState", &["OnOff=1"]).starts_with("`OnOff` is to be read"));
        assert_eq!(
            error_for("ReadState", &["OnTme"]),
            "capability `matter.OnOff@1.4` has no property of the name given; did you mean `OnTime`?"
        );
        assert!(error_for("UpdateState", &[]).starts_with("UpdateState takes properties"));
        assert_eq!(error_for("UpdateState", &["OnTime"]), "`OnTime` needs a value: write `OnTime=…`");
    }

    #[test]
    fn reads_values_as_json_if_they_parse() {
        let value = |text: &str| to_json_value(Argument { name: "a", value: Some(text) }, None).unwrap().1;
        for json in ["5", "-1.50", "12345678901234567890123", "true", "null", r#""a""#, r#"{"a": [1, {}]}"#, "[]"] {
            assert_eq!(value(json), json);
        }
        for (text, json) in [
            ("on", r#""on""#),
            ("", r#""""#),
            ("5,\"b\":6", r#""5,\"b\":6""#),
            ("1}", r#""1}""#),
            ("{", r#""{""#),
            ("01", r#""01""#),
            ("a=b", r#""a=b""#),
        ] {
            assert_eq!(value(text), json);
        }
        assert_eq!(value(" 5 "), "5");
        let text = |text: &str, allows_null: bool| {
            let description = ValueDescription { words: String::new(), is_text: true, allows_null };
            to_json_value(Argument { name: "a", value: Some(text) }, Some(&description)).unwrap().1
        };
        assert_eq!([text("5", true), text("null", true), text("null", false)], [r#""5""#, "null", r#""null""#]);
        assert_eq!([text(r#""q""#, true), text(r#"""#, true)], [r#""q""#, r#""\"""#]);
    }

    #[test]
    fn writes_the_input() {
        let command = built("On/Off", "UpdateState", &["OnTime=5", "OnOff={\"a\":[1]}"]).unwrap();
        let expected = r#"{
  "ManagedThingId": "abc",
  "Endpoints": [
    {
      "endpointId": "1",
      "capabilities": [
        {
          "id": "matter.OnOff@1.4",
          "name": "On/Off",
          "version": "6",
          "actions": [
            {
              "name": "UpdateState",
              "parameters": {
                "OnTime": 5,
                "OnOff": {"a":[1]}
              }
            }
          ]
        }
      ]
    }
  ]
}"#;
        assert_eq!(command.input(Some("abc")), expected);
        assert_eq!(command.input(None), expected.replace("  \"ManagedThingId\": \"abc\",\n", ""));
        assert!(!built("On/Off", "On", &[]).unwrap().input(None).contains("parameters"));
        let read = built("On/Off", "ReadState", &["OnTime", "OnOff"]).unwrap().input(None);
        let read: String = read.split_whitespace().collect();
        assert!(read.contains(r#""parameters":{"propertiesToRead":["OnTime","OnOff"]}"#), "{read}");
    }

    #[test]
    fn built_commands_pass_the_check() {
        let device = device();
        for edition in Edition::ALL {
            let preflight = crate::Preflight::builder().edition(edition).profile(crate::Profile::Strict);
            let preflight = preflight.device(device.clone()).build().unwrap();
            for endpoint in AvailableCommands::new(&device).list() {
                for (capability, action) in
                    endpoint.capabilities.iter().flat_map(|of| of.actions.iter().map(move |action| (of, action)))
                {
                    let arguments = match action.name.as_str() {
                        "ReadState" => vec![Argument::parse("*")],
                        "UpdateState" => vec![Argument::parse("OnTime=1")],
                        _ => Vec::new(),
                    };
                    let command =
                        AvailableCommands::new(&device).build(&endpoint.id, &capability.id, &action.name, &arguments);
                    let report = command.unwrap().check(&preflight, None).unwrap();
                    assert_eq!(report.violations(), [], "{} {}", capability.id, action.name);
                }
            }
        }
    }
}
