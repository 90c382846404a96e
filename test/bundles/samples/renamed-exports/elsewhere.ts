export { Far as __work } from "./far.ts";
// exported as __work
