/**
 * What a Python file says, as far as diagnostics ask: its tokens, its calls with their arguments, and its
 * plain constants. It is no parser: what it does not recognise it passes over.
 */

export interface PythonToken {
  readonly kind: "name" | "string" | "number" | "sign";
  /** Of a string, its content; an f-string has none. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface PythonCall {
  /** Dotted, as written: `uvicorn.run`, `app.run`; `.launch` where something else stands before. */
  readonly name: string;
  readonly arguments: readonly PythonArgument[];
  readonly start: number;
  readonly end: number;
}

export interface PythonArgument {
  readonly name: string | undefined;
  readonly tokens: readonly PythonToken[];
}

export interface PythonSource {
  readonly text: string;
  readonly tokens: readonly PythonToken[];
  readonly calls: readonly PythonCall[];
  /** `HOST = "127.0.0.1"` at the beginning of a line. */
  readonly constants: ReadonlyMap<string, PythonToken>;
}

export function pythonSource(text: string): PythonSource {
  const tokens = tokensOf(text);
  return { text, tokens, calls: callsIn(tokens), constants: constantsIn(text, tokens) };
}

const pattern =
  /#[^\n]*|(?<prefix>[rbuf]{0,2})(?<quoted>"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')|(?<name>[A-Za-z_]\w*)|(?<number>\d[\w.]*)|(?<sign>[^\s\w])/giu;

function tokensOf(text: string): readonly PythonToken[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: whole, index, groups }): PythonToken[] => {
    const { prefix = "", quoted, name, number, sign } = groups ?? {};
    const place = { start: index, end: index + whole.length };
    if (quoted !== undefined) {
      const quotes = /^("""|''')/u.test(quoted) ? 3 : 1;
      const content = /f/iu.test(prefix) ? "" : quoted.slice(quotes, -quotes);
      return [{ kind: "string", text: content, ...place }];
    }
    if (name !== undefined) return [{ kind: "name", text: name, ...place }];
    if (number !== undefined) return [{ kind: "number", text: number, ...place }];
    return sign === undefined ? [] : [{ kind: "sign", text: sign, ...place }];
  });
}

function callsIn(tokens: readonly PythonToken[]): readonly PythonCall[] {
  return tokens.flatMap((token, index) => {
    const opening = tokens[index + 1];
    if (token.kind !== "name" || opening?.text !== "(" || opening.kind !== "sign") return [];
    if (tokens[index - 1]?.text === "def" || tokens[index - 1]?.text === "class") return [];
    const parts = argumentsFrom(tokens, index + 2);
    return [{ ...dottedName(tokens, index), arguments: parts.list, end: parts.end }];
  });
}

function dottedName(
  tokens: readonly PythonToken[],
  last: number,
): { readonly name: string; readonly start: number } {
  const words = [tokens[last]?.text ?? ""];
  let at = last;
  while (tokens[at - 1]?.text === "." && tokens[at - 2] !== undefined) {
    at -= 2;
    const before = tokens[at];
    words.unshift(before?.kind === "name" ? before.text : "");
    if (before?.kind !== "name") break;
  }
  return { name: words.join("."), start: tokens[at]?.start ?? 0 };
}

const closing = new Set([")", "]", "}"]);
const opening = new Set(["(", "[", "{"]);

/** Up to the bracket that closes the call. */
function argumentsFrom(
  tokens: readonly PythonToken[],
  first: number,
): { readonly list: readonly PythonArgument[]; readonly end: number } {
  const list: PythonToken[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(first)) {
    const isSign = token.kind === "sign";
    if (isSign && closing.has(token.text)) depth--;
    if (depth < 0)
      return { list: list.filter(({ length }) => length > 0).map(argument), end: token.end };
    if (isSign && opening.has(token.text)) depth++;
    if (isSign && token.text === "," && depth === 0) list.push([]);
    else list.at(-1)?.push(token);
  }
  return { list: [], end: tokens.at(-1)?.end ?? 0 };
}

function argument(tokens: readonly PythonToken[]): PythonArgument {
  const [name, equals, ...value] = tokens;
  const named = name?.kind === "name" && equals?.text === "=" && value[0]?.text !== "=";
  return named ? { name: name.text, tokens: value } : { name: undefined, tokens };
}

function constantsIn(
  text: string,
  tokens: readonly PythonToken[],
): ReadonlyMap<string, PythonToken> {
  const constants = new Map<string, PythonToken>();
  tokens.forEach((token, index) => {
    const [equals, value, next] = tokens.slice(index + 1, index + 4);
    const alone = token.start === 0 || text[token.start - 1] === "\n";
    if (token.kind !== "name" || !alone || equals?.text !== "=" || value?.kind !== "string") return;
    const ends = next === undefined || text.slice(value.end, next.start).includes("\n");
    if (ends) constants.set(token.text, value);
  });
  return constants;
}
