import { computeNoRendezvous } from "#diagnostics/catalogue.gen.ts";
import type { Interpreter } from "../interpreter.ts";
import { allWorks } from "./all-works.ts";
import type { Picture } from "./checks.ts";
import { ownCodeMatches } from "./own-code.ts";
import { mentions, pythonWorks } from "./python-works.ts";

/** Names by which a program finds the other nodes, or leaves it to a launcher. */
const inPython =
  /^(?:NODE_RANK|NUM_NODES|MASTER_ADDR|MASTER_PORT|RANK|WORLD_SIZE|PET_\w+|RUN_ID|init_process_group|torchrun|elastic_launch|launch_agent|accelerate|Accelerator|deepspeed|ray|horovod|mpi4py|jax|lightning|pytorch_lightning|Trainer|Fabric|torch\.distributed\S*|tf_config|TF_CONFIG|MultiWorkerMirroredStrategy|dask_mpi|colossalai)$/u;

const inCode = /\bnode\b|NODE_RANK|NUM_NODES|MASTER_|torchrun|accelerate|deepspeed|mpirun|horovod/u;

/** Several nodes that each do the whole of it. */
export function checkRendezvous(interpreter: Interpreter, picture: Picture): void {
  const scripts = pythonWorks(interpreter, picture);
  for (const { name, compute, settings } of allWorks(picture)) {
    if (compute.nodes < 2) continue;
    const script = scripts.find((one) => one.work.name === name);
    if (script && mentions(script, inPython)) continue;
    const commands = [...settings.build.commands, ...Object.keys(settings.env)];
    if (commands.some((one) => inCode.test(one)) || ownCodeMatches(picture, name, inCode)) continue;
    const values = { work: name, nodes: compute.nodes };
    interpreter.sink.report(computeNoRendezvous(compute.span, values));
  }
}
