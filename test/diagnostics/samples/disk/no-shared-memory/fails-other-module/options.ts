export const options = { shmSize: 1_000_000, diskSize: 300 } as const;
