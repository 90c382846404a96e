import { data, type Expression, type Import, object } from "#plan/expression.ts";
import type { Call, Origin, Registration } from "#plan/plan.ts";
import type { LoweringContext } from "#plan/provider.ts";
import type { AwsOptions } from "../options.ts";

export type AwsContext = LoweringContext<AwsOptions>;

/** What a component's call leaves to say, beside its class. */
interface ComponentCall {
  readonly name: string;
  readonly symbol: string;
  readonly identifier: string;
  readonly arguments: Parameters<typeof object>[0];
  readonly origin: Origin;
  /** What it registers besides itself. */
  readonly registers: readonly Registration[];
  /** Logical names it had: a stack that knows it by one keeps it, and all inside it. */
  readonly formerly?: readonly string[] | undefined;
}

/** A call of one of `program/`'s classes; `WorkMachines` lives in `components/work-machines.ts`. */
export function component(className: string, call: ComponentCall, file = kebab(className)): Call {
  const token = `thunderhead:aws:${className}`;
  return {
    kind: "component",
    token,
    callee: { kind: "component", file: `components/${file}.ts`, name: className },
    logicalName: call.name,
    symbol: call.symbol,
    identifier: call.identifier,
    arguments: object(call.arguments),
    ...(call.formerly?.length && { options: aliases(call.formerly) }),
    origin: call.origin,
    registers: [{ type: token, name: call.name }, ...call.registers],
  };
}

const aliases = (names: readonly string[]): Expression =>
  object({ aliases: data(names.map((name) => ({ name }))) });

/** A resource on its own: `s3.Bucket`, token `aws:s3/bucket:Bucket`. */
export function resource(
  namespace: string,
  className: string,
  call: Omit<ComponentCall, "registers"> & { readonly options?: Expression },
): Call {
  const token = awsToken(namespace, className);
  return {
    kind: "resource",
    token,
    callee: awsClass(namespace, className),
    logicalName: call.name,
    symbol: call.symbol,
    identifier: call.identifier,
    arguments: object(call.arguments),
    ...(call.options && { options: call.options }),
    origin: call.origin,
    registers: [{ type: token, name: call.name }],
  };
}

const awsClass = (namespace: string, name: string): Import => ({
  kind: "package",
  module: `@pulumi/aws/${namespace}/index.js`,
  namespace,
  name,
});

/** `s3`, `BucketPublicAccessBlock` → `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock`. */
export const awsToken = (namespace: string, className: string): string =>
  `aws:${namespace}/${className.charAt(0).toLowerCase()}${className.slice(1)}:${className}`;

/** `["ec2 Vpc", "network"]` → a registration. */
export const registered = (type: `${string} ${string}`, name: string): Registration => {
  const [namespace = "", className = ""] = type.split(" ");
  return { type: awsToken(namespace, className), name };
};

const kebab = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
