//! Ids of schema versions: the filters of their list, and the version that an id names.
//!
//! The service's examples show that it refuses a list that is filtered by id and namespace. The guide documents that an
//! id without a version means the latest one; the pattern of the current edition refuses such ids.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum FilterReads {
        SCHEMA_ID = "SchemaId",
        NAMESPACE = "Namespace",
    }
}

/// ListSchemaVersions takes one filter: `?SchemaIdFilter=acme.Lamp` without `NamespaceFilter`.
pub(super) const LIST_FILTERS: Check = Check {
    rules: &[Rule::SCHEMA_LIST_FILTERS],
    at: Scope::Operations(&["ListSchemaVersions"]),
    reads: FilterReads::PATHS,
    judge: list_filters,
};

const BOTH_FILTERS: RuleMessage = rule_message!(
    Rule::SCHEMA_LIST_FILTERS,
    "a list is filtered by `SchemaId` or by `Namespace`; the service refuses both together",
    "leave out `Namespace`: the id has its namespace in it",
);

fn list_filters(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.value(FilterReads::SCHEMA_ID), context.value(FilterReads::NAMESPACE)) {
        (Some(id), Some(_)) => reporter.report(&BOTH_FILTERS, id),
        _ => Ok(()),
    }
}

reads! {
    enum VersionedIdReads {
        ID = "",
    }
}

/// An id names its version: `acme.Lamp@1.0`, not `acme.Lamp@$latest`.
pub(super) const VERSIONED_IDS: Check = Check {
    rules: &[Rule::SCHEMA_UNVERSIONED_ID, Rule::SCHEMA_FLOATING_ID],
    at: Scope::Shape("SchemaVersionedId"),
    reads: VersionedIdReads::PATHS,
    judge: versioned_ids,
};

const FLOATING: RuleMessage = rule_message!(
    Rule::SCHEMA_FLOATING_ID,
    "`@$latest` means another version whenever one is published",
    "name the version that was tried, such as `@1.0`",
);

const UNVERSIONED: RuleMessage = rule_message!(
    Rule::SCHEMA_UNVERSIONED_ID,
    "an id without a version means the latest one",
    "add the version, such as `@1.0`: the current edition of the service refuses an id without one",
);

fn versioned_ids(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for id in context.values_reversed(VersionedIdReads::ID) {
        if id.plain().is_some_and(is_pinned) {
            continue;
        }
        let Some(text) = id.text() else { continue };
        if text.ends_with("@$latest") {
            reporter.report(&FLOATING, id)?;
        } else if !text.is_empty() && !text.contains('@') {
            reporter.report(&UNVERSIONED, id)?;
        }
    }
    Ok(())
}

/// Whether a digit follows the `@` of an id. Most ids are pinned, and need no further check.
fn is_pinned(id: &[u8]) -> bool {
    let at = id.iter().rposition(|byte| *byte == b'@');
    at.and_then(|at| id.get(at + 1)).is_some_and(u8::is_ascii_digit)
}
