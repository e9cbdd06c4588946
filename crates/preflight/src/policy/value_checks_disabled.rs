//! Replaces `value_checks` in builds without the feature `policy`: a policy with value checks is rejected.

use super::Summary;
use super::document::Table;
use super::error::{ProblemKind, Problems};
use crate::service::Edition;
use crate::text::json::tree::Content;

#[derive(Debug, Default)]
pub(super) struct ValueChecks;

impl ValueChecks {
    /// Reports the parts of the policy that this build cannot apply. Empty parts are accepted.
    pub(super) fn read(table: &Table<'_>, _: Edition, _: &mut Summary, problems: &mut Problems<'_>) -> ValueChecks {
        // Examples only test a policy and do not affect requests, so every build accepts them.
        for (key, feature) in [("limits", "policy"), ("checks", "policy-checks")] {
            let Some(node) = table.get(key) else { continue };
            let is_used = match &node.content {
                Content::Object(entries) => key != "limits" || !entries.is_empty(),
                Content::List(items) => key == "limits" || !items.is_empty(),
                _ => true,
            };
            if is_used {
                problems.add(&node.position, ProblemKind::MissingFeature { key, feature });
            }
        }
        ValueChecks
    }
}
