/** How a variable may be shown: as it is, by its length only, or as the host and database that it names. */
type Shown = "plain" | "secret" | "place";

/** Every variable of README's table, and what holds when it is not set; undefined: it must be. */
export const VARIABLES: Readonly<Record<string, { readonly shown: Shown; readonly unset?: string }>> = {
  APP_URL: { shown: "plain" },
  PORT: { shown: "plain", unset: "3000" },
  HOST: { shown: "plain", unset: "127.0.0.1" },
  AUTH_SECRET: { shown: "secret", unset: "NEXTAUTH_SECRET serves" },
  DINTERO_ACCOUNT_ID: { shown: "plain" },
  DINTERO_CLIENT_ID: { shown: "plain" },
  DINTERO_CLIENT_SECRET: { shown: "secret" },
  DINTERO_API_URL: { shown: "plain", unset: "https://api.dintero.com" },
  DINTERO_CHECKOUT_URL: { shown: "plain", unset: "https://checkout.dintero.com" },
  DINTERO_SIGNATURE_SECRET: { shown: "secret", unset: "callbacks are answered 503" },
  DINTERO_WEBHOOK_SECRET: { shown: "secret", unset: "account webhooks are answered 503" },
  DATABASE_URL: { shown: "place", unset: "the embedded PostgreSQL in DATA_DIR" },
  DATA_DIR: { shown: "plain", unset: "./data" },
  PG_BIN: { shown: "plain", unset: "the packaged PostgreSQL" },
  OIDC_ISSUER: { shown: "plain", unset: "single sign-on is off" },
  OIDC_CLIENT_ID: { shown: "plain", unset: "single sign-on is off" },
  OIDC_CLIENT_SECRET: { shown: "secret", unset: "single sign-on is off" },
  OIDC_ROLE_CLAIM: { shown: "plain", unset: "single sign-on is off" },
  BUSINESS_TIME_ZONE: { shown: "plain", unset: "Europe/Oslo" },
  RAW_BODY_RETENTION_DAYS: { shown: "plain", unset: "90" },
  PII_RETENTION_DAYS: { shown: "plain", unset: "1825" },
  SYNC_INTERVAL_SECONDS: { shown: "plain", unset: "300" },
  TRUSTED_PROXIES: { shown: "plain", unset: "no proxy is believed" },
  METRICS_TOKEN: { shown: "secret", unset: "/api/metrics is 404" },
  LOG_LEVEL: { shown: "plain", unset: "info" },
};

/** What the demo sets; no typing mistakes. */
export const OTHER_NAMES: readonly string[] = ["NEXTAUTH_SECRET", "KONTOR_DEMO", "KONTOR_DEMO_PASSWORD"];
