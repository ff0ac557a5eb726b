import type { SignedPart, Verification } from "@/lib/domain/delivery-log";
import type { SignatureDifference } from "@/lib/domain/signature-difference";

/** Which parts of the signed text a difference is about. */
export const PARTS_OF: Readonly<Record<SignatureDifference, readonly SignedPart[]>> = {
  hostname: ["hostname"],
  pathname: ["pathname"],
  "hostname-and-pathname": ["hostname", "pathname"],
  method: ["method"],
  account: ["account"],
  "query-encoding": ["query"],
  "query-order": ["query"],
  "timestamp-unit": ["timestamp"],
};

/** What Kontor expected where the sender signed something else. */
export function expectedOf({ parts }: Verification, difference: SignatureDifference): string {
  return PARTS_OF[difference].map((name) => parts.find(({ part }) => part === name)?.value ?? "").join("");
}
