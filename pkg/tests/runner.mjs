// Runs the case files in one runtime and compares the package's reports with those of the Rust library, which
// `cargo run -p conformance --bin reports` prints. Runs in Node, browsers and Workers.

/** Returns a description of each case that differs. `api` is the default entry, `full` the entry with all features. */
export function differences(api, full, lines) {
  const failures = [];
  for (const line of lines) {
    const { name, function: functionName, options, operation, text, request, report: expected } = JSON.parse(line);
    const { checkRequest, isValid, [functionName]: check } = needsFull(line) ? full : api;
    try {
      let report;
      if (functionName === "checkRequest") report = checkRequest(toRequest(request), options);
      else if (operation === undefined) report = check(text, options);
      else report = check(operation, text, options);
      const actual = serialise(report);
      if (actual !== expected) failures.push(`${name}:\n  native: ${expected}\n  here:   ${actual}`);
      if (functionName === "check") {
        const verdict = isValid(operation, text, options);
        if (verdict !== report.valid) failures.push(`${name}: isValid says ${verdict}`);
      }
    } catch (error) {
      failures.push(`${name}: ${error.stack}`);
    }
  }
  return failures;
}

/** Tells whether a case needs the full entry: documents, capability reports, events, or a policy with limits or checks. */
export function needsFull(line) {
  const { function: functionName, options } = JSON.parse(line);
  return (
    ["checkDocument", "checkEvent", "checkCapabilityReport"].includes(functionName) ||
    options.schemas !== undefined ||
    options.policy?.limits !== undefined ||
    options.policy?.checks !== undefined
  );
}

/** Converts the request of a record to the argument of `checkRequest`. */
function toRequest({ method, uri, query = [], headers, body, bodyBase64 }) {
  const url = query.length === 0 ? uri : uri + (uri.includes("?") ? "&" : "?") + query.join("&");
  const bytes =
    bodyBase64 === undefined ? body : Uint8Array.from(atob(bodyBase64), (character) => character.charCodeAt(0));
  return { method, url, headers, body: bytes };
}

/**
 * Serialises a report as the Rust library does: `truncated` is present only if it is true, and the report of an event is
 * nested.
 */
function serialise({ truncated, kind, undocumented, ...report }) {
  const { response, ...others } = report;
  const plainReport = { ...others, ...(truncated && { truncated }), ...(response && { response }) };
  return JSON.stringify(undocumented === undefined ? plainReport : { kind, undocumented, report: plainReport });
}
