import { words } from "./words.ts";

export const greet = () => words().join(" ");
