import { isIP } from "node:net";
import { LOG_LEVELS, type LogLevel } from "@/lib/log";

export type EnvironmentSource = Readonly<Record<string, string | undefined>>;

export interface OidcEnv {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly roleClaim?: string | undefined;
}

/** One CIDR, in the words of `net.BlockList.addSubnet`. */
export interface Subnet {
  readonly network: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

/**
 * Reads one name at a time and notes what is wrong with it. A faulty value reads as "" or 0: nobody sees it, since
 * `readEnv` throws when anything was noted.
 */
export class EnvReader {
  readonly #source: EnvironmentSource;
  readonly #faults: string[];

  constructor(source: EnvironmentSource, faults: string[]) {
    this.#source = source;
    this.#faults = faults;
  }

  /** Blank counts as unset: that is what an empty line in a compose file means. */
  find(name: string): string | undefined {
    const value = this.#source[name]?.trim();
    return value === "" ? undefined : value;
  }

  text(name: string, what: string, example: string, fallback?: string): string {
    return this.find(name) ?? fallback ?? this.#missing(name, what, example);
  }

  matching(name: string, pattern: RegExp, what: string, example: string): string {
    const value = this.find(name);
    if (value === undefined) return this.#missing(name, what, example);
    return pattern.test(value) ? value : this.#wrong(name, `must be ${what}`, example);
  }

  whole(name: string, fallback: number, least: number, most: number): number {
    const value = this.find(name);
    if (value === undefined) return fallback;
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    this.#wrong(name, `must be a whole number from ${least} to ${most}`, String(fallback));
    return least;
  }

  /** An origin. Plain http only where `isHttpAllowed`, or on this machine: credentials travel there. */
  origin(
    name: string,
    fallback: string | undefined,
    rule: { example: string; isHttpAllowed?: boolean },
  ): string {
    const value = this.find(name) ?? fallback;
    if (value === undefined) return this.#missing(name, "a public origin", rule.example);
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (
      url === undefined ||
      !["http:", "https:"].includes(url.protocol) ||
      url.username !== "" ||
      url.password !== ""
    ) {
      return this.#wrong(name, "must be an http or https address", rule.example);
    }
    if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
      return this.#wrong(name, "must be an origin, without a path", rule.example);
    }
    if (url.protocol === "http:" && rule.isHttpAllowed !== true && !isThisMachine(url.hostname)) {
      return this.#wrong(name, "must be https (http only on this machine)", rule.example);
    }
    return url.origin;
  }

  authSecret(): string {
    const name =
      this.find("AUTH_SECRET") === undefined && this.find("NEXTAUTH_SECRET")
        ? "NEXTAUTH_SECRET"
        : "AUTH_SECRET";
    const example = "the output of: openssl rand -base64 48";
    const value = this.find(name);
    if (value === undefined) return this.#missing(name, "a secret of 32 bytes or more", example);
    return Buffer.byteLength(value) >= 32 ? value : this.#wrong(name, "must have 32 bytes or more", example);
  }

  list(name: string): readonly string[] {
    const value = this.find(name);
    if (value === undefined) return [];
    const parts = value.split(",").map((part) => part.trim());
    if (parts.every((part) => part !== "")) return parts;
    this.#wrong(name, "must not have an empty part", "new-secret,old-secret");
    return [];
  }

  databaseUrl(): string | undefined {
    const value = this.find("DATABASE_URL");
    if (value === undefined) return undefined;
    const isPostgres = /^postgres(ql)?:\/\//.test(value) && URL.canParse(value);
    if (isPostgres) return value;
    return this.#wrong(
      "DATABASE_URL",
      "must be a PostgreSQL address",
      "postgresql://kontor:password@db.example.com/kontor",
    );
  }

  oidc(): OidcEnv | undefined {
    const names = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"];
    if (names.every((name) => this.find(name) === undefined)) {
      if (this.find("OIDC_ROLE_CLAIM") !== undefined)
        this.#missing("OIDC_ISSUER", "the issuer", "https://login.example.com");
      return undefined;
    }
    const needed = "needed as soon as one OIDC_ name is set";
    const issuer = this.find("OIDC_ISSUER");
    const isHttps = issuer !== undefined && URL.canParse(issuer) && isSafe(new URL(issuer));
    if (issuer === undefined) this.#missing("OIDC_ISSUER", needed, "https://login.example.com");
    else if (!isHttps) this.#wrong("OIDC_ISSUER", "must be an https address", "https://login.example.com");
    return {
      issuer: issuer ?? "",
      clientId: this.text("OIDC_CLIENT_ID", needed, "kontor"),
      clientSecret: this.text("OIDC_CLIENT_SECRET", needed, "the one your identity provider shows"),
      roleClaim: this.find("OIDC_ROLE_CLAIM"),
    };
  }

  timeZone(name: string, fallback: string): string {
    const value = this.find(name) ?? fallback;
    try {
      return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
    } catch {
      return this.#wrong(name, "must be a time zone of the IANA list", "Europe/Oslo");
    }
  }

  subnets(name: string): readonly Subnet[] {
    const value = this.find(name);
    if (value === undefined) return [];
    const subnets = value.split(",").map((part) => parseSubnet(part.trim()));
    const valid = subnets.filter((subnet) => subnet !== undefined);
    if (valid.length < subnets.length)
      this.#wrong(name, "must be addresses or CIDRs, with commas between", "10.0.0.0/8,192.0.2.7");
    return valid;
  }

  logLevel(): LogLevel {
    const value = this.find("LOG_LEVEL") ?? "info";
    const level = LOG_LEVELS.find((known) => known === value);
    if (level !== undefined) return level;
    this.#wrong("LOG_LEVEL", `must be one of ${LOG_LEVELS.join(", ")}`, "info");
    return "info";
  }

  #missing(name: string, what: string, example: string): string {
    this.#faults.push(`${name} is missing: ${what}, for example ${example}`);
    return "";
  }

  #wrong(name: string, what: string, example: string): string {
    this.#faults.push(`${name} ${what}, for example ${example}`);
    return "";
  }
}

function isSafe(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url.hostname));
}

function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function parseSubnet(text: string): Subnet | undefined {
  const [network = "", bits, ...rest] = text.split("/");
  const version = isIP(network);
  if (version === 0 || rest.length > 0) return undefined;
  const widest = version === 4 ? 32 : 128;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return undefined;
  const prefix = bits === undefined ? widest : Number(bits);
  if (prefix > widest) return undefined;
  return { network, prefix, family: version === 4 ? "ipv4" : "ipv6" };
}
