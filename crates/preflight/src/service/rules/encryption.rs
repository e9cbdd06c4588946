//! PutDefaultEncryptionConfiguration: a customer's key is named where one is used, and nowhere else.
//!
//! The reference asks for the key with CUSTOMER_KEY_ENCRYPTION; that a key beside the default encryption has no effect
//! is a reading of ours.

use super::{Check, RuleContext, RuleReporter, Scope, reads};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

reads! {
    enum Reads {
        TYPE = "encryptionType",
        KEY = "kmsKeyArn",
    }
}

/// `{"encryptionType": "CUSTOMER_KEY_ENCRYPTION", "kmsKeyArn": "arn:aws:kms:…:key/…"}`
pub(super) const DEFAULT_ENCRYPTION: Check = Check {
    rules: &[Rule::ENCRYPTION_KEY_REQUIRED, Rule::ENCRYPTION_KEY_UNUSED],
    at: Scope::Operations(&["PutDefaultEncryptionConfiguration"]),
    reads: Reads::PATHS,
    judge,
};

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.text(Reads::TYPE).as_deref(), context.one(Reads::KEY)) {
        (Some("CUSTOMER_KEY_ENCRYPTION"), None) => {
            let say = &["encryption with a customer's key must name the key", "add `kmsKeyArn`"];
            reporter.report_missing(Rule::ENCRYPTION_KEY_REQUIRED, None, "kmsKeyArn", say)
        }
        (Some("MANAGED_INTEGRATIONS_DEFAULT_ENCRYPTION"), Some(key)) => {
            let say = &[
                "a key has no effect with the default encryption",
                "leave it out, or use the type `CUSTOMER_KEY_ENCRYPTION`",
            ];
            reporter.report(Rule::ENCRYPTION_KEY_UNUSED, key, say)
        }
        _ => Ok(()),
    }
}
