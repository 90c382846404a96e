export let count = 0;
export const increase = () => ++count;
