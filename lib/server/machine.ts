import "server-only";
import { type DiskRoom, readDiskRoom } from "@/lib/db/embedded/disk-room";
import { readIntakeFigures } from "@/lib/db/intake-health";
import { durabilityOff, LEAST_VERSION, readStoreSettings, readStoreSize } from "@/lib/db/store-settings";
import { readCheckState } from "@/lib/db/sync-cursors";
import { backlogState, reconciliationState } from "@/lib/domain/work-state";
import { runtime } from "@/lib/runtime";
import { requireMay } from "./log";
import { type MadeOf, readMadeOf } from "./made-of";
import type { Viewer } from "./viewer";

/** How the machine behind Kontor does: what `npm run doctor` looks at, as far as a look costs little. */
export interface Machine {
  readonly node: string;
  /** For example "linux x64". */
  readonly platform: string;
  readonly upSeconds: number;
  readonly store: {
    /** In Kontor's own folder, or on a server. */
    readonly isEmbedded: boolean;
    readonly version: string;
    readonly isSupported: boolean;
    readonly bytes: number;
    /** What must be on and is off, by its PostgreSQL name; empty when nothing acknowledged can be lost. */
    readonly durabilityOff: readonly string[];
    /** Absent when the server does not say. */
    readonly hasChecksums?: boolean | undefined;
  };
  /** Of the embedded store's volume; absent for a server's. */
  readonly disk?: DiskRoom | undefined;
  readonly work: {
    readonly waiting: number;
    readonly oldestWaitingSeconds: number;
    readonly backlog: ReturnType<typeof backlogState>;
    readonly parked: number;
    readonly unconfirmed: number;
    readonly reconciliation: ReturnType<typeof reconciliationState>;
    /** ISO. */
    readonly reconciledAt?: string | undefined;
  };
  readonly madeOf: MadeOf;
}

/** @throws AppError "forbidden", "storage-unavailable" */
export async function readMachine(viewer: Viewer): Promise<Machine> {
  requireMay(viewer, "settings.manage");
  const { db, env, now } = runtime();
  const at = now();
  const isEmbedded = env.databaseUrl === undefined;
  const [settings, bytes, figures, check, disk, madeOf] = await Promise.all([
    readStoreSettings(db),
    readStoreSize(db),
    readIntakeFigures(db, env.accountId, at, []),
    readCheckState(db, env.accountId, at),
    isEmbedded ? readDiskRoom(env.dataDir).catch(() => undefined) : undefined,
    readMadeOf(),
  ]);
  const { waiting, oldestWaitingAt, parked, unconfirmed } = figures;
  const waitingMs = oldestWaitingAt === undefined ? 0 : Math.max(0, at - Date.parse(oldestWaitingAt));
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    upSeconds: process.uptime(),
    store: {
      isEmbedded,
      version: settings.version,
      isSupported: Number(settings.number) >= LEAST_VERSION * 10_000,
      bytes,
      durabilityOff: durabilityOff(settings),
      hasChecksums: settings.dataChecksums === undefined ? undefined : settings.dataChecksums === "on",
    },
    disk,
    work: {
      ...{ waiting, parked, unconfirmed },
      oldestWaitingSeconds: waitingMs / 1000,
      backlog: backlogState(waitingMs),
      reconciliation: reconciliationState(check, env.syncIntervalSeconds, at),
      reconciledAt: check.lastFinishedAt,
    },
    madeOf,
  };
}
