/** The instance's own metadata, version 2: a token first, which no request that is merely forwarded can have. */
const base = "http://169.254.169.254/latest";
const lifetime = 21_600;

/** The text at `meta-data/instance-id` and the like; `undefined` where there is none now. */
export async function instanceMetadata(path: string): Promise<string | undefined> {
  const given = await fetch(`${base}/api/token`, {
    method: "PUT",
    headers: { "x-aws-ec2-metadata-token-ttl-seconds": String(lifetime) },
    signal: AbortSignal.timeout(2_000),
  });
  const token = await given.text();
  const answer = await fetch(`${base}/${path}`, {
    headers: { "x-aws-ec2-metadata-token": token },
    signal: AbortSignal.timeout(2_000),
  });
  return answer.ok ? answer.text() : undefined;
}

export async function requireMetadata(path: string): Promise<string> {
  const found = await instanceMetadata(path);
  if (found !== undefined) return found;
  throw new Error(`This machine's metadata has no ${path}: is it an EC2 instance?`);
}
