//! What the fuzz targets share: decisions taken from a fuzzer's bytes, and requests that follow the model closely
//! enough to get past its first door.

mod decisions;
mod request_text;

pub use decisions::Decisions;
pub use request_text::input_text;
