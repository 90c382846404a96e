export const exposed = { public: true };
