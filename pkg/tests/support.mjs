// Creates fresh projects that install the packed package. Tests never use the source tree.

import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";

export const here = dirname(fileURLToPath(import.meta.url));

/** Folder of the projects: outside of the package, whose configuration bundlers would find, with a link to the tools. */
export const work = join(here, "../../target/package-tests");
mkdirSync(work, { recursive: true });
rmSync(join(work, "node_modules"), { recursive: true, force: true });
symlinkSync(join(here, "node_modules"), join(work, "node_modules"));

/** Supported versions of Node. */
export const NODES = ["18", "20", "22", "24"];
export const node = (version) => join(here, "node_modules", `node${version}`, "bin/node");
export const bin = (name) => join(here, "node_modules/.bin", name);

/** The package that `cargo xtask pkg` packed. */
export const tarball = join(here, "..", "work", "mi-preflight.tgz");

/** Creates a folder with a package.json and these files, and installs the packed package. Returns its path. */
export function project(name, files, manifest = {}) {
  if (!existsSync(tarball)) throw new Error("the package is not packed: run `cargo xtask pkg`");
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  write(folder, { "package.json": JSON.stringify({ name, private: true, type: "module", ...manifest }), ...files });
  run(
    folder,
    "npm",
    "install",
    "--offline",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--no-package-lock",
    tarball,
  );
  return folder;
}

export function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

export const fixture = (name) => readFileSync(join(here, "fixtures", name), "utf8");

/** Time limit of a program in milliseconds: one that runs longer hangs. */
const TIMEOUT = 300_000;

/** Runs a program in a folder and returns its output. Throws an error with the output if it fails. */
export function run(folder, program, ...args) {
  try {
    return execFileSync(program, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 28,
      timeout: TIMEOUT,
    });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")} failed:\n${error.stdout ?? ""}${error.stderr ?? ""}`);
  }
}

/** Starts a program and waits until its output matches. `stop` ends it. */
export async function start(folder, pattern, program, ...args) {
  const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const match = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const match = pattern.exec(stripVTControlCharacters(output));
      if (match) resolve(match);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`${program} ended with ${code}:\n${output}`)));
  });
  return { match, stop: () => child.kill() };
}

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".ndjson": "application/x-ndjson",
};

/** Returns the strictest Content Security Policy that allows WebAssembly. A hash allows the import map. */
function policy(page) {
  const [, map] = /<script type="importmap">([\s\S]*?)<\/script>/.exec(page) ?? [];
  const hash = map === undefined ? "" : ` 'sha256-${createHash("sha256").update(map).digest("base64")}'`;
  return `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'${hash}; connect-src 'self'`;
}

/** Serves a folder on the loopback interface with that policy. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (path.startsWith(folder) && existsSync(path) && extname(path) in TYPES) {
      const content = readFileSync(path);
      const csp = extname(path) === ".html" ? policy(content.toString()) : "default-src 'none'";
      response.writeHead(200, { "content-type": TYPES[extname(path)], "content-security-policy": csp });
      response.end(content);
    } else {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

/** Starts headless Chromium: Debian's, or the one that `CHROMIUM` names. */
export async function browser() {
  const { chromium } = await import("playwright-core");
  const flags = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: flags });
}

/** Opens a page and waits until it sets `document.title` to `done` or `failed`. */
export async function visit(chromium, url) {
  const page = await chromium.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url);
  await page
    .waitForFunction(() => /^(done|failed)/.test(document.title), undefined, { timeout: 60_000 })
    .catch(() => {
      throw new Error(`${url} never ended: ${errors.join("\n")}`);
    });
  const title = await page.title();
  const text = await page.evaluate(() => document.body.textContent);
  await page.close();
  return { title, text, errors };
}
