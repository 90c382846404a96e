import * as ec2 from "@pulumi/aws/ec2/index.js";

new ec2.Eip("fixed", {});
