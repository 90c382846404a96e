import type { Fault } from "./fault.ts";

export const changedCompute: Fault = {
  what: "`pulumi up` of another compute while a work runs: nothing that runs is touched",
  strike: async ({ checkout, cloud, machine, up }) => {
    const before = cloud.machines().map(({ id }) => id);
    checkout.edit({ find: 'CloudCompute("cpu-small")', replace: 'CloudCompute("cpu-medium")' });
    await up();
    const gone = before.filter((id) => cloud.machines().every((one) => one.id !== id));
    if (gone.length > 0) throw new Error(`${gone.join(", ")} went.`);
    machine("steady");
  },
  after: async ({ said, call }) => {
    const attempts = (await call("changed-compute"))?.attempt;
    if (attempts !== 1) throw new Error(`It took ${attempts} attempts, and not one.`);
    const lines = await said("steady");
    if (!lines.includes("code 2 runs changed-compute")) throw new Error("It ran the old code.");
  },
};
