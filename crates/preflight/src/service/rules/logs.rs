//! Event log and runtime log configurations.
//!
//! The reference documents the meaning of `*`. That settings need an upload, and that one resource needs its type, are
//! our readings of it.

use super::{Check, RuleContext, RuleReporter, Scope, reads};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum EventLogReads {
        RESOURCE_TYPE = "ResourceType",
        RESOURCE_ID = "ResourceId",
    }
}

/// `{"ResourceType": "managed-thing", "ResourceId": "*", "EventLogLevel": "ERROR"}`
pub(super) const EVENT_LOG: Check = Check {
    rules: &[Rule::LOGS_RESOURCE_ID, Rule::LOGS_WILDCARD_TYPE],
    at: Scope::Operations(&["CreateEventLogConfiguration"]),
    reads: EventLogReads::PATHS,
    judge: event_log,
};

fn event_log(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(id) = context.value(EventLogReads::RESOURCE_ID) else { return Ok(()) };
    let Some(text) = id.text() else { return Ok(()) };
    if text.contains('*') && text != "*" {
        let advice =
            &["`*` stands for all resources of the type, and only alone", "use `*` alone, or one resource's id"];
        reporter.report(Rule::LOGS_RESOURCE_ID, id, advice)?;
    } else if text.bytes().any(|byte| matches!(byte, b'-' | b':' | b'_')) {
        let advice = &[
            "an id with `-`, `:` or `_` fits no configuration of event logs",
            "use `*` for all resources of the type",
        ];
        reporter.report(Rule::LOGS_RESOURCE_ID, id, advice)?;
    }
    if context.equals(EventLogReads::RESOURCE_TYPE, "*") && text != "*" {
        let advice = &["one resource is named, but of which type is not said", "name its type in `ResourceType`"];
        reporter.report(Rule::LOGS_WILDCARD_TYPE, id, advice)?;
    }
    Ok(())
}

reads! {
    enum RuntimeLogReads {
        THING_ID = "ManagedThingId",
        UPLOAD = "RuntimeLogConfigurations.UploadLog",
        UPLOAD_PERIOD = "RuntimeLogConfigurations.UploadPeriodMinutes",
        DELETE_AFTER_UPLOAD = "RuntimeLogConfigurations.DeleteLocalStoreAfterUpload",
    }
}

/// `"RuntimeLogConfigurations": {"UploadLog": true, "UploadPeriodMinutes": 60}`
pub(super) const RUNTIME_LOG: Check = Check {
    rules: &[Rule::LOGS_GROUP, Rule::LOGS_UPLOAD_SETTINGS],
    at: Scope::Operations(&["PutRuntimeLogConfiguration"]),
    reads: RuntimeLogReads::PATHS,
    judge: runtime_log,
};

fn runtime_log(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    if let Some(id) =
        context.value(RuntimeLogReads::THING_ID).filter(|_| context.equals(RuntimeLogReads::THING_ID, "*"))
    {
        let advice = &["all things as a group have no identifier", "send a request for each managed thing"];
        reporter.report(Rule::LOGS_GROUP, id, advice)?;
    }
    let upload = context.value(RuntimeLogReads::UPLOAD);
    if upload.is_some_and(|upload| upload.boolean() != Some(false)) {
        return Ok(());
    }
    for setting in [RuntimeLogReads::UPLOAD_PERIOD, RuntimeLogReads::DELETE_AFTER_UPLOAD]
        .into_iter()
        .filter_map(|read| context.value(read))
    {
        if setting.boolean() == Some(false) {
            continue;
        }
        let advice = &["this has no effect unless logs are uploaded", "add `UploadLog` with `true`, or leave this out"];
        reporter.report(Rule::LOGS_UPLOAD_SETTINGS, setting, advice)?;
    }
    Ok(())
}
