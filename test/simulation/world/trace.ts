/** What happened, as a hash that two runs of one seed must share; kept as lines only where somebody will read them. */
export class Trace {
  readonly lines: string[] = [];
  readonly #keep: boolean;
  #low = 2166136261;
  #high = 5381;

  constructor(keep: boolean) {
    this.#keep = keep;
  }

  add(at: number, line: string): void {
    const text = `${at} ${line}`;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      this.#low = Math.imul(this.#low ^ code, 16777619);
      this.#high = (Math.imul(this.#high, 33) + code) | 0;
    }
    if (this.#keep) this.lines.push(`${(at / 1000).toFixed(3).padStart(10)} ${line}`);
  }

  get hash(): string {
    return (this.#low >>> 0).toString(16) + (this.#high >>> 0).toString(16);
  }
}
