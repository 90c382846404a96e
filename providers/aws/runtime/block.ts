/**
 * The end of a capacity block. EC2 takes its machines from `taken` on and says nothing of it in their metadata, so
 * the time is the configuration's; what runs is told ten minutes ahead, and nothing new is asked for from then on.
 */
import type { Notice } from "#agent/state.ts";
import type { Block } from "./deployment.ts";

/** ms */
const toldAhead = 600_000;

const isOver = ({ taken }: Block, now: number): boolean => now >= Date.parse(taken) - toldAhead;

export const noticeOfBlock = (block: Block, now: number): Notice | undefined =>
  isOver(block, now) ? { reason: "block", deadline: block.taken } : undefined;

/** Why no machine is asked of that block any more. */
export function blockRefusal(block: Block, now: number): string | undefined {
  if (!isOver(block, now)) return undefined;
  const { id, ends } = block;
  const when =
    now < Date.parse(ends) ? `ends at ${ends}, too soon to begin in` : `ended at ${ends}`;
  return `Capacity block ${id} ${when}. Extend it, or buy another and write it in thunderhead.config.ts, and deploy.`;
}
