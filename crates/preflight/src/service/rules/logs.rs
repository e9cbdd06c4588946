//! Event log and runtime log configurations.
//!
//! The reference documents the meaning of `*`. That settings need an upload, and that one resource needs its type, are
//! our readings of it.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum ResourceIdReads {
        RESOURCE_ID = "ResourceId",
    }
}

/// `"ResourceId": "*"`
pub(super) const RESOURCE_ID: Check = Check {
    rules: &[Rule::LOGS_RESOURCE_ID],
    at: Scope::Operations(&["CreateEventLogConfiguration"]),
    reads: ResourceIdReads::PATHS,
    judge: check_resource_id,
};

reads! {
    enum ResourceReads {
        RESOURCE_TYPE = "ResourceType",
        RESOURCE_ID = "ResourceId",
    }
}

/// `{"ResourceType": "managed-thing", "ResourceId": "*", "EventLogLevel": "ERROR"}`
pub(super) const RESOURCE: Check = Check {
    rules: &[Rule::LOGS_WILDCARD_TYPE],
    at: Scope::Operations(&["CreateEventLogConfiguration"]),
    reads: ResourceReads::PATHS,
    judge: check_resource,
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

fn check_resource_id(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let Some(id) = context.value(ResourceIdReads::RESOURCE_ID) else { return Ok(()) };
    let Some(text) = id.text() else { return Ok(()) };
    if text.contains('*') && text != "*" {
        return reporter.report(&PARTIAL_WILDCARD, id);
    }
    if text.bytes().any(|byte| matches!(byte, b'-' | b':' | b'_')) {
        return reporter.report(&ID_CHARACTERS, id);
    }
    Ok(())
}

fn check_resource(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.value(ResourceReads::RESOURCE_ID) {
        Some(id) if context.equals(ResourceReads::RESOURCE_TYPE, "*") && id.text().is_some_and(|text| text != "*") => {
            reporter.report(&TYPE_NOT_NAMED, id)
        }
        _ => Ok(()),
    }
}

reads! {
    enum GroupReads {
        THING_ID = "ManagedThingId",
    }
}

/// `"ManagedThingId": "*"`
pub(super) const THING: Check = Check {
    rules: &[Rule::LOGS_GROUP],
    at: Scope::Operations(&["PutRuntimeLogConfiguration"]),
    reads: GroupReads::PATHS,
    judge: check_thing,
};

reads! {
    enum UploadReads {
        UPLOAD = "RuntimeLogConfigurations.UploadLog",
        UPLOAD_PERIOD = "RuntimeLogConfigurations.UploadPeriodMinutes",
        DELETE_AFTER_UPLOAD = "RuntimeLogConfigurations.DeleteLocalStoreAfterUpload",
    }
}

/// `"RuntimeLogConfigurations": {"UploadLog": true, "UploadPeriodMinutes": 60}`
pub(super) const UPLOAD: Check = Check {
    rules: &[Rule::LOGS_UPLOAD_SETTINGS],
    at: Scope::Operations(&["PutRuntimeLogConfiguration"]),
    reads: UploadReads::PATHS,
    judge: check_upload,
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

fn check_thing(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match context.value(GroupReads::THING_ID) {
        Some(id) if context.equals(GroupReads::THING_ID, "*") => reporter.report(&GROUP, id),
        _ => Ok(()),
    }
}

fn check_upload(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let upload = context.value(UploadReads::UPLOAD);
    if upload.is_some_and(|upload| upload.boolean() != Some(false)) {
        return Ok(());
    }
    for setting in [UploadReads::UPLOAD_PERIOD, UploadReads::DELETE_AFTER_UPLOAD]
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
