import { readFile } from "node:fs/promises";

export const ready = readFile("settings.json", "utf8");
