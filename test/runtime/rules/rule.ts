/** What shows a rule: a test by its file below test/ and its title, or the samples of a diagnostic, some that fail and some that pass. */
export type Shown = { readonly file: string; readonly title: string } | { readonly sample: string };

/** One part of the programming model: its rules in our own words, each with what shows it. */
export interface Part {
  readonly part: string;
  readonly rules: Readonly<Record<string, readonly Shown[]>>;
}

export const by = (file: string, title: string): Shown => ({ file, title });

/** `test/diagnostics/samples/<slug>/`, where `fails-*` and `passes-*` lie. */
export const refused = (sample: string): Shown => ({ sample });
