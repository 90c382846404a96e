// What an account may have already: a network, a certificate, a file system, a boundary, a key, tags.
import type { Config } from "thunderhead/config";

export default {
  aws: {
    region: "eu-central-1",
    access: {
      domain: "ml.example.org",
      certificate: "arn:aws:acm:eu-central-1:123456789012:certificate/1a2b",
    },
    network: {
      vpc: "vpc-0a1b",
      cidr: "10.1.0.0/16",
      subnets: { "euc1-az1": "subnet-0a", "euc1-az2": "subnet-0b" },
    },
    volume: "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0c",
    tags: { team: "vision", "cost-center": "4711" },
    budget: { monthly: 500, notify: "ml@example.org" },
    permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary",
    kmsKey: "arn:aws:kms:eu-central-1:123456789012:key/1a2b",
  },
} satisfies Config;
