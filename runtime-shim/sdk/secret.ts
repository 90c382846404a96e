import { realm } from "./realm.ts";

declare const secretBrand: unique symbol;

/** Opaque: legal in `env`, or `await secret.value()` inside a work; never in state, arguments or logs. */
export interface Secret {
  readonly [secretBrand]: true;
  readonly secretName: string;
  value(): Promise<string>;
}

class NamedSecret implements Secret {
  declare readonly [secretBrand]: true;
  readonly secretName: string;

  constructor(name: string) {
    this.secretName = name;
  }
  value(): Promise<string> {
    return realm().secret(this.secretName);
  }
}

export const secret = (name: string): Secret => new NamedSecret(name);

export const isSecret = (value: unknown): value is Secret => value instanceof NamedSecret;
