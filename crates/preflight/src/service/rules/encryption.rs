//! PutDefaultEncryptionConfiguration: a customer's key is named where one is used, and nowhere else.
//!
//! The reference asks for the key with CUSTOMER_KEY_ENCRYPTION; that a key beside the default encryption has no effect
//! is a reading of ours.

use super::{Begins, Case, Check, Verdicts};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;

/// `{"encryptionType": "CUSTOMER_KEY_ENCRYPTION", "kmsKeyArn": "arn:aws:kms:…:key/…"}`
pub(super) const DEFAULT_ENCRYPTION: Check = Check {
    rules: &[Rule::ENCRYPTION_KEY_REQUIRED, Rule::ENCRYPTION_KEY_UNUSED],
    at: Begins::Operations(&["PutDefaultEncryptionConfiguration"]),
    reads: &["encryptionType", "kmsKeyArn"],
    judge,
};

fn judge(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    match (case.text(0).as_deref(), case.one(1)) {
        (Some("CUSTOMER_KEY_ENCRYPTION"), None) => {
            let say = &["encryption with a customer's key must name the key", "add `kmsKeyArn`"];
            verdicts.missing(Rule::ENCRYPTION_KEY_REQUIRED, None, "kmsKeyArn", say)
        }
        (Some("MANAGED_INTEGRATIONS_DEFAULT_ENCRYPTION"), Some(key)) => {
            let say = &[
                "a key has no effect with the default encryption",
                "leave it out, or use the type `CUSTOMER_KEY_ENCRYPTION`",
            ];
            verdicts.broken(Rule::ENCRYPTION_KEY_UNUSED, key, say)
        }
        _ => Ok(()),
    }
}
