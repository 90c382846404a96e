export let live: unknown;
export const hold = (value: unknown) => {
  live = value;
};
export const held = () => live;
