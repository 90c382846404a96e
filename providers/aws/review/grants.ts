import type { Grant, Json, ReviewedResource } from "#plan/review.ts";
import { isObject, listAt, namedIn, ofType, referred, textAt, textsAt } from "./inputs.ts";

/** What roles may do, read off their policies: a grant for each verb and thing. */
export const grants = (resources: readonly ReviewedResource[]): readonly Grant[] => [
  ...ofType(resources, "aws:iam/rolePolicy:RolePolicy").flatMap((policy) => {
    const who = holder(policy, textAt(policy.inputs, "role"));
    return statements(textAt(policy.inputs, "policy")).flatMap((statement) =>
      fromStatement(statement, { who, resources }),
    );
  }),
  ...ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
    (attachment): Grant => {
      const policy = textAt(attachment.inputs, "policyArn") ?? "";
      return {
        who: holder(attachment, textAt(attachment.inputs, "role")),
        verb: "all of",
        what: `policy ${policy.split("/").at(-1)}`,
        routine: false,
        wide: /AdministratorAccess|PowerUserAccess/.test(policy),
      };
    },
  ),
];

const holder = ({ component, name }: ReviewedResource, role: string | undefined): string =>
  component === "root" ? "the controller" : (component ?? `the ${namedIn(role) ?? name} machine`);

interface Context {
  readonly who: string;
  readonly resources: readonly ReviewedResource[];
}

function statements(policy: string | undefined): readonly Json[] {
  try {
    const parsed: Json = JSON.parse(policy ?? "{}");
    return listAt(parsed, "Statement").filter((one) => isObject(one) && one["Effect"] === "Allow");
  } catch {
    return [];
  }
}

function fromStatement(statement: Json, context: Context): readonly Grant[] {
  const actions = textsAt(statement, "Action");
  const targets = textsAt(statement, "Resource");
  const known = reader(actions, statement);
  if (known)
    return known({ actions, targets, statement }, context).map((grant) => ({
      ...grant,
      actions,
      on: targets,
    }));
  const condition = isObject(statement) && statement["Condition"] !== undefined;
  return actions.flatMap((action) =>
    targets.map((target) => other({ action, target, condition }, context)),
  );
}

interface Statement {
  readonly actions: readonly string[];
  readonly targets: readonly string[];
  readonly statement: Json;
}
type Reader = (statement: Statement, context: Context) => readonly Grant[];

/** Those that the emitted programs use, in words of the app. */
function reader(actions: readonly string[], statement: Json): Reader | undefined {
  const all = (pattern: RegExp) => actions.length > 0 && actions.every((one) => pattern.test(one));
  if (all(/^elasticfilesystem:Client/) && accessPoints(statement).length > 0) return paths;
  if (all(/^ssm:GetParameter$/)) return secrets;
  if (all(/^s3:(Get|Put|Delete)Object$/)) return objects;
  return undefined;
}

const accessPoints = (statement: Json): readonly string[] =>
  textsAt(statement, "Condition", "StringEquals", "elasticfilesystem:AccessPointArn");

/** Whoever may write through an access point reads through it too. */
const paths: Reader = ({ actions, statement }, { who, resources }) => {
  const verb = actions.includes("elasticfilesystem:ClientWrite") ? "write" : "read";
  return accessPoints(statement).map((arn) => {
    const point = referred(resources, "aws:efs/accessPoint:AccessPoint", arn);
    const producer = point?.component;
    const own = producer === undefined || producer === "root" ? undefined : producer;
    const what = own === undefined ? `volume through ${namedIn(arn) ?? arn}` : `${own}'s Paths`;
    return { who, verb, what, pathsOf: own, routine: who === "the controller", wide: false };
  });
};

const secrets: Reader = ({ targets }, { who }) =>
  targets.map((target) => {
    const name = /parameter\/thunderhead\/[^/]+\/(.+)$/.exec(target)?.[1];
    const what = `secret ${name ?? target}`;
    return { who, verb: "read", what, routine: false, wide: target === "*" };
  });

const verbs: Readonly<Record<string, string>> = {
  "s3:GetObject": "read",
  "s3:PutObject": "write",
  "s3:DeleteObject": "delete",
};

const objects: Reader = ({ actions, targets }, { who }) =>
  actions.flatMap((action) =>
    targets.map((target) => {
      const code = /^\$\{bundles\.arn\}\/(works|flow|boot|manifest|deployment)/.test(target);
      const drive = /\/drives\/([^/]+)\/\*$/.exec(target)?.[1];
      const what = drive === undefined ? `objects ${objectsIn(target)}` : `drive ${drive}`;
      const verb = verbs[action] ?? action;
      return { who, verb, what, routine: code || who === "the controller", wide: target === "*" };
    }),
  );

/** `arn:aws:s3:::models/llama*` → `s3://models/llama*`, `${data.arn}/x/*` → `data/x/*`. */
const objectsIn = (target: string): string =>
  target.replace(/^arn:aws[\w-]*:s3:::/, "s3://").replace(/^\$\{([^.}]+)\.arn\}/, "$1");

const everyMachines =
  /^(logs:(CreateLogStream|PutLogEvents)|ssmmessages:\w+|ssm:UpdateInstanceInformation)$/;

function other(
  { action, target, condition }: { action: string; target: string; condition: boolean },
  { who }: Context,
): Grant {
  const isFence = action === "dynamodb:GetItem" && condition;
  return {
    who,
    verb: `call ${action} on`,
    what: target === "*" ? "everything" : objectsIn(target),
    actions: [action],
    on: [target],
    routine: isFence || everyMachines.test(action) || who === "the controller",
    wide: target === "*" && !condition && !everyMachines.test(action),
  };
}
