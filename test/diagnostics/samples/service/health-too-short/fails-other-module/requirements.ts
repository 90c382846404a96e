export const models = ["fastapi", "diffusers>=0.30"];
