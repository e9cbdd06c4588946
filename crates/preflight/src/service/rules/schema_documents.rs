//! Capability documents in `CapabilitySchemas`: the requirements that the guide documents.

use core::ops::ControlFlow;

use super::{Check, RuleContext, RuleReporter, Scope, reads};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::service::capability::document_text;
use crate::service::schema_version::{Format, SchemaType};

reads! {
    enum Reads {
        SCHEMA = "Schema",
        FORMAT = "Format",
    }
}

/// `{"Format": "AWS", "Schema": {"$id": "/schema-versions/capability/acme.Lamp@1.0", "name": "Lamp", …}}`
pub(super) const DOCUMENTS: Check = Check {
    rules: &[
        Rule::SCHEMA_RESERVED_NAMESPACE,
        Rule::SCHEMA_DOCUMENT_SIZE,
        Rule::SCHEMA_DOCUMENT_KEYS,
        Rule::SCHEMA_DOCUMENT_NOT,
        Rule::SCHEMA_EXTRINSIC_ID,
        Rule::SCHEMA_RESERVED_VENDOR,
    ],
    at: Scope::Shape("CapabilitySchemaItem"),
    reads: Reads::PATHS,
    judge,
};

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for schema in context.values(Reads::SCHEMA) {
        let Some(item) = schema.parent() else { continue };
        // The other formats are not documented.
        let format = context.member_of(item, Reads::FORMAT).and_then(|format| format.text());
        let is_dialect = format.is_none_or(|format| format == Format::Aws.name());
        if !is_dialect {
            continue;
        }
        let mut flow = Ok(());
        document_text::judge(schema.raw(), Some(SchemaType::Capability), &mut |problem| {
            flow = reporter.report_problem(schema, problem);
            if flow.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        flow?;
    }
    Ok(())
}
