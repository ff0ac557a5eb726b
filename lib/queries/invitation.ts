import type { Locale } from "@/lib/i18n/locale";
import type { Role } from "@/lib/roles";
import { postJson } from "./request";

/** What an invitation is to. */
export interface OpenInvitation {
  readonly email: string;
  readonly role: Role;
}

/** @param token the secret of the link @throws RequestError "not-found" when it is no invitation any more */
export function openInvitation(token: string): Promise<OpenInvitation> {
  return postJson("/api/invitation/open", { token });
}

/** Makes the account. @throws RequestError "invalid-request" with the fields at fault, "not-found" */
export async function acceptInvitation(acceptance: {
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly locale: Locale;
}): Promise<void> {
  await postJson("/api/invitation/accept", acceptance);
}
