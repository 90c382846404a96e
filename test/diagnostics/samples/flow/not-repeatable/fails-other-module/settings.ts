import { readFileSync } from "node:fs";

export const settings = () => readFileSync("settings.txt", "utf8");
