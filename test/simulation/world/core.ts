import type { Engine } from "#boot/flow/engine.ts";
import { newLive } from "#controller/live.ts";
import { type Core, emptyLedger } from "#controller/state.ts";
import type { World } from "../world.ts";

/** A controller's state before it has read its journal. */
export function newCore(world: World, engine: Engine, now: number): Core {
  const manifest = world.manifestOf(engine);
  const routes = new Map(
    manifest.works.flatMap(({ name, settings }) =>
      settings.port === undefined ? [] : [[name, `http://${name}`] as const],
    ),
  );
  const live = newLive({ manifest, config: {}, routes, now, placement: "groups" });
  return { ledger: emptyLedger("sim"), live };
}
