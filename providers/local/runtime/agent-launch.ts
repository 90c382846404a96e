import * as v from "valibot";

/** What the controller tells its agent, as the first line of its stdin. A token in the arguments would be seen by every user. */
export type AgentLaunch = v.InferOutput<typeof agentLaunch>;

const agentLaunch = v.object({
  machine: v.string(),
  controller: v.string(),
  token: v.string(),
  directory: v.string(),
  bundles: v.string(),
  secretsFile: v.string(),
});

export const parseAgentLaunch = (line: string): AgentLaunch =>
  v.parse(agentLaunch, JSON.parse(line));
