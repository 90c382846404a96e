import { word } from "./words.ts";

export const greet = () => word;
