//! How strictly the rules are applied: profiles, and the severities that result once a policy has adjusted them.

use core::fmt;
use core::str::FromStr;

use crate::engine::rule::{Family, Rule, Severity};
use crate::service::Edition;

/// How strictly the rules are applied that are not constraints of the model.
///
/// ```
/// use mi_preflight::{Profile, Rule, Severity};
/// assert_eq!("strict".parse(), Ok(Profile::Strict));
/// assert_eq!(Profile::Strict.severity(Rule::THING_WIFI_SETUP_LOCKER), Some(Severity::Error));
/// assert_eq!(Profile::Service.severity(Rule::THING_WIFI_SETUP_LOCKER), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Only errors: what the service is known, or documented, to refuse.
    Service,
    /// Documented requirements are errors, and probable mistakes are warnings.
    #[default]
    Recommended,
    /// As recommended, with more of the rules raised to errors.
    Strict,
}

impl Profile {
    /// Every profile, the most lenient first.
    pub const ALL: [Profile; 3] = [Profile::Service, Profile::Recommended, Profile::Strict];

    /// The profile's name, as the command line and a policy spell it.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Service => "service",
            Profile::Recommended => "recommended",
            Profile::Strict => "strict",
        }
    }

    /// The severity of a rule in this profile; `None` when the rule is off.
    pub fn severity(self, rule: Rule) -> Option<Severity> {
        if !rule.is_adjustable() {
            return Some(rule.severity());
        }
        match self {
            Profile::Service => Some(rule.severity()).filter(|severity| *severity == Severity::Error),
            Profile::Recommended => Some(rule.severity()),
            Profile::Strict => Some(rule.strict_severity()),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No profile has this name.
///
/// ```
/// use mi_preflight::Profile;
/// let error = "lenient".parse::<Profile>().unwrap_err();
/// assert_eq!(error.to_string(), "there is no profile `lenient`; the profiles are service, recommended and strict");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile `{0}`; the profiles are service, recommended and strict")]
pub struct UnknownProfileError(pub String);

impl FromStr for Profile {
    type Err = UnknownProfileError;

    fn from_str(name: &str) -> Result<Profile, UnknownProfileError> {
        let profile = Profile::ALL.into_iter().find(|profile| profile.name() == name);
        profile.ok_or_else(|| UnknownProfileError(name.to_owned()))
    }
}

/// The severity of every rule, for every operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Severities {
    everywhere: Row,
    /// The operations with severities of their own, sorted by name.
    by_operation: Vec<(&'static str, Row)>,
}

/// One severity for each rule, in the catalogue's order; `None` for a rule that is off.
type Row = [Option<Severity>; Rule::ALL.len()];

fn row(severity_of: &dyn Fn(Rule) -> Option<Severity>) -> Row {
    let mut row = [None; Rule::ALL.len()];
    for (slot, rule) in row.iter_mut().zip(Rule::all()) {
        *slot = severity_of(rule);
    }
    row
}

impl Severities {
    pub(crate) fn of(profile: Profile) -> Severities {
        Severities { everywhere: row(&|rule| profile.severity(rule)), by_operation: Vec::new() }
    }

    /// Turns off the documented rules and the rules about documents; all others keep their severity.
    pub(crate) fn without_rules() -> Severities {
        let severity_of = |rule: Rule| match rule.family() {
            Family::Documented | Family::Document => None,
            _ => Some(rule.severity()),
        };
        Severities { everywhere: row(&severity_of), by_operation: Vec::new() }
    }

    /// The severity of a rule for an operation; `None` when the rule is off.
    pub(crate) fn get(&self, rule: Rule, operation: &str) -> Option<Severity> {
        if rule == Rule::POLICY_CHECK {
            return Some(rule.severity());
        }
        let row = self.row_index(operation).ok().and_then(|index| self.by_operation.get(index));
        row.map_or(&self.everywhere, |(_, row)| row).get(rule.index()).copied().flatten()
    }

    /// The index of an operation's row, or the index at which to insert it.
    fn row_index(&self, operation: &str) -> Result<usize, usize> {
        self.by_operation.binary_search_by(|(name, _)| (*name).cmp(operation))
    }

    /// Sets the severity of a rule for all operations. Must be called before any severity is set for a single
    /// operation.
    #[cfg(any(test, feature = "policy-settings"))]
    pub(crate) fn set(&mut self, rule: Rule, severity: Option<Severity>) {
        if let Some(slot) = self.everywhere.get_mut(rule.index()) {
            *slot = severity;
        }
    }

    /// Sets the severity of a rule for one operation.
    #[cfg(any(test, feature = "policy-settings"))]
    pub(crate) fn set_for(&mut self, operation: &'static str, rule: Rule, severity: Option<Severity>) {
        let index = self.row_index(operation).unwrap_or_else(|index| {
            self.by_operation.insert(index, (operation, self.everywhere));
            index
        });
        if let Some(slot) = self.by_operation.get_mut(index).and_then(|(_, row)| row.get_mut(rule.index())) {
            *slot = severity;
        }
    }
}

/// Whether a rule holds in an edition.
pub(crate) fn applies_in(rule: Rule, edition: Edition) -> bool {
    rule.editions().contains(&edition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_indices_follow_the_catalogue() {
        for (index, rule) in Rule::ALL.iter().enumerate() {
            assert_eq!(rule.index(), index);
        }
    }

    #[test]
    fn constraints_have_the_same_severity_in_every_profile() {
        for profile in Profile::ALL {
            assert_eq!(profile.severity(Rule::LENGTH), Some(Severity::Error));
            assert_eq!(profile.severity(Rule::JSON_SYNTAX), Some(Severity::Error));
        }
    }

    #[test]
    fn sets_the_severity_for_one_operation() {
        let mut severities = Severities::of(Profile::Recommended);
        severities.set(Rule::THING_ROLE, Some(Severity::Warning));
        severities.set_for("CreateOtaTask", Rule::OTA_TARGET, None);
        assert_eq!(severities.get(Rule::OTA_TARGET, "CreateOtaTask"), None);
        assert_eq!(severities.get(Rule::OTA_TARGET, "GetOtaTask"), Some(Severity::Error));
        assert_eq!(severities.get(Rule::THING_ROLE, "CreateOtaTask"), Some(Severity::Warning));
    }
}
