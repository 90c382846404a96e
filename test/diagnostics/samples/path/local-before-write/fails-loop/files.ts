import { access } from "node:fs/promises";

export async function exists(file: string) {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
