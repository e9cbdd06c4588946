// The case files through one runtime: what `cargo run -p conformance --bin reports` prints, each with the report that
// the library gives, against the report that the package gives here. Runs in Node, in a browser and in a Worker alike.

/** What differs, one text a case; `api` is the default entry, `full` the one with documents. */
export function differences(api, full, lines) {
  const found = [];
  for (const line of lines) {
    const { name, door, options, operation, text, request, report } = JSON.parse(line);
    const { checkRequest, isValid, [door]: check } = options.schemas === undefined ? api : full;
    try {
      const judged = door === "checkRequest" ? checkRequest(received(request), options) : check(operation, text, options);
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

/** A record's request as `checkRequest` takes it. */
function received({ method, uri, query = [], headers, body }) {
  const url = query.length === 0 ? uri : uri + (uri.includes("?") ? "&" : "?") + query.join("&");
  return { method, url, headers, body };
}

/** The report as the library writes it, where `truncated` is there only when it is true. */
function written({ truncated, ...report }) {
  const { response, ...others } = report;
  return JSON.stringify({ ...others, ...(truncated && { truncated }), ...(response && { response }) });
}
