//! HTTP requests: valid ones, and ones with an invalid binding.

use serde_json::{Map, Value, json};

use super::mutants;
use super::random::Random;
use super::smithy::{Operation, SmithyModel};

/// A well-formed signature.
const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261128/eu-west-1/iotmanagedintegrations/aws4_request, \
     SignedHeaders=content-type;host;x-amz-date, \
     Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// The parts of a request.
#[derive(Clone)]
pub(super) struct Request {
    method: String,
    path: String,
    query: Vec<String>,
    headers: Map<String, Value>,
    body: Option<String>,
}

impl Request {
    /// Returns the member `request` of a record.
    pub(super) fn to_json(&self) -> Value {
        let mut uri = self.path.clone();
        let (in_uri, apart) = self.query.split_at(self.query.len().div_ceil(2));
        if !in_uri.is_empty() {
            uri = format!("{uri}?{}", in_uri.join("&"));
        }
        let mut request = json!({"method": self.method, "uri": uri});
        if !apart.is_empty() {
            request["query"] = json!(apart);
        }
        if !self.headers.is_empty() {
            request["headers"] = Value::Object(self.headers.clone());
        }
        if let Some(body) = &self.body {
            request["body"] = json!(body);
        }
        request
    }

    fn header(&mut self, name: &str, value: &str) {
        self.headers.insert(name.to_owned(), json!(value));
    }
}

/// Binds an input to a request.
pub(super) fn bind(model: &SmithyModel, operation: &Operation, input: &Value) -> Request {
    let mut body = input.as_object().cloned().unwrap_or_default();
    let mut path = operation.uri.clone();
    let mut query = Vec::new();
    let mut has_body = false;
    for member in model.members(&operation.input) {
        let is_label = member.has("httpLabel");
        let Some(name) = member.trait_value("httpQuery").and_then(Value::as_str).or(is_label.then_some("")) else {
            has_body = true;
            continue;
        };
        let value = body.shift_remove(member.name);
        if is_label {
            let text = escaped(&value.map(|value| plain(&value)).unwrap_or_default());
            path = path.replace(&format!("{{{}}}", member.name), &text);
            path = path.replace(&format!("{{{}+}}", member.name), &text);
            continue;
        }
        match value {
            Some(Value::Array(items)) => {
                query.extend(items.iter().map(|item| format!("{name}={}", escaped(&plain(item)))));
            }
            Some(value) => query.push(format!("{name}={}", escaped(&plain(&value)))),
            None => {}
        }
    }
    let mut request = Request { method: operation.method.clone(), path, query, headers: Map::new(), body: None };
    if has_body {
        request.header("content-type", "application/json");
        request.body = Some(mutants::text(&Value::Object(body)));
    }
    request
}

/// Returns variants of the request with one mistake or peculiarity each.
pub(super) fn variants(request: &Request, random: &mut Random) -> Vec<(String, Value)> {
    let mut variants = Vec::new();
    let mut change = |name: &str, change: &dyn Fn(&mut Request)| {
        let mut changed = request.clone();
        change(&mut changed);
        variants.push((name.to_owned(), changed.to_json()));
    };
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", ""] {
        change("method", &|request| request.method = method.to_owned());
    }
    let last = request.path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
    for (name, path) in [
        ("slash-behind", format!("{}/", request.path)),
        ("two-slashes", request.path.replacen('/', "//", 1)),
        ("no-slash", request.path.trim_start_matches('/').to_owned()),
        ("empty-label", format!("{last}/")),
        ("shorter", last.clone()),
        ("longer", format!("{}/more", request.path)),
        ("raw-letters", format!("{last}/straße")),
        ("percent", format!("{last}/%41%zz")),
        ("percent-utf8", format!("{last}/%ff")),
        ("encoded", format!("{last}/a%2Fb%20c+d")),
        ("long-label", format!("{last}/{}", "a".repeat(3000))),
        ("misspelt", request.path.replacen('s', "", 1)),
        ("upper-case", request.path.to_uppercase()),
        ("fragment", format!("{}#here", request.path)),
        ("absolute", format!("https://api.eu-west-1.iotmanagedintegrations.amazonaws.com{}", request.path)),
    ] {
        change(name, &|request| request.path.clone_from(&path));
    }
    for entry in [
        "Unknown=1",
        "MaxResults=abc",
        "MaxResults=1.0",
        "MaxResults=0",
        "MaxResults",
        "MaxResults=",
        "maxResults=5",
        "NextToken=a+b%20c",
        "NextToken=%zz",
        "NextToken=%ff",
        "Force=True",
        "Force=true",
        "Action=CreateManagedThing",
        "Version=2025-05-22",
        "Version=x",
        "X-Amz-Date=20261128T100000Z",
        "X-Amz-Signature=abc",
        "=",
        "&",
        "a=b=c",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256",
        "MaxResults=5&MaxResults=6",
    ] {
        change(entry, &|request| request.query.push(entry.to_owned()));
    }
    if let Some(entry) = request.query.first() {
        change("query-twice", &|request| request.query.push(entry.clone()));
        change("query-without-value", &|request| {
            request.query = vec![entry.split('=').next().unwrap_or("").to_owned()]
        });
        change("query-case", &|request| request.query = vec![entry.to_lowercase()]);
    }
    for content_type in [
        "text/plain",
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/jsonp",
        "",
        "application/cbor",
        "application/x-amz-json-1.1",
        " application/json ",
    ] {
        change(&format!("content-type {content_type}"), &|request| request.header("Content-Type", content_type));
        change(&format!("its-content-type {content_type}"), &|request| {
            request.headers.shift_remove("content-type");
            request.header("content-type", content_type);
        });
    }
    change("no-headers", &|request| request.headers.clear());
    for accept in ["application/json", "text/html", "*/*", "application/*;q=0.5", "application/json;q=0", "", "x"] {
        change(&format!("accept {accept}"), &|request| request.header("accept", accept));
    }
    let body = request.body.clone().unwrap_or_else(|| "{}".to_owned());
    for (name, text) in mutants::broken_texts(&body, random) {
        let text = String::from_utf8_lossy(&text).into_owned();
        change(name, &|request| request.body = Some(text.clone()));
    }
    for text in ["", " ", "\n", "{}", "{\"Identifier\":\"abc\"}", "{\"MaxResults\":5}", "null"] {
        change(&format!("body {text}"), &|request| request.body = Some(text.to_owned()));
    }
    change("no-body", &|request| request.body = None);
    let signed = |request: &mut Request| {
        request.header("Authorization", AUTHORIZATION);
        request.header("host", "api.eu-west-1.iotmanagedintegrations.amazonaws.com");
        request.header("X-Amz-Date", "20261128T100000Z");
    };
    change("signed", &signed);
    for (from, to) in [
        ("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
        ("Signature=", "Sign="),
        ("20261128", "2026"),
        ("host;", ""),
        ("aws4_request", "request"),
        ("eu-west-1", ""),
        ("0123456789", "01"),
        (", ", " "),
        ("iotmanaged", "iot"),
    ] {
        change(&format!("signed {from}"), &|request| {
            signed(request);
            request.header("Authorization", &AUTHORIZATION.replacen(from, to, 1));
        });
    }
    for date in ["", "2026-11-28T10:00:00Z", "20261127T100000Z", "20261399T100000Z"] {
        change(&format!("signed at {date}"), &|request| {
            signed(request);
            request.header("X-Amz-Date", date);
        });
    }
    let mut bytes = request.to_json();
    if let Some(request) = bytes.as_object_mut() {
        request.shift_remove("body");
    }
    for base64 in ["e30=", "e30", "/w==", "not base64!", ""] {
        bytes["bodyBase64"] = json!(base64);
        variants.push((format!("base64 {base64}"), bytes.clone()));
    }
    for request in [json!(null), json!({}), json!({"method": "GET"}), json!({"method": 5, "uri": "/"}), json!("GET /")]
    {
        variants.push(("no-request".to_owned(), request));
    }
    variants
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
