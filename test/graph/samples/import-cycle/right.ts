import { base } from "./left.ts";

export function portOfRight(): number {
  return base + 1;
}
