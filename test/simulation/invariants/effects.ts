import type { Effect } from "#controller/event.ts";
import { isOpen, machinesLeft } from "#controller/state.ts";
import type { ControllerMessage } from "#protocol/agent.ts";
import type { Observer } from "../observer.ts";
import type { ControllerNode } from "../world/controller-node.ts";

type Checks = Partial<{
  readonly [K in Effect["kind"]]: (
    observer: Observer,
    effect: Effect & { readonly kind: K },
  ) => void;
}>;

/** 3: whatever the world is told stands in the journal by then; a deposed controller's may stand no more. */
export function checkEffect(observer: Observer, controller: ControllerNode, effect: Effect): void {
  if (controller.writer?.epoch !== observer.durable.epoch) return;
  const check = checks[effect.kind];
  if (check !== undefined) Reflect.apply(check, undefined, [observer, effect]);
}

const checks: Checks = {
  attempt: (observer, { order }) => {
    const call = observer.durable.calls.get(order.call);
    if (call === undefined || call.attempt < order.attempt)
      observer.fail(3, `${order.work}#${order.attempt} is sent before its record`);
  },
  "start-machine": (observer, { token }) => {
    const asked = observer.records.some(
      (record) =>
        record.kind === "machine-asked" && (record.token === token || record.gang?.token === token),
    );
    if (!asked) observer.fail(3, `a machine is asked for under ${token} before its record`);
  },
  fence: (observer, { work, generation }) => {
    if ((observer.durable.works.get(work)?.generation ?? 0) < generation)
      observer.fail(3, `the fence of ${work} is raised to ${generation} before its record`);
  },
  end: (observer) => {
    if (observer.durable.ended === undefined) observer.fail(3, "the app ends before its record");
  },
  agent: (observer, { message, machine }) => told(observer, message, machine),
};

function told(observer: Observer, message: ControllerMessage, machine: string): void {
  if (message.kind === "acknowledged") acknowledged(observer, message, machine);
  if (message.kind !== "stop") return;
  const call = observer.durable.calls.get(message.call);
  const over = call === undefined || !isOpen(call) || call.attempt > message.attempt;
  if (!over && call.stopping === undefined && !observer.world.plan.faults.length)
    observer.fail(3, `${message.work} is stopped before its record`);
}

/** 13: what is acknowledged is durable. */
function acknowledged(
  observer: Observer,
  message: ControllerMessage & { readonly kind: "acknowledged" },
  machine: string,
): void {
  const call = observer.durable.calls.get(message.call);
  const isCurrent = observer.durable.works.get(message.work)?.current === message.call;
  if (call === undefined || call.attempt !== message.attempt || !isCurrent) return;
  if (call.others?.includes(machine)) {
    // All that is acknowledged to a node besides 0 is its end.
    if (machinesLeft(call).includes(machine))
      observer.fail(13, `${message.work}#${message.attempt}: the end on ${machine} is not durable`);
    return;
  }
  if (call.sequence < message.sequence)
    observer.fail(
      13,
      `${message.work}#${message.attempt}: ${message.sequence} is acknowledged, and ${call.sequence} is durable`,
    );
  const settles = observer.records.some(
    (record) =>
      record.kind === "publish" &&
      record.call === message.call &&
      record.sequence === message.sequence,
  );
  const key = `${message.call}/${message.attempt}/${message.sequence}`;
  if (settles && observer.acknowledged.has(key)) observer.world.sometimes("publish acked twice");
  observer.acknowledged.add(key);
}
