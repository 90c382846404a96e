/** A set of small whole numbers: thousands of sets of thousands stay cheap to unite. */
export class BitSet {
  #words = new Uint32Array(4);

  add(number: number): void {
    this.#reach((number >> 5) + 1);
    this.#words[number >> 5] = (this.#words[number >> 5] ?? 0) | (1 << (number & 31));
  }

  has(number: number): boolean {
    return ((this.#words[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  addAll(other: BitSet): void {
    this.#reach(other.#words.length);
    other.#words.forEach((word, index) => {
      this.#words[index] = (this.#words[index] ?? 0) | word;
    });
  }

  intersection(other: BitSet): BitSet {
    const both = new BitSet();
    both.#words = this.#words.map((word, index) => word & (other.#words[index] ?? 0));
    return both;
  }

  /** In ascending order. */
  members(): readonly number[] {
    const found: number[] = [];
    this.#words.forEach((word, index) => {
      for (let rest = word; rest !== 0; rest &= rest - 1)
        found.push(index * 32 + (31 - Math.clz32(rest & -rest)));
    });
    return found;
  }

  #reach(words: number): void {
    if (words <= this.#words.length) return;
    const grown = new Uint32Array(Math.max(words, this.#words.length * 2));
    grown.set(this.#words);
    this.#words = grown;
  }
}
