import { by, type Part, refused } from "./rule.ts";

const nodes = "runtime/nodes.test.ts";
const python = "python/module.test.ts";

export const machines: Part = {
  part: "machines, notice, nodes, secrets, Python",
  rules: {
    "onInterrupt runs beside run(), and what it publishes reaches the next attempt": [
      by(
        "agent/life.test.ts",
        "lets a checkpoint made on notice reach the next attempt of the call, as partial",
      ),
      by(python, "checkpoints on notice, and goes on from the checkpoint"),
    ],
    "interrupt gives notice from the command line": [
      by("cli/launches.test.ts", "interrupt gives notice; the next attempt says why there is one"),
    ],
    "after the notice come the signal, SIGTERM, grace and SIGKILL": [
      by("agent/life.test.ts", "stops with everything it has started, and says why"),
      by("agent/life.test.ts", "kills what ignores SIGTERM when the grace is over"),
    ],
    "budgets for user errors, loss and interruption are separate": [
      by(
        "runtime/app.test.ts",
        "are separate: interruption spends none, loss three, failures of the app's own code its retries",
      ),
      by("runtime/calls.test.ts", "gives up on a call whose attempts are lost again and again"),
    ],
    "run() executes on every node; result, state and port are the first one's": [
      by(
        nodes,
        "runs on every node, each told its rank and where they meet; result and state are the first one's",
      ),
    ],
    "several nodes are one attempt": [
      by(nodes, "is one attempt: a node that %s ends it, and no node is left when it is over"),
      by(nodes, "stops on every node"),
      by(
        nodes,
        "a node that fails elsewhere ends node 0's, and the attempt; what was given up before it came is said to be over",
      ),
      by(
        "simulation/simulation.test.ts",
        "is over on all of them when one is gone; then all go, and as many come",
      ),
    ],
    "deployed, each node has a machine, and an attempt starts when all are there": [
      by(
        "simulation/simulation.test.ts",
        "is asked for whole, and starts when all of it is there, each knowing its place",
      ),
      by("aws/machines.test.ts", "come together, in one zone, or not at all"),
    ],
    "Paths of all nodes are one version": [
      by(nodes, "meet at node 0's, which makes one version of what all wrote once all have ended"),
      by(
        nodes,
        "makes one version of all nodes' Paths: a name stands as it is, and below rank-<i>/ only where two wrote it",
      ),
    ],
    "config is what the launch was given, checked by its type": [
      by(
        "runtime/launch-folders.test.ts",
        "is what was given, checked by its type, else the app's fallback",
      ),
    ],
    "a machine goes idleTimeout after the last call": [
      by(
        "runtime/idle.test.ts",
        "counts from the end of the last call, and leaves that call succeeded",
      ),
      by(
        "runtime/idle.test.ts",
        "finds nothing left to end: the process is gone and its directory emptied with the call",
      ),
    ],
    "secrets are opaque, and kept out of state, lines and failures": [
      by(
        "runtime/components.test.ts",
        "refuses what JSON cannot carry, and secrets, naming the field",
      ),
      by("agent/outcome.test.ts", "keeps secrets out of lines and failures"),
      by(
        "agent/secrets.test.ts",
        "reads secrets from the shell first, then from .env, anew each time",
      ),
    ],
    "a secret is read in works only, and is declared": [
      refused("secret/in-flow"),
      refused("secret/undeclared"),
    ],
    "configuration is read once per launch, and checked": [
      refused("config/not-constant"),
      refused("config/wrong-value"),
    ],
    "a work inherits next to nothing, and does not start without its secrets": [
      by(
        "agent/outcome.test.ts",
        "hands over nothing of its own environment but what works may have, and resolves secrets",
      ),
      by("agent/outcome.test.ts", "does not start a work whose secret, input or port is not there"),
    ],
    "a script's failure has its exit code and the last lines of stderr": [
      by(python, "fails with the exit code and the last lines of stderr"),
    ],
    "requirements become an environment that is built once": [
      by("python/environment.test.ts", "builds once, says so, and answers at once the second time"),
    ],
    "a script reports, writes Paths, and prints where there is no work": [
      by(python, "reports values and progress as public state, and writes Paths"),
      by(python, "prints instead when a script is started by hand"),
    ],
  },
};
