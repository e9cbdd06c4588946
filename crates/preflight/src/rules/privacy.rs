//! Personal data and secrets where they do not belong: in owners, names, tags and URLs.
//!
//! The reference says that owners and device ids must not identify a person, and that tags and names are no place for
//! credentials. Only clear forms are told, for most ids merely look strange.

use super::{Begins, Case, Check, Verdicts};
use crate::catalog::Rule;
use crate::walk::Flow;

/// `"Owner": "household-7731"`, and not `jane.doe@example.com`.
pub(super) const PERSONAL_DATA: Check = Check {
    rules: &[Rule::PrivacyPersonalData],
    at: Begins::Members(|model, member| {
        let shape = model.shape_name(member.shape);
        shape == "Owner" || shape == "ConnectorDeviceId" || shape == "ConnectorDeviceIdList"
    }),
    reads: &["", "[]"],
    judge: personal_data,
};

fn personal_data(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    for fact in case.backwards(0).chain(case.backwards(1)) {
        let Some(text) = fact.text() else { continue };
        let message = if is_email(&text) {
            "this looks like an e-mail address"
        } else if is_phone_number(&text) {
            "this looks like a phone number"
        } else if is_full_name(&text) {
            "this looks like a person's name"
        } else {
            continue;
        };
        let say = &[message, "use an id of your own system that says nothing about a person"];
        verdicts.broken(Rule::PrivacyPersonalData, fact, say)?;
    }
    Ok(())
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    !name.is_empty()
        && labels.len() > 1
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|top| top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// With a `+` or a zero in front, or in the groups of North America: other runs and groups of digits may be any id.
fn is_phone_number(text: &str) -> bool {
    let is_separator = |c: char| matches!(c, '-' | '.' | ' ' | '(' | ')' | '/');
    let number = text.strip_prefix('+').unwrap_or(text);
    if !number.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
        return false;
    }
    let groups = || number.split(is_separator).filter(|group| !group.is_empty()).map(str::len);
    let digits: usize = groups().sum();
    if text.starts_with('+') {
        return (7..=15).contains(&digits);
    }
    let is_national = number.starts_with('0') && (2..=3).contains(&groups().count()) && (9..=14).contains(&digits);
    is_national || groups().eq([3, 3, 4])
}

/// Two or three words of letters with a capital in front, as in `Jane.Doe`. The letters are ASCII, for the patterns of
/// owners and device ids know no others.
fn is_full_name(text: &str) -> bool {
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(|c| c.is_ascii_uppercase())
            && word.len() > 1
            && letters.all(|c| c.is_ascii_lowercase())
    };
    let mut words = text.split([' ', '.', ',']).filter(|word| !word.is_empty());
    words.by_ref().take(3).all(is_name)
        && words.next().is_none()
        && text.split([' ', '.', ',']).filter(|word| !word.is_empty()).count() > 1
}

/// `"S3Url": "s3://bucket/key"`, and not `https://name:password@host/`.
pub(super) const SECRETS: Check = Check {
    rules: &[Rule::PrivacySecrets],
    at: Begins::Members(|model, member| {
        let name = model.str(member.name);
        name.ends_with("Name") || name.ends_with("Url") || name.ends_with("Uri") || name == "Tags"
    }),
    reads: &["?", "{key}?", "{}?"],
    judge: secrets,
};

fn secrets(case: &Case<'_>, verdicts: &mut Verdicts<'_, '_>) -> Flow {
    for read in 0..3 {
        for fact in case.backwards(read) {
            let Some(text) = fact.text() else { continue };
            let Some(message) = secret(&text, read == 1) else { continue };
            let say =
                &[message, "keep it in a credential locker or a secret store, and replace it: it may have been seen"];
            verdicts.broken(Rule::PrivacySecrets, fact, say)?;
        }
    }
    Ok(())
}

/// What a text looks like that nobody should see; `names` is true of what names another text.
fn secret(text: &str, names: bool) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    if let Some((_, rest)) = lower.split_once("://") {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.split_once('@').is_some_and(|(user, _)| user.contains(':')) {
            return Some("the URL has a password in it");
        }
        let query = rest.split_once('?').map(|(_, query)| query).unwrap_or_default();
        let is_secret =
            |pair: &str| pair.split_once('=').is_some_and(|(name, value)| !value.is_empty() && names_secret(name));
        if query.split(['&', '#']).any(is_secret) {
            return Some("the URL has a credential in its query");
        }
    }
    if lower.contains("-----begin ") && lower.contains("private key-----") {
        return Some("this looks like a private key");
    }
    if text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_access_key) {
        return Some("this looks like an AWS access key");
    }
    let is_token = |word: &str| {
        let prefixes = ["ghp_", "gho_", "github_pat_", "xoxb-", "xoxp-"];
        is_web_token(word) || prefixes.iter().any(|prefix| word.starts_with(prefix))
    };
    if text.split_ascii_whitespace().any(is_token) {
        return Some("this looks like an access token");
    }
    if names && names_secret(&lower) {
        return Some("the name says that its value is a secret");
    }
    let assigns = lower
        .split_once(['=', ':'])
        .is_some_and(|(name, value)| !value.trim().is_empty() && !value.starts_with("//") && names_secret(name.trim()));
    assigns.then_some("this looks like a password or key with its name")
}

/// Whether a name, in lower case, is that of a secret: it ends with what it holds, so `password-policy` is none.
fn names_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
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
    name == "token" || name == "sig" || words.iter().any(|word| name.ends_with(word))
}

fn is_access_key(word: &str) -> bool {
    word.len() == 20
        && (word.starts_with("AKIA") || word.starts_with("ASIA"))
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Three parts of base64url with dots between them, of which the first is an object.
fn is_web_token(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_part = |part: &&str| {
        part.len() > 3 && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.starts_with("eyJ") && parts.len() == 3 && parts.iter().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_ids() {
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
    fn secrets_are_told_from_names() {
        for (text, names) in [
            ("https://user:pass@host/x", false),
            ("https://host/x?token=abc", false),
            ("https://b.s3.amazonaws.com/k?X-Amz-Signature=abc", false),
            ("AKIAIOSFODNN7EXAMPLE", false),
            ("key AKIAIOSFODNN7EXAMPLE", false),
            ("password=hunter2", false),
            ("api_key: abc", false),
            ("db-password", true),
            ("-----BEGIN RSA PRIVATE KEY-----", false),
            ("eyJhbGciOi.eyJzdWIi.c2lnbmF0", false),
            ("lamp ghp_16C7e42F292c6912E7710c838347Ae178B4a", false),
            ("db-passphrase", true),
        ] {
            assert!(crate::watch::may_be_secret(text.as_bytes()), "{text}");
            assert!(secret(text, names).is_some(), "{text}");
        }
        for (text, names) in [
            ("s3://bucket/key", false),
            ("https://user@host/x", false),
            ("https://host/x?page=2", false),
            ("passage", true),
            ("Keypad hallway", false),
            ("Secretary's desk lamp", false),
            ("cost-center", true),
            ("password-policy", true),
            ("secret-arn", true),
            ("api-key-owner:team-a", false),
            ("AKIA", false),
        ] {
            assert_eq!(secret(text, names), None, "{text}");
        }
    }
}
