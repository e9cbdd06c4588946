//! Checks of a command: actions of capabilities, with their parameters.

use serde_json::{Map, Value};

use super::{ContractKind, PayloadChecker, declared_names, string};
use crate::engine::report::{DetailData, Token, Violation};
use crate::engine::rule::Rule;
use crate::service::capability::BUILT_IN_ACTIONS;
use crate::service::capability::document::contract;
use crate::service::capability::document::findings::{SeverityFor, names};
use crate::service::capability::document::library::{Document, Documents};
use crate::text::suggest;

impl Documents {
    /// Checks the input of SendManagedThingCommand against the documents of the capabilities that it names. A
    /// capability without an available document is not checked. `severity_for` returns the severity of a rule, or
    /// `None` if it is off.
    ///
    /// Only names and values are compared with the document; another rule checks the shape of the built-in actions'
    /// parameters.
    pub fn check_command(&self, input: &Value, severity_for: &SeverityFor<'_>) -> Vec<Violation> {
        let mut checker = PayloadChecker::new(self, severity_for);
        checker.for_each_item(input, "Endpoints", |checker, endpoint| {
            checker.for_each_item(endpoint, "capabilities", |checker, capability| {
                let Some(document) = checker.document_of(capability) else { return };
                checker.check_capability_name(Rule::COMMAND_NAME, "", capability, document);
                checker.for_each_item(capability, "actions", |checker, action| checker.check_action(action, document));
            });
        });
        checker.findings.into_violations()
    }
}

impl<'d> PayloadChecker<'d, '_> {
    fn check_action(&mut self, action: &Value, document: &'d Document) {
        let Some(name) = string(action, "name") else { return };
        // A null member counts as missing.
        let parameters = action.get("parameters").filter(|parameters| !parameters.is_null());
        match (name, parameters, self.find_declared(document, "actions", name)) {
            ("UpdateState", parameters, _) => self.check_update_state(parameters, document),
            ("ReadState", parameters, _) => self.check_read_state(parameters, document),
            (_, parameters, Some(declared)) => self.check_declared_action(parameters, declared, document),
            (_, _, None) => {
                let suggestion = || suggest::name(name, declared_names(document, "actions").chain(BUILT_IN_ACTIONS));
                self.at_member("name", |checker| {
                    let expected = "must be an action of the capability's document, ReadState or UpdateState";
                    checker.findings.expects_name(Rule::COMMAND_UNKNOWN_ACTION, "document", expected, suggestion);
                });
            }
        }
    }

    /// Checks an action that the document declares. Without a declared request, no parameters are allowed.
    fn check_declared_action(&mut self, parameters: Option<&Value>, declared: &'d Value, document: &'d Document) {
        let declared_parameters = contract::parameters(declared, "request");
        if let Some(parameters) = parameters {
            let contract = self.contract(ContractKind::Action, declared, |documents| {
                Ok(contract::action(documents, document, declared, false))
            });
            self.at_member("parameters", |checker| {
                if let Ok(contract) = &*contract {
                    checker.check_against(Rule::COMMAND_PARAMETERS, contract, parameters);
                }
            });
        }
        let given = parameters.map_or(Some(Map::new()), |given| given.as_object().cloned());
        // A value that is not an object was already reported; it has no parameters to miss.
        let Some(given) = given else { return };
        let missing = declared_parameters
            .into_iter()
            .flat_map(Map::keys)
            .map(String::as_str)
            .filter(|name| !given.contains_key(*name));
        let missing: Vec<&str> = missing.collect();
        if missing.is_empty() {
            return;
        }
        let (missing, data) = names(missing.into_iter());
        let expected = format!("should have {missing}");
        let add = |checker: &mut Self| {
            checker.findings.expects_data(Rule::COMMAND_MISSING_PARAMETER, "", expected, data);
        };
        if parameters.is_some() { self.at_member("parameters", add) } else { add(self) }
    }

    fn check_update_state(&mut self, parameters: Option<&Value>, document: &'d Document) {
        let Some(given) = parameters.and_then(Value::as_object).filter(|given| !given.is_empty()) else { return };
        let contract = self.contract(ContractKind::UpdateState, document.value(), |documents| {
            Ok(contract::update_state(documents, document))
        });
        let given_value = parameters.unwrap_or(&Value::Null);
        self.at_member("parameters", |checker| {
            if let Ok(contract) = &*contract {
                checker.check_against(Rule::COMMAND_PARAMETERS, contract, given_value);
            }
            for name in given.keys() {
                if is_denied(document, name, "mutable") {
                    checker.at_key(name, |checker| {
                        let expected = "is declared as not mutable: the device may ignore or refuse the command";
                        checker.findings.expects(Rule::COMMAND_ACCESS, "not-mutable", expected);
                    });
                }
            }
        });
    }

    fn check_read_state(&mut self, parameters: Option<&Value>, document: &'d Document) {
        let Some(requested) = parameters.and_then(|given| given.get("propertiesToRead")).and_then(Value::as_array)
        else {
            return;
        };
        let properties = document.section("properties");
        for (index, name) in requested.iter().enumerate() {
            let Some(name) = name.as_str().filter(|name| *name != "*") else { continue };
            let tokens = ["parameters", "propertiesToRead"].map(Token::member);
            let add = |checker: &mut Self, rule, reason, expected: String, data| {
                for token in tokens.into_iter().chain([Token::Index(index)]) {
                    checker.findings.enter(token);
                }
                checker.findings.expects_data(rule, reason, expected, data);
                (0..3).for_each(|_| checker.findings.leave());
            };
            if !properties.is_some_and(|properties| properties.contains_key(name)) {
                let (known, data) = names(properties.into_iter().flat_map(Map::keys).map(String::as_str));
                let known = if known.is_empty() { ", which has none".to_owned() } else { format!(": {known}") };
                let expected = format!("must be `*` or a property of the document{known}");
                add(self, Rule::COMMAND_PARAMETERS, "property", expected, data);
            } else if is_denied(document, name, "retrievable") {
                let expected =
                    "is a property that is declared as not retrievable: the device may not answer".to_owned();
                add(self, Rule::COMMAND_ACCESS, "not-retrievable", expected, DetailData::Nothing);
            }
        }
    }
}

/// Returns whether the document denies an access to a property. Without a declaration the access is allowed.
fn is_denied(document: &Document, property: &str, access: &str) -> bool {
    let property = document.section("properties").and_then(|properties| properties.get(property));
    property.and_then(|property| property.get(access)) == Some(&Value::Bool(false))
}
