import type { AuditFault } from "@/lib/domain/audit-chain";
import { postJson } from "./request";

/** What computing the chains again came to. */
export interface AuditVerifyAnswer {
  readonly rows: number;
  readonly is_complete: boolean;
  readonly faults: readonly AuditFault[];
}

export function verifyAuditLog(): Promise<AuditVerifyAnswer> {
  return postJson("/api/audit/verify", {});
}
