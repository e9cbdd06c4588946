// Runs the case files in one runtime and compares the package's reports with those of the Rust library, which
// `cargo run -p conformance --bin reports` prints. Runs in Node, browsers and Workers.

/** Returns a description of each case that differs. `api` is the default entry, `full` the entry with all features. */
export function differences(api, full, lines) {
  const failures = [];
  for (const line of lines) {
    const { name, door, options, operation, text, request, report: expected } = parseCase(line);
    const { checkRequest, isValid, [door]: check } = needsFull(line) ? full : api;
    try {
      let report;
      if (door === "checkRequest") report = checkRequest(toRequest(request), options);
      else if (operation === undefined) report = check(text, options);
      else report = check(operation, text, options);
      const actual = serialise(report);
      if (actual !== expected) failures.push(`${name}:\n  native: ${expected}\n  here:   ${actual}`);
      if (door === "check") {
        const verdict = isValid(operation, text, options);
        if (verdict !== report.valid) failures.push(`${name}: isValid says ${verdict}`);
      }
    } catch (error) {
      failures.push(`${name}: ${error.stack}`);
    }
  }
  return failures;
}

/** Tells whether a case needs the full entry: documents, capability reports, events, or a policy with limits. */
export function needsFull(line) {
  const { door, options } = parseCase(line);
  return (
    ["checkDocument", "checkEvent", "checkCapabilityReport"].includes(door) ||
    options.schemas !== undefined ||
    options.policy?.limits !== undefined
  );
}

/** Parses a case. The Rust library calls the capability report and its check by other names. */
function parseCase(line) {
  const { door, options, ...rest } = JSON.parse(line);
  const { report, ...others } = options;
  return {
    ...rest,
    door: door === "checkReport" ? "checkCapabilityReport" : door,
    options: report === undefined ? others : { ...others, capabilityReport: report },
  };
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
