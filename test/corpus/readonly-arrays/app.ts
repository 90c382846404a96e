// Containers of every kind: tuples, records of lists, objects frozen, lists of records.
import { App, Flow, Work } from "thunderhead";

class Cell extends Work {
  constructor(
    readonly row: number,
    readonly column: number,
  ) {
    super();
  }
  override async run(value: number) {
    return value * (this.row + 1) * (this.column + 1);
  }
}
const range = (count: number) => [...Array(count).keys()];
class Root extends Flow {
  readonly matrix: readonly (readonly Cell[])[] = range(2).map((row) =>
    range(3).map((column) => new Cell(row, column)),
  );
  readonly named = Object.freeze({
    corner: new Cell(9, 9),
    edges: [new Cell(0, 9), new Cell(9, 0)] as const,
  });
  readonly pairs = [
    { key: "left", cell: new Cell(1, 0) },
    { key: "right", cell: new Cell(0, 1) },
  ];
  sums: number[] = [];

  override async run() {
    this.sums = await Promise.all(
      this.matrix.map(async (row) => {
        const values = await Promise.all(row.map((cell) => cell.run(2)));
        return values.reduce((a, b) => a + b, 0);
      }),
    );
    const [top, left] = this.named.edges;
    await Promise.all([this.named.corner.run(1), top.run(1), left.run(1)]);
    for (const { cell } of this.pairs) await cell.run(this.sums.length);
  }
}

export default new App(new Root());
