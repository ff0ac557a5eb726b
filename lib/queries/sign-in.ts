/** How one step of signing in ended. */
export type SignInOutcome =
  /** Go on to `url`: the page that was asked for, or the sign-in page for the next step. */
  | { readonly kind: "done"; readonly url: string; readonly recoveryCodes: readonly string[] }
  | { readonly kind: "refused" }
  /** The password was right too long ago. */
  | { readonly kind: "expired" }
  | { readonly kind: "wait"; readonly seconds: number }
  /** Our server answered, but could not do it; or nothing answered at all. */
  | { readonly kind: "unavailable" }
  | { readonly kind: "offline" };

/** Tries `password` once. `target` is the local path to go on to. Never throws. */
export function signIn(email: string, password: string, target: string): Promise<SignInOutcome> {
  return take({ email, password, callbackUrl: target });
}

/** Tries the code of an app, or a recovery code, after the right password. Never throws. */
export function sendCode(code: string, target: string): Promise<SignInOutcome> {
  return take({ code, callbackUrl: target });
}

/** Ends this sign-in. @returns where to go, or undefined when it did not work */
export async function signOut(): Promise<string | undefined> {
  try {
    const answer = await post("/api/auth/signout", {});
    return answer.ok ? "/sign-in" : undefined;
  } catch {
    return undefined;
  }
}

async function take(step: Readonly<Record<string, string>>): Promise<SignInOutcome> {
  try {
    const answer = await post("/api/auth/callback/credentials", step);
    if (answer.status === 429)
      return { kind: "wait", seconds: Number(answer.headers.get("retry-after")) || 60 };
    const body: { url?: string; recovery_codes?: string[]; code?: string } = await answer.json();
    if (answer.ok) return { kind: "done", url: body.url ?? "/", recoveryCodes: body.recovery_codes ?? [] };
    if (answer.status === 401) return { kind: body.code === "unauthenticated" ? "expired" : "refused" };
    return { kind: "unavailable" };
  } catch {
    return { kind: "offline" };
  }
}

function post(path: string, form: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...form, json: "true" }),
  });
}
