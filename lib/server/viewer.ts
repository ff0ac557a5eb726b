import "server-only";
import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { cache } from "react";
import { recordAudit } from "@/lib/db/audit";
import type { SignIn } from "@/lib/db/sign-ins";
import { AppError } from "@/lib/errors";
import { type Action, may, type Role } from "@/lib/roles";
import { runtime } from "@/lib/runtime";
import { findLivingSignIn } from "./accounts";
import { originOf } from "./request-origin";
import { signInPath } from "./return-target";
import { openSignInId, signInCookieName } from "./sign-in-cookie";

/**
 * A signed-in person, as the database knew them when this request began. Every read in `lib/server` takes one. Only this
 * file can make one (the class is exported as a type, and its private field keeps look-alikes out), so holding a Viewer
 * is proof that the check was made.
 */
class Viewer {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly locale: "en" | "nb";
  readonly #role: Role;

  constructor(signIn: SignIn) {
    this.userId = signIn.userId;
    this.email = signIn.email;
    this.name = signIn.name;
    this.locale = signIn.locale ?? "en";
    this.#role = signIn.role;
  }

  get role(): Role {
    return this.#role;
  }

  /** Whether this person may also do `action`. */
  may(action: Action): boolean {
    return may(this.#role, action);
  }
}

export type { Viewer };

/** Where the front puts the path and query that the browser asked for, in place of whatever a client sent under this name. */
const PATH_HEADER = "x-kontor-path";

/**
 * The viewer of a page or layout, who may do `action`. Nobody signed in: leads to the sign-in page and back afterwards
 * (F50). Wrong role: the page "Not for your role" with 403, before any data is read (F51).
 */
export async function requireViewer(action: Action): Promise<Viewer> {
  const viewer = await findPageViewer();
  const asked = await headers();
  if (viewer === undefined) {
    runtime().log.info("authn.required", { action, request_id: originOf(asked).requestId });
    redirect(signInPath(asked.get(PATH_HEADER)));
  }
  if (!viewer.may(action)) {
    await recordRefusal(viewer, action, asked);
    forbidden();
  }
  return viewer;
}

/**
 * The viewer of a route handler, who may do `action`.
 * @throws AppError "unauthenticated" or "forbidden"
 */
export async function requireViewerForRoute(action: Action, request: NextRequest): Promise<Viewer> {
  const viewer = await findViewer((name) => request.cookies.get(name)?.value);
  if (viewer === undefined) throw new AppError("unauthenticated", "no living sign-in");
  if (!viewer.may(action)) {
    await recordRefusal(viewer, action, request.headers);
    throw new AppError("forbidden", `${viewer.role} may not ${action}`);
  }
  return viewer;
}

/** Somebody tried what their role may not do: in the audit log, whatever it was about (F51). */
async function recordRefusal(viewer: Viewer, action: Action, asked: Pick<Headers, "get">): Promise<void> {
  const { db, env, now } = runtime();
  await recordAudit(db, {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action,
    outcome: "denied",
    ...originOf(asked),
  });
}

/** The viewer of a page, if somebody is signed in. Once per request, however many layouts and pages ask. */
export const findPageViewer = cache(async (): Promise<Viewer | undefined> => {
  const jar = await cookies();
  return findViewer((name) => jar.get(name)?.value);
});

async function findViewer(cookie: (name: string) => string | undefined): Promise<Viewer | undefined> {
  const { env, log } = runtime();
  const value = cookie(signInCookieName(env.appUrl));
  if (value === undefined) return undefined;
  const signInId = await openSignInId(value, env.authSecret);
  const signIn = signInId === undefined ? undefined : await findLivingSignIn(signInId);
  if (signIn !== undefined) return new Viewer(signIn);
  log.info("session.rejected", { reason: signInId === undefined ? "no token of ours" : "not alive" });
  return undefined;
}
