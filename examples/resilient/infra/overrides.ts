// Yours: written once, never touched again. It runs before everything else in this program, so
// a transform set here sees every resource. For example, to keep the logs of `serve` for a year:
//
//   import * as pulumi from "@pulumi/pulumi";
//
//   pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) =>
//     type === "aws:cloudwatch/logGroup:LogGroup" && name === "serve"
//       ? { props: { ...props, retentionInDays: 365 }, opts }
//       : undefined,
//   );
export {};
