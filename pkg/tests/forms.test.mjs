// Form libraries and routers with a Standard Schema, and servers with the middleware.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, node, project, run } from "./support.mjs";

const libraries = ["react-hook-form", "tanstack-form", "hono", "trpc", "express"];
const folder = project("forms", Object.fromEntries(libraries.map((name) => [`${name}.mjs`, fixture(`${name}.mjs`)])));

for (const name of libraries) test(name, () => assert.match(run(folder, node("20"), `${name}.mjs`), /^ok$/m));
