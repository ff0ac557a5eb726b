import { plainKey } from "./document-key";

/** Why a value never leaves the server, whoever asks. */
export type WithheldReason = "payment-token" | "payment-session" | "credential" | "card-secret";

interface Withheld {
  readonly reason: WithheldReason;
  /** Keys of Dintero's documents it is about, for the written list. */
  readonly keys: readonly string[];
  /** Matches the last word of a key. */
  readonly pattern: RegExp;
}

/**
 * All that is withheld from every reader. A boolean or null under such a key is a setting
 * ("generate_payment_token": true) and stays, and so does what Dintero masked itself ("masked_card_token").
 */
export const WITHHELD: readonly Withheld[] = [
  {
    // Whoever holds one may charge the customer again, or act as the checkout.
    reason: "payment-token",
    keys: [
      "payment_token",
      "payment_token_id",
      "recurrence_token",
      "recurrence_token_id",
      "account_number_token",
      "client_token",
      "session_token",
      "access_token",
    ],
    pattern: /^(?!masked_)(.*_)?token(_id|_value)?$/,
  },
  {
    // Opens the payment at the provider without a sign-in.
    reason: "payment-session",
    keys: ["session_url"],
    pattern: /^(.*_)?session_url$/,
  },
  {
    reason: "credential",
    keys: ["authorization", "cookie", "client_secret", "x-api-key", "dintero-signature"],
    pattern:
      /^((.*_)?(secrets?|password|passwd|passphrase|api_?key|private_key|credentials?|signature|cookies?|jwt)|(proxy_)?authorization)$/,
  },
  {
    reason: "card-secret",
    keys: ["cvc", "cvv", "pin", "cryptogram"],
    pattern: /^((card_)?(cvc|cvv|cvn)2?|(card_)?pin(_block)?|track[12]?(_data)?|cavv|cryptogram)$/,
  },
];

/** Why a value under `key` is withheld; undefined when it may be shown. */
export function withheldReason(key: string): WithheldReason | undefined {
  const plain = plainKey(key);
  return WITHHELD.find(({ pattern }) => pattern.test(plain))?.reason;
}
