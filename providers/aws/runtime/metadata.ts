/** The instance's own metadata, version 2: a token first, which no request that is merely forwarded can have. */
const base = "http://169.254.169.254/latest";
/** Seconds. */
const lifetime = 21_600;
/** ms */
const patience = 2_000;

/** The text at `meta-data/instance-id` and the like; `undefined` where there is none now. */
export const instanceMetadata = metadataFrom({ fetch: (url, init) => fetch(url, init) });

export interface MetadataOptions {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** ms; only its differences count. @default performance.now */
  readonly now?: () => number;
}

/** One token is good for six hours, and asked for anew at half of that, or when it is refused. */
export function metadataFrom({ fetch, now = () => performance.now() }: MetadataOptions) {
  let held: { readonly token: string; readonly until: number } | undefined;
  const fetchToken = async (): Promise<string> => {
    const answer = await fetch(`${base}/api/token`, {
      method: "PUT",
      headers: { "x-aws-ec2-metadata-token-ttl-seconds": String(lifetime) },
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) throw new Error(`The instance's metadata gives no token: ${answer.status}.`);
    const token = await answer.text();
    held = { token, until: now() + (lifetime / 2) * 1000 };
    return token;
  };
  const read = (path: string, token: string): Promise<Response> =>
    fetch(`${base}/${path}`, {
      headers: { "x-aws-ec2-metadata-token": token },
      signal: AbortSignal.timeout(patience),
    });
  return async (path: string): Promise<string | undefined> => {
    const known = held !== undefined && now() < held.until ? held.token : undefined;
    let answer = await read(path, known ?? (await fetchToken()));
    if (answer.status === 401 && known !== undefined) answer = await read(path, await fetchToken());
    return answer.ok ? answer.text() : undefined;
  };
}

export async function requireMetadata(path: string): Promise<string> {
  const found = await instanceMetadata(path);
  if (found !== undefined) return found;
  throw new Error(`This machine's metadata has no ${path}: is it an EC2 instance?`);
}
