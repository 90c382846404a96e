import { serviceNoPort } from "#diagnostics/catalogue.gen.ts";
import { works } from "#graph/graph.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";

/** A tab that shows the url of a work which serves nothing. */
export function checkUrlsWithoutPort({ sink }: Interpreter, { graph }: Picture): void {
  for (const { content, span } of graph.tabs) {
    const work = content.kind === "url" && works(graph).find(({ name }) => name === content.work);
    if (!work || work.port !== undefined) continue;
    sink.report(serviceNoPort(span, { what: "Its url", work: work.name }));
  }
}
