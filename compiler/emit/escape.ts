/**
 * Text of the app's inside text of ours: four functions, one for each place in which a name or a sentence of
 * the user's can end up. Whatever comes in, what comes out means the same and ends where it should.
 */

/** A string literal. Line separators would end it in older readers, so they are escaped as well. */
export const stringLiteral = (text: string): string => escapeSeparators(JSON.stringify(text));

/** What stands between the backticks of a template. */
export const templateText = (text: string): string =>
  escapeSeparators(JSON.stringify(text).slice(1, -1))
    .replaceAll('\\"', '"')
    .replace(/`|\$(?=\{)/g, "\\$&");

/** A property's key. `__proto__: x` would set the prototype, `["__proto__"]: x` does not. */
export function propertyKey(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return isPlainName(key) ? key : stringLiteral(key);
}

/** One line of a comment: whatever would end it is a space. */
export const commentText = (text: string): string =>
  text.replace(/[\s\u2028\u2029]+/gu, " ").trim();

export const isPlainName = (name: string): boolean =>
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

const escapeSeparators = (text: string): string =>
  text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
