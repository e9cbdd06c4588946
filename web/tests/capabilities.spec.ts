// Capability reports: inspect a device, build commands, compare reports.

import type { Page } from "@playwright/test";
import { axeViolations, editor, expect, open, paste, screenshot, test } from "./support.js";

async function sample(page: Page): Promise<void> {
  await open(page, "capabilities");
  await page.getByRole("button", { name: "Load a sample", exact: true }).click();
  await expect(page.getByRole("region", { name: "Report" })).toContainText("DimmableLight");
}

/** Returns a report with the given numbers of endpoints and capabilities. */
function reportOf(endpoints: number, capabilities: number): string {
  const capability = (index: number) => ({
    id: `acme.Part${index}@1.0`,
    name: `Part${index}`,
    version: "1",
    properties: Array.from({ length: 8 }, (_, number) => `Property${number}`),
    actions: ["On", "Off", "Toggle"],
    events: ["Changed"],
  });
  const endpoint = (index: number) => ({
    id: String(index),
    deviceTypes: ["Light"],
    capabilities: Array.from({ length: capabilities }, (_, number) => capability(number)),
  });
  return JSON.stringify({
    version: "1.0.0",
    endpoints: Array.from({ length: endpoints }, (_, index) => endpoint(index)),
  });
}

test("a sample report is shown as a tree, with the documents it refers to", async ({ page }) => {
  await sample(page);
  const report = page.getByRole("region", { name: "Report" });
  await expect(report).toContainText("Valid");
  await report.getByText("acme.Power@1.0").click();
  await expect(report).toContainText("AfterPowerCut");
  await expect(report).toContainText("Overheated");
  await expect(page.getByRole("region", { name: "Documents" })).toContainText(
    "/schema-versions/capability/acme.Dimmer@1.1",
  );
  await page.getByLabel("Edition").selectOption("2026-11");
  await expect(report.locator(".verdict")).toHaveText("Valid");
  await expect(page.getByRole("region", { name: "Documents" }).locator(".verdict")).toHaveText(["Valid", "Valid"]);
  await page.getByRole("button", { name: "Remove acme.Power.json" }).click();
  await expect(report).toContainText("no document");
});

test("a wrong parameter is reported at its field until it is fixed", async ({ page }) => {
  await sample(page);
  const command = page.getByRole("region", { name: "Command" });
  await command.getByRole("combobox", { name: "Action" }).selectOption("Blink");
  const times = command.getByRole("textbox", { name: "Times" });
  await expect(times).toHaveAccessibleDescription("integer from 1 to 20");
  await times.fill("21");
  await command.getByRole("textbox", { name: "PauseInSeconds" }).fill("0.5");
  // Violations of an authored document are warnings, so the field is not invalid.
  await expect(times).toHaveAccessibleDescription(/^warning .*must be at most 20/);
  await expect(times).not.toHaveAttribute("aria-invalid");
  await expect(command.locator(".violations")).toContainText("command/parameters");
  await times.fill("3");
  await expect(times).toHaveAccessibleDescription("integer from 1 to 20");
  await command.getByRole("textbox", { name: "Managed thing id" }).fill("lamp1");
  await expect(command.locator(".verdict")).toHaveText("Valid");
  const input = JSON.parse(await command.locator("pre").innerText());
  expect(input.ManagedThingId).toBe("lamp1");
  expect(input.Endpoints[0].capabilities[0].actions[0]).toEqual({
    name: "Blink",
    parameters: { Times: 3, PauseInSeconds: 0.5 },
  });
});

test("commands read and change properties", async ({ page }) => {
  await sample(page);
  const command = page.getByRole("region", { name: "Command" });
  await command.getByRole("combobox", { name: "Capability" }).selectOption("acme.Dimmer@1.1");
  await command.getByRole("combobox", { name: "Action" }).selectOption("ReadState");
  await expect(command.locator(".verdict")).toContainText("No command yet");
  await command.getByRole("checkbox", { name: "Level" }).check();
  await expect(command.locator("pre")).toContainText('"Level"');
  await command.getByRole("checkbox", { name: "all" }).check();
  await expect(command.locator("pre")).toContainText('"*"');
  await command.getByRole("combobox", { name: "Action" }).selectOption("UpdateState");
  await command.getByRole("textbox", { name: "Level" }).fill("40");
  await expect(command.locator("pre")).toContainText('"Level": 40');
  await expect(command.locator("pre")).not.toContainText("FadeInSeconds");
});

test("violations of a report are shown at their nodes", async ({ page }) => {
  await sample(page);
  const report = page.getByRole("region", { name: "Report" });
  expect(await reportText(page)).toContain("endpoints");
  const broken = {
    version: "1.0.0",
    endpoints: [
      {
        id: "1",
        deviceTypes: [],
        capabilities: [
          { id: "acme.Power@1.0", name: "Power", version: "one", properties: ["IsOn", "Is?"], actions: [], events: [] },
        ],
      },
    ],
  };
  await paste(page, "Capability report", JSON.stringify(broken, null, 2));
  await expect(report.locator(".verdict")).toContainText("Invalid");
  const node = report.locator("details", { hasText: "acme.Power@1.0" }).last();
  await expect(node).toHaveAttribute("open");
  await expect(node.locator("summary").first()).toContainText("2 errors");
  await expect(node.locator(".leaves .wrong")).toContainText("Is?");
  await node.getByRole("button", { name: "/endpoints/0/capabilities/0/properties/1" }).first().click();
  await expect(editor(page, "Capability report")).toBeFocused();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "capabilities-broken");
  await paste(page, "Capability report", '{"endpoints": [5]}');
  await expect(report.locator("> .violations")).toContainText("/version");
  await expect(report.locator(".tree")).toContainText("/endpoints/0");
  await paste(page, "Capability report", "[]");
  await expect(report).toContainText("this is not a capability report");
});

test("comparing two reports lists breaking changes first", async ({ page }) => {
  await open(page, "capabilities");
  await page.getByRole("button", { name: "Load a sample to compare" }).click();
  const compare = page.getByRole("region", { name: "Compare" });
  await expect(compare.locator(".summary")).toHaveText("3 changes, 1 breaking");
  await expect(compare.locator(".changes li").first()).toContainText("breaking");
  await expect(compare.locator(".changes li").first()).toContainText("Blink");
  await compare.getByLabel("The other report is the").selectOption("earlier");
  await expect(compare.locator(".changes li").first()).toContainText("endpoint 2 removed");
  await compare.getByText("Paste or edit the other report").click();
  const other = compare.getByRole("textbox", { name: "Other report, as JSON" });
  await other.fill("{");
  await expect(compare).toContainText("cannot be read");
  await other.fill(JSON.stringify(JSON.parse(await reportText(page))));
  await expect(compare.locator(".summary")).toHaveText("Nothing changed");
});

async function reportText(page: Page): Promise<string> {
  await page.getByText("Paste or edit it as JSON").click();
  await expect(editor(page, "Capability report")).toBeVisible();
  return page.evaluate(() =>
    [...(document.querySelector(".editor .host")?.shadowRoot?.querySelectorAll(".cm-line") ?? [])]
      .map((line) => line.textContent)
      .join("\n"),
  );
}

test("a report with hundreds of capabilities stays fast", async ({ page }) => {
  await open(page, "capabilities");
  const text = reportOf(20, 40);
  expect(text.length).toBeGreaterThan(100_000);
  await page
    .getByLabel("A capability report, as a file")
    .setInputFiles({ name: "large.json", mimeType: "application/json", buffer: Buffer.from(text) });
  const report = page.getByRole("region", { name: "Report" });
  await expect(report.locator(".verdict")).toHaveText("Valid");
  await report.locator("summary", { hasText: "Endpoint 7" }).click();
  await report.locator("summary", { hasText: "acme.Part39@1.0" }).click();
  await expect(report).toContainText("Property7");
  const command = page.getByRole("region", { name: "Command" });
  await command.getByRole("combobox", { name: "Endpoint" }).selectOption("19");
  await command.getByLabel("Parameters, one NAME=VALUE on each line").fill("Speed=3");
  await expect(command.locator("pre")).toContainText('"Speed": 3');
});

test("documents are checked, and unusable files are reported", async ({ page }) => {
  await open(page, "capabilities");
  const documents = page.getByRole("region", { name: "Documents" });
  await documents.getByLabel("Capability documents, as files").setInputFiles([
    { name: "none.json", mimeType: "application/json", buffer: Buffer.from("[]") },
    {
      name: "odd.json",
      mimeType: "application/json",
      buffer: Buffer.from('{"$id": "/schema-versions/capability/acme.Odd@1.0", "name": "Odd"}'),
    },
  ]);
  await expect(documents.getByRole("listitem").filter({ hasText: "none.json" })).toContainText(
    "Nothing is judged by it",
  );
  await expect(documents.getByRole("listitem").filter({ hasText: "odd.json" })).toContainText("Invalid");
  await documents.getByLabel("Judge them as").selectOption("service");
  await expect(documents.getByRole("listitem").filter({ hasText: "odd.json" })).toContainText("Valid");
  await documents.getByRole("button", { name: "Remove none.json" }).click();
  await expect(documents.getByRole("heading", { name: "Documents" })).toBeFocused();
  await expect(documents).not.toContainText("none.json");
  await documents.getByText("Paste a document").click();
  await documents.getByRole("textbox", { name: "Document, as JSON" }).fill("{}");
  await documents.getByRole("button", { name: "Add the document" }).click();
  await expect(documents).toContainText("pasted 1");
});

test("a second pasted document does not replace the first, even after visiting another view", async ({ page }) => {
  await open(page, "capabilities");
  const documents = page.getByRole("region", { name: "Documents" });
  const text = documents.getByRole("textbox", { name: "Document, as JSON" });
  await documents.getByText("Paste a document").click();
  await text.fill('{"$id": "/schema-versions/capability/acme.Odd@1.0", "name": "Odd"}');
  await documents.getByRole("button", { name: "Add the document" }).click();
  await page.getByRole("link", { name: "Rules" }).click();
  await page.getByRole("link", { name: "Capabilities" }).click();
  await documents.getByText("Paste a document").click();
  await text.fill("{}");
  await documents.getByRole("button", { name: "Add the document" }).click();
  await expect(documents.locator(".documents > li > .title strong")).toHaveText(["pasted 1", "pasted 2"]);
});

test("a document that contradicts another is reported, and the rest is used", async ({ page }) => {
  await open(page, "capabilities");
  const documents = page.getByRole("region", { name: "Documents" });
  const document = (name: string) =>
    Buffer.from(JSON.stringify({ $id: "/schema-versions/capability/acme.Odd@1.0", name }));
  await documents.getByLabel("Capability documents, as files").setInputFiles([
    { name: "one.json", mimeType: "application/json", buffer: document("One") },
    { name: "other.json", mimeType: "application/json", buffer: document("Other") },
  ]);
  await expect(documents.getByRole("listitem").filter({ hasText: "other.json" })).toContainText(
    "is there already, with another content",
  );
  await expect(documents.getByRole("listitem").filter({ hasText: "one.json" })).not.toContainText(
    "Nothing is judged by it",
  );
});

test("a report without endpoints is explained", async ({ page }) => {
  await open(page, "capabilities");
  const report = page.getByRole("region", { name: "Report" });
  const file = page.getByLabel("A capability report, as a file");
  for (const text of ['{"version": "1.0.0"}', '{"CapabilityReport": {}}']) {
    await file.setInputFiles({ name: "report.json", mimeType: "application/json", buffer: Buffer.from(text) });
    await expect(report.locator(".violations").first()).toContainText("/endpoints");
    await expect(report).toContainText("The report names no endpoints");
  }
  await file.setInputFiles({ name: "report.json", mimeType: "application/json", buffer: Buffer.from("{") });
  await expect(report).toContainText("once the text can be read");
});

test("arguments typed for one endpoint are not reused for another", async ({ page }) => {
  await open(page, "capabilities");
  await page
    .getByLabel("A capability report, as a file")
    .setInputFiles({ name: "two.json", mimeType: "application/json", buffer: Buffer.from(reportOf(2, 1)) });
  const command = page.getByRole("region", { name: "Command" });
  const endpoint = command.getByRole("combobox", { name: "Endpoint" });
  const parameters = command.getByLabel("Parameters, one NAME=VALUE on each line");
  await parameters.fill("Speed=3");
  await endpoint.selectOption("1");
  await expect(parameters).toHaveValue("");
  await expect(command.locator("pre")).not.toContainText("Speed");
  await endpoint.selectOption("0");
  await expect(parameters).toHaveValue("Speed=3");
});

test("a report with the maximum number of capabilities does not block typing", async ({ page }) => {
  await open(page, "capabilities");
  const text = reportOf(50, 50);
  expect(text.length).toBeGreaterThan(500_000);
  await page
    .getByLabel("A capability report, as a file")
    .setInputFiles({ name: "large.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(page.getByRole("region", { name: "Report" }).locator(".verdict")).toHaveText("Valid", {
    timeout: 15_000,
  });
  const command = page.getByRole("region", { name: "Command" });
  await command.getByLabel("Parameters, one NAME=VALUE on each line").focus();
  await page.keyboard.type("Speed=3 and nothing else");
  await expect(command.locator("pre")).toContainText("3 and nothing else", { timeout: 15_000 });
});

test("a command can be built by keyboard", async ({ page }) => {
  await open(page, "capabilities");
  await page.getByRole("button", { name: "Load a sample", exact: true }).focus();
  await page.keyboard.press("Enter");
  const capability = page.locator("summary", { hasText: "acme.Dimmer@1.1" });
  await capability.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Report" })).toContainText("FadeInSeconds");
  const command = page.getByRole("region", { name: "Command" });
  await command.getByRole("combobox", { name: "Capability" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("70");
  await page.keyboard.press("Tab");
  await page.keyboard.type("2.5");
  await expect(command.locator("pre")).toContainText('"FadeInSeconds": 2.5');
  await expect(command.locator(".verdict")).toHaveText("Valid");
});

for (const scheme of ["light", "dark"] as const) {
  test(`with all content, ${scheme}: axe finds nothing, and it fits a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await sample(page);
    await page.getByRole("button", { name: "Load a sample to compare" }).click();
    await page.locator("summary", { hasText: "acme.Power@1.0" }).click();
    const command = page.getByRole("region", { name: "Command" });
    await command.getByRole("combobox", { name: "Action" }).selectOption("Blink");
    await command.getByRole("textbox", { name: "Times" }).fill("many");
    await expect(command.locator(".violations")).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, `capabilities-shown-${scheme}`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await screenshot(page, `capabilities-shown-phone-${scheme}`);
  });
}
