import { commentText } from "./escape.ts";

/** No line of a program is longer. */
export const widest = 100;
export const step = "  ";

/** `// ` lines that are no wider than the rest of the program. */
export function comment(text: string, indent = ""): readonly string[] {
  const room = widest - indent.length - "// ".length;
  return wrap(commentText(text), room).map((line) => `${indent}// ${line}`);
}

function wrap(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((one) => pieces(one, room))) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** A word that is wider than a line is cut, never inside a pair of surrogates. */
export function pieces(text: string, room: number): readonly string[] {
  if (text.length <= room) return [text];
  const found: string[] = [];
  let piece = "";
  for (const letter of text) {
    if (piece.length + letter.length > room) {
      found.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...found, piece];
}
