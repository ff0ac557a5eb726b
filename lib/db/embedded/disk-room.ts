import { statfs } from "node:fs/promises";

const LITTLE_BYTES = 5e9;
const NONE_BYTES = 5e8;

/** Room on the volume that the embedded store is on. */
export interface DiskRoom {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** A full disk stops the intake. */
  readonly state: "enough" | "little" | "none";
}

/** @param dataDir of the embedded store */
export async function readDiskRoom(dataDir: string): Promise<DiskRoom> {
  const { bavail, bsize, blocks } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const state = freeBytes < NONE_BYTES ? "none" : freeBytes < LITTLE_BYTES ? "little" : "enough";
  return { freeBytes, totalBytes: blocks * bsize, state };
}
