//! From a path to a place of the model.

use super::FieldError;
use crate::engine::capture::Step;
use crate::engine::report::{Path, Token};
use crate::engine::validate::FieldLocation;
use crate::smithy::{Kind, Member, Model, OperationShape, ShapeId};
use crate::text::path::unescaped;
use crate::text::suggest;

/// The resolved to a field.
#[derive(Debug)]
pub(super) struct ResolvedPath<'m> {
    /// Every step, as a report would name it.
    pub(super) tokens: Vec<Token>,
    /// The same steps through the shapes.
    pub(super) steps: Vec<(Step, ShapeId)>,
    pub(super) shape: ShapeId,
    /// The first member on the resolved, which says where in a request the field travels.
    pub(super) first: Option<&'m Member>,
    /// The member that the field is; `None` for an item or an entry.
    pub(super) member: Option<&'m Member>,
    /// The shape of the key, where the field is an entry of a map.
    key: Option<ShapeId>,
    /// Null may stand in its place.
    sparse: bool,
    /// It stands in something sensitive.
    pub(super) redacted: bool,
    /// So many of the tokens may be told: at a map whose keys are data a path stops.
    told: usize,
}

/// Where a path leads out of what the model knows.
struct UnresolvedPath<'m> {
    known: Vec<Token>,
    /// The step that was probably meant, and how many come after it.
    meant: Option<&'m str>,
    left: usize,
}

impl<'m> ResolvedPath<'m> {
    pub(super) fn find(
        model: &Model<'m>,
        operation: &OperationShape,
        path: &str,
    ) -> Result<ResolvedPath<'m>, FieldError> {
        ResolvedPath::follow(model, operation, path).map_err(|lost| {
            let known = Path::new(lost.known).to_string();
            let rest = path.rmatch_indices('/').take(lost.left).last().map_or("", |(at, _)| &path[at..]);
            let suggestion = lost.meant.map(|meant| format!("{known}/{meant}{rest}"));
            // A suggestion that leads nowhere is none.
            let suggestion = suggestion.filter(|path| ResolvedPath::follow(model, operation, path).is_ok());
            FieldError::Path {
                operation: model.str(operation.name).to_owned(),
                path: path.to_owned(),
                known,
                suggestion,
            }
        })
    }

    fn follow(
        model: &Model<'m>,
        operation: &OperationShape,
        path: &str,
    ) -> Result<ResolvedPath<'m>, UnresolvedPath<'m>> {
        let is_pointer = path.is_empty() || path.starts_with('/');
        let Some(shape) = operation.input.filter(|_| is_pointer) else {
            return Err(UnresolvedPath { known: Vec::new(), meant: None, left: 0 });
        };
        let mut resolved = ResolvedPath {
            tokens: Vec::new(),
            steps: Vec::new(),
            shape,
            first: None,
            member: None,
            key: None,
            sparse: false,
            redacted: false,
            told: usize::MAX,
        };
        let mut texts = path.split('/').skip(1);
        while let Some(text) = texts.next() {
            if let Err(meant) = resolved.step(model, &unescaped(text)) {
                return Err(UnresolvedPath { known: resolved.tokens, meant, left: texts.count() });
            }
        }
        Ok(resolved)
    }

    /// Goes one step on; else says what was probably meant.
    fn step(&mut self, model: &Model<'m>, text: &str) -> Result<(), Option<&'m str>> {
        let shape = model.shape(self.shape);
        let redacted = self.redacted || shape.sensitive;
        (self.member, self.key, self.sparse) = (None, None, false);
        let (token, step, next) = match shape.kind {
            Kind::Structure { .. } | Kind::Union { .. } => {
                let members = model.members_of(Some(self.shape));
                let names = || members.iter().map(|member| model.str(member.name));
                let Some(index) = names().position(|name| name == text) else {
                    return Err(suggest::name(text, names()));
                };
                let member = &members[index];
                self.member = Some(member);
                self.first = self.first.or(self.member);
                (Token::member(text), Step::Member(index), member.shape)
            }
            Kind::List { member, sparse, .. } => {
                let is_index = text.bytes().all(|byte| byte.is_ascii_digit());
                let token = match text.parse::<u64>().map(usize::try_from) {
                    Ok(Ok(index)) if is_index => Token::Index(index),
                    _ if text == "*" => Token::Every,
                    _ => return Err(Some("*")),
                };
                self.sparse = sparse;
                (token, Step::Item, member)
            }
            Kind::Map { key, value, sparse, .. } => {
                (self.key, self.sparse) = (Some(key), sparse);
                self.redacted |= model.shape(key).sensitive;
                if redacted || self.redacted {
                    self.told = self.told.min(self.tokens.len());
                }
                (Token::key(text), Step::Value, value)
            }
            _ => return Err(None),
        };
        self.redacted |= redacted;
        self.tokens.push(token);
        self.steps.push((step, next));
        self.shape = next;
        Ok(())
    }

    /// Where the walk begins.
    pub(super) fn location(&self) -> FieldLocation<'_> {
        let key = match self.tokens.last() {
            Some(Token::Key(key)) if key != "*" => self.key.map(|shape| (shape, key.as_str())),
            _ => None,
        };
        FieldLocation {
            path: self.tokens.get(..self.told).unwrap_or(&self.tokens),
            depth: self.tokens.len(),
            shape: self.shape,
            member: self.member,
            key,
            sparse: self.sparse,
            redacted: self.redacted,
            stopped: self.told < self.tokens.len(),
        }
    }
}
