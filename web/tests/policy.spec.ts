// Editing a policy: completion, live verdicts, and problems with their positions.

import type { Page } from "@playwright/test";
import { splitJson } from "../src/json.js";
import { insertEntry } from "../src/views/policy/insert-entry.js";
import { axeViolations, editor, expect, open, paste, screenshot, test } from "./support.js";

const requests = (page: Page) => page.getByRole("list", { name: "Requests" });
const row = (page: Page, name: string) => requests(page).getByRole("listitem").filter({ hasText: name });

/**
 * Accepts a completion. CodeMirror ignores keys right after it opens the list, so the clock is moved forward.
 */
async function accept(page: Page, proposal: string | RegExp): Promise<void> {
  const proposals = page.getByRole("listbox", { name: "Completions" });
  await expect(proposals.getByRole("option", { name: proposal, selected: true })).toBeVisible();
  await page.clock.fastForward(150);
  await page.keyboard.press("Enter");
}

test("a policy can be written with completions by keyboard and changes a verdict", async ({ page }) => {
  await page.clock.install();
  await open(page, "policy");
  await paste(page, "Policy", "{\n  \n}");
  await expect(page.getByText("The policy can be used")).toBeVisible();
  await expect(page.getByText("None of 8 requests is judged otherwise.").first()).toBeVisible();

  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.type('"sev');
  await accept(page, /^severities/);
  await page.keyboard.type('[{"ru');
  await accept(page, /^rule/);
  await page.keyboard.type('"floating');
  await expect(page.getByRole("option", { name: /schema\/floating-id/ })).toBeVisible();
  await screenshot(page, "policy-completion");
  await accept(page, /schema\/floating-id/);
  await page.keyboard.type(', "sev');
  await accept(page, /^severity/);
  await page.keyboard.type('"err');
  await accept(page, /^error/);
  await page.keyboard.type(', "oper');
  await accept(page, /^operations/);
  await page.keyboard.type('["GetSchemaV');
  await accept(page, /^GetSchemaVersion/);

  const sentence = "1 of 8 requests is judged otherwise: 1 becomes invalid.";
  await expect(page.getByRole("status")).toHaveText(sentence);
  const changed = row(page, "the newest version");
  await expect(changed).toContainText("changed");
  await changed.locator("summary").focus();
  await page.keyboard.press("Enter");
  const changes = changed.getByRole("list", { name: "What the policy changes" });
  await expect(changes).toContainText("error, was warning");
  await expect(changes.getByRole("link", { name: "schema/floating-id" })).toBeVisible();
});

test("limits complete operations, members and bounds", async ({ page }) => {
  await page.clock.install();
  await open(page, "policy");
  await paste(page, "Policy", "{\n  \n}");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.type('"limits": {"CreateCred');
  await accept(page, /^CreateCredentialLocker/);
  await page.keyboard.type('{"/Na');
  await accept(page, /^\/Name/);
  await page.keyboard.type('{"maxL');
  await accept(page, /^maxLength/);
  await page.keyboard.type("4");
  await expect(row(page, "CreateCredentialLocker")).toContainText("changed");
  await expect(row(page, "CreateCredentialLocker")).toContainText("Invalid: 1 error");
});

test("the schema of a check completes members of the operation's input", async ({ page }) => {
  await page.clock.install();
  await open(page, "policy");
  const check =
    '{"id": "acme/hub", "severity": "error", "message": "no hubs", "operations": ["CreateManagedThing"], "schema": {"properties": {}}}';
  await paste(page, "Policy", `{"checks": [${check}]}`);
  await expect(page.getByText("The policy can be used")).toBeVisible();
  for (let step = 0; step < "}}}]}".length; step += 1) {
    await page.keyboard.press("ArrowLeft");
  }
  await page.keyboard.type('"Rol');
  await accept(page, /^Role/);
  await page.keyboard.type('{"const": "CON');
  await accept(page, /^CONTROLLER/);
  await expect(row(page, "CreateManagedThing")).toContainText("Invalid: 1 error");
});

test("a problem in the policy is reported with its position, and the policy is not applied", async ({ page }) => {
  await open(page, "policy");
  await paste(
    page,
    "Policy",
    '{\n  "profile": "strict",\n  "severities": [{"rule": "thing/rol", "severity": "error"}]\n}',
  );
  const mistakes = page.getByRole("list", { name: "Mistakes in the policy" });
  await expect(mistakes).toContainText("did you mean thing/role?");
  await expect(mistakes).toContainText("/severities/0/rule");
  await expect(page.locator(".cm-lintRange-error")).toHaveText('"thing/rol"');
  await expect(page.getByText("The policy cannot be used: requests are judged without it.").first()).toBeVisible();
  await mistakes.getByRole("button", { name: "Line 3, column 27" }).click();
  await expect(editor(page, "Policy")).toBeFocused();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "policy-mistake");
});

for (const scheme of ["light", "dark"] as const) {
  test(`with changes, ${scheme}: axe finds nothing`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await open(page, "policy");
    await expect(editor(page, "Policy")).toBeVisible();
    await row(page, "CreateManagedThing").locator("summary").click();
    await expect(editor(page, "Input of CreateManagedThing")).toBeVisible();
    await expect(row(page, "CreateManagedThing").getByText("acme/owner-tag")).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, `policy-changes-${scheme}`);
  });
}

test("a fixed request is valid with the policy", async ({ page }) => {
  await open(page, "policy");
  const locker = row(page, "CreateCredentialLocker");
  await expect(locker).toContainText("changed");
  await locker.locator("summary").click();
  await paste(page, "Input of CreateCredentialLocker", '{"Tags": {"owner": "team-kitchen", "cost-center": "4711"}}');
  await expect(locker).not.toContainText("changed");
  await expect(locker).toContainText("The policy changes nothing here.");
});

test("requests are added from examples, from the policy and from files", async ({ page }) => {
  await open(page, "policy");
  await page.getByLabel("Begin with").selectOption("customer key");
  await page.getByRole("combobox", { name: "Operation" }).selectOption("ListManagedThings");
  await page.getByRole("button", { name: "Add its example" }).click();
  await expect(row(page, "ListManagedThings")).toContainText("Valid");
  await page.getByRole("button", { name: "Add the examples in the policy" }).click();
  await expect(row(page, "a key of our own")).toBeVisible();
  await expect(row(page, "the service's key")).toContainText("Invalid: 2 errors");
  const text =
    '{"operation": "DeleteManagedThing", "input": {"Identifier": "no spaces here"}}\n{"operation": "GetHubConfiguration", "input": {}}\n';
  await page
    .getByLabel("Requests from files")
    .setInputFiles({ name: "mine.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(text) });
  await expect(row(page, "DeleteManagedThing")).toContainText("Invalid: 1 error");
  await expect(row(page, "GetHubConfiguration")).toContainText("Valid");
  await row(page, "DeleteManagedThing").locator("summary").click();
  await row(page, "DeleteManagedThing").getByRole("button", { name: "Remove this request" }).click();
  await expect(row(page, "DeleteManagedThing")).toHaveCount(0);
});

test("the input of a request from a file keeps its text, and omitted entries are reported", async ({ page }) => {
  await open(page, "policy");
  const input = '{"Role":"DEVICE","Name":"a","Name":"b","More":[12345678901234567890,1.0]}';
  const lines = [
    `{"operation":"CreateManagedThing","name":"of a file","input":${input}}`,
    '{"operation":"MakeTea","input":{}}',
    '{"input":{}}',
  ];
  const files = page.getByLabel("Requests from files");
  await files.setInputFiles({
    name: "mine.json",
    mimeType: "application/json",
    buffer: Buffer.from(`[${lines.join(",")}]`),
  });
  await expect(page.getByRole("alert")).toHaveText(
    "Left out 1 entry of no known operation: MakeTea. Left out 1 entry without an operation or an input.",
  );
  await row(page, "of a file").locator("summary").click();
  const text = editor(page, "Input of CreateManagedThing, of a file");
  await expect(text).toContainText("12345678901234567890");
  await expect(text).toContainText("1.0");
  await expect(text).toContainText('"Name": "a",');
  await expect(text).toContainText('"Name": "b",');
  await files.setInputFiles({ name: "mine.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
  await expect(page.getByRole("alert")).toHaveText("The file mine.txt is not JSON, so nothing is added.");
});

test("removing a request focuses the next one, or finally the heading", async ({ page }) => {
  await open(page, "policy");
  const rows = requests(page).getByRole("listitem");
  const [first, second] = [
    rows.filter({ hasText: "CreateManagedThing" }),
    rows.filter({ hasText: "CreateCredentialLocker" }),
  ];
  await first.locator("summary").click();
  await first.getByRole("button", { name: "Remove this request" }).click();
  await expect(first).toHaveCount(0);
  await expect(second.locator("summary")).toBeFocused();
  for (let left = 7; left > 0; left -= 1) {
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove this request" }).click();
    await expect(page.getByRole("button", { name: "Remove this request" })).toHaveCount(0);
  }
  await expect(page.getByText("There are no requests: add one below.").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Requests", exact: true })).toBeFocused();
});

const setSeverity = async (page: Page) => {
  await page.getByLabel("Rule", { exact: true }).fill("encryption/key-unused");
  await page.getByLabel("Rule", { exact: true }).press("Enter");
};

test("edits made while a rule is inserted are kept", async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  await page.route("**/assets/insert-entry-*.js", async (route) => {
    await released;
    await route.continue();
  });
  await open(page, "policy");
  const insertRequested = page.waitForRequest("**/assets/insert-entry-*.js");
  await setSeverity(page);
  await insertRequested;
  await paste(page, "Policy", '{"profile": "strict"}');
  release();
  await expect(editor(page, "Policy")).toContainText('"encryption/key-unused"');
  await expect(editor(page, "Policy")).toContainText('{"profile": "strict",');
});

test("a rule that cannot be inserted is reported", async ({ page }) => {
  await page.route(
    "**/assets/insert-entry-*.js",
    (route) => route.fulfill({ contentType: "text/javascript", body: "throw new Error();" }),
    { times: 1 },
  );
  await open(page, "policy");
  await setSeverity(page);
  await expect(page.getByLabel("Rule", { exact: true })).toHaveAccessibleDescription(/could not be loaded/);
  // A reload tries again.
  await page.reload();
  await expect(editor(page, "Policy")).toBeVisible();
  await paste(page, "Policy", '{"severities": {}}');
  await setSeverity(page);
  await expect(page.getByLabel("Rule", { exact: true })).toHaveAccessibleDescription(
    /^Mend the policy first: .* a list of objects\.$/,
  );
  await expect(editor(page, "Policy")).toHaveText('{"severities": {}}');
});

test("an entry is inserted into a list of the policy, and other texts stay unchanged", () => {
  const entry = { rule: "a" };
  expect(insertEntry("{}", "severities", entry)).toBe('{\n  "severities": [\n    { "rule": "a" }\n  ]\n}');
  expect(insertEntry('{"severities": [{"rule": "b"}]}', "severities", entry)).toBe(
    '{"severities": [{"rule": "b"}, { "rule": "a" }]}',
  );
  expect(JSON.parse(insertEntry('{"\\u0073everities": [ ], "x": 1}', "severities", entry) ?? "")).toEqual({
    severities: [entry],
    x: 1,
  });
  for (const text of [
    "",
    "[]",
    "{",
    '{"severities": {}}',
    '{"severities": null}',
    '{"severities": ["b"]}',
    '{"severities": [{}, 1]}',
  ]) {
    expect(insertEntry(text, "severities", entry), text).toBeUndefined();
  }
});

test("a JSON text is split without changing its parts", () => {
  expect(splitJson(' {"a": [1.0, {"b": 2}] , "a\\"": "}," , "a": 12345678901234567890}')).toEqual({
    kind: "object",
    items: [
      { name: "a", text: '[1.0, {"b": 2}]' },
      { name: 'a"', text: '"},"' },
      { name: "a", text: "12345678901234567890" },
    ],
  });
  expect(splitJson("[[], {} , null]")).toEqual({
    kind: "list",
    items: [{ text: "[]" }, { text: "{}" }, { text: "null" }],
  });
  expect(splitJson("{}")).toEqual({ kind: "object", items: [] });
  expect(splitJson('"[1]"')).toBeUndefined();
  expect(splitJson("[1")).toBeUndefined();
});

test("the severity of a rule is inserted into the policy", async ({ page }) => {
  await open(page, "policy");
  await page.getByLabel("Begin with").selectOption("an empty policy");
  await page.getByRole("button", { name: "Put into the policy" }).click();
  await expect(page.getByLabel("Rule", { exact: true })).toHaveAccessibleDescription(/^Choose one of the rules/);
  await page.getByLabel("Rule", { exact: true }).fill("encryption/key-unused");
  await page.getByLabel("Rule", { exact: true }).press("Enter");
  await expect(row(page, "a key that is not used")).toContainText("Invalid: 1 error");
  await page.getByLabel("Rule", { exact: true }).fill("schema/floating-id");
  await page.getByLabel("Weight").selectOption("not judged");
  await page.getByLabel("Reason").fill("the newest is what we want");
  await page.getByRole("button", { name: "Put into the policy" }).click();
  const newest = row(page, "the newest version");
  await expect(newest).toContainText("changed");
  await newest.locator("summary").click();
  await expect(newest.getByRole("list", { name: "What the policy changes" })).toContainText("gone: warning");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "policy-weighing");
});

test("an operation that the edition does not have is reported", async ({ page }) => {
  await open(page, "policy");
  await page.getByRole("combobox", { name: "Operation" }).selectOption("TagResource");
  await page.getByRole("button", { name: "Add its example" }).click();
  await expect(row(page, "TagResource")).toContainText("Not judged. There is no operation TagResource in this edition");
  await page.getByLabel("Edition").selectOption("2026-11");
  await expect(row(page, "TagResource")).toContainText("Valid");
});

test("the policy is kept while another view is open", async ({ page }) => {
  await open(page, "policy");
  await page.getByLabel("Begin with").selectOption("customer key");
  await page.getByRole("link", { name: "Rules", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Rules", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Policy", exact: true }).click();
  await expect(page.getByLabel("Begin with")).toHaveValue("customer key");
});

test("with content it fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, "policy");
  await row(page, "CreateManagedThing").locator("summary").click();
  await expect(editor(page, "Input of CreateManagedThing")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await screenshot(page, "policy-content-phone");
});
