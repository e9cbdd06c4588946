//! Placeholders for document types in builds without documents: no capability is ever documented.

use core::convert::Infallible;
use core::marker::PhantomData;

/// What a value must be; never available here.
pub(super) struct ValueDescription {
    pub(super) words: String,
    pub(super) is_text: bool,
    pub(super) allows_null: bool,
}

/// The commands that a document declares; never available in this build.
#[derive(Clone, Copy)]
pub(super) struct Declared<'d> {
    never: Infallible,
    documents: PhantomData<&'d ()>,
}

impl<'d> Declared<'d> {
    pub(super) fn allows(&self, _: &str, _: &str) -> bool {
        match self.never {}
    }

    pub(super) fn properties(&self) -> Vec<&'d str> {
        match self.never {}
    }

    pub(super) fn property(&self, _: &str) -> Option<ValueDescription> {
        match self.never {}
    }

    pub(super) fn parameters(&self, _: &str) -> Option<Vec<(&'d str, Option<ValueDescription>)>> {
        match self.never {}
    }
}
