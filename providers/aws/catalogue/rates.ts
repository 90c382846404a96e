/** What things cost beside machines: list prices of us-east-1, of the same date as those of machines. */
export const hoursPerMonth = 730;
/** $ an hour of a public IPv4 address. */
export const address = 0.005;
/** $ a month of a GB of gp3. */
export const disk = 0.08;
/** $ an hour of a balancer without traffic. */
export const balancer = 0.0225;
/** $ an hour of a NAT gateway, without what goes through it. */
export const natGateway = 0.045;
/** $ an hour of an interface endpoint in one zone. */
export const interfaceEndpoint = 0.01;
/** $ a month of a hosted zone, a customer-managed key, a secret of Secrets Manager. */
export const hostedZone = 0.5;
export const key = 1;
export const secret = 0.4;
/** $ a month for the leader record, a few objects and logs of an idle app. */
export const upkeep = 0.43;
/** $ of a GB on EFS: a month of storage, written once, read once (elastic throughput). */
export const volume = { month: 0.3, written: 0.06, read: 0.03 } as const;
