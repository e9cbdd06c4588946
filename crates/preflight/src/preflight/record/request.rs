//! The `request` member of a record.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::is_read_whole;
use crate::engine::http::Request;
use crate::text::json::Reader;
use crate::text::suggest;

/// A request from a record. It owns its values, because they are decoded from JSON strings.
#[derive(Default)]
pub(super) struct RecordRequest {
    method: Option<String>,
    uri: Option<String>,
    query: Vec<String>,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

const MEMBERS: [&str; 6] = ["method", "uri", "query", "headers", "body", "bodyBase64"];

impl RecordRequest {
    pub(super) fn borrow(&self) -> Request<'_> {
        let mut request =
            Request::new(self.method.as_deref().unwrap_or_default(), self.uri.as_deref().unwrap_or_default())
                .with_body(self.body.as_deref().unwrap_or_default());
        for entry in &self.query {
            request = request.with_query(entry);
        }
        for (name, value) in &self.headers {
            request = request.with_header(name, value);
        }
        request
    }
}

pub(super) fn parse(text: &[u8]) -> Result<RecordRequest, String> {
    let mut request = RecordRequest::default();
    let mut reader = Reader::new(text);
    object(&mut reader, "`request`", &mut |reader, key| {
        match key {
            "method" => request.method = Some(string(reader, key)?),
            "uri" => request.uri = Some(string(reader, key)?),
            "query" => array(reader, key, &mut |reader| {
                request.query.push(string(reader, key)?);
                Ok(())
            })?,
            "headers" => object(reader, "`headers`", &mut |reader, name| {
                if reader.peek() == Some(b'[') {
                    return array(reader, name, &mut |reader| {
                        request.headers.push((name.to_owned(), string(reader, name)?));
                        Ok(())
                    });
                }
                request.headers.push((name.to_owned(), string(reader, name)?));
                Ok(())
            })?,
            "body" | "bodyBase64" if request.body.is_some() => return Err("the request has two bodies".to_owned()),
            "body" => request.body = Some(string(reader, key)?.into_bytes()),
            "bodyBase64" => {
                let decoded = STANDARD.decode(string(reader, key)?);
                request.body = Some(decoded.map_err(|_| "`bodyBase64` is not base64".to_owned())?);
            }
            unknown => {
                let suggestion = suggest::name(unknown, MEMBERS.into_iter());
                let hint = suggestion.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
                return Err(format!("a `request` has no member `{unknown}`{hint}"));
            }
        }
        Ok(())
    })?;
    if !is_read_whole(&mut reader) {
        return Err("`request` must be an object".to_owned());
    }
    if request.method.is_none() || request.uri.is_none() {
        return Err("a `request` has a `method` and a `uri`".to_owned());
    }
    Ok(request)
}

fn object(
    reader: &mut Reader<'_>,
    name: &str,
    member: &mut dyn FnMut(&mut Reader<'_>, &str) -> Result<(), String>,
) -> Result<(), String> {
    let wrong_type = || format!("{name} must be an object");
    if !reader.take(b'{') {
        return Err(wrong_type());
    }
    let mut has_next = !reader.take(b'}');
    while has_next {
        let key = reader.key().map_err(|_| wrong_type())?.decode(reader.text).into_owned();
        member(reader, &key)?;
        has_next = reader.read_separator(b'}').map_err(|_| wrong_type())?;
    }
    Ok(())
}

fn array(
    reader: &mut Reader<'_>,
    name: &str,
    item: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let wrong_type = || format!("`{name}` must be an array of strings");
    if !reader.take(b'[') {
        return Err(wrong_type());
    }
    let mut has_next = !reader.take(b']');
    while has_next {
        item(reader)?;
        has_next = reader.read_separator(b']').map_err(|_| wrong_type())?;
    }
    Ok(())
}

fn string(reader: &mut Reader<'_>, name: &str) -> Result<String, String> {
    if reader.peek() != Some(b'"') {
        return Err(format!("`{name}` must be a string"));
    }
    let span = reader.string().map_err(|_| format!("`{name}` must be a string"))?;
    if span.has_lone_surrogate() {
        return Err(format!("`{name}` has an escape that is half of a surrogate pair"));
    }
    Ok(span.decode(reader.text).into_owned())
}
