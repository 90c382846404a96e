import * as pulumi from "@pulumi/pulumi";

pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) =>
  type === "aws:efs/fileSystem:FileSystem" && name === "volume"
    ? { props: { ...props, encrypted: false }, opts }
    : undefined,
);
