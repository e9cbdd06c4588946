//! Stands in for `on_tree` where nothing is judged on a tree: a policy that asks for it is refused.

use super::Summary;
use super::document::Table;
use super::error::{ProblemKind, Problems};
use crate::service::Edition;
use crate::text::json::tree::Content;

#[derive(Debug, Default)]
pub(super) struct OnTree;

impl OnTree {
    /// Says what of the policy this build cannot judge by. What is there and empty asks for nothing.
    pub(super) fn read(table: &Table<'_>, _: Edition, _: &mut Summary, problems: &mut Problems<'_>) -> OnTree {
        // Examples say how a policy is tested and ask nothing of a request: a file that has some is used everywhere.
        for (key, feature) in [("limits", "policy"), ("checks", "policy-checks")] {
            let Some(node) = table.get(key) else { continue };
            let asks = match &node.content {
                Content::Object(entries) => key != "limits" || !entries.is_empty(),
                Content::List(items) => key == "limits" || !items.is_empty(),
                _ => true,
            };
            if asks {
                problems.add(&node.position, ProblemKind::NeedsFeature { key, feature });
            }
        }
        OnTree
    }
}
