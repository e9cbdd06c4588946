//! Method and path to operation.

use super::{Detail, Path, Rule, percent, violation};
use crate::engine::report::Violation;
use crate::smithy::{Kind, Model, OperationShape, ShapeId};

/// What leads to an operation.
#[derive(Clone, Copy)]
pub(crate) struct Row<'m> {
    pub(crate) method: &'m str,
    pub(crate) template: &'m str,
    pub(crate) operation: &'m OperationShape,
    /// It is a user's own: members bind by their names.
    pub(crate) is_own: bool,
}

/// The service's own routes.
pub(crate) fn rows<'m>(model: &Model<'m>) -> Vec<Row<'m>> {
    let row = |operation: &'m OperationShape| Row {
        method: model.str(operation.method),
        template: model.str(operation.uri),
        operation,
        is_own: false,
    };
    model.operations.iter().map(row).collect()
}

/// Where a request leads, with the raw text of its labels in the order of the template.
pub(crate) struct Route<'m, 'p> {
    pub(crate) row: Row<'m>,
    pub(crate) labels: Vec<(&'m str, &'p str)>,
}

/// Why a request leads to no operation.
pub(crate) enum Miss {
    Path { nearest: Option<String> },
    Method { allowed: Vec<String> },
}

impl Miss {
    pub(crate) fn violation(self) -> Violation {
        match self {
            Miss::Path { nearest } => {
                let found = violation(Rule::HTTP_ROUTE, Path::default(), Detail::Nothing);
                Violation { suggestion: nearest, ..found }
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
    /// A label that takes the rest of the path, slashes included.
    Greedy(&'m str),
}

/// How well a path fits a template; a better fit is greater.
#[derive(PartialEq, PartialOrd)]
struct Fit {
    /// No label is empty.
    full: bool,
    /// For every segment, whether it is a literal: the earliest literal decides.
    literals: Vec<bool>,
}

pub(crate) fn find<'m, 'p>(rows: &[Row<'m>], method: &str, path: &'p str) -> Result<Route<'m, 'p>, Miss> {
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let mut best: Option<(Fit, Route<'m, 'p>)> = None;
    let mut allowed: Vec<String> = Vec::new();
    for row in rows {
        let Some((fit, labels)) = fit(&template(row.template), &segments, path) else { continue };
        if row.method == method {
            // Of two that fit as well, the later one.
            if best.as_ref().is_none_or(|(before, _)| fit >= *before) {
                best = Some((fit, Route { row: *row, labels }));
            }
        } else if fit.full
            && let Err(place) = allowed.binary_search_by(|before| before.as_str().cmp(row.method))
        {
            allowed.insert(place, row.method.to_owned());
        }
    }
    if let Some((_, route)) = best {
        return Ok(route);
    }
    if allowed.is_empty() {
        let shorter = path.strip_suffix('/').filter(|shorter| !shorter.is_empty());
        let meant = shorter.and_then(|shorter| find(rows, method, shorter).ok());
        let meant = meant.map(|route| route.row.template.to_owned());
        return Err(Miss::Path { nearest: meant.or_else(|| nearest(rows, &segments)) });
    }
    Err(Miss::Method { allowed })
}

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

#[inline(never)]
fn fit<'m, 'p>(template: &[Segment<'m>], path: &[&'p str], whole: &'p str) -> Option<(Fit, Vec<(&'m str, &'p str)>)> {
    let mut fit = Fit { full: true, literals: Vec::with_capacity(template.len()) };
    let mut labels = Vec::new();
    let mut rest = path;
    for (index, segment) in template.iter().enumerate() {
        let (first, after) = rest.split_first()?;
        match segment {
            Segment::Literal(literal) => {
                let same = first == literal
                    || first.contains('%') && percent::decode(first, false).is_some_and(|text| text == *literal);
                if !same {
                    return None;
                }
                rest = after;
            }
            Segment::Label(name) => {
                fit.full &= !first.is_empty();
                labels.push((*name, *first));
                rest = after;
            }
            Segment::Greedy(name) => {
                // The label ends where the template's remaining segments begin.
                let count = rest.len().checked_sub(template.len() - index - 1).filter(|count| *count > 0)?;
                let (taken, after) = rest.split_at(count);
                let start = taken.first().map_or(0, |text| offset_in(whole, text));
                let end = taken.last().map_or(start, |text| offset_in(whole, text) + text.len());
                fit.full &= end > start;
                labels.push((*name, &whole[start..end]));
                rest = after;
            }
        }
        fit.literals.push(matches!(segment, Segment::Literal(_)));
    }
    rest.is_empty().then_some((fit, labels))
}

/// Where a part of `whole` begins in it.
fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}

/// The template whose literals are nearest to those of the path.
fn nearest(rows: &[Row<'_>], path: &[&str]) -> Option<String> {
    /// Paths with more text than this are no slip of the pen.
    const LONGEST: usize = 128;
    let mut best: Option<(usize, &str)> = None;
    for row in rows {
        let uri = row.template;
        let template = template(uri);
        if template.len() != path.len() {
            continue;
        }
        let mut wanted = String::new();
        let mut given = String::new();
        for (segment, part) in template.iter().zip(path) {
            if let Segment::Literal(literal) = segment {
                wanted.push_str(literal);
                given.push_str(part);
            }
        }
        if given.is_empty() || given.len() > LONGEST {
            continue;
        }
        let distance = strsim::osa_distance(&wanted, &given);
        if distance <= wanted.chars().count() / 3 && best.is_none_or(|best| (distance, uri) < best) {
            best = Some((distance, uri));
        }
    }
    best.map(|(_, uri)| uri.to_owned())
}

/// Whether a value of this shape can be written as text.
pub(crate) fn is_text(model: &Model<'_>, shape: ShapeId) -> bool {
    let kind = &model.shape(shape).kind;
    matches!(kind, Kind::String { .. } | Kind::Boolean | Kind::Timestamp(_))
        || matches!(kind, Kind::Integer { .. } | Kind::IntEnum { .. } | Kind::Float { .. })
}

/// Whether a value of this shape can be written as one query parameter or several of one name.
pub(crate) fn is_query(model: &Model<'_>, shape: ShapeId) -> bool {
    match model.shape(shape).kind {
        Kind::List { member, .. } => is_text(model, member),
        _ => is_text(model, shape),
    }
}
