//! Capability documents that a request carries in `CapabilitySchemas`: what the guide documents of them as a must.

use core::ops::ControlFlow;

use super::{Begins, Case, Check, Verdicts};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::service::capability::document_text;
use crate::service::schema_version::{Format, SchemaType};

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
    at: Begins::Shape("CapabilitySchemaItem"),
    reads: &["Schema", "Format"],
    judge,
};

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    for schema in case.each(0) {
        let Some(item) = schema.parent() else { continue };
        // What documents of the other formats look like is not known.
        let format = case.of(item, 1).and_then(|format| format.text());
        let is_dialect = format.is_none_or(|format| format == Format::Aws.name());
        if !is_dialect || document_text::is_no_document(schema.raw()) {
            continue;
        }
        let mut flow = Ok(());
        document_text::judge(schema.raw(), Some(SchemaType::Capability), &mut |problem| {
            flow = verdicts.within(schema, problem);
            if flow.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        flow?;
    }
    Ok(())
}
