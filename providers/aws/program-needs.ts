/** Program components and the siblings that each imports: a test holds it against the files. */
export const programNeeds: Readonly<Record<string, readonly string[]>> = {
  bundles: [],
  controller: ["group", "machine", "platform", "work"],
  deployment: ["platform", "work"],
  "gang-machines": ["group", "machine", "work", "work-access", "work-machines"],
  group: ["network", "platform"],
  "http-balancer": ["network", "platform", "targets", "work"],
  "https-balancer": ["network", "platform", "targets", "work"],
  machine: ["platform"],
  network: ["platform"],
  platform: ["network", "volume"],
  targets: ["network", "platform"],
  volume: ["network", "platform"],
  work: ["platform"],
  "work-access": ["machine", "platform", "work"],
  "work-machines": ["group", "machine", "platform", "work", "work-access"],
};
