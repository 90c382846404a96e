import { App, Flow, Work } from "thunderhead";

class Any extends Work {
  override async run() {}
}

/** Done, but not in the steps that the compiler allows itself. */
function primesBelow(limit: number): number {
  let found = 0;
  for (let n = 2; n < limit; n++) {
    let prime = true;
    for (let by = 2; by < n; by++) if (n % by === 0) prime = false;
    if (prime) found++;
  }
  return found;
}

class Root extends Flow {
  primes = primesBelow(5000);
  any = new Any();

  override async run() {
    await this.any.run();
  }
}

export default new App(new Root());
