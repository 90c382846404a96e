/**
 * The one switch for what the emulated AWS cannot do: everything that lanes leave out is here with its
 * reason, and shows as a skipped test of each lane. Emitted programs know nothing of it and are never
 * weakened for it. A line goes when the emulator learns the thing and a test asks for it.
 */
export const leftOut: Readonly<Record<string, string>> = {
  "a budget and its action": "AWS's emulation has no actions; what the program registers is read",
  "EFA cards of instances": "the emulator gives each one plain interface; the template's is read",
  "who may mount the volume": "there is no NFS; its policy and the roles are read",
  "requests through the balancer": "it carries no traffic; listeners, targets, firewalls are read",
  LaunchInstances: "there is no such action; machines are started by SetDesiredCapacity",
  "IAM decisions by ARN and condition": "actions only are enforced; documents are compared whole",
};
