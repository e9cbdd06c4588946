//! The JSON AST of Smithy, in the order of the text.

use serde::Deserialize;
use serde_json::{Map, Value};

pub(super) type Traits = Map<String, Value>;

#[derive(Deserialize)]
#[serde(expecting = "an object")]
pub(super) struct Ast {
    /// The version of the AST, which is required to tell it from other JSON.
    #[serde(rename = "smithy")]
    pub(super) version: String,
    #[serde(default)]
    pub(super) shapes: Ordered<AstShape>,
}

/// A map in the order of the text, which is the order of members and enum values.
#[derive(Clone)]
pub(super) struct Ordered<T>(pub(super) Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Ordered(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(core::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = Ordered<T>;
            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Visitor(core::marker::PhantomData))
    }
}

#[derive(Clone, Default, Deserialize)]
pub(super) struct AstShape {
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) traits: Traits,
    #[serde(default)]
    pub(super) members: Ordered<AstMember>,
    pub(super) member: Option<AstMember>,
    pub(super) key: Option<AstMember>,
    pub(super) value: Option<AstMember>,
    pub(super) input: Option<Target>,
    pub(super) output: Option<Target>,
    #[serde(default)]
    pub(super) errors: Vec<Target>,
    pub(super) version: Option<String>,
    #[serde(default)]
    pub(super) mixins: Vec<Target>,
}

#[derive(Clone, Deserialize)]
pub(super) struct AstMember {
    pub(super) target: String,
    #[serde(default)]
    pub(super) traits: Traits,
}

#[derive(Clone, Deserialize)]
pub(super) struct Target {
    pub(super) target: String,
}
