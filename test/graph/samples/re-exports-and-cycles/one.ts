import { two } from "./two.ts";
export const one = () => two() + 1;
export const later = () => one();
export const base = 10;
