import { base } from "./one.ts";
export const two = () => base * 2;
