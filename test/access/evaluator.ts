/**
 * IAM's own reasoning over the policies that a program registers: an explicit deny wins, an allow is needed,
 * wildcards stand for anything, conditions have to hold. Operators that no program of ours uses are refused
 * rather than guessed.
 */
import * as v from "valibot";

export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys as AWS fills them in: `elasticfilesystem:AccessPointArn`. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

const list = v.union([
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
  v.array(v.string()),
]);
const statement = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(["Allow", "Deny"]),
  Principal: v.optional(v.unknown()),
  Action: list,
  Resource: list,
  Condition: v.optional(v.record(v.string(), v.record(v.string(), list)), {}),
});
const document = v.object({ Statement: v.array(statement) });
export type Statement = v.InferOutput<typeof statement>;

export const statementsOf = (policy: unknown): readonly Statement[] =>
  v.parse(document, typeof policy === "string" ? JSON.parse(policy) : policy).Statement;

/** Of identity and resource policies together, as within one account. */
export function isAllowed(statements: readonly Statement[], request: Request): boolean {
  const matching = statements.filter((one) => applies(one, request));
  return (
    matching.some(({ Effect }) => Effect === "Allow") &&
    !matching.some(({ Effect }) => Effect === "Deny")
  );
}

function applies({ Action, Resource, Condition }: Statement, request: Request): boolean {
  return (
    Action.some((pattern) => like(pattern, request.action)) &&
    Resource.some((pattern) => like(pattern, request.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) =>
        operatorOf(operator)(wanted, request.context?.[key]),
      ),
    )
  );
}

type Operator = (wanted: readonly string[], given: readonly string[] | undefined) => boolean;

/** A key that the request lacks fails a condition, save `ForAllValues`, which then holds, and `Null`. */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (wanted, given) => given?.some((one) => wanted.includes(one)) ?? false,
  StringLike: (wanted, given) =>
    given?.some((one) => wanted.some((pattern) => like(pattern, one))) ?? false,
  "ForAllValues:StringEquals": (wanted, given = []) => given.every((one) => wanted.includes(one)),
  "ForAllValues:StringLike": (wanted, given = []) =>
    given.every((one) => wanted.some((pattern) => like(pattern, one))),
  ArnEquals: (wanted, given) =>
    given?.some((one) => wanted.some((pattern) => like(pattern, one))) ?? false,
  Null: ([wanted], given) => (given === undefined) === (wanted === "true"),
  Bool: (wanted, given) => given?.some((one) => wanted.includes(one)) ?? false,
};

function operatorOf(name: string): Operator {
  const operator = operators[name];
  if (!operator) throw new Error(`The evaluator does not know the condition operator ${name}.`);
  return operator;
}

/** `*` and `?`; ARNs that are only known after `up` stand as `${name.arn}`, and have neither. */
const like = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.split("*").map(oneCharacter).join(".*")}$`, "s").test(text);

const oneCharacter = (part: string): string =>
  part
    .split("?")
    .map((text) => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, "\\$&"))
    .join(".");
