//! Comparison of operations by name.

use std::collections::BTreeSet;

use super::ModelChange;
use crate::smithy::{Model, OperationShape, ShapeId};

pub(super) fn compare(from: &Model<'_>, to: &Model<'_>, changes: &mut Vec<ModelChange>) {
    let (old, new) = (from.str(from.api_version), to.str(to.api_version));
    if old != new {
        changes.push(ModelChange::ApiVersionChanged { from: old.to_owned(), to: new.to_owned() });
    }
    let added = |operation: &&OperationShape| from.operation(to.str(operation.name)).is_none();
    for operation in to.operations.iter().filter(added) {
        changes.push(ModelChange::OperationAdded { operation: to.str(operation.name).to_owned() });
    }
    let removed = |operation: &&OperationShape| to.operation(from.str(operation.name)).is_none();
    for operation in from.operations.iter().filter(removed) {
        changes.push(ModelChange::OperationRemoved { operation: from.str(operation.name).to_owned() });
    }
    for old in from.operations {
        if let Some(new) = to.operation(from.str(old.name)) {
            operation((from, old), (to, new), changes);
        }
    }
}

fn operation(
    (from, old): (&Model<'_>, &OperationShape),
    (to, new): (&Model<'_>, &OperationShape),
    changes: &mut Vec<ModelChange>,
) {
    let name = || from.str(old.name).to_owned();
    let (old_method, new_method) = (from.str(old.method), to.str(new.method));
    if old_method != new_method {
        changes.push(ModelChange::MethodChanged {
            operation: name(),
            from: old_method.to_owned(),
            to: new_method.to_owned(),
        });
    }
    let (old_uri, new_uri) = (from.str(old.uri), to.str(new.uri));
    if old_uri != new_uri {
        changes.push(ModelChange::UriChanged { operation: name(), from: old_uri.to_owned(), to: new_uri.to_owned() });
    }
    if old.status != new.status {
        changes.push(ModelChange::StatusChanged { operation: name(), from: old.status, to: new.status });
    }
    let (old_input, new_input) = (shape_name(from, old.input), shape_name(to, new.input));
    if old_input != new_input {
        changes.push(ModelChange::InputChanged { operation: name(), from: old_input, to: new_input });
    }
    let (old_output, new_output) = (shape_name(from, old.output), shape_name(to, new.output));
    if old_output != new_output {
        changes.push(ModelChange::OutputChanged { operation: name(), from: old_output, to: new_output });
    }
    let errors = |model: &Model<'_>, operation: &OperationShape| -> BTreeSet<String> {
        model.errors(operation).iter().map(|&id| model.shape_name(id).to_owned()).collect()
    };
    let (old_errors, new_errors) = (errors(from, old), errors(to, new));
    for error in new_errors.difference(&old_errors) {
        changes.push(ModelChange::ErrorAdded { operation: name(), error: error.clone() });
    }
    for error in old_errors.difference(&new_errors) {
        changes.push(ModelChange::ErrorRemoved { operation: name(), error: error.clone() });
    }
    if old.readonly != new.readonly {
        changes.push(ModelChange::ReadonlyChanged { operation: name(), readonly: new.readonly });
    }
    if old.idempotent != new.idempotent {
        changes.push(ModelChange::IdempotentChanged { operation: name(), idempotent: new.idempotent });
    }
}

fn shape_name(model: &Model<'_>, shape: Option<ShapeId>) -> Option<String> {
    shape.map(|id| model.shape_name(id).to_owned())
}
