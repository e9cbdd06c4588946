//! How strictly the documented rules are taken, and what is left of it once a policy has had its say.

use core::fmt;
use core::str::FromStr;

use crate::catalog::{Family, Rule, Severity};
use crate::model::Edition;

/// How strictly rules are taken that no single constraint states.
///
/// ```
/// use mi_preflight::{Profile, Rule, Severity};
/// assert_eq!("strict".parse(), Ok(Profile::Strict));
/// assert_eq!(Profile::Strict.severity(Rule::ThingWifiSetupLocker), Some(Severity::Error));
/// assert_eq!(Profile::Service.severity(Rule::ThingWifiSetupLocker), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Only what is an error: what the service is known, or documented, to refuse.
    Service,
    /// What is documented as a must is an error, what is probably not meant a warning.
    #[default]
    Recommended,
    /// As recommended, with more of it raised to errors.
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

    /// How much a rule weighs in this profile; `None` when it is not judged.
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

/// The name is no profile's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile `{0}`; the profiles are service, recommended and strict")]
pub struct UnknownProfile(pub String);

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(name: &str) -> Result<Profile, UnknownProfile> {
        let found = Profile::ALL.into_iter().find(|profile| profile.name() == name);
        found.ok_or_else(|| UnknownProfile(name.to_owned()))
    }
}

/// What every rule weighs, for every operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Severities {
    everywhere: Row,
    /// Operations for which something is different, in the order in which a policy names them.
    by_operation: Vec<(String, Row)>,
}

/// One severity a rule, in the catalogue's order; `None` for a rule that is not judged.
type Row = Vec<Option<Severity>>;

impl Severities {
    pub(crate) fn of(profile: Profile) -> Severities {
        let everywhere = Rule::ALL.iter().map(|rule| profile.severity(*rule)).collect();
        Severities { everywhere, by_operation: Vec::new() }
    }

    /// Documented rules and rules about documents are not judged; everything else is.
    pub(crate) fn without_rules() -> Severities {
        let weight = |rule: &Rule| match rule.family() {
            Family::Documented | Family::Document => None,
            _ => Some(rule.severity()),
        };
        Severities { everywhere: Rule::ALL.iter().map(weight).collect(), by_operation: Vec::new() }
    }

    /// How much a rule weighs for an operation; `None` when it is not judged.
    pub(crate) fn get(&self, rule: Rule, operation: &str) -> Option<Severity> {
        if rule == Rule::OwnCheck {
            return Some(rule.severity());
        }
        let own = self.by_operation.iter().find(|(name, _)| name == operation);
        let row = own.map_or(&self.everywhere, |(_, row)| row);
        row.get(rule as usize).copied().flatten()
    }

    /// Gives a rule another weight everywhere; what was set for an operation alone is set anew.
    #[cfg(any(test, feature = "policy"))]
    pub(crate) fn set(&mut self, rule: Rule, severity: Option<Severity>) {
        for row in core::iter::once(&mut self.everywhere).chain(self.by_operation.iter_mut().map(|(_, row)| row)) {
            if let Some(place) = row.get_mut(rule as usize) {
                *place = severity;
            }
        }
    }

    /// Gives a rule another weight for one operation.
    #[cfg(any(test, feature = "policy"))]
    pub(crate) fn set_for(&mut self, operation: &str, rule: Rule, severity: Option<Severity>) {
        let place = self.by_operation.iter().position(|(name, _)| name == operation).unwrap_or_else(|| {
            self.by_operation.push((operation.to_owned(), self.everywhere.clone()));
            self.by_operation.len() - 1
        });
        if let Some(place) = self.by_operation.get_mut(place).and_then(|(_, row)| row.get_mut(rule as usize)) {
            *place = severity;
        }
    }
}

/// Whether a rule holds in an edition.
pub(crate) fn holds_in(rule: Rule, edition: Edition) -> bool {
    rule.editions().contains(&edition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_by_its_place_in_the_catalogue() {
        for (index, rule) in Rule::ALL.iter().enumerate() {
            assert_eq!(*rule as usize, index);
        }
    }

    #[test]
    fn constraints_weigh_the_same_in_every_profile() {
        for profile in Profile::ALL {
            assert_eq!(profile.severity(Rule::Length), Some(Severity::Error));
            assert_eq!(profile.severity(Rule::JsonSyntax), Some(Severity::Error));
        }
    }

    #[test]
    fn an_operation_can_be_different() {
        let mut severities = Severities::of(Profile::Recommended);
        severities.set_for("CreateOtaTask", Rule::OtaTarget, None);
        severities.set(Rule::ThingRole, Some(Severity::Warning));
        assert_eq!(severities.get(Rule::OtaTarget, "CreateOtaTask"), None);
        assert_eq!(severities.get(Rule::OtaTarget, "GetOtaTask"), Some(Severity::Error));
        assert_eq!(severities.get(Rule::ThingRole, "CreateOtaTask"), Some(Severity::Warning));
    }
}
