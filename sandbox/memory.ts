import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Run } from "./arrivals/run";
import { isObject, type JsonObject, numberAt, objectsAt, parseJson } from "./json";

/** What one world is made of: another shop has another memory. */
export interface World {
  readonly accountId: string;
  readonly seed: string;
  readonly orders: number;
}

/** What a sandbox must remember to be the same world after a restart. */
export interface Memory {
  /** The end of the shop's 13 months, in ms: when it was first started. */
  readonly now: number;
  /** When orders arrived. */
  readonly runs: readonly Run[];
  save(runs: readonly Run[], at: number): void;
}

/** Reads `file`, or begins it at `now` (ms) when it is not there, is not ours, or is of another world. */
export function openMemory(file: string, world: World, now: number): Memory {
  const known = readWorld(file, world);
  const began = numberAt(known, "now") ?? now;
  const save = (runs: readonly Run[], at: number): void => {
    // A run that has not ended is as long as it is known to have lasted.
    const lasted = runs.map((run) => ({ ...run, until: run.until ?? at }));
    writeFileSync(`${file}.new`, JSON.stringify({ ...world, now: began, runs: lasted }));
    renameSync(`${file}.new`, file);
  };
  const runs = objectsAt(known, "runs").flatMap(readRun);
  save(runs, now);
  return { now: began, runs, save };
}

function readWorld(file: string, { accountId, seed, orders }: World): JsonObject | undefined {
  try {
    const known = parseJson(readFileSync(file, "utf8"));
    const isSame =
      isObject(known) && known.accountId === accountId && known.seed === seed && known.orders === orders;
    return isSame ? known : undefined;
  } catch {
    return undefined;
  }
}

function readRun(run: JsonObject): Run[] {
  const [key, from, everyMs, until] = ["key", "from", "everyMs", "until"].map((name) => numberAt(run, name));
  return key === undefined || from === undefined || everyMs === undefined || until === undefined
    ? []
    : [{ key, from, everyMs, until }];
}
