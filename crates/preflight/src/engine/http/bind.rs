//! Binds labels, query parameters, headers and the body to members.

use std::borrow::Cow;
#[cfg(feature = "smithy")]
use std::collections::BTreeMap;

#[cfg(feature = "smithy")]
use super::header_list::{ItemForm, add_items};
use super::query::{Entry, badly_encoded, repeated};
#[cfg(feature = "smithy")]
use super::query_fit;
use super::route::Route;
use super::{Bindings, Detail, HttpContext, Request, Rule, member_path, percent, route, violation};
#[cfg(feature = "smithy")]
use crate::engine::constraint::value_type;
use crate::engine::report::Violation;
#[cfg(feature = "smithy")]
use crate::engine::report::{Path, Token};
#[cfg(feature = "smithy")]
use crate::engine::validate::BoundEntry;
use crate::engine::validate::{Body, BoundMember, Location, is_list};
use crate::smithy::{Binding, Member, Model, OperationShape};
#[cfg(feature = "smithy")]
use crate::smithy::{Kind, ShapeId};
use crate::text::suggest;

const EMPTY_LABEL: Detail = Detail::Message { reason: "empty", message: "is empty in the path" };
const LABEL_NOT_ASCII: Detail =
    Detail::Message { reason: "not-ascii", message: "has characters in the path that must be percent-encoded" };
const LABEL_ENCODING: Detail = Detail::Message {
    reason: "encoding",
    message: "is badly encoded in the path: write `%` and two hexadecimal digits for each byte of UTF-8",
};

#[cfg(feature = "smithy")]
const OPEN_QUOTE: Detail = Detail::Type {
    expected: "items between commas, quoted from end to end or not at all",
    found: value_type::OTHER_TEXT,
};

/// The headers that HTTP and the signature add to any request. They are not entries of a map that has all headers.
#[cfg(feature = "smithy")]
const HEADERS_OF_HTTP: [&str; 12] = [
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
];

/// The prefix of the query parameters of a signature.
const SIGNING_PREFIX: &str = "X-Amz-";

/// Whether the operation reads the body. An input without any members is an empty object, if the request says that its
/// body is one.
#[inline(never)]
pub(super) fn has_body(model: &Model<'_>, route: &Route<'_, '_>, request: &Request<'_>) -> bool {
    let in_body = |member: &Member| match member.binding {
        // A custom route reads from the body all members that are not labels of its path.
        _ if route.entry.is_custom => !route.has_label(model.str(member.name)),
        binding => binding.is_body(),
    };
    let input = route.entry.operation.input;
    let members = model.members_of(input);
    members.iter().any(in_body) || members.is_empty() && input.is_some() && !request.header("content-type").is_empty()
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
                bindings.bound_members.push(BoundMember::new(member, Location::Label, vec![value]));
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
            bindings.bound_members.push(BoundMember::new(index, Location::Query, values));
        }
    }
    let is_common = |name: &str| context.common_parameters.contains(&name) || name.starts_with(SIGNING_PREFIX);
    let is_member = |name: &str| members.iter().any(|member| parameter(member) == Some(name));
    #[cfg(feature = "smithy")]
    let is_member = |name: &str| {
        let mut literals = query_fit::literals(route.entry.template);
        is_member(name) || literals.any(|(literal, _)| literal == name)
    };
    #[cfg(feature = "smithy")]
    if let Some(map) = members.iter().enumerate().find(|(_, member)| member.binding == Binding::QueryParams) {
        let is_excluded = |name: &str| is_member(name) || name.starts_with(SIGNING_PREFIX);
        query_params(model, map, entries, &is_excluded, bindings);
        return;
    }
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

/// Whether a member of the operation or a literal of its template takes a query parameter.
#[cfg(feature = "smithy")]
pub(super) fn has_parameter(model: &Model<'_>, operation: &OperationShape, parameter: &str) -> bool {
    let takes = |member: &Member| match member.binding {
        Binding::Query(name) => model.str(name) == parameter,
        binding => binding == Binding::QueryParams,
    };
    let mut literals = query_fit::literals(model.str(operation.uri));
    model.members_of(operation.input).iter().any(takes) || literals.any(|(name, _)| name == parameter)
}

/// Binds a map to all query parameters that no other member has, and that are not literals of the route.
#[cfg(feature = "smithy")]
fn query_params<'r>(
    model: &Model<'_>,
    (index, member): (usize, &Member),
    entries: &[Entry<'r>],
    is_excluded: &dyn Fn(&str) -> bool,
    bindings: &mut Bindings<'r>,
) {
    let Kind::Map { value, .. } = model.shape(member.shape).kind else { return };
    let takes_lists = matches!(model.shape(value).kind, Kind::List { .. });
    let mut map = BoundMap::default();
    for entry in entries {
        if is_excluded(&entry.name) {
            continue;
        }
        let Some(value) = &entry.value else {
            bindings.refusals.push(badly_encoded(entry_path(model, member, &entry.name)));
            continue;
        };
        let is_new = map.add(entry.name.clone().into_owned(), entry.name.clone(), value.clone());
        if !is_new && !takes_lists {
            bindings.refusals.push(Violation { path: entry_path(model, member, &entry.name), ..repeated(&entry.name) });
        }
    }
    map.bind(index, member, Location::Query, bindings);
}

#[cfg(feature = "smithy")]
#[inline(never)]
pub(super) fn headers<'r>(
    model: &Model<'_>,
    operation: &OperationShape,
    request: &Request<'r>,
    bindings: &mut Bindings<'r>,
) {
    let members = model.members_of(operation.input);
    for (index, member) in members.iter().enumerate() {
        match member.binding {
            Binding::Header(name) => {
                let mut values: Vec<Cow<'r, str>> = Vec::new();
                let mut is_well_formed = true;
                for header in request.header(model.str(name)) {
                    match model.shape(member.shape).kind {
                        Kind::List { member: item, .. } => {
                            is_well_formed &= add_items(header, ItemForm::of(model, item), &mut values);
                        }
                        _ => values.push(Cow::Borrowed(header.trim())),
                    }
                }
                if !is_well_formed {
                    bindings.notes.push(violation(Rule::TYPE, member_path(model.str(member.name)), OPEN_QUOTE));
                }
                if !values.is_empty() || !is_well_formed {
                    bindings.bound_members.push(BoundMember::new(index, Location::Header, values));
                }
            }
            Binding::PrefixHeaders(prefix) => {
                let is_explicit = |header: &str| {
                    let mut names = members.iter().filter_map(|member| match member.binding {
                        Binding::Header(name) => Some(model.str(name)),
                        _ => None,
                    });
                    names.any(|name| name.eq_ignore_ascii_case(header))
                };
                prefix_headers((index, member), model.str(prefix), request, &is_explicit, bindings);
            }
            _ => {}
        }
    }
}

/// Binds a map to all headers with a prefix that no other member has.
#[cfg(feature = "smithy")]
fn prefix_headers<'r>(
    (index, member): (usize, &Member),
    prefix: &str,
    request: &Request<'r>,
    is_explicit: &dyn Fn(&str) -> bool,
    bindings: &mut Bindings<'r>,
) {
    let mut map = BoundMap::default();
    for (name, value) in request.headers() {
        let Some((start, key)) = name.split_at_checked(prefix.len()) else { continue };
        let is_of_http = || prefix.is_empty() && HEADERS_OF_HTTP.iter().any(|header| header.eq_ignore_ascii_case(name));
        if start.eq_ignore_ascii_case(prefix) && !is_explicit(name) && !is_of_http() {
            map.add(key.to_ascii_lowercase(), Cow::Borrowed(key), Cow::Borrowed(value.trim()));
        }
    }
    map.bind(index, member, Location::Header, bindings);
}

/// The entries of a map that is bound to the query or to headers, in the order of the request.
#[cfg(feature = "smithy")]
#[derive(Default)]
struct BoundMap<'r> {
    entries: Vec<BoundEntry<'r>>,
    /// The index of the entry of each key.
    indices: BTreeMap<String, usize>,
}

#[cfg(feature = "smithy")]
impl<'r> BoundMap<'r> {
    /// Adds a value. `id` is the same for keys that are equal. Returns whether the key is new.
    fn add(&mut self, id: String, key: Cow<'r, str>, value: Cow<'r, str>) -> bool {
        match self.indices.get(&id) {
            Some(&index) => {
                self.entries[index].values.push(value);
                false
            }
            None => {
                self.indices.insert(id, self.entries.len());
                self.entries.push(BoundEntry { key, values: vec![value] });
                true
            }
        }
    }

    /// Binds the map to a member. A map without entries is absent, unless it is required: an empty one leaves no trace.
    fn bind(self, index: usize, member: &Member, location: Location, bindings: &mut Bindings<'r>) {
        if !self.entries.is_empty() || member.required {
            let entries = self.entries;
            bindings.bound_members.push(BoundMember { entries, ..BoundMember::new(index, location, Vec::new()) });
        }
    }
}

/// Returns the path of an entry of a map, which ends at the map if its keys must not be shown.
#[cfg(feature = "smithy")]
fn entry_path(model: &Model<'_>, member: &Member, key: &str) -> Path {
    let shape = model.shape(member.shape);
    let mut tokens = vec![Token::Member(model.str(member.name).to_owned())];
    let is_shown = |key: ShapeId| !shape.sensitive && !model.shape(key).sensitive;
    if matches!(shape.kind, Kind::Map { key, .. } if is_shown(key)) {
        tokens.push(Token::key(key));
    }
    Path::new(tokens)
}

/// Returns how the body is read: as members, as the value of one member, or not at all.
pub(super) fn body<'r>(model: &Model<'_>, route: &Route<'_, '_>, request: &Request<'r>) -> Body<'r> {
    let members = model.members_of(route.entry.operation.input);
    match members.iter().position(|member| member.binding == Binding::Payload) {
        _ if request.body().is_empty() || !has_body(model, route, request) => Body::Absent,
        _ if route.entry.is_custom => Body::AllButLabels(request.body()),
        Some(member) => Body::Payload { member, text: request.body() },
        None => Body::Members(request.body()),
    }
}
