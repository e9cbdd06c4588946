//! Canonical text of JSON values: equal values have equal text.

use crate::smithy::{Kind, Model, ShapeId};
use crate::text::json::{Fault, JsonType, Reader, StringSpan, number};

/// Appends the canonical text of the value that `reader` is at, and reads past it.
///
/// Strings are decoded, numbers are normalised, and members are sorted. Null members of structures and unions are
/// omitted, null entries of maps are not. A value without a shape keeps all its members.
pub(crate) fn write(
    shape: Option<(&Model<'_>, ShapeId)>,
    reader: &mut Reader<'_>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let kind = shape.map(|(model, id)| (model, &model.shape(id).kind));
    match reader.peek_type()? {
        JsonType::String => {
            let span = reader.string()?;
            write_string(reader, span, out);
        }
        JsonType::Number => number::canonical(reader.number()?.text, out),
        JsonType::Boolean => {
            let start = reader.at;
            reader.boolean()?;
            out.extend_from_slice(&reader.text[start..reader.at]);
        }
        JsonType::Null => {
            reader.null()?;
            out.extend_from_slice(b"null");
        }
        JsonType::Array => {
            out.push(b'[');
            reader.at += 1;
            let item = match kind {
                Some((model, Kind::List { member, .. })) => Some((model, *member)),
                _ => None,
            };
            if !reader.take(b']') {
                loop {
                    write(item, reader, out)?;
                    out.push(b',');
                    if !reader.read_separator(b']')? {
                        break;
                    }
                }
            }
            out.push(b']');
        }
        JsonType::Object => {
            reader.at += 1;
            let mut entries: Vec<Vec<u8>> = Vec::new();
            if !reader.take(b'}') {
                loop {
                    let key = reader.key()?;
                    let mut entry = Vec::new();
                    write_string(reader, key, &mut entry);
                    entry.push(b':');
                    let name = key.decode(reader.text);
                    let (value, omits_null) = match kind {
                        Some((model, Kind::Map { value, .. })) => (Some((model, *value)), false),
                        Some((model, Kind::Structure { members, .. } | Kind::Union { members })) => {
                            let mut members = model.members(*members).iter();
                            let member = members.find(|member| model.str(member.name) == name);
                            (member.map(|member| (model, member.shape)), true)
                        }
                        _ => (None, false),
                    };
                    let is_null = reader.peek_type()? == JsonType::Null;
                    write(value, reader, &mut entry)?;
                    if !(is_null && omits_null) {
                        entries.push(entry);
                    }
                    if !reader.read_separator(b'}')? {
                        break;
                    }
                }
            }
            entries.sort_unstable();
            out.push(b'{');
            for entry in entries {
                out.extend_from_slice(&entry);
                out.push(b',');
            }
            out.push(b'}');
        }
    }
    Ok(())
}

fn write_string(reader: &Reader<'_>, span: StringSpan, out: &mut Vec<u8>) {
    let value = span.decode(reader.text);
    // The length prefix prevents confusion of a string's contents with structure.
    out.extend(value.len().to_string().bytes());
    out.push(b'"');
    out.extend(value.bytes());
}
