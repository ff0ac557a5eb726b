/** What one check came to. `todo` is a sentence for whoever runs Kontor; no secret, no personal data. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "warn" | "fail";
  readonly says: string;
  readonly todo?: string | undefined;
}

export function ok(check: string, says: string): Finding {
  return { check, state: "ok", says };
}

export function warn(check: string, says: string, todo: string): Finding {
  return { check, state: "warn", says, todo };
}

export function fail(check: string, says: string, todo: string): Finding {
  return { check, state: "fail", says, todo };
}
