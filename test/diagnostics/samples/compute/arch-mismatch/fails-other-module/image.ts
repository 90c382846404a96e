export const image = "ghcr.io/team/train:v3-arm64";
