/** Program components and the siblings that each imports: a test holds it against the files. */
export const programNeeds: Readonly<Record<string, readonly string[]>> = {
  bundles: [],
  controller: ["group", "machine", "platform", "work"],
  deployment: ["platform", "work"],
  "existing-network": ["platform"],
  "gang-machines": ["group", "machine", "work", "work-access", "work-machines"],
  group: ["platform"],
  "http-balancer": ["platform", "targets", "work"],
  "https-balancer": ["platform", "targets", "work"],
  machine: ["platform"],
  network: ["platform"],
  platform: [],
  targets: ["platform"],
  volume: ["platform"],
  work: ["platform"],
  "work-access": ["machine", "platform", "work"],
  "work-machines": ["group", "machine", "platform", "work", "work-access"],
};
