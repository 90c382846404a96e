import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { CopyIcon } from "./icons.tsx";

interface CopyProps {
  readonly label: string;
  /** Asked for when pressed: what is copied may be long, or change. */
  readonly text: () => string;
}

export function CopyButton({ label, text }: CopyProps): JSX.Element {
  const said = useSignal("");
  const copy = async (): Promise<void> => {
    said.value = await write(text());
    setTimeout(() => {
      said.value = "";
    }, 1_500);
  };
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={copy}>
      <CopyIcon />
      <span class="said" role="status">
        {said.value}
      </span>
    </button>
  );
}

/** The clipboard is there on loopback and HTTPS only, and a browser may refuse it. */
async function write(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied";
  } catch {
    return "Not allowed here";
  }
}
