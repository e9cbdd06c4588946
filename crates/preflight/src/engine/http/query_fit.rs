//! How well the query of a request fits a template: literals decide between operations of one path.

use std::borrow::Cow;

use super::query::Entry;
use super::route::RouteEntry;
use super::{Request, percent};
use crate::smithy::{Binding, Model};

/// A literal that AWS adds to templates for its clients alone. Services do not require it.
const CLIENT_LITERAL: &str = "x-id";

/// The quality of a match between a query and a template. The better match is greater.
#[derive(Default, PartialEq, PartialOrd)]
pub(super) struct QueryFit {
    /// The number of literals.
    literals: usize,
    /// The number of literals with a value. `?x=2` fits better than `?x`, which any value fits.
    literals_with_value: usize,
    /// Whether the request has all parameters and headers that the operation requires. Where AWS tells operations of one
    /// path apart by [`CLIENT_LITERAL`], its services tell them apart by these.
    has_required: bool,
    required: usize,
}

impl QueryFit {
    /// Returns the quality of the match, or `None` if the query does not have all literals.
    pub(super) fn of(
        model: &Model<'_>,
        entry: &RouteEntry<'_>,
        request: &Request<'_>,
        query: &[Entry<'_>],
    ) -> Option<QueryFit> {
        let mut fit = QueryFit { has_required: true, ..QueryFit::default() };
        for (name, value) in literals(entry.template) {
            let mut entries = query.iter().filter(|entry| entry.name == name).peekable();
            if entries.peek().is_none() {
                if name == CLIENT_LITERAL {
                    continue;
                }
                return None;
            }
            // A literal without a value only requires the name.
            if let Some(value) = &value
                && !entries.all(|entry| entry.value.as_deref() == Some(value))
            {
                return None;
            }
            fit.literals += 1;
            fit.literals_with_value += usize::from(value.is_some());
        }
        for member in model.members_of(entry.operation.input).iter().filter(|member| member.required) {
            let is_present = match member.binding {
                Binding::Query(name) => query.iter().any(|entry| entry.name == model.str(name)),
                Binding::Header(name) => !request.header(model.str(name)).is_empty(),
                _ => continue,
            };
            fit.has_required &= is_present;
            fit.required += usize::from(is_present);
        }
        Some(fit)
    }
}

/// Returns the literals of the query in a template, decoded, each with its value, if it states one.
pub(super) fn literals(template: &str) -> impl Iterator<Item = (Cow<'_, str>, Option<Cow<'_, str>>)> {
    let decoded = |text| percent::decode(text, true).unwrap_or(Cow::Borrowed(text));
    let query = template.split_once('?').map_or("", |(_, query)| query);
    query.split('&').filter(|literal| !literal.is_empty()).map(move |literal| match literal.split_once('=') {
        Some((name, value)) => (decoded(name), Some(decoded(value))),
        None => (decoded(literal), None),
    })
}
