import type { Registered } from "./registration.ts";

/** One of the two programs that a review compares, with what is known of the app it was compiled from. */
export interface Side {
  /** `main`, `the working tree`. */
  readonly label: string;
  readonly registered: readonly Registered[];
  /** By `<type> <name>`; the user's own resources have none. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Empty where the app's source was not at hand. */
  readonly components: readonly ComponentFact[];
  readonly paths: readonly PathFact[];
  /** The line of infra/ that makes this. */
  readonly lineOf: (origin: Origin, registered: Registered) => InfraPlace | undefined;
}

export interface Origin {
  /** Relative to infra/. */
  readonly file: string;
  readonly component: string | null;
  readonly source: SourcePlace | null;
}

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** Relative to infra/. */
export interface InfraPlace {
  readonly file: string;
  readonly line?: number;
}

export interface ComponentFact {
  readonly name: string;
  readonly id: string;
  readonly kind: "flow" | "work" | "map";
  readonly class: string;
  readonly source: SourcePlace;
  /** As the app asks for it, `A100:8`, and where; absent where it asks for nothing. */
  readonly compute?: { readonly name: string; readonly source: SourcePlace };
  readonly port?: { readonly number: number; readonly source: SourcePlace };
  /** Known by a manifest alone, which says nothing of computes and ports. */
  readonly isBrief?: true;
}

export interface PathFact {
  readonly id: string;
  /** `prep.features` */
  readonly name: string;
  readonly producer: string;
  readonly consumers: readonly string[];
}

export const originKey = ({ type, name }: Pick<Registered, "type" | "name">): string =>
  `${type} ${name}`;
