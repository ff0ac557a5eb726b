import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll } from "vitest";

/** Who sits at the provider next, or how the provider behaves: see e2e/identity-provider.mjs. */
export interface Next {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly error?: string;
  readonly isThin?: boolean;
  readonly isSilent?: boolean;
  readonly isDripping?: boolean;
  readonly status?: number;
  readonly body?: string;
}

export interface IdentityProvider {
  readonly issuer: string;
  next(next: Next): Promise<void>;
  /** Follows `url` as a browser would, until the provider sends it back. @returns that address */
  visit(url: string): Promise<URL>;
}

/** For a test file's top level: a provider of its own, which sends people back to `redirectUri`. */
export function testIdentityProvider(redirectUri: string): IdentityProvider {
  let child: ChildProcess | undefined;
  const provider = {
    issuer: "",
    async next(next: Next) {
      await fetch(`${provider.issuer}/next`, { method: "PUT", body: JSON.stringify(next) });
    },
    async visit(url: string) {
      let at = new URL(url);
      const jar = new Map<string, string>();
      while (!at.href.startsWith(redirectUri)) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
        const answer = await fetch(at, { redirect: "manual", headers: { cookie } });
        for (const line of answer.headers.getSetCookie()) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          jar.set(name, value);
        }
        const location = answer.headers.get("location");
        if (location === null)
          throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
        at = new URL(location, at);
      }
      return at;
    },
  };
  beforeAll(async () => {
    child = spawn(process.execPath, ["e2e/identity-provider.mjs", "0", redirectUri], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = child.stdout ? await once(child.stdout, "data") : [""];
    provider.issuer = String(line).trim();
  });
  afterAll(() => child?.kill());
  return provider;
}
