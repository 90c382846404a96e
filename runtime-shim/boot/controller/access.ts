import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/**
 * Who may ask: only pages of this very address, only under a loopback name (a foreign name that resolves
 * here is a rebinding attack), and only holders of the launch's token may change anything. Deployed, the address
 * is a forwarded port of any number, or the console's own behind a balancer, where reading needs the token, too.
 */
export interface Access {
  readonly port: number;
  /** Bearer token of the launch. */
  readonly token: string;
  /** What the console's cookie holds instead, since cookies of one host are seen on all of its ports. */
  readonly session: string;
  readonly deployed?: DeployedDoor | undefined;
}

/** Where people reach a console that is on no machine of theirs, besides ports that they forward. */
export interface DeployedDoor {
  /** `https://app.example.com`, at a balancer. */
  readonly url?: string | undefined;
  /** The balancer lets nobody through who has not logged in. */
  readonly login?: boolean | undefined;
}

const names = ["127.0.0.1", "localhost", "[::1]"];

export const isLoopbackHost = (host: string | undefined, port: number): boolean =>
  host !== undefined && names.some((name) => host === `${name}:${port}`);

const isLoopback = (host: string, { port, deployed }: Access): boolean =>
  deployed ? names.includes(host.replace(/:\d+$/, "")) : isLoopbackHost(host, port);

const isPublic = (host: string, { deployed }: Access): boolean =>
  deployed?.url !== undefined && new URL(deployed.url).host === host;

/** No Origin is a program or a plain navigation; a foreign one is another page. */
function isOwnOrigin({ origin, host = "" }: IncomingHttpHeaders, access: Access): boolean {
  if (origin === undefined) return true;
  if (isPublic(host, access)) return origin === access.deployed?.url;
  // A forwarded port may have any number: it is the one that was asked.
  if (access.deployed) return origin === `http://${host}`;
  return names.some((name) => origin === `http://${name}:${access.port}`);
}

/** Whether the question comes from this machine, through a forwarded port, or from a page of the console's own. */
export function mayKnock({ headers, socket }: IncomingMessage, access: Access): boolean {
  const { host = "" } = headers;
  if (!isOwnOrigin(headers, access)) return false;
  if (isPublic(host, access)) return true;
  // Where others than this machine can reach the port, a name proves nothing.
  const isNear = access.deployed?.url === undefined || socket.remoteAddress === "127.0.0.1";
  return isNear && isLoopback(host, access);
}

export function mayRead(request: IncomingMessage, access: Access): boolean {
  if (!mayKnock(request, access)) return false;
  const { host = "" } = request.headers;
  if (!isPublic(host, access) || access.deployed?.login) return true;
  return hasToken(request, access) || hasSession(request, access);
}

export function mayWrite(request: IncomingMessage, access: Access): boolean {
  if (!mayKnock(request, access)) return false;
  if (request.headers.authorization?.startsWith("Bearer ")) return hasToken(request, access);
  // A browser names the page a write comes from; a cookie alone does not say who sent it.
  return request.headers.origin !== undefined && hasSession(request, access);
}

const hasToken = ({ headers }: IncomingMessage, { token }: Access): boolean =>
  same(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "", token);

const hasSession = ({ headers }: IncomingMessage, { port, session }: Access): boolean =>
  same(sessionIn(headers.cookie, port), session);

const cookieName = (port: number): string => `thunderhead_${port}`;

export function sessionCookie({ headers }: IncomingMessage, access: Access): string {
  const secure = isPublic(headers.host ?? "", access) ? "; Secure" : "";
  return `${cookieName(access.port)}=${access.session}; HttpOnly; SameSite=Strict; Path=/${secure}`;
}

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
