import { type Env, EnvError, readEnv } from "@/lib/env";
import type { EnvironmentSource } from "@/lib/env-reader";
import { placeOf } from "../line/store-address";
import { type Finding, fail, ok, warn } from "./finding";
import { OTHER_NAMES, VARIABLES } from "./variables";

/** A secret that a machine could try through is none. */
const SHORT_BYTES = 16;

/** A line for every variable, as `npm start` would read it. `env` is absent when that would not start. */
export function checkConfiguration(source: EnvironmentSource): {
  readonly findings: readonly Finding[];
  readonly env: Env | undefined;
} {
  const { env, faults } = read(source);
  const findings = Object.keys(VARIABLES).map(
    (name) => faultOf(name, faults) ?? advice(name, source, env) ?? ok(name, shown(name, source)),
  );
  return { env, findings: [...findings, ...misspelled(source)] };
}

function read(source: EnvironmentSource): { env: Env | undefined; faults: readonly string[] } {
  try {
    return { env: readEnv({ NODE_ENV: "production", ...source }), faults: [] };
  } catch (error) {
    if (error instanceof EnvError) return { env: undefined, faults: error.faults };
    throw error;
  }
}

function faultOf(name: string, faults: readonly string[]): Finding | undefined {
  const isItsOwn = (fault: string) => fault.startsWith(`${name} `);
  const fault =
    faults.find(isItsOwn) ??
    (name === "AUTH_SECRET" ? faults.find((text) => text.startsWith("NEXTAUTH_SECRET ")) : undefined);
  if (fault === undefined) return undefined;
  return fail(name, fault.replace(`${name} `, ""), "Kontor does not start before it is set right.");
}

/** What starts and is still not as it should be. */
function advice(name: string, source: EnvironmentSource, env: Env | undefined): Finding | undefined {
  const value = source[name]?.trim() ?? "";
  const isShort = (secret: string) => Buffer.byteLength(secret) < SHORT_BYTES;
  switch (name) {
    case "APP_URL": {
      if (env === undefined || env.appUrl.startsWith("https:")) return undefined;
      return warn(
        name,
        env.appUrl,
        "People's data and passwords travel in the clear, and Dintero calls https only.",
      );
    }
    case "AUTH_SECRET":
      return value !== "" && new Set(value).size < 10
        ? warn(name, "set, but made of few characters", "Make one with: openssl rand -base64 48")
        : undefined;
    case "DINTERO_SIGNATURE_SECRET":
      if (value === "")
        return fail(
          name,
          "not set: every callback is answered 503, and Dintero gives up after 20 tries",
          "Set the account's signature secret; Dintero shows it at GET /v1/admin/signature.",
        );
      return value.split(",").some((secret) => isShort(secret.trim()))
        ? warn(name, "set, but short", "Whoever guesses it can send callbacks; let Dintero make a new one.")
        : undefined;
    case "DINTERO_WEBHOOK_SECRET":
    case "METRICS_TOKEN":
      return value !== "" && isShort(value)
        ? warn(name, "set, but short", `Use ${SHORT_BYTES} characters or more, made by a machine.`)
        : undefined;
    case "TRUSTED_PROXIES":
      return value === "" && env?.appUrl.startsWith("https:")
        ? warn(
            name,
            "not set, and APP_URL is https",
            "Name the proxy before Kontor; until then every person and every caller has its address in the log.",
          )
        : undefined;
    case "SYNC_INTERVAL_SECONDS":
      return env?.syncIntervalSeconds === 0
        ? warn(name, "0: reconciliation is off", "What no callback tells is not found; 300 is the default.")
        : undefined;
    default:
      return undefined;
  }
}

function shown(name: string, source: EnvironmentSource): string {
  const value = source[name]?.trim() ?? "";
  const variable = VARIABLES[name];
  if (value === "") return `not set: ${variable?.unset ?? "the default"}`;
  switch (variable?.shown) {
    case "secret": {
      const lengths = value.split(",").map((secret) => Buffer.byteLength(secret.trim()));
      return `${lengths.join(" and ")} bytes, set`;
    }
    case "place":
      return placeOf(value);
    default:
      return value;
  }
}

function misspelled(source: EnvironmentSource): readonly Finding[] {
  return Object.keys(source)
    .filter((name) => /^(DINTERO|OIDC|KONTOR)_/.test(name))
    .filter((name) => !(name in VARIABLES) && !OTHER_NAMES.includes(name))
    .map((name) => warn(name, "set, but Kontor knows no such name", "Is it spelled as in the README?"));
}
