import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("./sizes.json", import.meta.url));
export const sizes: unknown = JSON.parse(readFileSync(here, "utf8"));
