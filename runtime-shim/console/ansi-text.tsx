import { parseAnsiSequences } from "ansi-sequence-parser";
import type { JSX } from "preact";

/**
 * A log line with its colours. Shiki's parser reads them: colour tables are nobody's business here. The
 * sixteen named colours come from the style sheet, so that they stay legible on light and dark.
 */
export function AnsiText({ text }: { readonly text: string }): JSX.Element {
  if (!text.includes(esc)) return <>{text}</>;
  return (
    <>
      {parseAnsiSequences(colourOnly(text)).map((token) => (
        <span class={classOf(token)} style={styleOf(token)}>
          {token.value}
        </span>
      ))}
    </>
  );
}

/** The line as plain text, for searching and copying. */
export const plain = (text: string): string =>
  text.includes(esc) ? colourOnly(text).replace(colours, "") : text;

const esc = "\u001b";
const colours = new RegExp(`${esc}\\[[0-9;]*m`, "g");

/** Cursor movements, titles and links mean nothing in a list of lines; nor does a sequence cut short. */
const others = new RegExp(
  [
    `${esc}\\[[0-9;?]*(?:[A-Za-ln-z]|$)`,
    `${esc}\\][^\\u0007${esc}]*(?:\\u0007|${esc}\\\\|$)`,
    `${esc}(?:[^[\\]]|$)`,
  ].join("|"),
  "g",
);
const colourOnly = (text: string): string => text.replace(others, "");

type Token = ReturnType<typeof parseAnsiSequences>[number];

const classOf = ({ decorations }: Token): string =>
  [...decorations].map((name) => `ansi-${name}`).join(" ");

function styleOf({ foreground, background, decorations }: Token): Record<string, string> {
  const [front, back] = decorations.has("reverse")
    ? [background, foreground]
    : [foreground, background];
  return {
    ...(front === null ? {} : { color: colour(front) }),
    ...(back === null ? {} : { backgroundColor: colour(back) }),
  };
}

function colour(value: NonNullable<Token["foreground"]>): string {
  if (value.type === "named") return `var(--ansi-${value.name})`;
  if (value.type === "rgb") return `rgb(${value.rgb.join(" ")})`;
  return tableColour(value.index);
}

/** xterm's 256: sixteen named ones, a cube of 6 × 6 × 6, and 24 greys. */
function tableColour(index: number): string {
  if (index < 16) return `var(--ansi-${index})`;
  if (index >= 232)
    return `rgb(${Array(3)
      .fill(8 + (index - 232) * 10)
      .join(" ")})`;
  const cube = [36, 6, 1].map((unit) => Math.floor((index - 16) / unit) % 6);
  return `rgb(${cube.map((level) => (level === 0 ? 0 : 55 + level * 40)).join(" ")})`;
}
