use clap::ValueEnum;

/// The output format of the commands that have no other formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For people
    Text,
    /// For scripts
    Json,
}
