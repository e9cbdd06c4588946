// The plug-in in a client of the AWS SDK for JavaScript v3, with a local server. The SDK has no client of this service,
// but all clients share their middleware, and `commands` or `routes` name the operation of a command.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { fixture, node, project } from "./support.mjs";

const folder = project("aws-sdk", { "client.mjs": fixture("aws-sdk.mjs") });
let server;
const requests = [];
before(async () => {
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(200, { "content-type": "application/json" });
    response.end("{}");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
});
after(() => server.close());

test("refuses what the service would refuse and sends everything else", async () => {
  const { stdout } = await promisify(execFile)(node("20"), ["client.mjs", String(server.address().port)], {
    cwd: folder,
  });
  assert.match(stdout, /^ok$/m);
  assert.deepEqual(requests, ["POST /things/shelf", "GET /things", "GET /things/lamp", "POST /destinations"]);
});
