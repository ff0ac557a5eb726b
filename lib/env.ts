import { resolve } from "node:path";
import { type EnvironmentSource, EnvReader, type OidcEnv, type Subnet } from "@/lib/env-reader";
import type { LogLevel } from "@/lib/log";

/** The configuration of one process: CONTRACT, section 1. Read once, at start, by `readEnv`; nothing else reads the environment. */
export interface Env {
  readonly isProduction: boolean;
  /** Only demo mode makes the four demo accounts (`KONTOR_DEMO=1`, set by `npm run demo` and `npm run dev`). */
  readonly isDemo: boolean;
  /** What all four of them sign in with; "" outside demo mode. */
  readonly demoPassword: string;
  /** Public origin, without a trailing slash. */
  readonly appUrl: string;
  readonly port: number;
  readonly host: string;
  readonly authSecret: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origins of the provider, without a trailing slash. */
  readonly apiUrl: string;
  readonly checkoutUrl: string;
  /** Newest first while a secret is rotated; empty = the endpoint answers 503. */
  readonly signatureSecrets: readonly string[];
  readonly webhookSecrets: readonly string[];
  /** Absent = the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  readonly pgBin?: string | undefined;
  /** Absent = single sign-on is off. */
  readonly oidc?: OidcEnv | undefined;
  readonly businessTimeZone: string;
  readonly rawBodyRetentionDays: number;
  readonly piiRetentionDays: number;
  /** 0 = no reconciliation. */
  readonly syncIntervalSeconds: number;
  /** CIDRs, each in the words of `net.BlockList.addSubnet`. */
  readonly trustedProxies: readonly Subnet[];
  readonly metricsToken?: string | undefined;
  readonly logLevel: LogLevel;
}

/** What is wrong with the environment: one line per fault. Carries no value, so it may be printed. */
export class EnvError extends Error {
  override readonly name: string = "EnvError";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join("\n"));
    this.faults = faults;
  }
}

/** @throws EnvError with every fault at once, so that an operator mends a configuration in one go. */
export function readEnv(source: EnvironmentSource): Env {
  const faults: string[] = [];
  const read = new EnvReader(source, faults);
  const isProduction = source.NODE_ENV === "production";
  const isDemo = source.KONTOR_DEMO === "1";
  const port = read.whole("PORT", 3000, 1, 65_535);
  const env: Env = {
    isProduction,
    isDemo,
    demoPassword: isDemo
      ? read.matching(
          "KONTOR_DEMO_PASSWORD",
          /^.{12,}$/,
          "12 characters or more",
          "the one that npm run demo prints",
        )
      : "",
    appUrl: read.origin("APP_URL", isProduction ? undefined : `http://localhost:${port}`, {
      example: "https://kontor.example.com",
      isHttpAllowed: true,
    }),
    port,
    host: read.text("HOST", "an address to listen on", "127.0.0.1", "127.0.0.1"),
    authSecret: read.authSecret(),
    ...storeOf(read),
    ...clientOf(read),
    signatureSecrets: read.list("DINTERO_SIGNATURE_SECRET"),
    webhookSecrets: read.list("DINTERO_WEBHOOK_SECRET"),
    oidc: read.oidc(),
    businessTimeZone: timeZoneOf(read),
    rawBodyRetentionDays: read.whole("RAW_BODY_RETENTION_DAYS", 90, 1, 36_500),
    piiRetentionDays: read.whole("PII_RETENTION_DAYS", 1825, 1, 36_500),
    syncIntervalSeconds: read.whole("SYNC_INTERVAL_SECONDS", 300, 0, 86_400),
    trustedProxies: read.subnets("TRUSTED_PROXIES"),
    metricsToken: read.find("METRICS_TOKEN"),
    logLevel: read.logLevel(),
  };
  if (faults.length > 0) throw new EnvError(faults);
  return env;
}

/** Whose orders, and where they are kept. */
export type StoreEnv = Pick<Env, "accountId" | "databaseUrl" | "dataDir" | "pgBin">;

/** For a command that only works on the store, and so needs no more of the configuration. @throws EnvError */
export function readStoreEnv(source: EnvironmentSource): StoreEnv {
  const faults: string[] = [];
  const env = storeOf(new EnvReader(source, faults));
  if (faults.length > 0) throw new EnvError(faults);
  return env;
}

/** Who asks Dintero, and where. */
export type ClientEnv = Pick<Env, "accountId" | "clientId" | "clientSecret" | "apiUrl" | "checkoutUrl">;

/** For a command that asks Dintero and writes to the store. @throws EnvError */
export function readSyncEnv(source: EnvironmentSource): StoreEnv & ClientEnv & Pick<Env, "businessTimeZone"> {
  const faults: string[] = [];
  const read = new EnvReader(source, faults);
  const env = { ...storeOf(read), ...clientOf(read), businessTimeZone: timeZoneOf(read) };
  if (faults.length > 0) throw new EnvError(faults);
  return env;
}

function clientOf(read: EnvReader): Omit<ClientEnv, "accountId"> {
  return {
    clientId: read.text(
      "DINTERO_CLIENT_ID",
      "the id of the API client",
      "72e024ca-4d8f-4b0c-a6b4-6e1e1d4d0d0a",
    ),
    clientSecret: read.text(
      "DINTERO_CLIENT_SECRET",
      "the secret of the API client",
      "the one shown when it was made",
    ),
    apiUrl: read.origin("DINTERO_API_URL", "https://api.dintero.com", { example: "https://api.dintero.com" }),
    checkoutUrl: read.origin("DINTERO_CHECKOUT_URL", "https://checkout.dintero.com", {
      example: "https://checkout.dintero.com",
    }),
  };
}

function timeZoneOf(read: EnvReader): string {
  return read.timeZone("BUSINESS_TIME_ZONE", "Europe/Oslo");
}

function storeOf(read: EnvReader): StoreEnv {
  return {
    accountId: read.matching("DINTERO_ACCOUNT_ID", /^[PT]\d{8}$/, "P or T and eight digits", "T12345678"),
    databaseUrl: read.databaseUrl(),
    dataDir: resolve(read.find("DATA_DIR") ?? "./data"),
    pgBin: read.find("PG_BIN"),
  };
}
