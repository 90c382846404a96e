import { greeting } from "./greeting.ts";

export const greet = () => `${greeting}!`;
