//! PutDefaultEncryptionConfiguration: the key is present with CUSTOMER_KEY_ENCRYPTION, and with no other type.
//!
//! The reference requires the key with CUSTOMER_KEY_ENCRYPTION. That a key has no effect with the default encryption is
//! our reading of it.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
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

const KEY_MISSING: RuleMessage = rule_message!(
    Rule::ENCRYPTION_KEY_REQUIRED,
    "encryption with a customer's key must name the key",
    "add `kmsKeyArn`",
);

const KEY_UNUSED: RuleMessage = rule_message!(
    Rule::ENCRYPTION_KEY_UNUSED,
    "a key has no effect with the default encryption",
    "leave it out, or use the type `CUSTOMER_KEY_ENCRYPTION`",
);

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    match (context.text(Reads::TYPE).as_deref(), context.value(Reads::KEY)) {
        (Some("CUSTOMER_KEY_ENCRYPTION"), None) => reporter.report_missing(&KEY_MISSING, None, "kmsKeyArn"),
        (Some("MANAGED_INTEGRATIONS_DEFAULT_ENCRYPTION"), Some(key)) => reporter.report(&KEY_UNUSED, key),
        _ => Ok(()),
    }
}
