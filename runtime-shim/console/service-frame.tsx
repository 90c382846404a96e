import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { sandboxFor, webAddress } from "./address.ts";
import { OpenIcon, ReloadIcon } from "./icons.tsx";
import { Waiting } from "./waiting.tsx";

/** A service's own page in a tab, under a strip that says where it is; until it answers, what it waits for. */
export function ServiceFrame({
  name,
  url,
}: {
  readonly name: string;
  readonly url: string | null;
}): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  if (url === null || url === "") return <Waiting name={name} />;
  const address = webAddress(url);
  if (address === undefined)
    return (
      <p class="empty">
        “{name}” points to “{url}”, which is not a web address.
      </p>
    );
  const reload = (): void => {
    if (frame.current !== null) frame.current.src = address.href;
  };
  return (
    <>
      <div class="address">
        <button
          type="button"
          class="icon-button"
          onClick={reload}
          aria-label={`Reload ${name}`}
          title="Reload"
        >
          <ReloadIcon />
        </button>
        <span class="address-text">{address.href}</span>
        <a
          class="icon-button"
          href={address.href}
          target="_blank"
          rel="noopener"
          aria-label={`Open ${name} in a new tab`}
          title="Open in a new tab"
        >
          <OpenIcon />
        </a>
      </div>
      <iframe
        class="service"
        ref={frame}
        title={name}
        src={address.href}
        sandbox={sandboxFor(address)}
      />
    </>
  );
}
