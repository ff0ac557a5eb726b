import { postJson } from "./request";

/** What an app is set up with. */
export interface FactorOffer {
  readonly secret: string;
  readonly uri: string;
  readonly size: number;
  readonly path: string;
}

interface NewCodes {
  readonly recovery_codes: readonly string[];
}

const change = <Answer>(name: string, body: object) => postJson<Answer>(`/api/account/${name}`, body);

/**
 * Changes of one's own account. Each throws RequestError: "invalid-request" with `parameters` for what was typed wrong,
 * "rate-limited" after too many wrong passwords.
 */
export const ownAccount = {
  changePassword: (password: string, next: string) => change<object>("password", { password, next }),
  offerFactor: (password: string) => change<FactorOffer>("offer-factor", { password }),
  confirmFactor: async (code: string) => (await change<NewCodes>("confirm-factor", { code })).recovery_codes,
  removeFactor: (password: string) => change<object>("remove-factor", { password }),
  renewRecoveryCodes: async (password: string) =>
    (await change<NewCodes>("recovery-codes", { password })).recovery_codes,
  signOutOthers: () => change<{ readonly count: number }>("sign-out-others", {}),
  /** The address at the identity provider to go to; "" when it does not work now. */
  linkSso: async (password: string) =>
    (await change<{ readonly url?: string }>("link-sso", { password })).url ?? "",
} as const;
