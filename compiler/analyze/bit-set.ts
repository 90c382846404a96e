/** A set of small whole numbers: thousands of sets of thousands stay cheap to unite. */
export class BitSet {
  #words = new Uint32Array(4);

  /** 32 members to a word; bit 0 of word 0 stands for 0. */
  static ofWords(words: Iterable<readonly [index: number, word: number]>): BitSet {
    const set = new BitSet();
    for (const [index, word] of words) {
      set.#reach(index + 1);
      set.#words[index] = word;
    }
    return set;
  }

  add(number: number): void {
    this.#reach((number >> 5) + 1);
    this.#words[number >> 5] = (this.#words[number >> 5] ?? 0) | (1 << (number & 31));
  }

  has(number: number): boolean {
    return ((this.#words[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;
  }

  addAll(other: BitSet): void {
    const words = other.#words;
    this.#reach(words.length);
    for (let index = 0; index < words.length; index++)
      this.#words[index] = (this.#words[index] ?? 0) | (words[index] ?? 0);
  }

  without(number: number): BitSet {
    const rest = new BitSet();
    rest.addAll(this);
    rest.#words[number >> 5] = (rest.#words[number >> 5] ?? 0) & ~(1 << (number & 31));
    return rest;
  }

  /** What each member becomes; some become nothing. */
  mapped(to: (number: number) => number | undefined): BitSet {
    const other = new BitSet();
    for (const one of this.members()) {
      const number = to(one);
      if (number !== undefined) other.add(number);
    }
    return other;
  }

  intersection(other: BitSet): BitSet {
    const both = new BitSet();
    both.#words = this.#words.map((word, index) => word & (other.#words[index] ?? 0));
    return both;
  }

  /** In ascending order. */
  members(): readonly number[] {
    const found: number[] = [];
    for (const [index, word] of this.#words.entries())
      for (let rest = word; rest !== 0; rest &= rest - 1)
        found.push(index * 32 + (31 - Math.clz32(rest & -rest)));
    return found;
  }

  #reach(words: number): void {
    if (words <= this.#words.length) return;
    const grown = new Uint32Array(Math.max(words, this.#words.length * 2));
    grown.set(this.#words);
    this.#words = grown;
  }
}
