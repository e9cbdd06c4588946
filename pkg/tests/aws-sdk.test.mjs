// The plug-in in a client of the AWS SDK for JavaScript v3, in front of a server on this machine. That SDK has no client
// of this service; its middleware is the same for every client, and `commands` or a route says what a command is.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { fixture, node, project } from "./support.mjs";

const folder = project("aws-sdk", { "client.mjs": fixture("aws-sdk.mjs") });
let server;
const seen = [];
before(async () => {
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{}");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(() => server.close());

test("what the service would refuse is never sent, all else is", async () => {
  const { stdout } = await promisify(execFile)(node("20"), ["client.mjs", String(server.address().port)], {
    cwd: folder,
  });
  assert.match(stdout, /^ok$/m);
  assert.deepEqual(seen, ["POST /things/shelf", "GET /things", "GET /things/lamp", "POST /destinations"]);
});
