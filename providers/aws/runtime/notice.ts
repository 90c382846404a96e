/**
 * Notices: what EC2 tells a machine of its own end, in its metadata. A spot instance has two minutes from then on, so
 * it is asked for every few seconds; an outage of the metadata is no notice. A capacity block's end is known without.
 */
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Notice } from "#agent/state.ts";
import { noticeOfBlock } from "./block.ts";
import type { Block } from "./deployment.ts";

export interface NoticeOptions {
  /** The text at `meta-data/…`; `undefined` where there is none now. */
  readonly metadata: (path: string) => Promise<string | undefined>;
  /** The capacity block that this machine is of, as it is known now. */
  readonly block?: () => Block | undefined;
  /** Each notice once. */
  readonly onNotice: (notice: Notice) => void;
  readonly signal: AbortSignal;
  /** ms between two looks. @default 2500 */
  readonly every?: number | undefined;
}

/** ms before a maintenance from which on it is a notice: it is announced days ahead. */
const maintenanceSoon = 10 * 60_000;
/** ms that a recommendation to move leaves, as one may assume: it names no time. */
const rebalanceWithin = 120_000;

export async function watchNotices(options: NoticeOptions): Promise<void> {
  const { signal, onNotice, every = 2500 } = options;
  const told = new Set<string>();
  while (!signal.aborted) {
    for (const look of [spot, maintenance, rebalance, blockEnd]) {
      const notice = await look(options).catch(nothing);
      const mark = JSON.stringify(notice);
      if (notice === undefined || told.has(mark) || signal.aborted) continue;
      told.add(mark);
      onNotice(notice);
    }
    await sleep(every, undefined, { signal, ref: false }).catch(nothing);
  }
}

const nothing = (): undefined => undefined;

const spotAction = v.object({ action: v.string(), time: v.string() });

async function spot({ metadata }: NoticeOptions): Promise<Notice | undefined> {
  const { output, success } = read(spotAction, await metadata("meta-data/spot/instance-action"));
  return success ? { reason: "spot", deadline: isoOf(output.time) } : undefined;
}

const recommendation = v.object({ noticeTime: v.string() });

async function rebalance({ metadata }: NoticeOptions): Promise<Notice | undefined> {
  const text = await metadata("meta-data/events/recommendations/rebalance");
  const { output, success } = read(recommendation, text);
  if (!success) return undefined;
  const deadline = isoOf(output.noticeTime, rebalanceWithin);
  return { reason: "rebalance", deadline };
}

const events = v.array(v.object({ Code: v.string(), NotBefore: v.string(), State: v.string() }));

async function maintenance({ metadata }: NoticeOptions): Promise<Notice | undefined> {
  const text = await metadata("meta-data/events/maintenance/scheduled");
  const { output, success } = read(events, text);
  if (!success) return undefined;
  const [first] = output
    .filter(({ State, Code }) => State === "active" && Code !== "instance-reboot-completed")
    .map(({ NotBefore }) => isoOf(NotBefore))
    .sort();
  if (first === undefined || Date.parse(first) - Date.now() > maintenanceSoon) return undefined;
  return { reason: "maintenance", deadline: first };
}

async function blockEnd({ block }: NoticeOptions): Promise<Notice | undefined> {
  const known = block?.();
  return known && noticeOfBlock(known, Date.now());
}

/** `2026-11-23T01:02:03Z`, or `23 Nov 2026 01:02:03 GMT` as maintenance has it. */
const isoOf = (time: string, later = 0): string => new Date(Date.parse(time) + later).toISOString();

function read<Schema extends v.GenericSchema>(schema: Schema, text: string | undefined) {
  return v.safeParse(schema, text === undefined ? undefined : JSON.parse(text));
}
