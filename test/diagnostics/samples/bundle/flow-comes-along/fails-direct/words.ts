import { greeting } from "./app.ts";

export const greet = () => `${greeting}!`;
