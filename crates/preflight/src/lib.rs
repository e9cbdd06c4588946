//! mi-preflight
pub mod model;
pub use model::{Edition, LoadedModel, Operation};
