import { openInBrowser } from "../open-in-browser.ts";

interface Address {
  readonly url: string;
  readonly token: string;
}

/** Opens the console so that it may write. Without an answer it opens all the same, to read. */
export async function openConsole(address: Address): Promise<void> {
  openInBrowser((await consoleLink(address)) ?? address.url);
}

/** A link that is good once: the page trades it for a cookie, and takes it out of the address bar. */
export async function consoleLink({ url, token }: Address): Promise<string | undefined> {
  try {
    const headers = { authorization: `Bearer ${token}` };
    const answer: unknown = await (
      await fetch(`${url}/api/v1/links`, { method: "POST", headers })
    ).json();
    const isLink = typeof answer === "object" && answer !== null && "url" in answer;
    // The way there is the caller's: a forwarded port has another number.
    return isLink ? `${url}/${new URL(String(answer.url)).search}` : undefined;
  } catch {
    return undefined;
  }
}
