//! Personal data and secrets in owners, names, tags and URLs.
//!
//! The reference says that owners and device ids must not identify a person, and that tags and names must not contain
//! credentials. Only clear forms are reported, because many harmless ids look random.

use super::secret_signs::may_be_secret;
use super::{Check, Read, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::CaptureFilter;
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::text::byte_search;

reads! {
    enum PersonalReads {
        VALUE = "",
        ITEM = "[]",
    }
}

/// `"Owner": "household-7731"`, and not `jane.doe@example.com`.
pub(super) const PERSONAL_DATA: Check = Check {
    rules: &[Rule::PRIVACY_PERSONAL_DATA],
    at: Scope::Members(|model, member| {
        let shape = model.shape_name(member.shape);
        shape == "Owner" || shape == "ConnectorDeviceId" || shape == "ConnectorDeviceIdList"
    }),
    reads: PersonalReads::PATHS,
    judge: personal_data,
};

const PERSONAL_HELP: &str = "use an id of your own system that says nothing about a person";

const EMAIL: RuleMessage =
    rule_message!(Rule::PRIVACY_PERSONAL_DATA, "email", "this looks like an e-mail address", PERSONAL_HELP);

const PHONE_NUMBER: RuleMessage =
    rule_message!(Rule::PRIVACY_PERSONAL_DATA, "phone-number", "this looks like a phone number", PERSONAL_HELP,);

const FULL_NAME: RuleMessage =
    rule_message!(Rule::PRIVACY_PERSONAL_DATA, "full-name", "this looks like a person's name", PERSONAL_HELP,);

fn personal_data(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let reads = &[(PersonalReads::VALUE, TextRole::Value), (PersonalReads::ITEM, TextRole::Value)];
    report_texts(context, reporter, reads, |text, _| describe_personal(text))
}

/// What a text is to the texts around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TextRole {
    Value,
    /// The key of a map, which names another text.
    Key,
}

/// Reports every text at some places for which `describe` returns a message.
#[inline(never)]
fn report_texts(
    context: &RuleContext<'_>,
    reporter: &mut RuleReporter<'_, '_>,
    reads: &[(Read, TextRole)],
    describe: fn(&str, TextRole) -> Option<&'static RuleMessage>,
) -> Flow {
    for (read, role) in reads {
        for capture in context.values_reversed(*read) {
            let Some(text) = capture.text() else { continue };
            if let Some(message) = describe(&text, *role) {
                reporter.report(message, capture)?;
            }
        }
    }
    Ok(())
}

/// Describes a text that looks like it identifies a person.
fn describe_personal(text: &str) -> Option<&'static RuleMessage> {
    if is_email(text) {
        Some(&EMAIL)
    } else if is_phone_number(text) {
        Some(&PHONE_NUMBER)
    } else if is_full_name(text) {
        Some(&FULL_NAME)
    } else {
        None
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let (mut labels, mut top) = (0, &b""[..]);
    for label in host.as_bytes().split(|byte| *byte == b'.') {
        if label.is_empty() || !label.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
            return false;
        }
        labels += 1;
        top = label;
    }
    !name.is_empty() && labels > 1 && top.len() > 1 && top.iter().all(u8::is_ascii_alphabetic)
}

/// Whether a text is a phone number: with a leading `+` or zero, or in the groups of North America.
///
/// Other groups of digits may be ids.
fn is_phone_number(text: &str) -> bool {
    let is_separator = |byte: &u8| matches!(byte, b'-' | b'.' | b' ' | b'(' | b')' | b'/');
    let number = text.strip_prefix('+').unwrap_or(text).as_bytes();
    if !number.iter().all(|byte| byte.is_ascii_digit() || is_separator(byte)) {
        return false;
    }
    let mut groups: Vec<usize> = number.split(is_separator).map(<[u8]>::len).collect();
    groups.retain(|digits| *digits > 0);
    let digits: usize = groups.iter().sum();
    if text.starts_with('+') {
        return (7..=15).contains(&digits);
    }
    let is_national = number.starts_with(b"0") && (2..=3).contains(&groups.len()) && (9..=14).contains(&digits);
    is_national || groups == [3, 3, 4]
}

/// Whether a text is two or three capitalised words, as in `Jane.Doe`. The patterns of owners and device ids allow no
/// letters but those of ASCII.
fn is_full_name(text: &str) -> bool {
    let mut words = 0;
    for word in text.as_bytes().split(|byte| matches!(byte, b' ' | b'.' | b',')) {
        match word {
            [] => continue,
            [first, rest @ ..] if first.is_ascii_uppercase() && !rest.is_empty() => {
                if !rest.iter().all(u8::is_ascii_lowercase) {
                    return false;
                }
            }
            _ => return false,
        }
        words += 1;
    }
    (2..=3).contains(&words)
}

reads! {
    enum SecretReads {
        VALUE = "" if CaptureFilter::Matching(may_be_secret),
        MAP_KEY = "{key}" if CaptureFilter::Matching(may_be_secret),
        MAP_VALUE = "{}" if CaptureFilter::Matching(may_be_secret),
    }
}

/// `"S3Url": "s3://bucket/key"`, and not `https://name:password@host/`.
pub(super) const SECRETS: Check = Check {
    rules: &[Rule::PRIVACY_SECRETS],
    at: Scope::Members(|model, member| {
        let name = model.str(member.name);
        name.ends_with("Name") || name.ends_with("Url") || name.ends_with("Uri") || name == "Tags"
    }),
    reads: SecretReads::PATHS,
    judge: secrets,
};

const SECRET_HELP: &str = "keep it in a credential locker or a secret store, and replace it: it may have been seen";

const URL_PASSWORD: RuleMessage =
    rule_message!(Rule::PRIVACY_SECRETS, "url-password", "the URL has a password in it", SECRET_HELP);

const URL_CREDENTIAL: RuleMessage =
    rule_message!(Rule::PRIVACY_SECRETS, "url-credential", "the URL has a credential in its query", SECRET_HELP,);

const PRIVATE_KEY: RuleMessage =
    rule_message!(Rule::PRIVACY_SECRETS, "private-key", "this looks like a private key", SECRET_HELP);

const ACCESS_KEY: RuleMessage =
    rule_message!(Rule::PRIVACY_SECRETS, "access-key", "this looks like an AWS access key", SECRET_HELP);

const TOKEN: RuleMessage =
    rule_message!(Rule::PRIVACY_SECRETS, "token", "this looks like an access token", SECRET_HELP);

const SECRET_NAME: RuleMessage =
    rule_message!(Rule::PRIVACY_SECRETS, "name", "the name says that its value is a secret", SECRET_HELP);

const ASSIGNMENT: RuleMessage =
    rule_message!(Rule::PRIVACY_SECRETS, "assignment", "this looks like a password or key with its name", SECRET_HELP,);

fn secrets(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    let reads = &[
        (SecretReads::VALUE, TextRole::Value),
        (SecretReads::MAP_KEY, TextRole::Key),
        (SecretReads::MAP_VALUE, TextRole::Value),
    ];
    report_texts(context, reporter, reads, describe_secret)
}

/// Describes a text that looks like a secret, or that names one.
fn describe_secret(text: &str, role: TextRole) -> Option<&'static RuleMessage> {
    let lower = text.to_ascii_lowercase();
    if let Some((_, rest)) = byte_search::split_around(&lower, "://") {
        let rest = rest.as_bytes();
        let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len());
        let authority = &rest[..end];
        if split_once(authority, b"@").is_some_and(|(user, _)| user.contains(&b':')) {
            return Some(&URL_PASSWORD);
        }
        let query = split_once(rest, b"?").map(|(_, query)| query).unwrap_or_default();
        let is_secret =
            |pair| split_once(pair, b"=").is_some_and(|(name, value)| !value.is_empty() && names_secret(name));
        if query.split(|byte| matches!(byte, b'&' | b'#')).any(is_secret) {
            return Some(&URL_CREDENTIAL);
        }
    }
    let contains = |pattern| byte_search::split_around(&lower, pattern).is_some();
    if contains("-----begin ") && contains("private key-----") {
        return Some(&PRIVATE_KEY);
    }
    if text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).any(is_access_key) {
        return Some(&ACCESS_KEY);
    }
    if text.as_bytes().split(u8::is_ascii_whitespace).any(is_token) {
        return Some(&TOKEN);
    }
    if role == TextRole::Key && names_secret(lower.as_bytes()) {
        return Some(&SECRET_NAME);
    }
    let assigns = split_once(lower.as_bytes(), b"=:").is_some_and(|(name, value)| {
        let is_empty = core::str::from_utf8(value).is_ok_and(|value| value.trim().is_empty());
        !is_empty && !value.starts_with(b"//") && names_secret(name)
    });
    assigns.then_some(&ASSIGNMENT)
}

/// Splits a text at the first byte that is one of `separators`.
fn split_once<'t>(text: &'t [u8], separators: &[u8]) -> Option<(&'t [u8], &'t [u8])> {
    let index = text.iter().position(|byte| separators.contains(byte))?;
    Some((&text[..index], &text[index + 1..]))
}

/// Whether a lower-case name is that of a secret. The last word of a name says what it is, so `password-policy` is none.
#[inline(never)]
fn names_secret(name: &[u8]) -> bool {
    let name: Vec<u8> = name.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    let words = [
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "secret",
        "apikey",
        "accesskey",
        "secretkey",
        "privatekey",
        "accesstoken",
        "authtoken",
        "bearertoken",
        "securitytoken",
        "sessiontoken",
        "xamzsignature",
        "credentials",
    ];
    name == b"token" || name == b"sig" || words.iter().any(|word| name.ends_with(word.as_bytes()))
}

fn is_access_key(word: &[u8]) -> bool {
    word.len() == 20
        && (word.starts_with(b"AKIA") || word.starts_with(b"ASIA"))
        && word.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_token(word: &[u8]) -> bool {
    let prefixes = ["ghp_", "gho_", "github_pat_", "xoxb-", "xoxp-"];
    is_web_token(word) || prefixes.iter().any(|prefix| word.starts_with(prefix.as_bytes()))
}

/// Whether a text is a JSON web token: three parts of base64url with dots between them, the first an object.
fn is_web_token(text: &[u8]) -> bool {
    let is_part = |part: &[u8]| {
        part.len() > 3 && part.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let parts = || text.split(|byte| *byte == b'.');
    text.starts_with(b"eyJ") && parts().count() == 3 && parts().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_personal_data_from_ids() {
        for text in ["jane.doe@example.com", "a@b.co"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["unit@7", "a@b", "@example.com", "a@b.1"] {
            assert!(!is_email(text), "{text}");
        }
        for text in ["+14155550123", "415-555-0123", "+44 20 7946 0958", "(415) 555-0123", "0171-1234567"] {
            assert!(is_phone_number(text), "{text}");
        }
        for text in
            ["123456789012", "1-2-3", "household-7731", "2026.11.24", "192.168.1.1", "1234-5678-9012", "10.20.30.40.50"]
        {
            assert!(!is_phone_number(text), "{text}");
        }
        for text in ["Jane.Doe", "Jane Q,Doe".replace(" Q", ".Anne").as_str(), "Doe,Jane"] {
            assert!(is_full_name(text), "{text}");
        }
        for text in ["household-7731", "Jane", "jane.doe", "ACME.Home", "Unit7.Floor", "Living_Room"] {
            assert!(!is_full_name(text), "{text}");
        }
    }

    #[test]
    fn tells_secrets_from_names() {
        for (text, role) in [
            ("https://user:pass@host/x", TextRole::Value),
            ("https://host/x?token=abc", TextRole::Value),
            ("https://b.s3.amazonaws.com/k?X-Amz-Signature=abc", TextRole::Value),
            ("AKIAIOSFODNN7EXAMPLE", TextRole::Value),
            ("key AKIAIOSFODNN7EXAMPLE", TextRole::Value),
            ("password=hunter2", TextRole::Value),
            ("api_key: abc", TextRole::Value),
            ("db-password", TextRole::Key),
            ("-----BEGIN RSA PRIVATE KEY-----", TextRole::Value),
            ("eyJhbGciOi.eyJzdWIi.c2lnbmF0", TextRole::Value),
            ("lamp ghp_16C7e42F292c6912E7710c838347Ae178B4a", TextRole::Value),
            ("db-passphrase", TextRole::Key),
        ] {
            assert!(may_be_secret(text.as_bytes()), "{text}");
            assert!(describe_secret(text, role).is_some(), "{text}");
        }
        for (text, role) in [
            ("s3://bucket/key", TextRole::Value),
            ("https://user@host/x", TextRole::Value),
            ("https://host/x?page=2", TextRole::Value),
            ("passage", TextRole::Key),
            ("Keypad hallway", TextRole::Value),
            ("Secretary's desk lamp", TextRole::Value),
            ("cost-center", TextRole::Key),
            ("password-policy", TextRole::Key),
            ("secret-arn", TextRole::Key),
            ("api-key-owner:team-a", TextRole::Value),
            ("AKIA", TextRole::Value),
        ] {
            assert_eq!(describe_secret(text, role), None, "{text}");
        }
    }
}
