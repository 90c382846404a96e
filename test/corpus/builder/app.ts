// A builder with chained calls sets up works before the flow has them.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Query extends Work {
  result = new Path("result.json");

  constructor(
    readonly plan: {
      readonly table: string;
      readonly columns: readonly string[];
      readonly limit?: number;
    },
  ) {
    super();
  }
  override async run() {
    await writeFile(this.result.local, JSON.stringify(this.plan));
  }
}
class QueryBuilder {
  readonly #columns: string[] = [];
  #limit: number | undefined;

  constructor(readonly table: string) {}

  select(...columns: string[]) {
    this.#columns.push(...columns);
    return this;
  }
  limit(count: number) {
    this.#limit = count;
    return this;
  }
  build() {
    const limit = this.#limit === undefined ? {} : { limit: this.#limit };
    return new Query({ table: this.table, columns: this.#columns, ...limit });
  }
}
class Root extends Flow {
  users = new QueryBuilder("users").select("id", "name").limit(10).build();
  orders = new QueryBuilder("orders").select("id").build();

  override async run() {
    await Promise.all([this.users.run(), this.orders.run()]);
  }
}

export default new App(new Root());
