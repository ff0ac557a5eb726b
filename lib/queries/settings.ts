import type { AuthorizationWindows } from "@/lib/domain/authorization-window";
import type { Role } from "@/lib/roles";
import { postJson } from "./request";

/** What an administrator may do to another user. */
export type UserChange =
  | { readonly change: "set-role"; readonly role: Role }
  | { readonly change: "disable" | "enable" | "sign-out" | "reset-second-factor" };

/** Resolves when it counts. @throws RequestError */
export async function changeUser(userId: string, change: UserChange): Promise<void> {
  await postJson(`/api/settings/users/${encodeURIComponent(userId)}`, change);
}

/** A new invitation; the link is told this once. */
export interface InvitedAnswer {
  readonly invitation_id: string;
  readonly link: string;
  readonly expires_at: string;
}

/** @throws RequestError "invalid-request" with what is wrong with the address */
export function inviteUser(invitation: {
  readonly email: string;
  readonly role: Role;
}): Promise<InvitedAnswer> {
  return postJson("/api/settings/invitations", invitation);
}

/** @throws RequestError "not-found" when it was used or withdrawn already */
export async function withdrawInvitation(invitationId: string): Promise<void> {
  await postJson(`/api/settings/invitations/${encodeURIComponent(invitationId)}/withdraw`, {});
}

/** @throws RequestError "conflict" when somebody else changed it since `seenVersion` */
export async function saveSecondFactorRequired(value: boolean, seenVersion: number): Promise<void> {
  await postJson("/api/settings/second-factor", { value, seen_version: seenVersion });
}

/** @returns how many open reservations are made again @throws RequestError "conflict" */
export function saveAuthorizationWindows(
  value: AuthorizationWindows,
  seenVersion: number,
): Promise<{ readonly due: number }> {
  return postJson("/api/settings/authorization-windows", { value, seen_version: seenVersion });
}
