//! Values without a shape: documents, unknown members and values of a wrong type. Their text must be JSON and their
//! keys must not repeat.

use core::ops::ControlFlow;

use super::json::rule_of_mistake;
use super::{Flow, Node, Stop, Validator, ViolationSite};
use crate::text::json::MistakeKind;
use crate::text::json::validate::{Interruption, ValueReader};

impl Validator<'_, '_> {
    /// Reads one value of any type. A syntax error in it is reported at the path of the whole value.
    pub(super) fn untyped(&mut self, node: &Node<'_>) -> Flow {
        let (text, findings) = (self.reader.text, &mut self.findings);
        let max_depth = self.context.limits.max_depth();
        let mut values = ValueReader::new(&mut self.reader, &mut self.keys, self.depth, max_depth);
        let result = values.read(&mut |mistake| {
            let inside = Node::Inside { parent: node, levels: mistake.levels };
            let key = Node::Key { parent: &inside, key: mistake.span };
            let node = if mistake.kind == MistakeKind::RepeatedKey { &key } else { &inside };
            let (rule, detail) = rule_of_mistake(mistake.kind);
            let offset = Some(mistake.span.quote());
            let site = ViolationSite { rule, shape: None, node, text, offset, for_key: false };
            match findings.add(&site, detail) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        self.entry_start = values.entry_start.unwrap_or(self.entry_start);
        match result {
            Ok(()) => Ok(()),
            // A violation stops the validation only if it decides the verdict.
            Err(Interruption::Stopped) => Err(Stop::Decided),
            Err(Interruption::Fault(fault)) => {
                self.findings.fault(fault, node, &self.reader, &self.context.limits);
                Err(Stop::Unreadable)
            }
        }
    }
}
