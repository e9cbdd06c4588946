// Builds `dist/` from `src/` and from the modules and glue in `work/`: optimised modules, minified glue, the entries as
// ES modules and CommonJS, and their types. `cargo xtask pkg` runs it.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync, transformSync } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name) => join(root, "node_modules", ".bin", name);
const run = (command, ...args) => execFileSync(command, args, { cwd: root, stdio: "inherit" });

/** WebAssembly features that every supported runtime has: Node 18 and browsers of 2022. */
const FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
];

/** Optimises the small module for speed. The full one would grow by 11 KB gzipped with the same passes. */
const OPTIMISATIONS = { core: ["-fimfs", "5", "-O3", "--converge"], full: ["-O1"] };

/**
 * The linker puts the stack first, so its far end occupies the first KB of memory and no valid address is that low.
 * wasm-opt may then fold additions to an address into the offset of the access.
 */
const MEMORY_LAYOUT = ["--low-memory-unused"];

rmSync(join(root, "dist"), { recursive: true, force: true });
rmSync(join(root, "src/glue"), { recursive: true, force: true });
mkdirSync(join(root, "dist"));
mkdirSync(join(root, "src/glue"));
for (const name of ["core", "full"]) {
  optimise(name);
  writeGlue(name);
}
run(bin("tsc"), "--project", "tsconfig.json");
copyTypes();
for (const file of sources("src")) {
  compile(file, "esm");
  // Workers are ES modules: nobody would load a CommonJS form.
  if (!file.endsWith("-workerd.ts")) compile(file, "cjs");
}
compileForWorkerd("index", "core");
compileForWorkerd("full", "full");
writeFileSync(join(root, "dist/cjs/package.json"), '{ "type": "commonjs" }\n');
copyFileSync(join(root, "../LICENSE"), join(root, "LICENSE"));
copyFileSync(join(root, "../schema/policy.schema.json"), join(root, "dist/policy.schema.json"));

function optimise(name) {
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
  run(
    bin("wasm-opt"),
    ...MEMORY_LAYOUT,
    ...OPTIMISATIONS[name],
    ...features,
    ...strip,
    join("work", name, `${name}_bg.wasm`),
    "-o",
    join("dist", `${name}.wasm`),
  );
}

function writeGlue(name) {
  // `export *` leaves out the default export, which locates and loads the module: the entries do that.
  buildSync({
    stdin: { contents: `export * from "./${name}.js";`, resolveDir: join(root, "work", name) },
    outfile: join(root, "src/glue", `${name}.js`),
    bundle: true,
    format: "esm",
    minify: true,
    // Properties that only the glue itself reads.
    mangleProps: /^__(destroy_into_raw|wbg_ptr)$/,
    target: "es2022",
  });
  copyFileSync(join(root, "work", name, `${name}.d.ts`), join(root, "src/glue", `${name}.d.ts`));
  const text = readFileSync(join(root, "dist", `${name}.wasm`)).toString("base64");
  const inline = `const text = "${text}";
export function bytes() {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
`;
  writeFileSync(join(root, "src/glue", `${name}-inline.js`), inline);
  writeFileSync(
    join(root, "src/glue", `${name}-inline.d.ts`),
    "export declare function bytes(): Uint8Array<ArrayBuffer>;\n",
  );
}

function sources(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.d\.ts$/.test(entry.name) || !/\.[jt]s$/.test(entry.name) ? [] : [path];
  });
}

/** Compiles one file to one file, so that files that share state share it in both formats. */
function compile(file, format) {
  const out = join(root, "dist", format, relative("src", file).replace(/\.ts$/, ".js"));
  const { code, warnings } = transformSync(readFileSync(join(root, file), "utf8"), {
    format,
    loader: file.endsWith(".ts") ? "ts" : "js",
    target: "es2022",
    platform: format === "cjs" ? "node" : "neutral",
    define: format === "cjs" ? { "import.meta.url": "undefined" } : {},
    // The glue is minified already; without this it would be printed with white space again.
    minify: file.startsWith(join("src", "glue")),
    sourcefile: file,
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("\n"));
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, code);
}

/**
 * Builds an entry a second time for workerd, which must not compile bytes: there the engine imports its module. A
 * condition in `imports` of package.json would save this, but a page without a bundler does not resolve it.
 */
function compileForWorkerd(entry, module) {
  const code = readFileSync(join(root, "dist/esm", `${entry}.js`), "utf8");
  const parts = code.split(`"./${module}-inline.js"`);
  if (parts.length !== 2)
    throw new Error(`${entry}.ts imports ./${module}-inline.js ${parts.length - 1} times, not once`);
  writeFileSync(join(root, "dist/esm", `${entry}.workerd.js`), parts.join(`"./${module}-workerd.js"`));
}

function copyTypes() {
  for (const file of typesIn("dist/esm")) {
    if (/-workerd|glue/.test(file)) {
      rmSync(join(root, file));
      continue;
    }
    const copy = join(root, file.replace("dist/esm", "dist/cjs"));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(join(root, file), copy);
  }
}

function typesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return typesIn(path);
    return entry.name.endsWith(".d.ts") ? [path] : [];
  });
}
