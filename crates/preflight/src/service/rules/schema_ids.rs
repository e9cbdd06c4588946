//! Ids of schema versions: how lists of them are filtered, and which version an id means.
//!
//! The service's own examples show the refusal of a list that is filtered by id and namespace; the guide says that an
//! id without a version means the latest, and the current edition's pattern refuses it.

use super::{Check, RuleContext, RuleReporter, Scope, reads};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum FilterReads {
        SCHEMA_ID = "SchemaId",
        NAMESPACE = "Namespace",
    }
}

/// ListSchemaVersions takes `SchemaId` or `Namespace`: `?SchemaIdFilter=acme.Lamp`, and no `NamespaceFilter` beside it.
pub(super) const LIST_FILTERS: Check = Check {
    rules: &[Rule::SCHEMA_LIST_FILTERS],
    at: Scope::Operations(&["ListSchemaVersions"]),
    reads: FilterReads::PATHS,
    judge: list_filters,
};

fn list_filters(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.one(FilterReads::SCHEMA_ID), context.one(FilterReads::NAMESPACE)) {
        (Some(id), Some(_)) => {
            let say = &[
                "a list is filtered by `SchemaId` or by `Namespace`; the service refuses both together",
                "leave out `Namespace`: the id has its namespace in it",
            ];
            reporter.report(Rule::SCHEMA_LIST_FILTERS, id, say)
        }
        _ => Ok(()),
    }
}

reads! {
    enum VersionedIdReads {
        ID = "",
    }
}

/// An id names its version (`acme.Lamp@1.0`), and not whatever is the latest one (`acme.Lamp@$latest`).
pub(super) const VERSIONED_IDS: Check = Check {
    rules: &[Rule::SCHEMA_UNVERSIONED_ID, Rule::SCHEMA_FLOATING_ID],
    at: Scope::Shape("SchemaVersionedId"),
    reads: VersionedIdReads::PATHS,
    judge: versioned_ids,
};

fn versioned_ids(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for id in context.backwards(VersionedIdReads::ID) {
        if id.plain().is_some_and(is_pinned) {
            continue;
        }
        let Some(text) = id.text() else { continue };
        if text.ends_with("@$latest") {
            let say = &[
                "`@$latest` means another version whenever one is published",
                "name the version that was tried, such as `@1.0`",
            ];
            reporter.report(Rule::SCHEMA_FLOATING_ID, id, say)?;
        } else if !text.is_empty() && !text.contains('@') {
            let say = &[
                "an id without a version means the latest one",
                "add the version, such as `@1.0`: the current edition of the service refuses an id without one",
            ];
            reporter.report(Rule::SCHEMA_UNVERSIONED_ID, id, say)?;
        }
    }
    Ok(())
}

/// Whether a digit stands behind the `@` of an id: so it is with most, and nothing more need be looked at.
fn is_pinned(id: &[u8]) -> bool {
    let at = id.iter().rposition(|byte| *byte == b'@');
    at.and_then(|at| id.get(at + 1)).is_some_and(u8::is_ascii_digit)
}
