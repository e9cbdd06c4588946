//! Binds labels, query parameters, headers and the body to members.

use std::borrow::Cow;

use super::query::{Entry, badly_encoded, repeated};
use super::route::Route;
use super::{Bindings, Detail, HttpContext, Request, Rule, member_path, percent, route, violation};
use crate::engine::report::Violation;
use crate::engine::validate::{Body, BoundMember, Location, is_list};
use crate::smithy::{Binding, Member, Model, OperationShape};
use crate::text::suggest;

const EMPTY_LABEL: Detail = Detail::Message { reason: "empty", message: "is empty in the path" };
const LABEL_NOT_ASCII: Detail =
    Detail::Message { reason: "not-ascii", message: "has characters in the path that must be percent-encoded" };
const LABEL_ENCODING: Detail = Detail::Message {
    reason: "encoding",
    message: "is badly encoded in the path: write `%` and two hexadecimal digits",
};

/// The prefix of the query parameters of a signature.
const SIGNING_PREFIX: &str = "X-Amz-";

#[inline(never)]
pub(super) fn has_body(model: &Model<'_>, route: &Route<'_, '_>) -> bool {
    let in_body = |member: &Member| match member.binding {
        // A custom route reads from the body all members that are not labels of its path.
        _ if route.entry.is_custom => !route.has_label(model.str(member.name)),
        binding => matches!(binding, Binding::Body | Binding::Payload),
    };
    model.members_of(route.entry.operation.input).iter().any(in_body)
}

impl Route<'_, '_> {
    #[inline(never)]
    fn has_label(&self, name: &str) -> bool {
        self.labels.iter().any(|(label, _)| *label == name)
    }
}

#[inline(never)]
pub(super) fn labels<'r>(
    model: &Model<'_>,
    operation: &OperationShape,
    labels: &[(&str, &'r str)],
    bindings: &mut Bindings<'r>,
) {
    let members = model.members_of(operation.input);
    for (name, raw) in labels {
        let refuse = |detail| violation(Rule::HTTP_LABEL, member_path(name), detail);
        let decoded = if raw.is_empty() {
            Err(EMPTY_LABEL)
        } else if !raw.is_ascii() {
            Err(LABEL_NOT_ASCII)
        } else {
            percent::decode(raw, false).ok_or(LABEL_ENCODING)
        };
        let member = members.iter().position(|member| model.str(member.name) == *name);
        match (decoded, member) {
            (Ok(value), Some(member)) => {
                bindings.bound_members.push(BoundMember { member, location: Location::Label, values: vec![value] });
            }
            (Err(detail), _) => bindings.refusals.push(refuse(detail)),
            (Ok(_), None) => {}
        }
    }
}

#[inline(never)]
pub(super) fn query<'r>(
    model: &Model<'_>,
    route: &Route<'_, '_>,
    entries: &[Entry<'r>],
    context: &HttpContext<'_>,
    bindings: &mut Bindings<'r>,
) {
    let members = model.members_of(route.entry.operation.input);
    let parameter = |member: &Member| match member.binding {
        _ if route.entry.is_custom => {
            let name = model.str(member.name);
            (route::can_be_query(model, member.shape) && !route.has_label(name)).then_some(name)
        }
        Binding::Query(name) => Some(model.str(name)),
        _ => None,
    };
    for (index, member) in members.iter().enumerate() {
        let Some(name) = parameter(member) else { continue };
        let member_name = model.str(member.name);
        let mut values: Vec<Cow<'r, str>> = Vec::new();
        let mut is_malformed = false;
        for entry in entries {
            if entry.name == name {
                match &entry.value {
                    Some(value) => values.push(value.clone()),
                    None => is_malformed = true,
                }
            }
        }
        if is_malformed {
            bindings.refusals.push(badly_encoded(member_path(member_name)));
        } else if values.len() > 1 && !is_list(model, member) {
            bindings.refusals.push(repeated(member_name));
        } else if !values.is_empty() {
            bindings.bound_members.push(BoundMember { member: index, location: Location::Query, values });
        }
    }
    let is_common = |name: &str| context.common_parameters.contains(&name) || name.starts_with(SIGNING_PREFIX);
    let is_member = |name: &str| members.iter().any(|member| parameter(member) == Some(name));
    let repeats = crate::text::stable_sort::repeats(entries.len(), &|a, b| entries[a].name.cmp(&entries[b].name));
    for (index, entry) in entries.iter().enumerate() {
        if is_member(&entry.name) {
            continue;
        }
        let is_common = is_common(&entry.name);
        if route.entry.is_custom && !entry.name.starts_with(SIGNING_PREFIX) && !route.has_label(&entry.name) {
            // The parameter belongs to the owner of the custom route.
            continue;
        }
        if entry.value.is_none() {
            bindings.refusals.push(badly_encoded(member_path(&entry.name)));
        }
        if repeats.binary_search(&index).is_ok() {
            if is_common {
                bindings.refusals.push(repeated(&entry.name));
            }
        } else if !is_common && bindings.notes.len() <= context.limits.max_violations() {
            // One note beyond the cap marks the report as truncated.
            let suggestion =
                suggest::name(&entry.name, members.iter().filter(|_| !route.entry.is_custom).filter_map(parameter));
            let note = violation(Rule::UNKNOWN_MEMBER, member_path(&entry.name), Detail::Nothing);
            bindings.notes.push(Violation { suggestion: suggestion.map(str::to_owned), ..note });
        }
    }
}

#[inline(never)]
pub(super) fn headers<'r>(
    model: &Model<'_>,
    operation: &OperationShape,
    request: &Request<'r>,
    bindings: &mut Bindings<'r>,
) {
    for (index, member) in model.members_of(operation.input).iter().enumerate() {
        let Binding::Header(name) = member.binding else { continue };
        let mut values: Vec<Cow<'r, str>> = Vec::new();
        for header in request.header(model.str(name)) {
            if !is_list(model, member) {
                values.push(Cow::Borrowed(header.trim()));
                break;
            }
            for value in header.split(',') {
                values.push(Cow::Borrowed(value.trim()));
            }
        }
        if !values.is_empty() {
            bindings.bound_members.push(BoundMember { member: index, location: Location::Header, values });
        }
    }
}

/// Returns how the body is read: as members, as the value of one member, or not at all.
pub(super) fn body<'r>(model: &Model<'_>, route: &Route<'_, '_>, request: &Request<'r>) -> Body<'r> {
    let members = model.members_of(route.entry.operation.input);
    match members.iter().position(|member| member.binding == Binding::Payload) {
        _ if request.body().is_empty() || !has_body(model, route) => Body::Absent,
        _ if route.entry.is_custom => Body::AllButLabels(request.body()),
        Some(member) => Body::Payload { member, text: request.body() },
        None => Body::Members(request.body()),
    }
}
