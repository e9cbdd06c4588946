//! Generated inputs for published models: a valid one for an operation, and mutants that each break one constraint.
//!
//! Everything here reads the raw JSON AST by itself, so that it is a second opinion on the loader and the validation of
//! the core.

mod ast;
mod generate;
mod mutate;
mod pattern;

pub use ast::Ast;
pub use generate::{Generated, Generator};
pub use mutate::{Mutant, mutants};
