/** What a provider sells that fits a wish of an app, as `thunderhead gpus` lists it. */
export interface Offers {
  readonly region: string;
  /** Date of the prices, and the region whose price list it is. */
  readonly pricesAsOf: string;
  readonly priceRegion: string;
  /** Cheapest first. */
  readonly offers: readonly Offer[];
  /** Those that an app which wishes for it gets, first choice first; none where nothing was wished for. */
  readonly chosen: readonly string[];
  /** Where nothing fits: why, and what comes nearest. */
  readonly refusal?: string | undefined;
}

export interface Offer {
  /** The provider's type: `g6.xlarge`. */
  readonly name: string;
  readonly accelerator?:
    | {
        readonly name: string;
        /** Below 1: a slice. */
        readonly count: number;
        /** GB of each, as sold. */
        readonly memory: number;
      }
    | undefined;
  readonly vcpu: number;
  /** GiB */
  readonly memory: number;
  /** GB of disks that are lost when the machine stops. */
  readonly nvme: number;
  readonly zones: readonly string[];
  /** What it is counted against: on demand, and as spot. */
  readonly quota: { readonly name: string; readonly code: string; readonly spot: string };
  /** $ an hour, on demand. */
  readonly price: number;
}
