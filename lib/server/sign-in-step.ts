import "server-only";
import { cookies } from "next/headers";
import { runtime } from "@/lib/runtime";
import { findPending, pendingCookieName } from "./pending-sign-in";
import { type FactorOffer, hasSecondFactor, offerFactor } from "./second-factor";

/** What the sign-in page asks this browser for. */
export type SignInStep =
  | { readonly kind: "password"; readonly hasSso: boolean }
  | { readonly kind: "code" }
  | { readonly kind: "enrol"; readonly offer: FactorOffer };

/** Who has shown the right password is asked for a code, or to set up an app where everybody must have one. */
export async function findSignInStep(): Promise<SignInStep> {
  const { env } = runtime();
  const user = await findPending((await cookies()).get(pendingCookieName(env.appUrl))?.value);
  if (user === undefined) return { kind: "password", hasSso: env.oidc !== undefined };
  if (await hasSecondFactor(user.userId)) return { kind: "code" };
  return { kind: "enrol", offer: await offerFactor(user) };
}
