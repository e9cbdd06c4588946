//! Capability reports, in any operation: names are unique, and versions are cluster revisions.
//!
//! Unique names are our reading of the reference. A published answer repeats a name, so a repetition is only a warning.
//! A whole number as a capability's version is what every published report shows.

use super::{Check, RuleContext, RuleMessage, RuleReporter, Scope, reads, rule_message};
use crate::engine::capture::{CaptureFilter, CapturedValue};
use crate::engine::rule::Rule;
use crate::engine::validate::Flow;
use crate::text::json::keys::BloomFilter;
use crate::text::json::parts;
use crate::text::stable_sort::repeats;

reads! {
    enum Reads {
        ENDPOINT_ID = "endpoints[].id",
        CAPABILITY_ID = "endpoints[].capabilities[].id",
        VERSION = "endpoints[].capabilities[].version" if CaptureFilter::Irregular,
        PROPERTIES = "endpoints[].capabilities[].properties" if CaptureFilter::Repeats,
        ACTIONS = "endpoints[].capabilities[].actions" if CaptureFilter::Repeats,
        EVENTS = "endpoints[].capabilities[].events" if CaptureFilter::Repeats,
    }
}

/// `{"id": "matter.OnOff@1.4", "name": "On/Off", "version": "6", "properties": ["OnOff"], "actions": ["On"], "events": []}`
pub(super) const REPORT: Check = Check {
    rules: &[Rule::REPORT_DUPLICATE, Rule::THING_REPORT_VERSION_KIND],
    at: Scope::Shape("CapabilityReport"),
    reads: Reads::PATHS,
    judge,
};

const VERSION_KIND: RuleMessage = rule_message!(
    Rule::THING_REPORT_VERSION_KIND,
    "this is the revision of the cluster, a whole number, and not the version of the schema",
    "use the revision, such as `6`; the version of the schema stands in `id`",
);

const ENDPOINT_REPEATED: RuleMessage =
    rule_message!(Rule::REPORT_DUPLICATE, "endpoint", "an endpoint before has this id", "keep one of them");

const CAPABILITY_REPEATED: RuleMessage = rule_message!(
    Rule::REPORT_DUPLICATE,
    "capability",
    "a capability of the endpoint before has this id",
    "keep one of them",
);

const NAME_REPEATED: RuleMessage =
    rule_message!(Rule::REPORT_DUPLICATE, "name", "the list has this name before", "leave it out here");

fn judge(context: &RuleContext<'_>, reporter: &mut RuleReporter<'_, '_>) -> Flow {
    for version in context.values_reversed(Reads::VERSION) {
        let is_whole = |bytes: &[u8]| !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
        if version.text().is_none_or(|text| is_whole(text.as_bytes())) {
            continue;
        }
        reporter.report(&VERSION_KIND, version)?;
    }
    for (read, message) in [(Reads::ENDPOINT_ID, &ENDPOINT_REPEATED), (Reads::CAPABILITY_ID, &CAPABILITY_REPEATED)] {
        if may_repeat(context.values_reversed(read)) {
            let ids = context.values(read);
            let keys: Vec<_> = ids.iter().map(|id| (list_of(*id), id.text())).collect();
            for index in repeats(keys.len(), &|a, b| keys[a].cmp(&keys[b])) {
                if keys[index].1.is_some() {
                    reporter.report(message, ids[index])?;
                }
            }
        }
    }
    for list in
        [Reads::PROPERTIES, Reads::ACTIONS, Reads::EVENTS].into_iter().flat_map(|read| context.values_reversed(read))
    {
        let items = parts::items(list.raw());
        let names: Vec<_> = items.iter().map(|item| parts::string(item.value)).collect();
        for index in repeats(names.len(), &|a, b| names[a].cmp(&names[b])) {
            if names[index].is_some() {
                reporter.report_item(&NAME_REPEATED, list, index, items[index].value)?;
            }
        }
    }
    Ok(())
}

/// Returns the position of the list that contains the owner of an id.
fn list_of(id: CapturedValue<'_>) -> Option<u32> {
    id.parent().and_then(|owner| owner.parent()).map(CapturedValue::order)
}

/// Whether two ids of a list look alike, or have escapes and may be equal although they look different.
fn may_repeat<'c>(ids: impl Iterator<Item = CapturedValue<'c>>) -> bool {
    let mut filter = BloomFilter::default();
    let mut list = None;
    for id in ids {
        let current_list = list_of(id);
        if current_list != list {
            filter = BloomFilter::default();
            list = current_list;
        }
        if id.plain().is_none_or(|text| filter.seen_before(text)) {
            return true;
        }
    }
    false
}
