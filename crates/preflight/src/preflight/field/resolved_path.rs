//! Resolution of a path to a shape of the model.

use super::FieldError;
use crate::engine::capture::Step;
use crate::engine::report::{Path, Token};
use crate::engine::validate::FieldLocation;
use crate::smithy::{Kind, Member, Model, OperationShape, ShapeId};
use crate::text::path::unescape;
use crate::text::suggest;

/// A path to a field, resolved against the model.
#[derive(Debug)]
pub(super) struct ResolvedPath<'m> {
    /// Every step, as a report shows it.
    pub(super) tokens: Vec<Token>,
    /// The same steps, as steps through the shapes.
    pub(super) steps: Vec<(Step, ShapeId)>,
    pub(super) shape: ShapeId,
    /// The first member on the path; its binding is the part of the request that carries the field.
    pub(super) first: Option<&'m Member>,
    /// The member, if the field is one; `None` for an item or an entry.
    pub(super) member: Option<&'m Member>,
    /// The shape of the key, if the field is an entry of a map.
    key: Option<ShapeId>,
    /// Whether null is allowed in its place.
    sparse: bool,
    /// Whether it is inside a sensitive value.
    pub(super) redacted: bool,
    /// Number of tokens that may be shown: a shown path stops at a map with sensitive keys.
    visible_len: usize,
}

/// A path that leaves the model.
struct UnresolvedPath<'m> {
    known: Vec<Token>,
    /// The step that was probably intended.
    suggestion: Option<&'m str>,
    /// Number of steps after the unknown one.
    remaining: usize,
}

impl<'m> ResolvedPath<'m> {
    pub(super) fn find(
        model: &Model<'m>,
        operation: &OperationShape,
        path: &str,
    ) -> Result<ResolvedPath<'m>, FieldError> {
        ResolvedPath::follow(model, operation, path).map_err(|unresolved| {
            let known = Path::new(unresolved.known).to_string();
            let rest = path.rmatch_indices('/').take(unresolved.remaining).last().map_or("", |(at, _)| &path[at..]);
            let suggestion = unresolved.suggestion.map(|step| format!("{known}/{step}{rest}"));
            // Suggest only paths that can be resolved.
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
            return Err(UnresolvedPath { known: Vec::new(), suggestion: None, remaining: 0 });
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
            visible_len: usize::MAX,
        };
        let mut segments = path.split('/').skip(1);
        while let Some(segment) = segments.next() {
            if let Err(suggestion) = resolved.step(model, &unescape(segment)) {
                return Err(UnresolvedPath { known: resolved.tokens, suggestion, remaining: segments.count() });
            }
        }
        Ok(resolved)
    }

    /// Resolves one more step, or returns the step that was probably intended.
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
                // As in a JSON Pointer, an index has no leading zero.
                let is_index =
                    text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
                let token = match text.parse::<u64>().map(usize::try_from) {
                    Ok(Ok(index)) if is_index => Token::Index(index),
                    _ if text == "*" => Token::AnyIndex,
                    _ => return Err(Some("*")),
                };
                self.sparse = sparse;
                (token, Step::Item, member)
            }
            Kind::Map { key, value, sparse, .. } => {
                (self.key, self.sparse) = (Some(key), sparse);
                self.redacted |= model.shape(key).sensitive;
                if redacted || self.redacted {
                    self.visible_len = self.visible_len.min(self.tokens.len());
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

    /// Whether captures begin at the map that holds the field, so that rules can read the key. Rules do not run inside
    /// sensitive values.
    pub(super) fn captures_key(&self) -> bool {
        self.named_key().is_some() && !self.redacted
    }

    /// Returns the shape and the text of the field's key, unless it stands for any key.
    fn named_key(&self) -> Option<(ShapeId, &str)> {
        match self.tokens.last() {
            Some(Token::Key(key)) if key != "*" => self.key.map(|shape| (shape, key.as_str())),
            _ => None,
        }
    }

    /// Returns the location at which validation starts.
    pub(super) fn location(&self) -> FieldLocation<'_> {
        let key = self.named_key();
        FieldLocation {
            captures_key: self.captures_key(),
            path: self.tokens.get(..self.visible_len).unwrap_or(&self.tokens),
            depth: self.tokens.len(),
            shape: self.shape,
            member: self.member,
            key,
            sparse: self.sparse,
            redacted: self.redacted,
            is_cut_at_map: self.visible_len < self.tokens.len(),
        }
    }
}
