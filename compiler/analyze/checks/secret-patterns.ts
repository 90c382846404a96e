/** Kinds of credentials that can be told by their form, so that hardly anything else looks like them. */
const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["an access key of AWS", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/gu],
  ["a token of Hugging Face", /\bhf_[A-Za-z0-9]{30,}\b/gu],
  ["a key of Anthropic", /\bsk-ant-[A-Za-z0-9_-]{24,}/gu],
  ["a key of OpenAI", /\bsk-(?!ant-)(?:proj-)?[A-Za-z0-9_-]{32,}/gu],
  ["a token of GitHub", /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{40,})\b/gu],
  ["a token of Slack", /\bxox[abprs]-[A-Za-z0-9-]{20,}/gu],
  ["a key of Google", /\bAIza[0-9A-Za-z_-]{35}\b/gu],
  ["a private key", /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/gu],
  [
    "an address with a password",
    /\b[a-z][a-z0-9+]{2,}:\/\/[^\s:/@"'`$]+:[^\s/@"'`$]{6,}@[\w.-]+/gu,
  ],
];

export interface Credential {
  readonly kind: string;
  /** Enough to find it by, too little to use. */
  readonly shown: string;
  readonly start: number;
  readonly end: number;
}

export function credentialsIn(text: string): readonly Credential[] {
  return kinds.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].flatMap(({ 0: found, index }) =>
      isPlaceholder(found)
        ? []
        : [{ kind, shown: found.slice(0, 6), start: index, end: index + found.length }],
    ),
  );
}

/** `hf_xxxxxxxx`, `AKIAIOSFODNN7EXAMPLE`, `postgres://user:password@localhost`. */
function isPlaceholder(found: string): boolean {
  if (found.startsWith("-----")) return false;
  if (
    /example|your|placeholder|changeme|:(?:password|secret|postgres)@|@localhost|@127\.0/iu.test(
      found,
    )
  )
    return true;
  return new Set(found).size < 10;
}
