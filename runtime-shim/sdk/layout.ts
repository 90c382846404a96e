import type { Flow } from "./flow.ts";
import type { StaticWeb } from "./static-web.ts";
import type { Work } from "./work.ts";

export interface Tab {
  readonly name: string;
  readonly content: Work | Flow | StaticWeb | string;
  readonly icon?: string;
}
export type Layout = Tab | readonly Tab[] | StaticWeb | void;
