import { upper } from "./letters.ts";

export const shout = (text: string) => `${upper(text)}!`;
