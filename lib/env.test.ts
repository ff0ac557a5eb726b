import { expect, test } from "vitest";
import { EnvError, readEnv } from "@/lib/env";

const least = {
  AUTH_SECRET: "canary-auth-secret-of-32-bytes-or-more",
  DINTERO_ACCOUNT_ID: "T12345678",
  DINTERO_CLIENT_ID: "client",
  DINTERO_CLIENT_SECRET: "canary-client-secret",
};

function faultsOf(source: Record<string, string>): readonly string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
  return [];
}

test("the four names without a default are enough to start outside production", () => {
  const env = readEnv(least);
  expect(env).toMatchObject({
    appUrl: "http://localhost:3000",
    host: "127.0.0.1",
    apiUrl: "https://api.dintero.com",
    checkoutUrl: "https://checkout.dintero.com",
    businessTimeZone: "Europe/Oslo",
    syncIntervalSeconds: 300,
    signatureSecrets: [],
    isDemo: false,
  });
  expect(env.databaseUrl).toBeUndefined();
  expect(env.oidc).toBeUndefined();
});

test("the local origin follows PORT, and production asks for a public one", () => {
  expect(readEnv({ ...least, PORT: "4711" }).appUrl).toBe("http://localhost:4711");
  expect(faultsOf({ ...least, NODE_ENV: "production" })).toEqual([
    "APP_URL is missing: a public origin, for example https://kontor.example.com",
  ]);
});

test("every missing name is told at once, one line each, with an example", () => {
  const faults = faultsOf({});
  expect(faults.map((line) => line.split(" ")[0])).toEqual([
    "AUTH_SECRET",
    "DINTERO_ACCOUNT_ID",
    "DINTERO_CLIENT_ID",
    "DINTERO_CLIENT_SECRET",
  ]);
  expect(faults.every((line) => line.includes(", for example ") && !line.includes("\n"))).toBe(true);
});

test.each([
  ["APP_URL", "https://kontor.example.com/path"],
  ["APP_URL", "ftp://kontor.example.com"],
  ["PORT", "0"],
  ["PORT", "70000"],
  ["PORT", "3e3"],
  ["AUTH_SECRET", "canary-short"],
  ["DINTERO_ACCOUNT_ID", "X12345678"],
  ["DINTERO_API_URL", "http://api.example.com"],
  ["DINTERO_CHECKOUT_URL", "https://user:canary-pass@checkout.example.com"],
  ["DINTERO_SIGNATURE_SECRET", "canary-new,,canary-old"],
  ["DATABASE_URL", "mysql://kontor:canary-pass@db/kontor"],
  ["OIDC_ISSUER", "http://login.example.com"],
  ["OIDC_ROLE_CLAIM", "groups"],
  ["BUSINESS_TIME_ZONE", "Europe/Atlantis"],
  ["RAW_BODY_RETENTION_DAYS", "0"],
  ["PII_RETENTION_DAYS", "-1"],
  ["SYNC_INTERVAL_SECONDS", "often"],
  ["TRUSTED_PROXIES", "10.0.0.0/8,proxy.example.com"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["LOG_LEVEL", "verbose"],
])("a malformed %s stops the start and its value is not repeated (%s)", (name, value) => {
  const faults = faultsOf({ ...least, [name]: value });
  expect(faults.some((line) => line.startsWith(name) || line.startsWith("OIDC_"))).toBe(true);
  expect(faults.join("\n")).not.toContain("canary");
});

test("a blank value counts as unset", () => {
  expect(readEnv({ ...least, DATABASE_URL: " ", PORT: "" }).databaseUrl).toBeUndefined();
});

test("NEXTAUTH_SECRET stands in for AUTH_SECRET, a secret may be rotated, and proxies are CIDRs", () => {
  const { AUTH_SECRET: secret, ...others } = least;
  const env = readEnv({
    ...others,
    NEXTAUTH_SECRET: secret,
    DINTERO_SIGNATURE_SECRET: "new, old",
    TRUSTED_PROXIES: "10.0.0.0/8, 2001:db8::1",
  });
  expect(env.authSecret).toBe(secret);
  expect(env.signatureSecrets).toEqual(["new", "old"]);
  expect(env.trustedProxies).toEqual([
    { network: "10.0.0.0", prefix: 8, family: "ipv4" },
    { network: "2001:db8::1", prefix: 128, family: "ipv6" },
  ]);
});

test("plain http to the provider is for this machine only", () => {
  const local = {
    ...least,
    DINTERO_API_URL: "http://127.0.0.1:4300",
    DINTERO_CHECKOUT_URL: "http://localhost:4300",
  };
  expect(readEnv(local)).toMatchObject({
    apiUrl: "http://127.0.0.1:4300",
    checkoutUrl: "http://localhost:4300",
  });
});

test("single sign-on is all or nothing", () => {
  expect(faultsOf({ ...least, OIDC_ISSUER: "https://login.example.com" })).toHaveLength(2);
  const whole = {
    ...least,
    OIDC_ISSUER: "https://login.example.com",
    OIDC_CLIENT_ID: "kontor",
    OIDC_CLIENT_SECRET: "secret",
  };
  expect(readEnv(whole).oidc).toEqual({
    issuer: "https://login.example.com",
    clientId: "kontor",
    clientSecret: "secret",
    roleClaim: undefined,
  });
});
