// The console imports the npm package from `../pkg`. Builds it if it is missing.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
if (!existsSync(join(root, "pkg/dist/policy.schema.json"))) {
  console.log("the package `mi-preflight` is not built yet: building it, which takes some minutes");
  execFileSync("cargo", ["xtask", "pkg", "--no-test"], { cwd: root, stdio: "inherit" });
}
