//! Explanations of names: operations, shapes, members, rules and errors.
//!
//! An [`Explanation`] has structured sections, so that every surface can render them. Its `Display` output is plain
//! text.

mod describe;
mod find;

use core::fmt;

use crate::engine::report::json::Object;
use crate::engine::rule::Rule;
use crate::smithy::shape_closure::ReachableShapes;
use crate::smithy::view::ServiceModel;
use crate::text::suggest::did_you_mean;
use crate::tools::classify;

/// The explanation of a name.
///
/// ```
/// use mi_preflight::{Edition, explain};
///
/// let explanation = explain(&Edition::default().model(), "CreateManagedThing.Role")?;
/// assert_eq!(explanation.title, "CreateManagedThingRequest$Role");
/// assert!(explanation.to_string().contains("one of `CONTROLLER`, `DEVICE`"));
/// # Ok::<(), mi_preflight::explain::UnknownNameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// The name as written in the model or the catalogue.
    pub title: String,
    /// The kind of thing that has this name.
    pub subject: Subject,
    /// One sentence; `None` if there is no description.
    pub summary: Option<String>,
    /// The details, in display order.
    pub sections: Vec<Section>,
}

/// The kind of thing that a name refers to.
///
/// ```
/// use mi_preflight::explain::Subject;
/// use mi_preflight::{Edition, explain};
/// let explanation = explain(&Edition::default().model(), "ConflictException").unwrap();
/// assert_eq!(explanation.subject, Subject::Error);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Subject {
    /// An operation of the model.
    Operation,
    /// A shape of the model.
    Shape,
    /// A member of a structure or union.
    Member,
    /// A rule of the catalogue.
    Rule,
    /// An error of the service.
    Error,
}

/// A part of an [`Explanation`].
///
/// ```
/// use mi_preflight::{Edition, explain};
/// let explanation = explain(&Edition::default().model(), "CreateManagedThingRequest").unwrap();
/// assert!(explanation.sections.iter().any(|section| section.title == "members"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// The title, such as `members`.
    pub title: &'static str,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of a [`Section`].
///
/// ```
/// use mi_preflight::{Edition, explain};
/// let explanation = explain(&Edition::default().model(), "CreateManagedThingRequest").unwrap();
/// let mut lines = explanation.sections.iter().flat_map(|section| &section.lines);
/// assert!(lines.any(|line| line.term == "Role"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// The name that the line explains; empty for a line without one.
    pub term: String,
    /// The text.
    pub text: String,
}

/// The error for an unknown name.
///
/// ```
/// use mi_preflight::{Edition, explain};
/// let error = explain(&Edition::default().model(), "CreateManagedThin").unwrap_err();
/// assert_eq!(error.suggestion.as_deref(), Some("CreateManagedThing"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no operation, shape, member, rule or error `{name}`{}", did_you_mean(.suggestion.as_deref()))]
#[non_exhaustive]
pub struct UnknownNameError {
    /// The given name.
    pub name: String,
    /// The name that was probably intended.
    pub suggestion: Option<String>,
}

/// Explains a name.
///
/// The name is that of an operation, a shape, a rule or an error, or a path to a member, such as
/// `CreateManagedThing.Role`, `CreateManagedThingRequest$Role` or `CreateManagedThing/CapabilityReport/version`.
/// A path may omit the items of lists and maps. If no name matches exactly, case is ignored.
///
/// ```
/// use mi_preflight::{Edition, explain};
/// let explanation = explain(&Edition::default().model(), "json-depth").unwrap();
/// assert_eq!(explanation.title, "json-depth");
/// ```
///
/// # Errors
/// Returns an [`UnknownNameError`] if nothing has this name.
pub fn explain(model: &ServiceModel<'_>, name: &str) -> Result<Explanation, UnknownNameError> {
    let model = &model.tables();
    let named = find::find(model, name.trim())?;
    Ok(describe::explanation(model, &named))
}

/// Returns every canonical name that [`explain`] knows: operations, shapes, members as `Shape$member`, errors and
/// rules. Each is the title of its explanation.
///
/// ```
/// use mi_preflight::explain::explained_names;
/// use mi_preflight::{Edition, explain};
///
/// let model = Edition::default().model();
/// let names = explained_names(&model);
/// assert!(names.iter().any(|name| name == "CreateManagedThingRequest$Role"));
/// assert!(names.iter().all(|name| explain(&model, name).is_ok()));
/// ```
pub fn explained_names(model: &ServiceModel<'_>) -> Vec<String> {
    let model = &model.tables();
    let reached = ReachableShapes::of(model);
    let mut names: Vec<String> =
        model.operations.iter().map(|operation| model.str(operation.name).to_owned()).collect();
    for (name, id) in reached.iter() {
        names.push(name.to_owned());
        names.extend(model.members_of(Some(id)).iter().map(|member| format!("{name}${}", model.str(member.name))));
    }
    names.extend(classify::common_names().filter(|name| reached.get(name).is_none()).map(str::to_owned));
    names.extend(Rule::ALL.iter().map(|rule| rule.id().to_owned()));
    names
}

impl Subject {
    /// Returns the name in JSON output.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Operation => "operation",
            Subject::Shape => "shape",
            Subject::Member => "member",
            Subject::Rule => "rule",
            Subject::Error => "error",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Explanation {
    /// Returns the explanation as JSON, the same text on every surface.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        let mut object = Object::begin(&mut out);
        object.string("name", &self.title);
        object.string("kind", self.subject.name());
        if let Some(summary) = &self.summary {
            object.string("summary", summary);
        }
        let sections = object.key("sections");
        list(sections, &self.sections, |out, section| {
            let mut object = Object::begin(out);
            object.string("title", section.title);
            list(object.key("lines"), &section.lines, |out, line| {
                let mut object = Object::begin(out);
                if !line.term.is_empty() {
                    object.string("term", &line.term);
                }
                object.string("text", &line.text);
                object.end();
            });
            object.end();
        });
        object.end();
        out
    }
}

fn list<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.title, self.subject)?;
        if let Some(summary) = &self.summary {
            write!(f, "\n{summary}")?;
        }
        for section in &self.sections {
            write!(f, "\n\n{}", section.title)?;
            let width = section.lines.iter().map(|line| line.term.chars().count()).max().unwrap_or(0);
            for line in &section.lines {
                match width {
                    0 => write!(f, "\n  {}", line.text)?,
                    _ => write!(f, "\n  {:width$}  {}", line.term, line.text)?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edition;

    fn text_of(name: &str) -> String {
        explain(&Edition::E2026_11.model(), name).unwrap().to_string()
    }

    #[test]
    fn finds_names_of_every_kind() {
        use Subject::{Error, Member, Operation, Rule, Shape};
        for (name, title, subject) in [
            ("CreateManagedThing", "CreateManagedThing", Operation),
            ("createmanagedthing", "CreateManagedThing", Operation),
            (" CreateManagedThing ", "CreateManagedThing", Operation),
            ("CreateManagedThing.Role", "CreateManagedThingRequest$Role", Member),
            ("CreateManagedThing/Role", "CreateManagedThingRequest$Role", Member),
            ("/CreateManagedThing/role", "CreateManagedThingRequest$Role", Member),
            ("CreateManagedThingRequest$Role", "CreateManagedThingRequest$Role", Member),
            ("CreateManagedThing.Arn", "CreateManagedThingResponse$Arn", Member),
            ("CreateManagedThing.CapabilityReport.endpoints.id", "CapabilityReportEndpoint$id", Member),
            ("CreateManagedThing/CapabilityReport/endpoints/0/id", "CapabilityReportEndpoint$id", Member),
            ("CreateManagedThing.Tags.value", "TagValue", Shape),
            ("Role", "Role", Shape),
            ("ROLE", "Role", Shape),
            ("length", "length", Rule),
            ("sigv4/date", "sigv4/date", Rule),
            ("ConflictException", "ConflictException", Error),
            ("RequestExpired", "RequestExpired", Error),
            ("ConflictException.Message", "ConflictException$Message", Member),
        ] {
            let explanation = explain(&Edition::E2026_11.model(), name).unwrap();
            assert_eq!((explanation.title.as_str(), explanation.subject), (title, subject), "{name}");
        }
    }

    #[test]
    fn explains_every_name() {
        for edition in Edition::ALL {
            let model = edition.model();
            for name in explained_names(&model) {
                let explanation = explain(&model, &name).unwrap();
                assert_eq!(explanation.title, name);
                let has_lines = explanation.sections.iter().all(|section| !section.lines.is_empty());
                // A shape without a description is explained by its constraints.
                let has_summary = explanation.summary.is_some() || explanation.subject == Subject::Shape;
                assert!(has_lines && has_summary, "{explanation}");
            }
        }
    }

    #[test]
    fn suggests_a_name_for_an_unknown_one() {
        let model = Edition::E2026_11.model();
        for (name, suggestion) in [
            ("CreateManagdThing", Some("CreateManagedThing")),
            ("ConflictExeption", Some("ConflictException")),
            ("lenght", Some("length")),
            ("CreateManagedThing.Rol", Some("CreateManagedThing.Role")),
            ("CreateManagdThing.Role", Some("CreateManagedThing.Role")),
            ("CreateManagedThing.Role.x", None),
            ("", None),
            ("....", None),
        ] {
            let error = explain(&model, name).unwrap_err();
            assert_eq!(error.suggestion.as_deref(), suggestion, "{name}");
        }
        let error = explain(&model, "lenght").unwrap_err();
        let text = "there is no operation, shape, member, rule or error `lenght`; did you mean `length`?";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn explains_an_operation() {
        assert_eq!(
            explain(&Edition::E2025_05_22.model(), "DeleteManagedThing").unwrap().to_string(),
            "DeleteManagedThing (operation)\n\
             Removes a managed thing; devices behind a removed hub are affected too.\n\
             \n\
             request\n\
             \x20 DELETE /managed-things/{Identifier}\n\
             \x20 answered with status 204\n\
             \x20 sending it twice has the effect of sending it once\n\
             \n\
             members\n\
             \x20 Identifier  required; label of the path; a string of 1 to 64 characters that matches `^[a-zA-Z0-9:_-]*$`\n\
             \x20 Force       query parameter `Force`; true or false\n\
             \n\
             errors\n\
             \x20 AccessDeniedException        403: Your identity may not do this.\n\
             \x20 ConflictException            409: The request clashes with what is stored or going on.\n\
             \x20 InternalServerException      500: The service ran into a problem of its own.\n\
             \x20 ResourceNotFoundException    404: Something that the request names does not exist.\n\
             \x20 ServiceUnavailableException  503: The service cannot answer for the moment.\n\
             \x20 ThrottlingException          429: Requests come faster than the service allows.\n\
             \x20 UnauthorizedException        401: The service does not accept your identity for this.\n\
             \x20 ValidationException          400: Some input breaks a rule of the service."
        );
    }

    #[test]
    fn explains_an_error_with_advice() {
        let text = text_of("ThrottlingException");
        for line in ["429", "the caller's fault", "wait and try again with a growing pause", "retry:"] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }

    #[test]
    fn writes_json() {
        let json = explain(&Edition::default().model(), "json-depth").unwrap().to_json();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["kind"], "rule");
        assert_eq!(value["sections"][0]["lines"][0]["term"], "severity");
    }
}
