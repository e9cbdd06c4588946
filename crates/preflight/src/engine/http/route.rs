//! Finds the operation of a method and path.

use super::query::Entry;
#[cfg(feature = "smithy")]
use super::query_fit::QueryFit;
use super::{Detail, Path, Request, Rule, percent, violation};
use crate::engine::report::Violation;
use crate::smithy::{Kind, Model, OperationShape, ShapeId};

/// One entry of the route table.
#[derive(Clone, Copy)]
pub(crate) struct RouteEntry<'m> {
    pub(crate) method: &'m str,
    pub(crate) template: &'m str,
    pub(crate) operation: &'m OperationShape,
    /// Whether the route is a custom one, whose members are bound by their names.
    pub(crate) is_custom: bool,
}

/// Returns the routes of the model. No request reaches an operation without an HTTP binding.
pub(crate) fn route_entries<'m>(model: &Model<'m>) -> Vec<RouteEntry<'m>> {
    let entry = |operation: &'m OperationShape| RouteEntry {
        method: model.str(operation.method),
        template: model.str(operation.uri),
        operation,
        is_custom: false,
    };
    // INVARIANT: every operation of the built-in editions has an HTTP binding.
    let is_bound = |operation: &&OperationShape| !cfg!(feature = "smithy") || !operation.method.is_empty();
    model.operations.iter().filter(is_bound).map(entry).collect()
}

/// The matching route of a request, with the raw text of its labels in the order of the template.
pub(crate) struct Route<'m, 'p> {
    pub(crate) entry: RouteEntry<'m>,
    pub(crate) labels: Vec<(&'m str, &'p str)>,
}

/// The reason why no operation matches a request.
pub(crate) enum Miss {
    Path { nearest: Option<String> },
    Method { allowed: Vec<String> },
}

impl Miss {
    pub(crate) fn violation(self) -> Violation {
        match self {
            Miss::Path { nearest } => {
                let violation = violation(Rule::HTTP_ROUTE, Path::default(), Detail::Nothing);
                Violation { suggestion: nearest, ..violation }
            }
            Miss::Method { allowed } => violation(Rule::HTTP_METHOD, Path::default(), Detail::Method { allowed }),
        }
    }
}

/// A part of a template between slashes.
#[derive(Clone, Copy)]
pub(crate) enum Segment<'m> {
    Literal(&'m str),
    Label(&'m str),
    /// A label that matches several segments, slashes included.
    Greedy(&'m str),
}

/// The quality of a match between a path and a template. The better match is greater.
#[derive(PartialEq, PartialOrd)]
struct Fit {
    /// No label is empty.
    has_full_labels: bool,
    /// Whether each segment is a literal. The earliest literal decides.
    literals: Vec<bool>,
    #[cfg(feature = "smithy")]
    query: QueryFit,
}

/// Finds the best route for the method, a path and the query of a request.
pub(super) fn find<'m, 'p>(
    model: &Model<'_>,
    entries: &[RouteEntry<'m>],
    request: &Request<'_>,
    path: &'p str,
    query: &[Entry<'_>],
) -> Result<Route<'m, 'p>, Miss> {
    let method = request.method();
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let mut best: Option<(Fit, Route<'m, 'p>)> = None;
    let mut allowed: Vec<String> = Vec::new();
    // A path that does not begin with a slash has no route.
    let is_absolute = path.starts_with('/');
    for entry in entries.iter().filter(|_| is_absolute) {
        let Some((fit, labels)) = fit(&template(entry.template), &segments, path) else { continue };
        #[cfg(feature = "smithy")]
        let Some(fit) = QueryFit::of(model, entry, request, query).map(|query| Fit { query, ..fit }) else { continue };
        if entry.method == method {
            // The later of two equal matches wins.
            if best.as_ref().is_none_or(|(current, _)| fit >= *current) {
                best = Some((fit, Route { entry: *entry, labels }));
            }
        } else if fit.has_full_labels
            && let Err(index) = allowed.binary_search_by(|method| method.as_str().cmp(entry.method))
        {
            allowed.insert(index, entry.method.to_owned());
        }
    }
    if let Some((_, route)) = best {
        return Ok(route);
    }
    if allowed.is_empty() {
        let trimmed = path.strip_suffix('/').filter(|trimmed| !trimmed.is_empty());
        let suggestion = trimmed.and_then(|trimmed| find(model, entries, request, trimmed, query).ok());
        let suggestion = suggestion.map(|route| route.entry.template.to_owned());
        return Err(Miss::Path { nearest: suggestion.or_else(|| nearest(entries, &segments)) });
    }
    Err(Miss::Method { allowed })
}

/// Splits a URI template into its segments, without its query.
#[inline(never)]
pub(crate) fn template(uri: &str) -> Vec<Segment<'_>> {
    let uri = uri.split('?').next().unwrap_or_default();
    let segments = uri.strip_prefix('/').unwrap_or(uri).split('/');
    segments
        .map(|segment| match segment.strip_prefix('{').and_then(|label| label.strip_suffix('}')) {
            Some(label) => label.strip_suffix('+').map_or(Segment::Label(label), Segment::Greedy),
            None => Segment::Literal(segment),
        })
        .collect()
}

/// Matches a path against a template. Returns the quality of the match and the labels.
#[inline(never)]
fn fit<'m, 'p>(template: &[Segment<'m>], path: &[&'p str], whole: &'p str) -> Option<(Fit, Vec<(&'m str, &'p str)>)> {
    let mut fit = Fit {
        has_full_labels: true,
        literals: Vec::with_capacity(template.len()),
        #[cfg(feature = "smithy")]
        query: QueryFit::default(),
    };
    let mut labels = Vec::new();
    let mut rest = path;
    for (index, segment) in template.iter().enumerate() {
        let (first, after) = rest.split_first()?;
        match segment {
            Segment::Literal(literal) => {
                let is_equal = first == literal
                    || first.contains('%') && percent::decode(first, false).is_some_and(|text| text == *literal);
                if !is_equal {
                    return None;
                }
                rest = after;
            }
            Segment::Label(name) => {
                fit.has_full_labels &= !first.is_empty();
                labels.push((*name, *first));
                rest = after;
            }
            Segment::Greedy(name) => {
                // The label ends where the template's remaining segments begin.
                let count = rest.len().checked_sub(template.len() - index - 1).filter(|count| *count > 0)?;
                let (matched, after) = rest.split_at(count);
                let start = matched.first().map_or(0, |text| offset_in(whole, text));
                let end = matched.last().map_or(start, |text| offset_in(whole, text) + text.len());
                fit.has_full_labels &= end > start;
                labels.push((*name, &whole[start..end]));
                rest = after;
            }
        }
        fit.literals.push(matches!(segment, Segment::Literal(_)));
    }
    rest.is_empty().then_some((fit, labels))
}

/// Returns the offset of `part`, which is a slice of `whole`.
fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

/// Returns the template whose literals are most similar to the path, if they are similar enough for a typing mistake.
fn nearest(entries: &[RouteEntry<'_>], path: &[&str]) -> Option<String> {
    /// The maximum length of a path that is compared.
    const MAX_LENGTH: usize = 128;
    let mut best: Option<(usize, &str)> = None;
    for entry in entries {
        let uri = entry.template;
        let template = template(uri);
        if template.len() != path.len() {
            continue;
        }
        let mut expected = String::new();
        let mut actual = String::new();
        for (segment, part) in template.iter().zip(path) {
            if let Segment::Literal(literal) = segment {
                expected.push_str(literal);
                actual.push_str(part);
            }
        }
        if actual.is_empty() || actual.len() > MAX_LENGTH {
            continue;
        }
        let distance = strsim::osa_distance(&expected, &actual);
        if distance <= expected.chars().count() / 3 && best.is_none_or(|best| (distance, uri) < best) {
            best = Some((distance, uri));
        }
    }
    best.map(|(_, uri)| uri.to_owned())
}

/// Whether a value of the shape can be written as plain text.
pub(crate) fn can_be_text(model: &Model<'_>, shape: ShapeId) -> bool {
    let kind = &model.shape(shape).kind;
    matches!(kind, Kind::String { .. } | Kind::Boolean | Kind::Timestamp(_))
        || matches!(kind, Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. })
}

/// Whether a value of the shape can be written as one or more query parameters of one name.
pub(crate) fn can_be_query(model: &Model<'_>, shape: ShapeId) -> bool {
    match model.shape(shape).kind {
        Kind::List { member, .. } => can_be_text(model, member),
        _ => can_be_text(model, shape),
    }
}
