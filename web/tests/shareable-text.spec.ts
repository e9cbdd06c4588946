// Links contain no sensitive values and no values of unknown members.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type Edition, field, type OperationName } from "mi-preflight";
import { formatPointer } from "../src/ui/pointer.js";
import { toShareable } from "../src/views/try/shareable-text.js";

const fieldLookup = (operation: OperationName, edition: Edition) => (path: string) => {
  try {
    return field(operation, path, { edition });
  } catch {
    return undefined;
  }
};

const shareText = (operation: OperationName, text: string) => toShareable(text, fieldLookup(operation, "2025-05-22"));

test("shareable text is kept as typed", () => {
  const text = '{ "Role" : "DEVICE",\n\n  "Name":"a", "Name": 12345678901234567890 }';
  expect(shareText("CreateManagedThing", text)).toEqual({ text, omittedPaths: [] });
});

test("sensitive members are removed with their separators", () => {
  expect(
    shareText("CreateManagedThing", '{"Owner": "me", "Role": "DEVICE", "Tags": {"k": "v"}, "Name": "a", "Brand": "b"}'),
  ).toEqual({
    text: '{"Role": "DEVICE", "Name": "a"}',
    omittedPaths: ["/Owner", "/Tags", "/Brand"],
  });
  expect(shareText("CreateManagedThing", '{ "Owner": "me" }')).toEqual({ text: "{}", omittedPaths: ["/Owner"] });
});

test("nested members and whole documents are removed", () => {
  const text =
    '{"Endpoints": [{"endpointId": "1", "capabilities": [{"id": "x", "actions": [{"name": "On", "parameters": {"pin": 1234}}]}]}]}';
  const shareable = shareText("SendManagedThingCommand", text);
  expect(shareable?.text).not.toContain("pin");
  expect(shareable?.omittedPaths).toEqual(["/Endpoints/0/capabilities/0/actions/0/parameters"]);
  expect(JSON.parse(shareable?.text ?? "")).toEqual({
    Endpoints: [{ endpointId: "1", capabilities: [{ id: "x", actions: [{ name: "On" }] }] }],
  });
});

test("unknown members and values of unexpected kinds are removed", () => {
  expect(
    shareText(
      "CreateManagedThing",
      '{"Authentication": "s", "Role": {"x": "s"}, "CapabilityReport": "s", "MetaData": {"a": ["s"], "b": "1"}}',
    ),
  ).toEqual({
    text: '{"MetaData": {"b": "1"}}',
    omittedPaths: ["/Authentication", "/Role", "/CapabilityReport", "an entry of /MetaData"],
  });
  expect(shareText("CreateManagedThing", '["s"]')?.text).toBe("{}");
  expect(shareText("CreateManagedThing", '"s"')?.text).toBe("{}");
});

test("invalid JSON is not shared", () => {
  for (const text of [
    "",
    "{",
    '{"Role": "DEVICE",}',
    '{"Role": "DEVICE"} s',
    '{"Role": "DEVICE" s}',
    "{'Role': 's'}",
  ]) {
    expect(shareText("CreateManagedThing", text)).toBeUndefined();
  }
});

const folder = join(import.meta.dirname, "../../examples/inputs");

for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
  test(`nothing sensitive of ${file} is shared`, () => {
    const [name = "", fileEdition] = file.replace(/\.json$/, "").split(/\.(.*)/);
    const operation = name as OperationName;
    const edition =
      fileEdition ??
      (["2025-05-22", "2026-11"] as const).find((candidate) => fieldLookup(operation, candidate)("") !== undefined);
    const fieldAt = fieldLookup(operation, edition as Edition);
    const shareable = toShareable(readFileSync(join(folder, file), "utf8"), fieldAt);
    expect(shareable).toBeDefined();
    const pending: [string, unknown][] = [["", JSON.parse(shareable?.text ?? "")]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [path, value] = next;
      const info = fieldAt(path);
      expect(info, path).toBeDefined();
      expect(info?.sensitive, path).not.toBe(true);
      if (typeof value === "object" && value !== null && info?.type !== "document") {
        pending.push(
          ...Object.entries(value).map(([key, inner]): [string, unknown] => [path + formatPointer([key]), inner]),
        );
      }
    }
  });
}
