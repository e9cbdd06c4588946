//! Canonical text of JSON values: values that mean the same have the same text.

use super::{blob, timestamp};
use crate::smithy::{Kind, Model, ShapeId};
use crate::text::json::{Fault, JsonType, Reader, number};

/// Appends the canonical text of the value that `reader` is at, and reads past it.
///
/// Strings are decoded, numbers, times and blobs are normalised, and members are sorted. Members of structures and unions
/// that are null or unknown are omitted, null entries of maps are not. A value without a shape keeps all its members.
pub(crate) fn write(
    shape: Option<(&Model<'_>, ShapeId)>,
    reader: &mut Reader<'_>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let kind = shape.map(|(model, id)| (model, &model.shape(id).kind));
    match reader.peek_type()? {
        JsonType::String => {
            let span = reader.string()?;
            let value = span.decode(reader.text);
            match kind {
                Some((_, Kind::Timestamp(_))) if let Some(instant) = timestamp::instant(&value) => {
                    instant.write_canonical(out);
                }
                Some((_, Kind::Blob { .. })) => blob::write_canonical(value.as_bytes(), out),
                _ => write_text(&value, out),
            }
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
                    let name = key.decode(reader.text);
                    write_text(&name, &mut entry);
                    entry.push(b':');
                    let (value, is_modelled) = match kind {
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
                    if !is_modelled || value.is_some() && !is_null {
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

/// Returns the canonical text of a value from a query or header, by its type. Other text is
/// returned as it is.
#[cfg(feature = "smithy")]
pub(crate) fn of_text(kind: &Kind, text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let is_number = |text: &str| number::lex(text.as_bytes()).is_ok_and(|number| number.text.len() == text.len());
    match kind {
        Kind::Integer { .. } | Kind::IntEnum { .. } => {
            // Zeros may lead there.
            let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
            let digits = digits.trim_start_matches('0');
            let digits = if digits.is_empty() { "0" } else { digits };
            let number = if digits == "0" { digits.to_owned() } else { format!("{sign}{digits}") };
            if is_number(&number) && !text.is_empty() {
                number::canonical(number.as_bytes(), &mut out);
                return out;
            }
        }
        Kind::Timestamp(_) if let Some(instant) = timestamp::instant(text) => {
            instant.write_canonical(&mut out);
            return out;
        }
        Kind::Float { .. } | Kind::Timestamp(_) if is_number(text) => {
            number::canonical(text.as_bytes(), &mut out);
            return out;
        }
        Kind::Blob { .. } => {
            blob::write_canonical(text.as_bytes(), &mut out);
            return out;
        }
        _ => {}
    }
    text.as_bytes().to_vec()
}

fn write_text(value: &str, out: &mut Vec<u8>) {
    // The length prefix prevents confusion of a string's contents with structure.
    out.extend(value.len().to_string().bytes());
    out.push(b'"');
    out.extend(value.bytes());
}
