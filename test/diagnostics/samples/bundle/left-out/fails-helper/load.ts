import { readFile } from "node:fs/promises";

export const load = async (name: string) => (await readFile(`prompts/${name}.md`, "utf8")).length;
