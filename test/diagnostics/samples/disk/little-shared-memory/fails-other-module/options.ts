export const options = { shmSize: 2 };
