import type { Facts } from "../app-facts.ts";
import type { MachineFacts } from "../apps.ts";
import type { Aws } from "./clients.ts";

/** A stack as it should be in AWS: what its app's source says, and the names that only the stack knows. */
export interface Deployed {
  readonly aws: Aws;
  /** Project and stack: `boring-dev`. */
  readonly app: string;
  readonly facts: Facts;
  readonly machines: Readonly<Record<string, MachineFacts>>;
  /** Ids of the network's; of all that sell the shared machine, unless the app says otherwise. */
  readonly zones?: readonly string[] | undefined;
  /** Networks that the stack lets in. */
  readonly cidr: string;
  /** The stack's outputs. */
  readonly outputs: {
    readonly groups: Readonly<Record<string, readonly string[]>>;
    readonly data: {
      readonly bundles: string;
      readonly journal: string;
      readonly data: string;
      readonly volume: string;
    };
  };
}

/** `Name`, `thunderhead:group` and the rest as one record. */
export const tagsOf = (
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Readonly<Record<string, string>> =>
  Object.fromEntries((tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
