export const serving = ["fastapi", "uvicorn", "pillow"] as const;
