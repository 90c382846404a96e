import type { SourceTexts } from "./json.ts";

export type Paint = (
  format: "bold" | "dim" | "red" | "yellow" | "cyan" | "green",
  text: string,
) => string;

export interface FrameOptions {
  readonly texts: SourceTexts;
  /** How a span's file reads from where the user stands. */
  readonly place: (file: string) => string;
  readonly paint: Paint;
  /** Cells per line. */
  readonly width: number;
}
