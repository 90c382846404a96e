import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Who may ask: only pages of this very address, only under a loopback name (a foreign name that resolves
 * here is a rebinding attack), and only holders of the launch's token may change anything.
 */
export interface Access {
  readonly port: number;
  /** Bearer token of the launch. */
  readonly token: string;
  /** What the console's cookie holds instead, since cookies of one host are seen on all of its ports. */
  readonly session: string;
}

const names = ["127.0.0.1", "localhost", "[::1]"];

export const isLoopbackHost = (host: string | undefined, port: number): boolean =>
  host !== undefined && names.some((name) => host === `${name}:${port}`);

/** No Origin is a program or a plain navigation; a foreign one is another page. */
export const isOwnOrigin = (origin: string | undefined, port: number): boolean =>
  origin === undefined || names.some((name) => origin === `http://${name}:${port}`);

export const mayRead = ({ headers }: IncomingMessage, { port }: Access): boolean =>
  isLoopbackHost(headers.host, port) && isOwnOrigin(headers.origin, port);

export function mayWrite(request: IncomingMessage, access: Access): boolean {
  if (!mayRead(request, access)) return false;
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return same(bearer, access.token);
  // A browser names the page a write comes from; a cookie alone does not say who sent it.
  return (
    request.headers.origin !== undefined &&
    same(sessionIn(request.headers.cookie, access.port), access.session)
  );
}

const cookieName = (port: number): string => `thunderhead_${port}`;

export const sessionCookie = ({ port, session }: Access): string =>
  `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`;

/** Cookies know no ports: an app's own service must not be handed the console's. */
export function withoutConsoleCookie(cookies: string | undefined): string | undefined {
  const kept = cookiesIn(cookies).filter((cookie) => !cookie.startsWith("thunderhead_"));
  return kept.length === 0 ? undefined : kept.join("; ");
}

function sessionIn(cookies: string | undefined, port: number): string {
  const prefix = `${cookieName(port)}=`;
  return (
    cookiesIn(cookies)
      .find((cookie) => cookie.startsWith(prefix))
      ?.slice(prefix.length) ?? ""
  );
}

const cookiesIn = (cookies: string | undefined): readonly string[] =>
  (cookies ?? "").split(/;\s*/).filter(Boolean);

export function same(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
