// Trying requests: type, paste, fix and share them.

import { randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { axeViolations, editor, expect, open, paste, screenshot, test } from "./support.js";

// High enough to show an example completely: CodeMirror renders only visible lines.
test.use({ viewport: { width: 1280, height: 2000 } });

const label = "Input as JSON";
const underline = (page: Page, severity: "error" | "warning") => page.locator(`.cm-lintRange-${severity}`);
const mark = (page: Page, severity: "error" | "warning") => page.locator(`.cm-lint-marker-${severity}`);
const verdict = (page: Page) => page.locator("main .verdict");

async function load(page: Page, operation = "CreateManagedThing", button = "Load the example"): Promise<void> {
  await open(page, `try/${operation}`);
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByText(/^The example is loaded/).first()).toBeVisible();
  // Once the editor knows its height, it has rendered all lines.
  await expect(editor(page, label).locator(".cm-line").last()).toHaveText(/^}$/);
}

const text = (page: Page) =>
  editor(page, label).evaluate((content) =>
    [...content.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"),
  );

test("a quick fix mends a request", async ({ page }) => {
  await load(page);
  await expect(verdict(page)).toHaveText("Valid");
  const typed = (await text(page)).replace('"Brand"', '"Brnd"');
  await paste(page, label, typed);
  await expect(underline(page, "warning")).toHaveText('"Brnd"');
  await expect(mark(page, "warning")).toHaveCount(1);
  const item = page.getByRole("listitem").filter({ hasText: "/Brnd" });
  await expect(item).toContainText("did you mean Brand?");
  await item.getByRole("button", { name: "Use Brand" }).click();
  await expect(verdict(page)).toHaveText("Valid");
  expect(await text(page)).toBe(typed.replace('"Brnd"', '"Brand"'));
  await expect(underline(page, "warning")).toHaveCount(0);
  await expect(mark(page, "warning")).toHaveCount(0);
});

test("a misspelt enum value is replaced", async ({ page }) => {
  await load(page);
  await paste(page, label, (await text(page)).replace('"DEVICE"', '"DEVIC"'));
  await expect(underline(page, "error")).toHaveText('"DEVIC"');
  await page.getByRole("button", { name: "Use DEVICE" }).click();
  await expect(verdict(page)).toHaveText("Valid");
  expect(await text(page)).toContain('"Role": "DEVICE"');
});

test("the example with mistakes shows them, and axe finds nothing", async ({ page }) => {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await load(page, "CreateManagedThing", "Load it with mistakes");
    await expect(verdict(page)).toHaveText(/^Invalid: \d+ errors, 1 warning$/);
    await expect(mark(page, "error").first()).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, `try-mistakes-${scheme}`);
  }
  await page.getByRole("button", { name: "Use Role" }).click();
  await page.getByRole("button", { name: "/AuthenticationMaterial", exact: true }).first().click();
  await expect(editor(page, label)).toBeFocused();
});

test("by keyboard: go to a problem, fix it, and leave the editor", async ({ page }) => {
  await load(page);
  const typed = (await text(page)).replace('"Name"', '"Nme"');
  await paste(page, label, typed);
  await expect(underline(page, "warning")).toHaveText('"Nme"');
  await page.keyboard.press("F8");
  await expect(page.getByRole("status")).toContainText("/Nme is not a member");
  await page.keyboard.press("Control+.");
  await expect(verdict(page)).toHaveText("Valid");
  await page.keyboard.press("Tab");
  await expect(editor(page, label)).not.toBeFocused();
  await expect(page.getByRole("button", { name: "Share by link" })).toBeFocused();
});

test("completions offer member names and values", async ({ page }) => {
  await open(page, "try/CreateManagedThing");
  await paste(page, label, "{}");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type('"Ro');
  await expect(page.getByRole("option", { name: "Role" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Role" })).toContainText("required");
  await page.getByRole("option", { name: "Role" }).click();
  await page.keyboard.type('"CON');
  await page.getByRole("option", { name: "CONTROLLER" }).click();
  expect(await text(page)).toContain('"Role": "CONTROLLER"');
});

test("editions can have different verdicts", async ({ page }) => {
  await load(page);
  await paste(page, label, (await text(page)).replace("WIFI_SETUP_QR_BAR_CODE", "CUSTOM_PROTOCOL_QR_BAR_CODE"));
  await expect(verdict(page)).toHaveText(/^Invalid/);
  await expect(underline(page, "error").first()).toHaveText('"CUSTOM_PROTOCOL_QR_BAR_CODE"');
  await page.getByRole("combobox", { name: "Edition" }).selectOption("2026-11");
  await expect(underline(page, "error")).toHaveCount(0);
  await expect(verdict(page)).toHaveText(/^Valid/);
});

test("an operation of another edition is explained, with a button to switch", async ({ page }) => {
  await open(page, "try/TagResource");
  await expect(page.getByText("There is no operation TagResource in this edition", { exact: false })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Judge by edition 2026-11" }).click();
  await expect(verdict(page)).toHaveText(/^Invalid/);
  await expect(page.getByRole("combobox", { name: "Operation" })).toHaveValue("TagResource");
  await expect(page.getByRole("heading", { name: "Verdict" })).toBeFocused();
});

test("without CodeMirror a request is typed into a plain field", async ({ page }) => {
  await page.addInitScript(() => {
    Element.prototype.attachShadow = () => {
      throw new Error("not here");
    };
  });
  await open(page, "try/CreateManagedThing");
  const field = editor(page, label);
  await expect(field).toHaveAccessibleDescription(/this is a plain field/);
  await expect(page.getByRole("status")).toContainText("this is a plain field");
  await field.fill('{"Role": "DEVIC"}');
  await page.getByRole("button", { name: "Use DEVICE" }).click();
  await expect(field).toBeFocused();
  await expect(page.getByRole("status")).toContainText("Mend it by hand.");
  await expect(verdict(page)).toHaveText(/^Invalid/);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "try-plain-field");
});

test("a chunk that cannot be loaded is reported", async ({ page }) => {
  for (const chunk of ["inputs", "shareable-text"]) {
    await page.route(`**/assets/${chunk}-*.js`, (route) =>
      route.fulfill({ contentType: "text/javascript", body: "throw new Error();" }),
    );
  }
  await open(page, "try/CreateManagedThing");
  const sentence = "The example could not be loaded. Is there a network?";
  await page.getByRole("button", { name: "Load the example" }).click();
  await expect(page.getByRole("status")).toContainText(sentence);
  await expect(page.locator(".note")).toHaveText(sentence);
  await page.getByRole("button", { name: "Share by link" }).click();
  await expect(page.getByRole("status")).toHaveText("What makes links could not be loaded. Is there a network?");
  await page.getByRole("radio", { name: "HTTP" }).check();
  await page.getByRole("button", { name: "Load the example of CreateManagedThing" }).click();
  await expect(http(page)).toHaveAccessibleDescription(sentence);
});

test("each operation keeps its own text", async ({ page }) => {
  await load(page);
  await page.getByRole("combobox", { name: "Operation" }).selectOption("CreateOtaTask");
  await expect(page).toHaveURL(/#\/try\/CreateOtaTask$/);
  expect(await text(page)).toBe("{}");
  await expect(page.getByText("Starts or schedules a software update")).toBeVisible();
  await page.goBack();
  await expect(verdict(page)).toHaveText("Valid");
});

test("formatting keeps long numbers", async ({ page }) => {
  await open(page, "try/CreateManagedThing");
  await paste(page, label, '{"Role":"DEVICE","Unknown":[12345678901234567890,1.0,{}]}');
  await page.getByRole("button", { name: "Format" }).click();
  expect(await text(page)).toBe(
    '{\n  "Role": "DEVICE",\n  "Unknown": [\n    12345678901234567890,\n    1.0,\n    {}\n  ]\n}',
  );
  await paste(page, label, '{"Role"');
  await page.getByRole("button", { name: "Format" }).click();
  await expect(page.locator(".note")).toHaveText("This is not JSON yet, so it stays as it is.");
});

test("incomplete JSON is marked at its end, and an empty text is no error", async ({ page }) => {
  await open(page, "try/CreateManagedThing");
  await paste(page, label, '{\n  "Role": "DEVICE",\n  "Name": tru\n}');
  await expect(underline(page, "error")).toHaveText("tru");
  await expect(verdict(page)).toHaveText("Invalid: 1 error");
  await editor(page, label).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await expect(verdict(page)).toHaveText(/^Nothing to judge yet/);
});

test("a text of 100 KB is checked while typing", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "try/CreateManagedThing");
  const endpoints = Array.from({ length: 30 }, (_, endpoint) => ({
    id: String(endpoint),
    deviceTypes: ["On/Off Light"],
    capabilities: Array.from({ length: 12 }, (_, at) => ({
      id: `matter.Made${at}@1.4`,
      name: `Made ${at}`,
      version: "6",
      properties: ["OnOff", "OnTime"],
      actions: ["On"],
      events: [],
    })),
  }));
  const report = { version: "1.0.0", nodeId: "1", endpoints };
  const large = JSON.stringify(
    {
      Role: "CONTROLLER",
      AuthenticationMaterialType: "WIFI_SETUP_QR_BAR_CODE",
      AuthenticationMaterial: "SN:123456789524;UPC:829576019524",
      CapabilityReport: report,
      Brnd: "Acme",
    },
    null,
    2,
  );
  expect(large.length).toBeGreaterThan(100_000);
  await page.evaluate((large) => navigator.clipboard.writeText(large), large);
  await editor(page, label).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+V");
  await expect(verdict(page)).toHaveText(/1 warning/);
  await page.getByRole("button", { name: "/Brnd", exact: true }).click();
  await expect(underline(page, "warning")).toHaveText('"Brnd"');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowRight");
  // Measures the time from a key press to the frame after its render.
  const median = await editor(page, label).evaluate(async () => {
    const times: number[] = [];
    for (let at = 0; at < 21; at += 1) {
      const before = performance.now();
      document.execCommand("insertText", false, "x");
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - before);
    }
    return times.sort((a, b) => a - b)[10] ?? Infinity;
  });
  await expect(underline(page, "warning")).toHaveText(`"${"x".repeat(21)}Brnd"`);
  console.log(`a key in a text of 100 KB takes ${Math.round(median)} ms`);
});

test("a shared link restores text and verdict, without sensitive values", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await load(page);
  await page.getByRole("combobox", { name: "Profile" }).selectOption("strict");
  await paste(page, label, (await text(page)).replace('"Name"', '"Secret": "of mine", "Name"'));
  expect(page.url()).not.toContain("i=");
  await page.getByRole("button", { name: "Share by link" }).click();
  await expect(page.getByText("The link is copied.", { exact: false }).first()).toBeVisible();
  const omitted = page.locator(".share li");
  await expect(omitted).toHaveText([
    "/AuthenticationMaterial",
    "/SerialNumber",
    "/Brand",
    "/Model",
    "/Secret",
    "/Tags",
  ]);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "try-shared");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(await page.getByRole("textbox", { name: "Link" }).inputValue()).toBe(link);
  const packed = new URLSearchParams(link.slice(link.indexOf("?"))).get("i") ?? "";
  const decoded = inflateRawSync(Buffer.from(packed, "base64url")).toString();
  for (const secret of ["850037124060", "ACL27004417", "of mine", "Secret", "Acme", "team"]) {
    expect(decoded + link).not.toContain(secret);
  }

  const otherPage = await context.newPage();
  await otherPage.goto(link);
  await expect(verdict(otherPage)).toHaveText(/^Invalid: 1 error/);
  await expect(otherPage.getByRole("combobox", { name: "Profile" })).toHaveValue("strict");
  const restored = await text(otherPage);
  expect(JSON.parse(restored)).toMatchObject({
    Role: "DEVICE",
    AuthenticationMaterialType: "WIFI_SETUP_QR_BAR_CODE",
    Name: "Kitchen lamp",
  });
  expect(Object.keys(JSON.parse(restored))).not.toContain("AuthenticationMaterial");
  // Sharing the shared text omits nothing and creates the same link.
  await otherPage.getByRole("button", { name: "Share by link" }).click();
  await expect(otherPage.getByText("All of the input is in it.", { exact: false }).first()).toBeVisible();
  expect(await otherPage.getByRole("textbox", { name: "Link" }).inputValue()).toBe(link);
});

test("the edition of a link applies to the page, and the stored one is kept", async ({ page, context }) => {
  const edition = (on: Page) => on.getByRole("combobox", { name: "Edition" });
  await open(page, "try/TagResource?v=json&e=2026-11");
  await expect(edition(page)).toHaveValue("2026-11");
  await expect(verdict(page)).toHaveText(/^Invalid/);
  const otherPage = await context.newPage();
  await open(otherPage, "try");
  await expect(edition(otherPage)).toHaveValue("2025-05-22");
  // A choice of the user is stored, whatever a link said before.
  await edition(page).selectOption("2025-05-22");
  await edition(page).selectOption("2026-11");
  await otherPage.reload();
  await expect(edition(otherPage)).toHaveValue("2026-11");
});

test("a slow link is ignored once another is followed", async ({ page }) => {
  await page.addInitScript(() => {
    const { read } = ReadableStreamDefaultReader.prototype;
    let isFirst = true;
    ReadableStreamDefaultReader.prototype.read = async function slowly() {
      if (isFirst) {
        isFirst = false;
        await new Promise((done) => addEventListener("release", done, { once: true }));
      }
      return read.call(this) as ReturnType<typeof read>;
    };
  });
  const letters = (text: string) => deflateRawSync(Buffer.from(text)).toString("base64url");
  const [older, newer] = ["DEVICE", "CONTROLLER"].map(
    (role) => `try/CreateManagedThing?v=json&i=${letters(`{"Role": "${role}"}`)}`,
  );
  await open(page, older ?? "");
  await open(page, newer ?? "");
  await expect.poll(() => text(page)).toBe('{"Role": "CONTROLLER"}');
  await page.evaluate(() => void dispatchEvent(new Event("release")));
  await open(page, "try/CreateOtaTask");
  await page.goBack();
  await expect.poll(() => text(page)).toBe('{"Role": "CONTROLLER"}');
  // Going back to the older link restores its content.
  await page.goBack();
  await expect.poll(() => text(page)).toBe('{"Role": "DEVICE"}');
});

test("an input that is too long is not shared", async ({ page }) => {
  await open(page, "try/CreateManagedThing");
  const noise = randomBytes(40_000).toString("base64");
  await paste(page, label, JSON.stringify({ Role: "DEVICE", MetaData: { noise } }));
  await page.getByRole("button", { name: "Share by link" }).click();
  await expect(page.getByRole("status")).toContainText(
    "The input is too long for a link, which may have 30,000 characters",
  );
  await expect(page.getByRole("textbox", { name: "Link" })).toHaveCount(0);
  // A text must not exceed the decoding limit either, even if it compresses well.
  await paste(page, label, JSON.stringify({ Role: "DEVICE", MetaData: { noise: "a".repeat(1_100_000) } }));
  await page.getByRole("button", { name: "Share by link" }).click();
  await expect(page.getByText("The input is too long for a link", { exact: false }).first()).toBeVisible();
});

test("invalid JSON is not shared, and a damaged link is reported", async ({ page }) => {
  await open(page, "try/CreateManagedThing");
  await paste(page, label, '{"AuthenticationMaterial": "SN:1');
  await page.getByRole("button", { name: "Share by link" }).click();
  await expect(page.getByText("the link leads to the operation alone", { exact: false }).first()).toBeVisible();
  expect(await page.getByRole("textbox", { name: "Link" }).inputValue()).not.toContain("i=");
  await open(page, "try/CreateManagedThing?v=json&i=AAAA");
  await expect(page.getByText("The link is damaged", { exact: false }).first()).toBeVisible();
});

test("returning to a link keeps later edits", async ({ page }) => {
  await load(page);
  await page.getByRole("button", { name: "Share by link" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(verdict(page)).toHaveText(/^Invalid: 1 error/);
  await paste(page, label, (await text(page)).replace("Kitchen lamp", "Hall lamp"));
  await page.getByRole("link", { name: "required" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rules");
  await page.goBack();
  await expect(verdict(page)).toHaveText(/^Invalid: 1 error/);
  expect(await text(page)).toContain("Hall lamp");
});

test("a report is copied as JSON", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await load(page, "CreateManagedThing", "Load it with mistakes");
  await page.getByRole("button", { name: "Copy the report as JSON" }).click();
  await expect(page.getByRole("button", { name: "Copy the report as JSON" })).toHaveText("Copied");
  const report = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as {
    valid: boolean;
    violations: { path: string }[];
  };
  expect(report.valid).toBe(false);
  expect(report.violations.map(({ path }) => path)).toContain("/Rle");
});

const http = (page: Page) => page.getByRole("textbox", { name: "Raw HTTP request, or HAR" });

test("a raw HTTP request shows its operation, violations and response", async ({ page }) => {
  await open(page, "try");
  await page.getByRole("radio", { name: "HTTP" }).check();
  await http(page).fill(
    'POST /managed-things HTTP/1.1\nHost: example.com\nContent-Type: application/json\n\n{"Role": "CONTROLER"}',
  );
  await expect(page.getByText("It leads to CreateManagedThing.")).toBeVisible();
  await expect(verdict(page)).toHaveText("Invalid: 3 errors");
  await expect(page.getByLabel("the answer", { exact: true })).toContainText("HTTP/1.1 400");
  await expect(page.getByLabel("the answer", { exact: true })).toContainText("x-amzn-errortype: ValidationException");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "try-http");
  await page.getByRole("button", { name: "Edit the body as JSON" }).click();
  await expect(page.getByRole("heading", { name: "Input" })).toBeFocused();
  await expect(underline(page, "error").first()).toBeVisible();
  expect(await text(page)).toBe('{"Role": "CONTROLER"}');
});

test("a HAR lists the requests of the service first", async ({ page }) => {
  await open(page, "try?v=http");
  const entry = (method: string, url: string, postData?: object) => ({
    request: { method, url, headers: [{ name: "content-type", value: "application/json" }], postData },
  });
  const body = Buffer.from('{"Role": "DEVICE"}').toString("base64");
  await http(page).fill(
    JSON.stringify({
      log: {
        entries: [
          entry("GET", "https://example.com/style.css"),
          entry("POST", "https://example.com/managed-things", { text: body, encoding: "base64" }),
        ],
      },
    }),
  );
  const choice = page.getByRole("combobox", { name: "Request of the HAR" });
  await expect(choice.getByRole("option").first()).toHaveText(
    "CreateManagedThing: POST https://example.com/managed-things",
  );
  await expect(verdict(page)).toHaveText("Invalid: 2 errors");
  await choice.selectOption({ index: 1 });
  await expect(page.getByText("It leads to no operation of the service.")).toBeVisible();
  // The selection is kept while the text is edited, and operations are found again.
  await http(page).fill(
    (await http(page).inputValue())
      .replace("style.css", `managed-things/${"🏠".repeat(90)}`)
      .replace('"GET"', '"DELETE"'),
  );
  await expect(page.getByText("It leads to DeleteManagedThing.")).toBeVisible();
  await expect(choice.getByRole("option").first()).toHaveText(
    /^DeleteManagedThing: DELETE https:\/\/example.com\/managed-things\/🏠+…$/u,
  );
  await expect(choice).toHaveValue("0");
});

test("an example as HTTP request, and a file", async ({ page }) => {
  await open(page, "try?v=http");
  await page.getByRole("button", { name: "Load the example of CreateManagedThing" }).click();
  await expect(http(page)).toHaveValue(/^POST \/managed-things HTTP\/1.1\nContent-Type: application\/json\n\n\{/);
  await expect(verdict(page)).toHaveText("Valid");
  const entry = { request: { method: "GET", url: "/managed-things?MaxResultsFilter=x", headers: [] } };
  await page
    .getByLabel("Or open a file")
    .setInputFiles({ name: "one.har", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(entry)) });
  await expect(page.getByText("It leads to ListManagedThings.")).toBeVisible();
});

test("texts that are not requests are explained", async ({ page }) => {
  await open(page, "try?v=http");
  await http(page).fill("hello");
  await expect(http(page)).toHaveAccessibleDescription(/The first line is not a request line/);
  await http(page).fill("GET /managed-things\nno header");
  await expect(http(page)).toHaveAccessibleDescription(/^Line 2 is not a header/);
  await http(page).fill('{"Role": "DEVICE"}');
  await expect(http(page)).toHaveAccessibleDescription(/^This JSON is not a HAR/);
  await http(page).fill('{"log": {');
  await expect(http(page)).toHaveAccessibleDescription(/is the HAR complete/);
  expect(await axeViolations(page)).toEqual([]);
});

test("the HTTP view in dark mode", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, "try?v=http");
  await http(page).fill("DELETE /managed-things HTTP/1.1");
  await expect(page.getByText("It leads to no operation of the service.")).toBeVisible();
  await expect(page.getByLabel("the answer", { exact: true })).toContainText("HTTP/1.1 405");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "try-http-dark");
});

test("both views fit a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await load(page, "CreateManagedThing", "Load it with mistakes");
  await expect(verdict(page)).toHaveText(/^Invalid/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await screenshot(page, "try-mistakes-phone");
  await open(page, "try?v=http");
  await http(page).fill(`GET /managed-things/${"a".repeat(300)} HTTP/1.1`);
  await expect(verdict(page)).toHaveText(/^Invalid/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test("a body without an empty line before it is reported, and a broken entry of a HAR is skipped", async ({ page }) => {
  await open(page, "try?v=http");
  await http(page).fill('POST /managed-things HTTP/1.1\n{"Role":"DEVICE"}');
  await expect(page.getByText("Line 2 is not a header", { exact: false }).first()).toBeVisible();
  const good = {
    request: { method: "GET", url: "https://api.iotmanagedintegrations.eu-west-1.api.aws/managed-things", headers: [] },
  };
  await http(page).fill(JSON.stringify({ log: { entries: [null, good] } }));
  await expect(page.getByText("Entry 1:", { exact: false }).first()).toBeVisible();
  await expect(verdict(page)).toHaveText("Valid");
});
