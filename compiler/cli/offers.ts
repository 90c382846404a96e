import { collectingSink } from "#diagnostics/sink.ts";
import type { Offers } from "#plan/offers.ts";

interface Question {
  /** The target's section of the configuration, which was checked when it was read. */
  readonly section: unknown;
  /** Instead of the configuration's. */
  readonly region: string | undefined;
}

/** Who sells machines, by target. */
export const sellers: Readonly<
  Record<string, (wish: string | undefined, question: Question) => Promise<Offers>>
> = {
  aws: async (wish, { section, region }) => {
    const { awsOffers } = await import("#providers/aws/offers.ts");
    const { awsOptions } = await import("#providers/aws/options.ts");
    return awsOffers(wish, region ?? awsOptions(section, collectingSink()).region);
  },
};
