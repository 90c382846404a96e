/** Only what a browser may open: a url that an app hands over is never run as a script. */
export function webAddress(url: string): URL | undefined {
  const parsed = URL.canParse(url, location.href) ? new URL(url, location.href) : undefined;
  return parsed?.protocol === "http:" || parsed?.protocol === "https:" ? parsed : undefined;
}

/**
 * A service keeps its own origin, so that its cookies and storage work; one behind the console's own
 * address must not share ours, or it could reach into this page. None may navigate the page away.
 */
export function sandboxFor(address: URL): string {
  const own = address.origin === location.origin;
  return [
    "allow-scripts",
    "allow-forms",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-modals",
    "allow-downloads",
    ...(own ? [] : ["allow-same-origin"]),
  ].join(" ");
}
