import { fileURLToPath } from "node:url";

/** The project's folder; no launcher depends on where it was called from. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));
