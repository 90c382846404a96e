// Patches are text of sources: their placeholders are meant as they stand.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: see above.
/** Each safeguard of the runtime, and the patch that takes it away. */
export interface Mutant {
  readonly name: string;
  readonly patches: readonly {
    readonly file: string;
    readonly from: string;
    readonly to: string;
  }[];
}

const core = "runtime-shim/core";
const controller = "runtime-shim/controller";

export const mutants: readonly Mutant[] = [
  {
    name: "one attempt on a pool's machine",
    patches: [
      {
        file: `${controller}/machines.ts`,
        from: "  return named.find((team) => !team.some((machine) => taken.has(machine)));",
        to: "  return named[taken.size % named.length];",
      },
    ],
  },
  {
    name: "waiting works of a pool are looked at when a machine is free",
    patches: [
      {
        file: `${controller}/attempts.ts`,
        from: "  if (pools.size === 0) return [...due];",
        to: "  return [...due];",
      },
    ],
  },
  {
    name: "epoch check",
    patches: [
      {
        file: `${core}/writer.ts`,
        from: "if (found.epoch >= writer.epoch || !writer.claiming) return depose(writer);",
        to: "",
      },
    ],
  },
  {
    name: "attempt check",
    patches: [
      {
        file: `${controller}/from-agent.ts`,
        from: "if (call !== undefined && current === call.id && isAttempt(call, message)) then(call);",
        to: "if (call !== undefined) then(call);",
      },
      {
        file: `${controller}/from-agent.ts`,
        from: "const isCurrent = call !== undefined && isAttempt(call, message) && current === call.id;",
        to: "const isCurrent = call !== undefined;",
      },
    ],
  },
  {
    name: "outbox wait",
    patches: [
      {
        file: `${core}/writer.ts`,
        from: "  writer.waiting.push(entry);\n  note(writer, entry);\n  return plan(writer, context);",
        to: '  writer.waiting.push({ ...entry, effects: [] });\n  note(writer, entry);\n  return [{ kind: "release", effects: entry.effects }, ...plan(writer, context)];',
      },
    ],
  },
  {
    name: "one in flight",
    patches: [
      {
        file: `${core}/writer.ts`,
        from: "if (writer.flight !== undefined || writer.waiting.length === 0) return [];",
        to: "if (writer.waiting.length === 0) return [];",
      },
    ],
  },
  {
    name: "nonce read-back",
    patches: [
      {
        file: `${core}/writer.ts`,
        from: "if (found.nonce === flight.batch.nonce) return appended(writer, flight, context);",
        to: "",
      },
    ],
  },
  {
    name: "fsync",
    patches: [
      {
        file: "runtime-shim/boot/agent-settlements.ts",
        from: "  await disk.sync(`${file}.part`);\n",
        to: "",
      },
    ],
  },
  {
    name: "journal-order delivery",
    patches: [
      {
        file: "runtime-shim/boot/flow/tick.ts",
        from: "order < (all[best]?.order ?? Number.POSITIVE_INFINITY) ? index : best",
        to: "order < 0 && all.length > 0 ? index : best",
      },
    ],
  },
  {
    name: "timer reset at takeover",
    patches: [
      {
        file: `${controller}/machine-list.ts`,
        from: "live.agents.set(machine, { connected: false, heardAt: turn.now, suspect: false });",
        to: "live.agents.set(machine, { connected: false, heardAt: 0, suspect: false });",
      },
      { file: `${controller}/silence.ts`, from: "live.verdictsFrom = now + grace;", to: "" },
      {
        file: `${controller}/silence.ts`,
        from: "for (const [machine, agent] of live.agents) live.agents.set(machine, { ...agent, heardAt: now });",
        to: "",
      },
    ],
  },
  {
    name: "tick rollback",
    patches: [
      {
        file: "runtime-shim/boot/flow/run-tick.ts",
        from: 'const failed = outcome.kind === "failed";',
        to: "const failed = false;",
      },
      {
        file: `${controller}/ticking.ts`,
        from: "    end(turn, failure ?? failedTick(turn.core, outcome));\n    return;",
        to: '    record(turn, { kind: "tick", writes: report.writes, operations: report.operations, settled: false });\n    end(turn, failure ?? failedTick(turn.core, outcome));\n    return;',
      },
    ],
  },
  {
    name: "connection number",
    patches: [
      {
        file: `${controller}/connections.ts`,
        from: "if (known === undefined || connection === undefined) return false;",
        to: "return false;",
      },
    ],
  },
  {
    name: "version pin",
    patches: [
      {
        file: `${controller}/order.ts`,
        from: "const meant = version ?? pathView(ledger, path).committed;",
        to: "const meant = pathView(ledger, path).committed ?? version;",
      },
    ],
  },
  {
    name: "client token",
    patches: [
      {
        file: `${controller}/machine-list.ts`,
        from: 'if (machine === undefined) effect(turn, { kind: "start-machine", token, group });',
        to: 'if (machine === undefined) effect(turn, { kind: "start-machine", token: `${token}-again`, group });',
      },
    ],
  },
  {
    name: "retention",
    patches: [
      {
        file: `${controller}/collect.ts`,
        from: "return new Set([...last.map(({ version }) => version), ...versionsInUse(core, path)]);",
        to: "return new Set(last.map(({ version }) => version));",
      },
    ],
  },
  {
    name: "leader check",
    patches: [
      {
        file: `${core}/writer.ts`,
        from: "now - since > silence",
        to: "now - since > 1e12",
      },
    ],
  },
  {
    name: "held attempt",
    patches: [{ file: `${controller}/attempts.ts`, from: "work.held !== undefined || ", to: "" }],
  },
  {
    name: "free interruptions",
    patches: [
      {
        file: "runtime-shim/agent/outcome.ts",
        from: 'reason: "interrupted",',
        to: 'reason: "exit-code",',
      },
    ],
  },
  {
    name: "own state only",
    patches: [
      {
        file: `${controller}/order.ts`,
        from: "state: mapValues(documentOf(core, work.name), (value) => pinIn(core.ledger, value)),",
        to: "state: Object.assign({}, ...[...core.live.works.keys()].map((name) => documentOf(core, name)), documentOf(core, work.name)),",
      },
    ],
  },
  {
    name: "sweep after the end",
    patches: [
      {
        file: `${controller}/machine-list.ts`,
        from: 'if (stage === "up" && (kept.get(machine) ?? 0) <= turn.now)',
        to: "if (kept.size < 0)",
      },
      {
        file: `${controller}/machines.ts`,
        from: '} else if (known.machine !== machine) effect(turn, { kind: "end-machine", machine });',
        to: "}",
      },
    ],
  },
  {
    name: "idle end of machines",
    patches: [
      {
        file: `${controller}/machines.ts`,
        from: "else if (!all.has(each.group))",
        to: "else if (core.live.works.size === 0)",
      },
    ],
  },
  {
    name: "agent's epoch check",
    patches: [
      {
        file: "runtime-shim/agent/reducer.ts",
        from: "return event.message.epoch < state.epoch",
        to: "return event.message.epoch < 0",
      },
    ],
  },
  {
    name: "fence record",
    patches: [
      {
        file: "runtime-shim/agent/witness.ts",
        from: "if (own === undefined || own >= generation) return { attempt, effects: [] };",
        to: "if (own !== undefined || generation > 0) return { attempt, effects: [] };",
      },
    ],
  },
  {
    name: "one attempt of several nodes",
    patches: [
      {
        file: "runtime-shim/agent/gang.ts",
        from: 'effects: attempt.broken ? [signal(attempt, "SIGKILL")] : []',
        to: "effects: []",
      },
    ],
  },
  {
    name: "a gang's attempt is over on all its machines",
    patches: [
      {
        file: `${controller}/gangs.ts`,
        from: "machinesLeft(call).filter((machine) => machine !== gone);",
        to: "machinesLeft(call).filter((machine) => machine !== gone && call.others === undefined);",
      },
    ],
  },
  {
    name: "how a node ended is told again",
    patches: [
      {
        file: `${controller}/from-agent.ts`,
        from: "if (call.machine === machine) tellNodes(turn, call);",
        to: "",
      },
    ],
  },
  {
    name: "removal of what was given up",
    patches: [
      {
        file: `${controller}/collect.ts`,
        from: 'effect(turn, { kind: "collect", key, version: retired });',
        to: "",
      },
    ],
  },
  {
    name: "removal of what no record names",
    patches: [
      {
        file: `${controller}/sweep.ts`,
        from: 'effect(turn, { kind: "sweep", keep: keptTrees(turn.core) });',
        to: "",
      },
    ],
  },
  {
    name: "rest of an app that has ended",
    patches: [
      {
        file: `${controller}/apply.ts`,
        from: "if (release === undefined || release !== ledger.release) ledger.ended = undefined;",
        to: "ledger.ended = undefined;",
      },
    ],
  },
];
