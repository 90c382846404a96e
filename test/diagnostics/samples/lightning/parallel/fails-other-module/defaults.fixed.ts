export const defaults = {  };
