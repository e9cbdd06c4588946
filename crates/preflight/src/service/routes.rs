//! A user's own routes, for a proxy in front of a company's API instead of the service's.

use super::{Edition, UnknownOperationError, find_operation};
use crate::engine::http::route::{RouteEntry, Segment, can_be_text, template};
use crate::smithy::Model;
use crate::text::suggest::{self, did_you_mean};

/// Maps the routes of a company's own API to operations of the service.
///
/// A label in a path holds the input's member of the same name. So does a query parameter, if the member can be written
/// as text: a string, number, boolean or timestamp, or a list of those. Other query parameters belong to the company
/// and are not checked. All other members come from a JSON body. As in the service's API, a member that the path holds
/// is unknown in the query and the body. A member in both the query and the body is an error, because a reader may use
/// either.
///
/// ```
/// use mi_preflight::{Edition, Preflight, Request, Routes};
///
/// let edition = Edition::default();
/// let routes = Routes::new(edition, [("POST /api/things/{Identifier}/rename", "UpdateManagedThing")])?;
/// let preflight = Preflight::builder().edition(edition).routes(routes).build()?;
/// let request = Request::new("POST", "/api/things/abc/rename")
///     .with_header("content-type", "application/json")
///     .with_body(br#"{"Name": ""}"#);
/// let answer = preflight.check_request(&request);
/// assert_eq!(answer.operation(), Some("UpdateManagedThing"));
/// assert_eq!(answer.report().violations()[0].path.to_string(), "/Name");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routes {
    /// The method, a space and the template; then the operation.
    routes: Vec<(String, &'static str)>,
}

/// An invalid route.
///
/// ```
/// use mi_preflight::{Edition, Routes};
/// let error = Routes::new(Edition::default(), [("GET /things/{Identifer}", "GetManagedThing")]).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "route `GET /things/{Identifer}`: the input of `GetManagedThing` has no member `Identifer`; did you mean `Identifier`?"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("route `{route}`: {kind}")]
#[non_exhaustive]
pub struct RoutesError {
    /// The route, as it was written.
    pub route: String,
    /// What is wrong with it.
    pub kind: RouteErrorKind,
}

/// What is wrong with a route.
///
/// ```
/// use mi_preflight::{Edition, RouteErrorKind, Routes};
/// let error = Routes::new(Edition::default(), [("/things", "ListManagedThings")]).unwrap_err();
/// assert_eq!(error.kind, RouteErrorKind::InvalidMethod);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RouteErrorKind {
    /// It does not begin with a method: capital letters, then a space.
    #[error("it must begin with a method in capital letters and a space")]
    InvalidMethod,
    /// The path is invalid: it does not begin with a slash, or has a query, a fragment or white space.
    #[error("its path must begin with `/` and be a path alone")]
    InvalidPath,
    /// A brace outside a label.
    #[error("a label must be all that stands between two slashes")]
    StrayBrace,
    /// The edition has no such operation.
    #[error(transparent)]
    UnknownOperation(#[from] UnknownOperationError),
    /// The label is not a member of the operation's input.
    #[error("the input of `{operation}` has no member `{label}`{}", did_you_mean(.suggestion.as_deref()))]
    UnknownMember {
        /// The operation.
        operation: &'static str,
        /// The label.
        label: String,
        /// The member that was probably meant.
        suggestion: Option<String>,
    },
    /// The label's member cannot be written in a path.
    #[error("`{label}` cannot be written in a path")]
    NotText {
        /// The label.
        label: String,
    },
    /// The label is repeated.
    #[error("the label `{label}` stands there twice")]
    RepeatedLabel {
        /// The label.
        label: String,
    },
    /// The route matches the same requests as an earlier one.
    #[error("it takes the same requests as `{earlier}`")]
    Conflict {
        /// The earlier route.
        earlier: String,
    },
}

impl Routes {
    /// Parses routes of the form `METHOD /path/{Member}/{Member+}`, each with the name of its operation. A label with a
    /// `+` also matches slashes.
    ///
    /// # Errors
    /// [`RoutesError`] for the first invalid route.
    pub fn new<'r>(
        edition: Edition,
        routes: impl IntoIterator<Item = (&'r str, &'r str)>,
    ) -> Result<Routes, RoutesError> {
        let model = edition.tables();
        let mut parsed = Vec::new();
        for (route, operation) in routes {
            match parse_route(&model, &parsed, route, operation) {
                Ok(operation) => parsed.push((route.to_owned(), operation)),
                Err(kind) => return Err(RoutesError { route: route.to_owned(), kind }),
            }
        }
        Ok(Routes { routes: parsed })
    }

    /// The routes whose operation this model has.
    pub(crate) fn entries<'m>(&'m self, model: &Model<'m>) -> Vec<RouteEntry<'m>> {
        let entry = |(route, operation): &'m (String, &'static str)| {
            let (method, template) = route.split_once(' ')?;
            Some(RouteEntry { method, template, operation: model.operation(operation)?, is_custom: true })
        };
        self.routes.iter().filter_map(entry).collect()
    }
}

fn parse_route(
    model: &Model<'static>,
    earlier_routes: &[(String, &'static str)],
    route: &str,
    operation: &str,
) -> Result<&'static str, RouteErrorKind> {
    let is_method = |method: &str| !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    let (method, path) =
        route.split_once(' ').filter(|(method, _)| is_method(method)).ok_or(RouteErrorKind::InvalidMethod)?;
    if !path.starts_with('/') || path.contains(|c: char| c.is_whitespace() || c == '?' || c == '#') {
        return Err(RouteErrorKind::InvalidPath);
    }
    let shape = find_operation(model, operation)?;
    let operation = model.str(shape.name);
    let members = model.members_of(shape.input);
    let segments = template(path);
    let mut labels = Vec::new();
    for segment in &segments {
        let label = match *segment {
            Segment::Literal(text) if text.bytes().any(|byte| matches!(byte, b'{' | b'}')) => {
                return Err(RouteErrorKind::StrayBrace);
            }
            Segment::Literal(_) => continue,
            Segment::Label(label) | Segment::Greedy(label) => label,
        };
        let Some(member) = members.iter().find(|member| model.str(member.name) == label) else {
            let suggestion = suggest::name(label, members.iter().map(|member| model.str(member.name)));
            let suggestion = suggestion.map(str::to_owned);
            return Err(RouteErrorKind::UnknownMember { operation, label: label.to_owned(), suggestion });
        };
        if !can_be_text(model, member.shape) {
            return Err(RouteErrorKind::NotText { label: label.to_owned() });
        }
        if labels.contains(&label) {
            return Err(RouteErrorKind::RepeatedLabel { label: label.to_owned() });
        }
        labels.push(label);
    }
    let matches_same_requests = |earlier: &&(String, _)| {
        earlier.0.split_once(' ').is_some_and(|(earlier_method, path)| {
            earlier_method == method && matches_same_paths(&template(path), &segments)
        })
    };
    match earlier_routes.iter().find(matches_same_requests) {
        Some((earlier, _)) => Err(RouteErrorKind::Conflict { earlier: earlier.clone() }),
        None => Ok(operation),
    }
}

/// Returns whether two templates match the same paths, whatever their labels are called.
fn matches_same_paths(a: &[Segment<'_>], b: &[Segment<'_>]) -> bool {
    let is_same_kind = |pair: (&Segment<'_>, &Segment<'_>)| match pair {
        (Segment::Literal(a), Segment::Literal(b)) => a == b,
        (a, b) => core::mem::discriminant(a) == core::mem::discriminant(b),
    };
    a.len() == b.len() && a.iter().zip(b).all(is_same_kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(routes: &[(&str, &str)]) -> String {
        Routes::new(Edition::default(), routes.iter().copied()).unwrap_err().kind.to_string()
    }

    #[test]
    fn reports_every_kind_of_mistake() {
        let rename = "UpdateManagedThing";
        for (routes, expected) in [
            (vec![("/things", rename)], "it must begin with a method in capital letters and a space"),
            (vec![("post /things", rename)], "it must begin with a method in capital letters and a space"),
            (vec![("POST things", rename)], "its path must begin with `/` and be a path alone"),
            (vec![("POST /things?x=y", rename)], "its path must begin with `/` and be a path alone"),
            (vec![("POST  /things", rename)], "its path must begin with `/` and be a path alone"),
            (vec![("POST /a-{Identifier}", rename)], "a label must be all that stands between two slashes"),
            (
                vec![("POST /a", "UpdateManagedThin")],
                "there is no operation `UpdateManagedThin`; did you mean `UpdateManagedThing`?",
            ),
            (vec![("POST /a/{}", rename)], "the input of `UpdateManagedThing` has no member ``"),
            (
                vec![("POST /a/{identifier}", rename)],
                "the input of `UpdateManagedThing` has no member `identifier`; did you mean `Identifier`?",
            ),
            (vec![("POST /a/{MetaData}", rename)], "`MetaData` cannot be written in a path"),
            (vec![("POST /a/{Identifier}/{Identifier+}", rename)], "the label `Identifier` stands there twice"),
            (
                vec![("POST /a/{Identifier}", rename), ("POST /a/{Name}", rename)],
                "it takes the same requests as `POST /a/{Identifier}`",
            ),
        ] {
            assert_eq!(message(&routes), expected, "{routes:?}");
        }
        let distinct = [("POST /a/{Name}", rename), ("PUT /a/{Name}", rename), ("POST /a/{Name+}", rename)];
        assert!(Routes::new(Edition::default(), distinct).is_ok());
    }

    #[test]
    fn names_the_edition_that_has_the_operation() {
        let message = message(&[("POST /events", "GetManagedThingCertificate")]);
        assert_eq!(
            message,
            "there is no operation `GetManagedThingCertificate` in this edition; edition 2026-11 has it"
        );
    }
}
