// What of an input may be in a link: nothing that is sensitive, nothing that the package does not know.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Edition, field, type OperationName } from "mi-preflight";
import { pathOf } from "../src/ui/pointer.js";
import { shareableOf } from "../src/views/try/shareable.js";

const look = (operation: OperationName, edition: Edition) => (path: string) => {
  try {
    return field(operation, path, { edition });
  } catch {
    return undefined;
  }
};

const shared = (operation: OperationName, text: string) => shareableOf(text, look(operation, "2025-05-22"));

test("what stays is as it was typed", () => {
  const text = '{ "Role" : "DEVICE",\n\n  "Name":"a", "Name": 12345678901234567890 }';
  expect(shared("CreateManagedThing", text)).toEqual({ text, leftOut: [] });
});

test("sensitive members go, with what is between", () => {
  expect(
    shared("CreateManagedThing", '{"Owner": "me", "Role": "DEVICE", "Tags": {"k": "v"}, "Name": "a", "Brand": "b"}'),
  ).toEqual({
    text: '{"Role": "DEVICE", "Name": "a"}',
    leftOut: ["/Owner", "/Tags", "/Brand"],
  });
  expect(shared("CreateManagedThing", '{ "Owner": "me" }')).toEqual({ text: "{}", leftOut: ["/Owner"] });
});

test("deep inside as well, free documents with all that is in them", () => {
  const text =
    '{"Endpoints": [{"endpointId": "1", "capabilities": [{"id": "x", "actions": [{"name": "On", "parameters": {"pin": 1234}}]}]}]}';
  const found = shared("SendManagedThingCommand", text);
  expect(found?.text).not.toContain("pin");
  expect(found?.leftOut).toEqual(["/Endpoints/0/capabilities/0/actions/0/parameters"]);
  expect(JSON.parse(found?.text ?? "")).toEqual({
    Endpoints: [{ endpointId: "1", capabilities: [{ id: "x", actions: [{ name: "On" }] }] }],
  });
});

test("what is unknown, or of another kind than is known, goes", () => {
  expect(
    shared(
      "CreateManagedThing",
      '{"Authentication": "s", "Role": {"x": "s"}, "CapabilityReport": "s", "MetaData": {"a": ["s"], "b": "1"}}',
    ),
  ).toEqual({
    text: '{"MetaData": {"b": "1"}}',
    leftOut: ["/Authentication", "/Role", "/CapabilityReport", "an entry of /MetaData"],
  });
  expect(shared("CreateManagedThing", '["s"]')?.text).toBe("{}");
  expect(shared("CreateManagedThing", '"s"')?.text).toBe("{}");
});

test("a text that is no JSON is not shared at all", () => {
  for (const text of [
    "",
    "{",
    '{"Role": "DEVICE",}',
    '{"Role": "DEVICE"} s',
    '{"Role": "DEVICE" s}',
    "{'Role': 's'}",
  ]) {
    expect(shared("CreateManagedThing", text)).toBeUndefined();
  }
});

const folder = join(import.meta.dirname, "../../examples/inputs");

for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  test(`of ${file} nothing sensitive is shared`, () => {
    const [name = "", own] = file.replace(/\.json$/, "").split(/\.(.*)/);
    const operation = name as OperationName;
    const edition = own ?? (["2025-05-22", "2026-11"] as const).find((each) => look(operation, each)("") !== undefined);
    const known = look(operation, edition as Edition);
    const found = shareableOf(readFileSync(join(folder, file), "utf8"), known);
    expect(found).toBeDefined();
    const pending: [string, unknown][] = [["", JSON.parse(found?.text ?? "")]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [path, value] = next;
      const about = known(path);
      expect(about, path).toBeDefined();
      expect(about?.sensitive, path).not.toBe(true);
      if (typeof value === "object" && value !== null && about?.type !== "document") {
        pending.push(...Object.entries(value).map(([key, inner]): [string, unknown] => [path + pathOf([key]), inner]));
      }
    }
  });
}
