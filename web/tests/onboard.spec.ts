// Onboarding a device.

import { execFileSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import QRCode from "qrcode";
import { axeViolations, expect, open, paste, screenshot, test } from "./support.js";

const WIFI = "SN:123456789524;UPC:829576019524";
const ZWAVE = "900132782003515253545541424344453132333435212223242500100435301537022065520001000000300578";
const ZIGBEE = "Z:0123456789ABCDEF$I:83FED3407A939723A5C639B26916D505C3B5";

const code = (page: Page) => page.getByLabel(/^Authentication material \(required\)/);
const kind = (page: Page) => page.getByLabel(/^Authentication material type/);
const codeSample = (page: Page, form = "JSON") => page.getByLabel(`the request as ${form}`, { exact: true });
const show = (page: Page) => page.getByRole("button", { name: "Show the request" });
/** The region of the result. The live region repeats its text a moment later. */
const result = (page: Page) => page.getByRole("region", { name: "The result" });

async function onboardWifi(page: Page): Promise<void> {
  await open(page, "onboard");
  await page.getByRole("radio", { name: /Hub/ }).check();
  await code(page).fill(WIFI);
  await expect(kind(page)).toHaveValue("WIFI_SETUP_QR_BAR_CODE");
}

test("a hub can be onboarded by keyboard", async ({ page }) => {
  await open(page, "onboard");
  const tabTo = async (label: RegExp, back = false) => {
    const name = () =>
      page.evaluate(() => {
        const field = document.activeElement;
        const labels =
          field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? [...(field.labels ?? [])] : [];
        return (
          field?.getAttribute("aria-label") ??
          (labels.length > 0 ? labels.map((label) => label.textContent).join(" ") : (field?.textContent ?? ""))
        );
      });
    for (let step = 0; step < 60 && !label.test(await name()); step += 1) {
      await page.keyboard.press(back ? "Shift+Tab" : "Tab");
    }
    expect(await name()).toMatch(label);
  };
  await tabTo(/^Hub/);
  await page.keyboard.press("Space");
  await tabTo(/^Authentication material \(required\)/);
  await page.keyboard.insertText(WIFI);
  await expect(kind(page)).toHaveValue("WIFI_SETUP_QR_BAR_CODE");
  await tabTo(/^Name/);
  await page.keyboard.type("Hub ground floor");
  await tabTo(/^Add a row to Tags/);
  await page.keyboard.press("Enter");
  await page.keyboard.type("team");
  await page.keyboard.press("Tab");
  await page.keyboard.type("onboarding");
  await tabTo(/^Show the request/);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Valid", { exact: true })).toBeVisible();
  await expect(codeSample(page)).toContainText('"Name": "Hub ground floor"');
  await expect(codeSample(page)).toContainText('"Role": "CONTROLLER"');
  await expect(result(page)).toBeFocused();
});

test("an edited field reports its violations", async ({ page }) => {
  await open(page, "onboard");
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
  await name.fill("porch/light");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveAccessibleDescription(/Wrong: Use only characters of/);
  await expect(page.getByRole("status").filter({ hasText: /Name: Use only characters/ })).toHaveCount(1);
  await name.fill("porch light");
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
});

test("untouched fields show no errors, and submitting early focuses the first invalid one", async ({ page }) => {
  await open(page, "onboard");
  await expect(
    page.getByText("Still needed: Role, Authentication material, Authentication material type"),
  ).toBeVisible();
  await code(page).focus();
  await page.keyboard.press("Tab");
  await expect(page.locator("[aria-invalid=true]")).toHaveCount(0);
  await show(page).click();
  await expect(page.getByRole("radio", { name: /Hub/ })).toBeFocused();
  await page.getByRole("radio", { name: /Device/ }).check();
  await show(page).click();
  await expect(code(page)).toBeFocused();
  await expect(code(page)).toHaveAccessibleDescription(/Wrong: Add AuthenticationMaterial/);
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "onboard-errors");
});

test("barcodes of every kind are parsed, with hidden secrets", async ({ page }) => {
  await open(page, "onboard");
  await code(page).fill(ZWAVE);
  const parts = page.getByRole("region", { name: "What the barcode says" });
  await expect(parts).toContainText("Z-Wave code");
  await expect(kind(page)).toHaveValue("ZWAVE_QR_BAR_CODE");
  await expect(parts).toContainText("s2-unauthenticated");
  await expect(parts).not.toContainText("51525-35455");
  await expect(parts).not.toContainText("65520");
  await parts.getByRole("button", { name: "Show the secret parts" }).click();
  await expect(parts).toContainText("51525-35455");
  await expect(parts).toContainText("65520");
  await parts.getByRole("button", { name: "Hide the secret parts" }).click();
  await code(page).fill(ZIGBEE);
  await expect(parts).toContainText("Zigbee code");
  await expect(parts).not.toContainText("0123456789ABCDEF");
  await expect(kind(page)).toHaveValue("ZIGBEE_QR_BAR_CODE");
  await code(page).fill(ZIGBEE.replace(/5$/, "6"));
  await expect(parts).toContainText("does not agree");
  await screenshot(page, "onboard-barcode");
  await code(page).fill(WIFI);
  await parts.getByRole("button", { name: "Use its serial number" }).click();
  await expect(page.getByLabel("Serial number", { exact: true })).toHaveValue("123456789524");
  // A type that the user chose is kept, and reported.
  await kind(page).selectOption("ZWAVE_QR_BAR_CODE");
  await page.getByLabel("Edition").selectOption("2026-11");
  await expect(code(page)).toHaveAccessibleDescription(/all digits/);
  await expect(kind(page)).toHaveValue("ZWAVE_QR_BAR_CODE");
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty the form" }).click();
  await expect(code(page)).toHaveValue("");
  await expect(page.getByRole("radio", { name: /Hub/ })).toBeFocused();
});

test("sensitive values are hidden in fields and code until they are revealed", async ({ page }) => {
  await onboardWifi(page);
  await expect(code(page)).toHaveCSS("-webkit-text-security", "disc");
  // Browsers offer to store the content of password fields.
  await expect(code(page)).toHaveAttribute("type", "text");
  await expect(code(page)).toHaveAttribute("autocomplete", "off");
  await page.getByRole("button", { name: "Show authentication material" }).click();
  await expect(code(page)).toHaveCSS("-webkit-text-security", "none");
  await page.getByRole("button", { name: "Add a row to Tags" }).click();
  await page.keyboard.type("owner-of-it");
  await expect(page.getByLabel("Key of row 1")).toHaveCSS("-webkit-text-security", "disc");
  await expect(page.getByLabel("Value of row 1")).toHaveCSS("-webkit-text-security", "disc");
  await show(page).click();
  await expect(codeSample(page)).toContainText("<AuthenticationMaterial>");
  await expect(codeSample(page)).toContainText('"<Tags key 1>": "<Tags value 1>"');
  await expect(codeSample(page)).not.toContainText(WIFI);
  await page.getByLabel("Include sensitive values").check();
  await expect(codeSample(page)).toContainText(WIFI);
  expect(page.url()).not.toContain("123456789524");
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("123456789524");
});

test("a barcode is read from an image, and nothing leaves the page", async ({ page, baseURL }) => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  await open(page, "onboard");
  const image = page.getByLabel("Read from an image");
  await image.setInputFiles({
    name: "code.png",
    mimeType: "image/png",
    buffer: await QRCode.toBuffer(ZWAVE, { width: 400 }),
  });
  await expect(kind(page)).toHaveValue("ZWAVE_QR_BAR_CODE");
  await expect(code(page)).toHaveValue(ZWAVE);
  await image.setInputFiles({
    name: "blank.png",
    mimeType: "image/png",
    buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 50, height: 50 } }),
  });
  await expect(page.getByText("No barcode was found in this image.")).toBeVisible();
  await image.setInputFiles({ name: "notes.png", mimeType: "image/png", buffer: Buffer.from("no image") });
  await expect(page.getByText("The image could not be read")).toBeVisible();
  expect(requested.filter((url) => !/^(blob|data):/.test(url) && !url.startsWith(baseURL ?? ""))).toEqual([]);
});

test("a barcode is read by the camera, which is released afterwards", async ({ page }) => {
  const picture = `data:image/png;base64,${(await QRCode.toBuffer(WIFI, { width: 400 })).toString("base64")}`;
  await page.addInitScript((source) => {
    const draw = async () => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 480;
      const image = new Image();
      image.src = source;
      await image.decode();
      const stream = canvas.captureStream(10);
      setInterval(() => {
        const context = canvas.getContext("2d");
        context?.fillRect(0, 0, 480, 480);
        context?.drawImage(image, 40, 40);
      }, 50);
      Object.assign(globalThis, { stream });
      return stream;
    };
    navigator.mediaDevices.getUserMedia = draw;
  }, picture);
  await open(page, "onboard");
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(code(page)).toHaveValue(WIFI);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await page.evaluate("stream.getTracks().map((track) => track.readyState)")).toEqual(["ended"]);
  await expect(page.getByRole("button", { name: "Scan with the camera" })).toBeFocused();
});

test("without a camera the page suggests alternatives", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("none", "NotFoundError"));
  });
  await open(page, "onboard");
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(page.getByText("There is no camera that this page can use.")).toBeVisible();
});

test("cancelling a scan stops the camera", async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => {
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")?.fillRect(0, 0, 10, 10);
      const stream = canvas.captureStream(10);
      Object.assign(globalThis, { stream });
      return Promise.resolve(stream);
    };
  });
  await open(page, "onboard");
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect.poll(() => page.evaluate<boolean>("globalThis.stream !== undefined")).toBe(true);
  await screenshot(page, "onboard-camera");
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await page.evaluate("stream.getTracks().map((track) => track.readyState)")).toEqual(["ended"]);
});

test("rows report violations, and removing one moves the focus to a neighbour", async ({ page }) => {
  await open(page, "onboard");
  const metadata = page.getByRole("group", { name: "Metadata", exact: true });
  const add = metadata.getByRole("button", { name: "Add a row to Metadata" });
  for (const [key, value] of [
    ["floor", "0"],
    ["room", "hall"],
    ["room", "attic"],
  ] as const) {
    await add.click();
    await page.keyboard.type(key);
    await page.keyboard.press("Tab");
    await page.keyboard.type(value);
  }
  const last = metadata.getByLabel("Key of row 3");
  await expect(last).toHaveAttribute("aria-invalid", "true");
  await expect(last).toHaveAccessibleDescription(/Keep one of them/);
  await expect(metadata.getByLabel("Key of row 2")).not.toHaveAttribute("aria-invalid", "true");
  await screenshot(page, "onboard-rows");
  await metadata.getByRole("button", { name: "Remove row 3 of Metadata" }).click();
  await expect(metadata.getByLabel("Key of row 2")).toBeFocused();
  await expect(page.locator("[aria-invalid=true]")).toHaveCount(0);
  await metadata.getByRole("button", { name: "Remove row 1 of Metadata" }).click();
  await metadata.getByRole("button", { name: "Remove row 1 of Metadata" }).click();
  await expect(add).toBeFocused();
});

test("a capability report from a file is checked in the form", async ({ page }) => {
  await open(page, "onboard");
  const report = {
    version: "1.0.0",
    endpoints: [
      {
        id: "1",
        deviceTypes: ["On/Off Light"],
        capabilities: [
          { id: "matter.OnOff@1.4", name: "On/Off", version: "6", properties: ["OnOff"], actions: ["On"], events: [] },
        ],
      },
    ],
  };
  const group = page.getByRole("group", { name: "Capability report", exact: true });
  await group.getByLabel("Read from a file").setInputFiles({
    name: "report.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(report, null, 2)),
  });
  await expect(group.getByText("1 endpoint", { exact: true })).toBeVisible();
  await expect(group.getByText("error", { exact: true })).toHaveCount(0);
  await paste(page, "Capability report", JSON.stringify({ ...report, version: "2" }));
  await expect(group.getByRole("button", { name: "/version" })).toBeVisible();
  await paste(page, "Capability report", '{"version": ');
  await expect(group.getByText(/not JSON/)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "onboard-report");
});

test("another edition has other fields", async ({ page }) => {
  await open(page, "onboard");
  await page.getByLabel("Edition").selectOption("2026-11");
  await page.getByText(/^More \(/).click();
  const group = page.getByRole("group", { name: "Wi-Fi simple setup configuration" });
  await group.getByLabel("Timeout in minutes").fill("99");
  await expect(group.getByLabel("Timeout in minutes")).toHaveAccessibleDescription(/Use a number from 5 to 15/);
  const schemas = page.getByRole("group", { name: "Capability schemas", exact: true });
  await schemas.getByRole("button", { name: /Type or paste it/ }).click();
  await paste(
    page,
    "Capability schemas",
    '[{"Format": "CONNECTOR", "CapabilityId": "matter.OnOff@1.4", "ExtrinsicId": "0x0006", "ExtrinsicVersion": 6, "Schema": {"maximum": 18446744073709551615}}]',
  );
  await group.getByLabel("Enable as provisionee").selectOption("true");
  await group.getByLabel("Timeout in minutes").fill("15");
  await page.getByRole("button", { name: "Make one up" }).click();
  await expect(page.getByLabel("Client token")).toHaveValue(/^[\da-f-]{36}$/);
  await page.getByRole("radio", { name: /Device/ }).check();
  await code(page).fill(WIFI);
  await expect(kind(page)).toHaveValue("WIFI_SETUP_QR_BAR_CODE");
  await show(page).click();
  await expect(codeSample(page)).toContainText('"TimeoutInMinutes": 15');
  await expect(codeSample(page)).toContainText('"EnableAsProvisionee": true');
  await expect(codeSample(page)).toContainText('"maximum": 18446744073709551615');
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "onboard-2026");
});

test("the code samples are correct and escaped", async ({ page }) => {
  await onboardWifi(page);
  // `Classification` allows any character.
  await page.getByText(/^More \(/).click();
  const hostile = `it's "$HOME" \`x\` \\ {0}`;
  await page.getByLabel("Classification", { exact: true }).fill(hostile);
  await page.getByRole("button", { name: "Add a row to Metadata" }).click();
  await page.keyboard.type("__proto__");
  await show(page).click();
  await page.getByLabel("Include sensitive values").check();
  const request = {
    Role: "CONTROLLER",
    AuthenticationMaterialType: "WIFI_SETUP_QR_BAR_CODE",
    AuthenticationMaterial: WIFI,
    Classification: hostile,
    ...JSON.parse('{"MetaData": {"__proto__": ""}}'),
  };

  const textOf = async (form: string) => {
    await page.getByRole("radio", { name: form, exact: true }).check();
    return (await codeSample(page, form).textContent()) ?? "";
  };
  const argumentsOf = (command: string, text: string): string[] =>
    JSON.parse(
      execFileSync(
        "bash",
        ["-c", `${command}() { node -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- "$@"; }\n${text}`],
        { encoding: "utf8" },
      ).trim(),
    );

  expect(JSON.parse(await textOf("JSON"))).toEqual(request);

  const aws = argumentsOf("aws", await textOf("AWS CLI"));
  expect(aws.slice(0, 5)).toEqual([
    "iot-managed-integrations",
    "create-managed-thing",
    "--region",
    "eu-west-1",
    "--cli-input-json",
  ]);
  expect(JSON.parse(aws[5] ?? "")).toEqual(request);

  const curl = argumentsOf("curl", await textOf("curl"));
  expect(curl.slice(0, 5)).toEqual([
    "--request",
    "POST",
    "https://api.iotmanagedintegrations.eu-west-1.api.aws/managed-things",
    "--aws-sigv4",
    "aws:amz:eu-west-1:iotmanagedintegrations",
  ]);
  expect(JSON.parse(curl.at(-1) ?? "")).toEqual(request);

  const python = await textOf("Python");
  const script = python.replace(
    "import boto3",
    "import json\nclass boto3:\n    @staticmethod\n    def client(*args, **kw):\n        class C:\n            def create_managed_thing(self, **r):\n                return json.dumps([args, kw, r])\n        return C()\n",
  );
  expect(JSON.parse(execFileSync("python3", ["-c", script], { encoding: "utf8" }))).toEqual([
    ["iot-managed-integrations"],
    { region_name: "eu-west-1" },
    request,
  ]);

  const javascript = (await textOf("JavaScript")).replace(
    /^import .*$/m,
    "class IoTManagedIntegrationsClient { async send(command) { return JSON.stringify(command.input); } } class CreateManagedThingCommand { constructor(input) { this.input = input; } }",
  );
  expect(JSON.parse(execFileSync("node", ["--input-type=module", "-e", javascript], { encoding: "utf8" }))).toEqual(
    request,
  );
  await screenshot(page, "onboard-code");
});

for (const [width, height] of [
  [1280, 720],
  [360, 640],
] as const) {
  test(`focused fields are never under the bar, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, "onboard");
    await page.getByText(/^More \(/).click();
    await page.getByRole("radio", { name: /Hub/ }).focus();
    const hidden: string[] = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      const covered = await page.evaluate(() => {
        const field = document.activeElement;
        const bar = document.querySelector(".bar");
        const isCovered =
          field !== null &&
          bar !== null &&
          !bar.contains(field) &&
          field.closest("form") !== null &&
          field.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
        return isCovered ? field.outerHTML : undefined;
      });
      hidden.push(...(covered === undefined ? [] : [covered]));
    }
    expect(hidden).toEqual([]);
  });
}

interface LocalServer {
  readonly server: Server;
  readonly url: string;
  readonly bodies: string[];
}

/** Starts a local server that allows cross-origin requests. */
async function startServer(status: number, body: object, headers: Record<string, string> = {}): Promise<LocalServer> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const allow = {
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "content-type",
        "access-control-expose-headers": "x-amzn-errortype",
      };
      if (request.method === "OPTIONS") {
        response.writeHead(204, allow).end();
        return;
      }
      bodies.push(text);
      response
        .writeHead(status, { ...allow, "content-type": "application/json", ...headers })
        .end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/managed-things`, bodies };
}

test("the request is sent to a local server and the response is shown", async ({ page }) => {
  const { server, url, bodies } = await startServer(201, { Id: "thing1", CreatedAt: 1700000000 });
  await onboardWifi(page);
  const address = page.getByLabel("Address", { exact: true });
  await expect(address).toHaveValue("http://localhost:3000/managed-things");
  await address.fill(url);
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(result(page).getByText("Answered with status 201")).toBeVisible();
  await expect(page.getByLabel("the answer", { exact: true })).toContainText("thing1");
  expect(bodies.map((body) => JSON.parse(body))).toEqual([
    { Role: "CONTROLLER", AuthenticationMaterialType: "WIFI_SETUP_QR_BAR_CODE", AuthenticationMaterial: WIFI },
  ]);
  server.close();
});

test("an invalid request is only sent after confirmation, and an error is explained", async ({ page }) => {
  const { server, url, bodies } = await startServer(
    409,
    { message: "there is one" },
    { "x-amzn-errortype": "ConflictException" },
  );
  await open(page, "onboard");
  await page.getByLabel("Address", { exact: true }).fill(url);
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByRole("radio", { name: /Hub/ })).toBeFocused();
  expect(bodies).toEqual([]);
  await page.getByLabel("Send it although it is not valid").check();
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByText("ConflictException")).toBeVisible();
  await expect(page.getByText("for this operation")).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "onboard-answer");
  expect(bodies).toEqual(["{}"]);
  server.close();
});

test("an unreachable server is explained", async ({ page }) => {
  const { server, url } = await startServer(201, {});
  await new Promise((resolve) => server.close(resolve));
  await onboardWifi(page);
  await page.getByLabel("Address", { exact: true }).fill(url);
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(result(page).getByText(/Nothing came back. Is the server running/)).toBeVisible();
});

test("redirects are not followed", async ({ page }) => {
  const target = await startServer(201, { Id: "thing1" });
  await onboardWifi(page);
  for (const status of [307, 308]) {
    const first = await startServer(status, {}, { location: target.url });
    await page.getByLabel("Address", { exact: true }).fill(first.url);
    await page.getByRole("button", { name: "Send the request" }).click();
    await expect(result(page).getByText(/The server sends the request on to another address/)).toBeVisible();
    expect(first.bodies).toHaveLength(1);
    await page.getByLabel("Address", { exact: true }).fill("http://localhost:3000/");
    first.server.close();
  }
  expect(target.bodies).toEqual([]);
  target.server.close();
});

test("a response with an unknown status is shown", async ({ page }) => {
  const { server, url } = await startServer(799, { message: "odd" });
  await onboardWifi(page);
  await page.getByLabel("Address", { exact: true }).fill(url);
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(result(page).getByText("Answered with status 799")).toBeVisible();
  await expect(page.getByText(/status from 100 to 599/)).toBeVisible();
  await expect(page.getByLabel("the answer", { exact: true })).toContainText("odd");
  server.close();
});

test("the error type is read from the header in any format", async ({ page }) => {
  const { server, url } = await startServer(
    409,
    {},
    { "x-amzn-errortype": "com.amazonaws#ConflictException:http://internal.amazon.com/" },
  );
  await onboardWifi(page);
  await page.getByLabel("Address", { exact: true }).fill(url);
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByText("ConflictException", { exact: true })).toBeVisible();
  await expect(page.getByText("for this operation")).toBeVisible();
  server.close();
});

test("starting over asks first and clears the previous response", async ({ page }) => {
  const { server, url, bodies } = await startServer(
    409,
    { message: "there is one" },
    { "x-amzn-errortype": "ConflictException" },
  );
  await open(page, "onboard");
  const start = page.getByRole("button", { name: "Start over" });
  const dialog = page.getByRole("dialog");
  const send = page.getByRole("button", { name: "Send the request" });
  const allowInvalid = page.getByLabel("Send it although it is not valid");
  await start.click();
  await expect(dialog).toHaveCount(0);
  await page.getByLabel("Name", { exact: true }).fill("Porch light");
  await page.getByLabel("Address", { exact: true }).fill(url);
  await send.click();
  await allowInvalid.check();
  await send.click();
  await expect(result(page).getByText("Answered with status 409")).toBeVisible();
  // The permission holds for one request.
  await expect(allowInvalid).not.toBeChecked();
  await start.click();
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "onboard-start-over");
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await expect(start).toBeFocused();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Porch light");
  await start.click();
  await dialog.getByRole("button", { name: "Empty the form" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
  await expect(page.getByRole("radio", { name: /Hub/ })).toBeFocused();
  await expect(result(page).getByText("Answered with status 409")).toHaveCount(0);
  await expect(allowInvalid).toHaveCount(0);
  await expect(page.getByLabel("Address", { exact: true })).toHaveValue(url);
  await send.click();
  await expect(allowInvalid).not.toBeChecked();
  expect(bodies).toEqual(['{"Name":"Porch light"}']);
  server.close();
});

test("a response that arrives after starting over is not shown", async ({ page }) => {
  let answer = () => {};
  let isGone = false;
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*").setHeader("access-control-allow-headers", "content-type");
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    answer = () => response.writeHead(201).end("{}");
    response.on("close", () => (isGone = true));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  await onboardWifi(page);
  await page.getByLabel("Address", { exact: true }).fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByRole("button", { name: "Sending…" })).toBeVisible();
  const announcements = await recordAnnouncements(page);
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Empty the form" }).click();
  await expect(page.getByRole("button", { name: "Send the request" })).toBeVisible();
  await expect.poll(() => isGone).toBe(true);
  answer();
  await expect.poll(async () => (await announcements()).at(-1)).toBe("The form is empty again.");
  await expect(result(page).getByText(/Answered with status/)).toHaveCount(0);
  server.close();
});

test("values of unknown members are redacted", async ({ page }) => {
  await onboardWifi(page);
  const group = page.getByRole("group", { name: "Capability report", exact: true });
  await group.getByRole("button", { name: /Type or paste it/ }).click();
  await paste(
    page,
    "Capability report",
    '{"version": "1.0.0", "endpoints": [{"id": "1", "pin": "90013278", "inside": {"of it": ["4711"]}}]}',
  );
  await page.getByLabel("Name", { exact: true }).fill("Porch light");
  // An invalid request is not shown until a valid one was shown.
  await paste(page, "Capability report", "");
  await show(page).click();
  await expect(codeSample(page)).toContainText("Porch light");
  await paste(
    page,
    "Capability report",
    '{"version": "1.0.0", "endpoints": [{"id": "1", "pin": "90013278", "inside": {"of it": ["4711"]}}]}',
  );
  await expect(codeSample(page)).toContainText('"version": "1.0.0"');
  await expect(codeSample(page)).toContainText("<CapabilityReport.endpoints.0.pin>");
  await expect(codeSample(page)).not.toContainText("90013278");
  await expect(codeSample(page)).not.toContainText("4711");
});

/** Records the announcements of the live region. */
async function recordAnnouncements(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const region = document.querySelector(".unseen[role=status]");
    const announcements: string[] = [];
    Object.assign(globalThis, { announcements });
    new MutationObserver(() => region?.textContent && announcements.push(region.textContent)).observe(region as Node, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  return () => page.evaluate<string[]>("announcements");
}

test("simultaneous announcements are all made, and a repeated one is made again", async ({ page }) => {
  await open(page, "onboard");
  const announcements = await recordAnnouncements(page);
  await show(page).click();
  await expect.poll(announcements).toHaveLength(1);
  const [first = ""] = await announcements();
  expect(first).toMatch(/^Not valid yet: Role\. Role: Add Role/);
  expect(first).toMatch(/Authentication material: Add AuthenticationMaterial/);
  expect(first).not.toContain("`");
  await show(page).click();
  await expect.poll(announcements).toHaveLength(2);
  await show(page).click();
  await expect.poll(announcements).toHaveLength(3);
  expect((await announcements()).slice(1)).toEqual(["Not valid yet: Role.", "Not valid yet: Role."]);
});

test("of several pending announcements of a field only the last is made", async ({ page }) => {
  await page.clock.install();
  await open(page, "onboard");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("porch/light");
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await page.clock.runFor(2000);
  const announcements = await recordAnnouncements(page);
  // Announcements depend on pauses: from here on the test controls the clock.
  await page.clock.pauseAt(Date.now() + 3_600_000);
  for (const value of ["porch light", "porch#light", "porch light"]) {
    await name.fill(value);
    await page.clock.runFor(200);
  }
  await page.clock.runFor(2000);
  expect(await announcements()).toEqual([expect.stringMatching(/Name: nothing is wrong any more\.$/)]);
});

/** Replaces the barcode detector by one that answers on demand. */
async function mockDetector(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const pending: ((codes: { rawValue: string }[]) => void)[] = [];
    Object.assign(globalThis, {
      pending,
      BarcodeDetector: class {
        static getSupportedFormats(): Promise<string[]> {
          return Promise.resolve(["qr_code", "data_matrix", "code_128"]);
        }
        detect = () => new Promise((resolve) => pending.push(resolve));
      },
    });
    navigator.mediaDevices.getUserMedia = () => {
      const canvas = document.createElement("canvas");
      const draw = () => canvas.getContext("2d")?.fillRect(0, 0, 10, 10);
      draw();
      setInterval(draw, 50);
      return Promise.resolve(canvas.captureStream(10));
    };
  });
}

test("a cancelled scan fills in nothing", async ({ page }) => {
  await mockDetector(page);
  await open(page, "onboard");
  await page.getByRole("button", { name: "Scan with the camera" }).click();
  await expect.poll(() => page.evaluate<number>("pending.length")).toBe(1);
  // In the same task, before the next render.
  await page.getByRole("button", { name: "Cancel" }).evaluate((button, text) => {
    (button as HTMLButtonElement).click();
    (globalThis as unknown as { pending: ((codes: object[]) => void)[] }).pending[0]?.([{ rawValue: text }]);
  }, WIFI);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByLabel("Name", { exact: true }).fill("Porch light");
  await expect(code(page)).toHaveValue("");
});

test("results of older images are ignored after a newer image or after starting over", async ({ page }) => {
  await mockDetector(page);
  await open(page, "onboard");
  const image = page.getByLabel("Read from an image");
  const file = { name: "code.png", mimeType: "image/png", buffer: await QRCode.toBuffer(WIFI) };
  await image.setInputFiles(file);
  await expect.poll(() => page.evaluate<number>("pending.length")).toBe(1);
  await image.setInputFiles(file);
  await expect.poll(() => page.evaluate<number>("pending.length")).toBe(2);
  await page.evaluate(`pending[1]([{ rawValue: "${WIFI}" }])`);
  await expect(code(page)).toHaveValue(WIFI);
  await page.evaluate(`pending[0]([{ rawValue: "${ZIGBEE}" }])`);
  await image.setInputFiles(file);
  await expect.poll(() => page.evaluate<number>("pending.length")).toBe(3);
  await expect(code(page)).toHaveValue(WIFI);
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Empty the form" }).click();
  await expect(page.getByRole("radio", { name: /Hub/ })).toBeFocused();
  await page.evaluate(`pending[2]([{ rawValue: "${ZIGBEE}" }])`);
  await page.getByLabel("Name", { exact: true }).fill("Porch light");
  await expect(code(page)).toHaveValue("");
});

test("a pattern that contains a backtick is one piece of code", async ({ page }) => {
  await open(page, "onboard");
  const hint = page.locator(".field", { has: code(page) }).locator(".hint code");
  await expect(hint).toHaveCount(1);
  await expect(hint).toContainText("^_`{|}~");
});

test("an address that the policy forbids is reported before sending", async ({ page }) => {
  await onboardWifi(page);
  await page.getByLabel("Address", { exact: true }).fill("http://192.168.1.2/managed-things");
  await expect(page.getByLabel("Address", { exact: true })).toHaveAccessibleDescription(/localhost or 127.0.0.1 alone/);
});

test("with all content it fits a phone, in dark mode", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: "dark" });
  await onboardWifi(page);
  await page.getByRole("button", { name: "Add a row to Tags" }).click();
  await page.getByRole("button", { name: "Add a row to Tags" }).click();
  await page.getByLabel("Name", { exact: true }).fill("x/".repeat(100));
  await page.getByText(/^More \(/).click();
  await show(page).click();
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel("Name", { exact: true }).fill("Porch light");
  await page.getByRole("button", { name: "Remove row 2 of Tags" }).click();
  await page.getByRole("button", { name: "Remove row 1 of Tags" }).click();
  await show(page).click();
  await expect(codeSample(page)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await screenshot(page, "onboard-phone-filled");
  await page.screenshot({ path: "screenshots/onboard-phone-view.png" });
});
