import { literal, noted, reference } from "#plan/expression.ts";
import type { PlanFile } from "#plan/plan.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { layoutOf } from "./layout.ts";
import { isOpen } from "./service.ts";

/** One for all services; none where there is nothing to reach, or `access: "tunnel"`. */
export function lowerBalancer({ graph, options }: AwsContext): readonly PlanFile[] {
  const { services, balancerZones } = layoutOf(graph, options);
  const { access } = options;
  if (access.kind === "tunnel" || (access.kind === "http" && services.length === 0)) return [];
  const [first] = services;
  const reason = first ? `\`${first.work.name}\` has a port` : "the console has a host name";
  const shared = {
    name: "services",
    symbol: "balancer",
    identifier: "balancer",
    origin: { span: first?.work.port?.span, comment: [], because: reason },
  };
  const common = {
    network: reference("network"),
    cidrs: reference("allowedCidrs"),
    ...(balancerZones !== undefined && {
      zones: noted(literal(balancerZones), "the fewest: an address in each is 3.65 $/month"),
    }),
    tags: reference("tags"),
  };
  const tunnel =
    'With `access: "tunnel"` there is none: services are then reached by ports that Session Manager forwards.';
  if (access.kind === "http") {
    return [
      {
        file: "balancer.ts",
        header: [
          `One balancer for all services, here because ${reason}. Plain HTTP, to the networks that the stack allows and to nobody else; a \`domain\` in thunderhead.config.ts brings HTTPS and host names.`,
          tunnel,
        ],
        statements: [
          component("HttpBalancer", { ...shared, arguments: common, registers: commonParts }),
        ],
      },
    ];
  }
  return [
    {
      file: "balancer.ts",
      header: [
        `One balancer for all services, here because ${reason}. HTTPS and host names, for there is a domain.`,
        tunnel,
      ],
      statements: [
        component("HttpsBalancer", {
          ...shared,
          arguments: {
            ...common,
            ...(isOpen(graph) && {
              open: noted(literal(true), "a service is public: others say who may call them"),
            }),
            ...(access.login && { asksLogin: literal(true) }),
            domain: reference("domain"),
            ...(access.zoneId !== undefined && { zoneId: reference("zoneId") }),
            ...(access.certificate !== undefined && { certificate: reference("certificate") }),
          },
          registers: [
            ...commonParts,
            ...(access.certificate === undefined ? certificateParts : []),
            registered("lb Listener", "services"),
            ...(isOpen(graph)
              ? [registered("vpc SecurityGroupIngressRule", "services-0.0.0.0/0")]
              : []),
            ...(access.login ? [registered("vpc SecurityGroupEgressRule", "services-login")] : []),
          ],
        }),
      ],
    },
  ];
}

const certificateParts = [
  registered("acm Certificate", "services"),
  registered("route53 Record", "services-proof"),
  registered("acm CertificateValidation", "services"),
];

const commonParts = [
  registered("ec2 SecurityGroup", "services"),
  registered("vpc SecurityGroupEgressRule", "services-out"),
  registered("lb LoadBalancer", "services"),
];
