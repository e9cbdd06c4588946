// The case files through one runtime: what `cargo run -p conformance --bin reports` prints, each with the report that
// the library gives, against the report that the package gives here. Runs in Node, in a browser and in a Worker alike.

/** What differs, one text a case; `api` is the default entry, `full` the one with everything. */
export function differences(api, full, lines) {
  const found = [];
  for (const line of lines) {
    const { name, door, options, operation, text, request, report } = JSON.parse(line);
    const { checkRequest, isValid, [door]: check } = needsFull(line) ? full : api;
    try {
      let judged;
      if (door === "checkRequest") judged = checkRequest(received(request), options);
      else if (operation === undefined) judged = check(text, options);
      else judged = check(operation, text, options);
      const said = written(judged);
      if (said !== report) found.push(`${name}:\n  native: ${report}\n  here:   ${said}`);
      if (door === "check") {
        const verdict = isValid(operation, text, options);
        if (verdict !== judged.valid) found.push(`${name}: isValid says ${verdict}`);
      }
    } catch (error) {
      found.push(`${name}: ${error.stack}`);
    }
  }
  return found;
}

/** Whether a case asks for what the default entry does not have: documents, reports, events, or a policy's own limits. */
export function needsFull(line) {
  const { door, options } = JSON.parse(line);
  return (
    ["checkDocument", "checkEvent", "checkReport"].includes(door) ||
    options.schemas !== undefined ||
    options.policy?.limits !== undefined
  );
}

/** A record's request as `checkRequest` takes it. */
function received({ method, uri, query = [], headers, body, bodyBase64 }) {
  const url = query.length === 0 ? uri : uri + (uri.includes("?") ? "&" : "?") + query.join("&");
  const bytes =
    bodyBase64 === undefined ? body : Uint8Array.from(atob(bodyBase64), (character) => character.charCodeAt(0));
  return { method, url, headers, body: bytes };
}

/**
 * The report as the library writes it, where `truncated` is there only when it is true, and what is known of an event
 * stands around its report.
 */
function written({ truncated, kind, undocumented, ...report }) {
  const { response, ...others } = report;
  const told = { ...others, ...(truncated && { truncated }), ...(response && { response }) };
  return JSON.stringify(undocumented === undefined ? told : { kind, undocumented, report: told });
}
