export { two as one } from "./twoo.ts";
