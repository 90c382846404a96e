/** The apps whose rights are proven; together their programs have every type that programs register. */
import type { Checkout } from "../checkout.ts";

export interface ProofApp {
  /** Relative to the repository. */
  readonly source: string;
  /** Before it is compiled, and on every new AWS. */
  readonly prepare?: (url: string, checkout: Checkout) => Promise<void>;
}

export const proofApps = {
  boring: { source: "examples/boring" },
  gang: { source: "test/engine/samples/gpu" },
} satisfies Readonly<Record<string, ProofApp>>;
