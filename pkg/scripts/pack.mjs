// Packs what would be published under a fixed name, for the tests to install.

import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
mkdirSync(join(root, "work"), { recursive: true });
const [{ filename }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", "work"], { cwd: root, encoding: "utf8" }),
);
renameSync(join(root, "work", filename), join(root, "work/mi-preflight.tgz"));
