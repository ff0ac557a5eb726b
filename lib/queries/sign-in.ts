/** How an attempt to sign in ended. */
export type SignInOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "refused" }
  | { readonly kind: "wait"; readonly seconds: number }
  /** Our server answered, but could not do it; or nothing answered at all. */
  | { readonly kind: "unavailable" }
  | { readonly kind: "offline" };

/** Tries `password` once. `target` is the local path to go on to. Never throws. */
export async function signIn(email: string, password: string, target: string): Promise<SignInOutcome> {
  try {
    const answer = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password, callbackUrl: target, json: "true" }),
    });
    if (answer.ok) return { kind: "done" };
    if (answer.status === 401) return { kind: "refused" };
    if (answer.status === 429)
      return { kind: "wait", seconds: Number(answer.headers.get("retry-after")) || 60 };
    return { kind: "unavailable" };
  } catch {
    return { kind: "offline" };
  }
}
