// Lambda@Edge: the example, bundled as for an upload, handles events in CloudFront's form.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";
import { bin, fixture, here, project, run } from "./support.mjs";

const example = join(here, "../../examples/lambda-edge");
const folder = project("lambda-edge", {
  "index.mjs": readFileSync(join(example, "index.mjs"), "utf8"),
  "origin.mjs": fixture("origin.mjs"),
});
for (const name of ["index", "origin"]) {
  run(
    folder,
    bin("esbuild"),
    `${name}.mjs`,
    "--bundle",
    "--minify",
    "--platform=node",
    "--target=node18",
    "--format=cjs",
    `--outfile=out/${name}.cjs`,
    "--log-level=warning",
  );
}
const { handler: viewer } = await import(pathToFileURL(join(folder, "out/index.cjs")));
const { pass, refuse } = await import(pathToFileURL(join(folder, "out/origin.cjs")));

const event = (request, eventType = "viewer-request") => ({
  Records: [
    {
      cf: {
        config: { distributionId: "EXAMPLE", eventType, requestId: "x" },
        request: {
          clientIp: "203.0.113.7",
          method: "POST",
          uri: "/credential-lockers",
          querystring: "",
          headers: { "content-type": [{ key: "Content-Type", value: "application/json" }] },
          ...request,
        },
      },
    },
  ],
});
const body = (text, inputTruncated = false) => ({
  body: { inputTruncated, action: "read-only", encoding: "base64", data: Buffer.from(text).toString("base64") },
});

test("a valid request is returned unchanged", async () => {
  const cloudFrontEvent = event(body('{"Name":"shelf ü"}'.replace(" ü", "")));
  assert.equal(await viewer(cloudFrontEvent), cloudFrontEvent.Records[0].cf.request);
});

test("an invalid request gets a response in CloudFront's form", async () => {
  const { status, statusDescription, headers, bodyEncoding, body: text } = await viewer(event(body('{"Name":""}')));
  assert.deepEqual([status, statusDescription, bodyEncoding], ["400", "Bad Request", "text"]);
  assert.deepEqual(headers["x-amzn-errortype"], [{ key: "x-amzn-errortype", value: "ValidationException" }]);
  assert.deepEqual(headers["content-type"], [{ key: "content-type", value: "application/json" }]);
  assert.equal(JSON.parse(text).fieldList[0].path, "/Name");
});

test("a truncated body is not checked", async () => {
  const cloudFrontEvent = event(body('{"Name":"', true), "origin-request");
  assert.equal(await pass(cloudFrontEvent), cloudFrontEvent.Records[0].cf.request);
  assert.equal((await refuse(cloudFrontEvent)).status, "413");
});

test("a body that the trigger does not include is not checked", async () => {
  for (const headers of [{ "content-length": [{ value: "12" }] }, { "Content-Length": [{ value: "12" }] }, {}]) {
    const cloudFrontEvent = event({ headers });
    assert.equal(await viewer(cloudFrontEvent), cloudFrontEvent.Records[0].cf.request);
  }
});

test("the query is checked", async () => {
  const { status } = await viewer(
    event({ method: "GET", uri: "/managed-things", querystring: "MaxResults=0", headers: {} }),
  );
  assert.equal(status, "400");
});

test("a request without a route passes, and an event of another kind throws", async () => {
  const cloudFrontEvent = event({ method: "GET", uri: "/index.html", headers: {} });
  assert.equal(await viewer(cloudFrontEvent), cloudFrontEvent.Records[0].cf.request);
  for (const otherEvent of [{ Records: [] }, {}, undefined, { Records: [{}] }])
    await assert.rejects(viewer(otherEvent), /CloudFront/);
  await assert.rejects(viewer(event({ body: { inputTruncated: false, encoding: "base64", data: "%" } })), /base64/);
});

test("a response to a viewer fits into 40 KB, however many violations there are", async () => {
  const tags = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`${index}${"k".repeat(400)}`, "v".repeat(300)]),
  );
  const answer = await viewer(event({ ...body(JSON.stringify({ Name: "", Tags: tags })) }));
  assert.equal(answer.status, "400");
  assert.ok(Buffer.byteLength(JSON.stringify(answer)) < 40_000);
});

test("the bundle is under 1 MB when zipped", () => {
  const size = deflateRawSync(readFileSync(join(folder, "out/index.cjs")), { level: 9 }).length;
  console.log(`${size} bytes deflated`);
  assert.ok(size < 1_000_000);
});
