//! What is logged, and where logs of devices go.
//!
//! The reference says what `*` stands for; which settings need an upload, and that a particular resource has a
//! particular type, are readings of ours.

use super::{Check, RuleContext, RuleReporter, Scope};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

/// `{"ResourceType": "managed-thing", "ResourceId": "*", "EventLogLevel": "ERROR"}`
pub(super) const EVENT_LOG: Check = Check {
    rules: &[Rule::LOGS_RESOURCE_ID, Rule::LOGS_WILDCARD_TYPE],
    at: Scope::Operations(&["CreateEventLogConfiguration"]),
    reads: &["ResourceType", "ResourceId"],
    judge: event_log,
};

fn event_log(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(id) = context.one(1) else { return Ok(()) };
    let Some(text) = id.text() else { return Ok(()) };
    if text.contains('*') && text != "*" {
        let say = &["`*` stands for all resources of the type, and only alone", "use `*` alone, or one resource's id"];
        reporter.report(Rule::LOGS_RESOURCE_ID, id, say)?;
    } else if text.bytes().any(|byte| matches!(byte, b'-' | b':' | b'_')) {
        let say = &[
            "an id with `-`, `:` or `_` fits no configuration of event logs",
            "use `*` for all resources of the type",
        ];
        reporter.report(Rule::LOGS_RESOURCE_ID, id, say)?;
    }
    if context.is(0, "*") && text != "*" {
        let say = &["one resource is named, but of which type is not said", "name its type in `ResourceType`"];
        reporter.report(Rule::LOGS_WILDCARD_TYPE, id, say)?;
    }
    Ok(())
}

/// `"RuntimeLogConfigurations": {"UploadLog": true, "UploadPeriodMinutes": 60}`
pub(super) const RUNTIME_LOG: Check = Check {
    rules: &[Rule::LOGS_GROUP, Rule::LOGS_UPLOAD_SETTINGS],
    at: Scope::Operations(&["PutRuntimeLogConfiguration"]),
    reads: &[
        "ManagedThingId",
        "RuntimeLogConfigurations.UploadLog",
        "RuntimeLogConfigurations.UploadPeriodMinutes",
        "RuntimeLogConfigurations.DeleteLocalStoreAfterUpload",
    ],
    judge: runtime_log,
};

fn runtime_log(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    if let Some(id) = context.one(0).filter(|_| context.is(0, "*")) {
        let say = &["all things as a group have no identifier", "send a request for each managed thing"];
        reporter.report(Rule::LOGS_GROUP, id, say)?;
    }
    let upload = context.one(1);
    if upload.is_some_and(|upload| upload.boolean() != Some(false)) {
        return Ok(());
    }
    for setting in [context.one(2), context.one(3)].into_iter().flatten() {
        if setting.boolean() == Some(false) {
            continue;
        }
        let say = &["this has no effect unless logs are uploaded", "add `UploadLog` with `true`, or leave this out"];
        reporter.report(Rule::LOGS_UPLOAD_SETTINGS, setting, say)?;
    }
    Ok(())
}
