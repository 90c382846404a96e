import { greeting } from "./app.ts";

export const words = () => [greeting, "world"];
