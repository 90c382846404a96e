import { timingSafeEqual } from "node:crypto";
import type { Identity } from "#core/bindings.ts";

/** On one machine the token that the controller hands its agent at birth is proof enough; each launch has its own. */
export function localIdentity(token: string): Identity {
  const expected = Buffer.from(token);
  return {
    prove: async () => ({ token }),
    accept: async (_machine, proof) => {
      const given = Buffer.from(typeof proof["token"] === "string" ? proof["token"] : "");
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
