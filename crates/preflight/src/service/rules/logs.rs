//! Event log and runtime log configurations.
//!
//! The reference documents the meaning of `*`. That settings need an upload, and that one resource needs its type, are
//! our readings of it.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
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

const PARTIAL_WILDCARD: RuleMessage = rule_message!(
    Rule::LOGS_RESOURCE_ID,
    "wildcard",
    "`*` stands for all resources of the type, and only alone",
    "use `*` alone, or one resource's id",
);

const ID_CHARACTERS: RuleMessage = rule_message!(
    Rule::LOGS_RESOURCE_ID,
    "characters",
    "an id with `-`, `:` or `_` fits no configuration of event logs",
    "use `*` for all resources of the type",
);

const TYPE_NOT_NAMED: RuleMessage = rule_message!(
    Rule::LOGS_WILDCARD_TYPE,
    "one resource is named, but of which type is not said",
    "name its type in `ResourceType`",
);

fn event_log(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(id) = context.value(EventLogReads::RESOURCE_ID) else { return Ok(()) };
    let Some(text) = id.text() else { return Ok(()) };
    if text.contains('*') && text != "*" {
        reporter.report(&PARTIAL_WILDCARD, id)?;
    } else if text.bytes().any(|byte| matches!(byte, b'-' | b':' | b'_')) {
        reporter.report(&ID_CHARACTERS, id)?;
    }
    if context.equals(EventLogReads::RESOURCE_TYPE, "*") && text != "*" {
        reporter.report(&TYPE_NOT_NAMED, id)?;
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

const GROUP: RuleMessage = rule_message!(
    Rule::LOGS_GROUP,
    "all things as a group have no identifier",
    "send a request for each managed thing",
);

const NO_UPLOAD: RuleMessage = rule_message!(
    Rule::LOGS_UPLOAD_SETTINGS,
    "this has no effect unless logs are uploaded",
    "add `UploadLog` with `true`, or leave this out",
);

fn runtime_log(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    if let Some(id) =
        context.value(RuntimeLogReads::THING_ID).filter(|_| context.equals(RuntimeLogReads::THING_ID, "*"))
    {
        reporter.report(&GROUP, id)?;
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
        reporter.report(&NO_UPLOAD, setting)?;
    }
    Ok(())
}
