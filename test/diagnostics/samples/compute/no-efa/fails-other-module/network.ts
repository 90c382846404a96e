export const network = { NCCL_NET_PLUGIN: "aws-ofi-nccl" };
