//! Building of explanations.

use super::find::Named;
use super::{Explanation, Line, Section, Subject};
use crate::engine::rule::Rule;
use crate::smithy::shape_closure::{self, ReachableShapes};
use crate::smithy::shape_summary;
use crate::smithy::{Binding, Kind, Member, Model, OperationShape, ShapeId, Span};
use crate::tools::classify::{self, Fault};
use crate::tools::words;

pub(super) fn explanation(model: &Model<'_>, named: &Named<'_>) -> Explanation {
    match named {
        Named::Operation(operation) => self::operation(model, operation),
        Named::Shape(id) => shape(model, *id),
        Named::Member { parent, member } => self::member(model, *parent, member),
        Named::Rule(rule) => self::rule(*rule),
        Named::Error(id) => error(model, model.shape_name(*id), Some(*id)),
        Named::CommonError(name) => error(model, name, None),
    }
}

fn operation(model: &Model<'_>, operation: &OperationShape) -> Explanation {
    let name = model.str(operation.name);
    let mut request = vec![unnamed_line(match model.str(operation.method) {
        "" => "no HTTP binding in the model".to_owned(),
        method => format!("{method} {}", model.str(operation.uri)),
    })];
    if !model.str(operation.method).is_empty() {
        request.push(unnamed_line(format!("answered with status {}", operation.status)));
    }
    if operation.readonly {
        request.push(unnamed_line("changes nothing".to_owned()));
    }
    if operation.idempotent {
        request.push(unnamed_line("sending it twice has the effect of sending it once".to_owned()));
    }
    let mut errors: Vec<ShapeId> = model.errors(operation).to_vec();
    errors.sort_by_key(|&id| model.shape_name(id));
    let errors = errors.iter().map(|&id| {
        let (name, status) = (model.shape_name(id), model.shape(id).error_status);
        let text = words::error(name).map_or_else(|| status.to_string(), |words| format!("{status}: {}", words.means));
        line(name, text)
    });
    Explanation {
        title: name.to_owned(),
        subject: Subject::Operation,
        summary: words::operation(model, name).map(str::to_owned),
        sections: sections([
            ("request", request),
            ("members", member_lines(model, operation.input)),
            ("answer", member_lines(model, operation.output)),
            ("errors", errors.collect()),
        ]),
    }
}

fn shape(model: &Model<'_>, id: ShapeId) -> Explanation {
    let shape = model.shape(id);
    let reached = ReachableShapes::of(model);
    let name = reached.name(id);
    Explanation {
        title: name.to_owned(),
        subject: Subject::Shape,
        summary: words::shape(model, name).map(str::to_owned).or_else(|| message_of(model, id)),
        sections: sections([
            ("is", constraints(model, id)),
            ("values", value_lines(model, id)),
            ("members", member_lines(model, Some(id))),
            ("parts", part_lines(model, &reached, &shape.kind, id)),
            ("used by", uses(model, &reached, id)),
        ]),
    }
}

fn member(model: &Model<'_>, parent: ShapeId, member: &Member) -> Explanation {
    let reached = ReachableShapes::of(model);
    let (parent_name, name, target) = (reached.name(parent), model.str(member.name), reached.name(member.shape));
    let summary = words::member(model, parent_name, name).or_else(|| words::shape(model, target)).map(str::to_owned);
    let mut is = constraints(model, member.shape);
    is.push(unnamed_line(if member.required {
        "required".to_owned()
    } else {
        "optional; null is the same as absent".to_owned()
    }));
    if member.idempotency_token {
        is.push(unnamed_line("a client token: clients fill it in when it is left out".to_owned()));
    }
    if let Some(place) = place(model, member) {
        is.push(unnamed_line(format!("travels as {place}")));
    }
    if !member.deprecated.is_empty() {
        is.push(unnamed_line(format!("deprecated since {}", model.str(member.deprecated))));
    }
    Explanation {
        title: format!("{parent_name}${name}"),
        subject: Subject::Member,
        summary: summary.or_else(|| Some(format!("A member of `{parent_name}`; its shape is `{target}`."))),
        sections: sections([
            ("is", is),
            ("shape", vec![unnamed_line(target.to_owned())]),
            ("values", value_lines(model, member.shape)),
            ("members", member_lines(model, Some(member.shape))),
            ("parts", part_lines(model, &reached, &model.shape(member.shape).kind, member.shape)),
        ]),
    }
}

fn rule(rule: Rule) -> Explanation {
    let editions: Vec<&str> = rule.editions().iter().map(|edition| edition.name()).collect();
    let mut about = vec![line("severity", rule.severity().name().to_owned())];
    if rule.strict_severity() != rule.severity() {
        about.push(line("in strict", rule.strict_severity().name().to_owned()));
    }
    about.push(line("basis", rule.basis().name().to_owned()));
    about.push(line("editions", editions.join(", ")));
    let reasons: Vec<&str> = rule.reasons().iter().map(|reason| reason.name).filter(|name| !name.is_empty()).collect();
    if !reasons.is_empty() {
        about.push(line("reasons", reasons.join(", ")));
    }
    Explanation {
        title: rule.id().to_owned(),
        subject: Subject::Rule,
        summary: Some(rule.title().to_owned()),
        sections: sections([("rule", about), ("why", vec![unnamed_line(rule.rationale().to_owned())])]),
    }
}

fn error(model: &Model<'_>, name: &str, id: Option<ShapeId>) -> Explanation {
    let words = words::error(name);
    let common = classify::common_status(name);
    let own = id.map(|id| model.shape(id).error_status);
    let status = own.or(common).unwrap_or_default();
    let mut answer = vec![line("status", status.to_string())];
    if let (Some(own), Some(common)) = (own, common)
        && own != common
    {
        answer.push(line("", format!("{common} where it is the error common to all services")));
    }
    answer.push(line(
        "fault",
        match Fault::of(status) {
            Fault::Client => "the caller's fault".to_owned(),
            Fault::Server => "the service's fault".to_owned(),
            Fault::Unknown => "nobody's known fault".to_owned(),
        },
    ));
    let reason = classify::reason(name, status);
    let advice = if reason.is_retryable() { "retry" } else { "do not retry" };
    answer.push(line("again?", format!("{advice}: {reason}")));
    let of = |operation: &&OperationShape| model.errors(operation).iter().any(|&error| Some(error) == id);
    let mut documented: Vec<Line> = model
        .operations
        .iter()
        .filter(of)
        .map(|operation| unnamed_line(model.str(operation.name).to_owned()))
        .collect();
    if documented.len() == model.operations.len() || common.is_some() {
        documented = vec![unnamed_line("every operation".to_owned())];
    }
    Explanation {
        title: name.to_owned(),
        subject: Subject::Error,
        summary: words.map(|words| words.means.to_owned()),
        sections: sections([
            ("answer", answer),
            ("what to do", words.into_iter().map(|words| unnamed_line(words.fix.to_owned())).collect()),
            ("members", member_lines(model, id)),
            ("answered by", documented),
        ]),
    }
}

/// Returns a summary for an operation's input or output that has no description.
fn message_of(model: &Model<'_>, id: ShapeId) -> Option<String> {
    model.operations.iter().find_map(|operation| {
        let name = model.str(operation.name);
        let what = match Some(id) {
            input if operation.input == input => "input",
            output if operation.output == output => "output",
            _ => return None,
        };
        Some(format!("The {what} of `{name}`."))
    })
}

fn constraints(model: &Model<'_>, id: ShapeId) -> Vec<Line> {
    let shape = model.shape(id);
    let mut lines = vec![unnamed_line(shape_summary::shape(model, id))];
    if shape.sensitive {
        lines.push(unnamed_line("its values appear in no message, log or report".to_owned()));
    }
    if !shape.deprecated.is_empty() {
        lines.push(unnamed_line(format!("deprecated since {}", model.str(shape.deprecated))));
    }
    lines
}

fn value_lines(model: &Model<'_>, id: ShapeId) -> Vec<Line> {
    let values = match model.shape(id).kind {
        Kind::String { values, .. } | Kind::IntEnum { values } => values,
        _ => Span::default(),
    };
    let public = model.enum_values(values).iter().filter(|value| !value.internal);
    public.map(|value| unnamed_line(model.str(value.value).to_owned())).collect()
}

fn member_lines(model: &Model<'_>, id: Option<ShapeId>) -> Vec<Line> {
    let text = |member: &Member| {
        let mut parts = Vec::new();
        if member.required {
            parts.push("required".to_owned());
        }
        parts.extend(place(model, member));
        if member.idempotency_token {
            parts.push("filled in by clients".to_owned());
        }
        parts.push(match model.shape(member.shape).kind {
            // Its members are explained under its own name.
            Kind::Structure { .. } | Kind::Union { .. } => {
                format!("{}, `{}`", shape_summary::shape(model, member.shape), model.shape_name(member.shape))
            }
            _ => shape_summary::shape(model, member.shape),
        });
        let since = if member.deprecated.is_empty() { model.shape(member.shape).deprecated } else { member.deprecated };
        if !since.is_empty() {
            parts.push(format!("deprecated since {}", model.str(since)));
        }
        parts.join("; ")
    };
    model.members_of(id).iter().map(|member| line(model.str(member.name), text(member))).collect()
}

fn part_lines(model: &Model<'_>, reached: &ReachableShapes<'_>, kind: &Kind, id: ShapeId) -> Vec<Line> {
    if !matches!(kind, Kind::List { .. } | Kind::Map { .. }) {
        return Vec::new();
    }
    let parts = shape_closure::parts(model, id).into_iter();
    parts
        .map(|(part, shape)| line(part, format!("{}: {}", reached.name(shape), shape_summary::shape(model, shape))))
        .collect()
}

/// Returns the place of a member in an HTTP message, or `None` for the body.
fn place(model: &Model<'_>, member: &Member) -> Option<String> {
    match member.binding {
        Binding::Body => None,
        Binding::Label => Some("label of the path".to_owned()),
        Binding::Query(name) => Some(format!("query parameter `{}`", model.str(name))),
        Binding::Header(name) => Some(format!("header `{}`", model.str(name))),
        #[cfg(feature = "smithy")]
        Binding::QueryParams => Some("all other query parameters".to_owned()),
        #[cfg(feature = "smithy")]
        Binding::PrefixHeaders(prefix) => Some(format!("all headers that begin with `{}`", model.str(prefix))),
        #[cfg(feature = "smithy")]
        Binding::EventStream => Some("the whole body, a stream of events".to_owned()),
        Binding::Payload => Some("the whole body".to_owned()),
        Binding::ResponseCode => Some("the status of the answer".to_owned()),
    }
}

/// Returns the operations and members that use a shape.
fn uses(model: &Model<'_>, reached: &ReachableShapes<'_>, id: ShapeId) -> Vec<Line> {
    let operations = model
        .operations
        .iter()
        .filter(|operation| operation.input == Some(id) || operation.output == Some(id))
        .map(|operation| model.str(operation.name).to_owned());
    let members = reached.iter().flat_map(|(name, parent)| {
        let parts = shape_closure::parts(model, parent).into_iter().filter(|(_, shape)| *shape == id);
        parts.map(move |(part, _)| format!("{name}${part}"))
    });
    operations.chain(members).map(unnamed_line).collect()
}

fn unnamed_line(text: String) -> Line {
    Line { term: String::new(), text }
}

fn line(term: &str, text: String) -> Line {
    Line { term: term.to_owned(), text }
}

/// Returns the sections that have lines.
fn sections<const N: usize>(sections: [(&'static str, Vec<Line>); N]) -> Vec<Section> {
    let non_empty = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
    non_empty.map(|(title, lines)| Section { title, lines }).collect()
}
