import type { Role } from "@/lib/roles";
import { freshId, SEED_SESSION, SEED_TRANSACTION } from "./sandbox";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
/** Everybody who is signed in. */
const ALL = ["support", "finance", "manager", "admin"] as const;
const MONEY = ["finance", "manager", "admin"] as const;
const LOG = ["support", "finance", "admin"] as const;
const ADMIN = ["admin"] as const;

/**
 * Who may open what, written down by hand from CONTRACT (sections 3 to 5) and held against the code by
 * access-matrix.spec.ts: a page or a route that is missing here fails it, and so does one that is here and nowhere else.
 * Names in brackets are those of the files in `app`.
 */
export const PAGES: Readonly<Record<string, readonly Role[] | "anybody">> = {
  "/": ALL,
  "/account": ALL,
  "/audit": ADMIN,
  "/audit/trace": ADMIN,
  "/callbacks": LOG,
  "/callbacks/[callbackId]": LOG,
  "/captures": MONEY,
  "/failures": ALL,
  "/invitation": "anybody",
  "/look-up": ALL,
  "/orders": ALL,
  "/payouts": MONEY,
  "/payouts/settlements": MONEY,
  "/payouts/settlements/[settlementId]": MONEY,
  "/payouts/splits": MONEY,
  "/sessions/[sessionId]": ALL,
  "/settings": ADMIN,
  "/settings/connection": ADMIN,
  "/settings/health": ADMIN,
  "/settings/reservations": ADMIN,
  "/sign-in": "anybody",
  "/transactions/[transactionId]": ALL,
};

export const ROUTES: Readonly<Record<string, Partial<Record<Method, readonly Role[] | "anybody">>>> = {
  "/api/account/[change]": { POST: ALL },
  "/api/attention": { GET: ALL },
  "/api/audit/export": { GET: ADMIN },
  "/api/audit/verify": { POST: ADMIN },
  "/api/auth/[...nextauth]": { GET: "anybody", POST: "anybody" },
  "/api/callbacks": { GET: LOG },
  "/api/callbacks/[callbackId]": { GET: LOG },
  "/api/callbacks/[callbackId]/reprocess": { POST: ADMIN },
  "/api/callbacks/health": { GET: LOG },
  "/api/callbacks/reprocess": { POST: ADMIN },
  "/api/callbacks/test": { POST: ADMIN },
  "/api/captures": { GET: MONEY },
  "/api/captures/export": { GET: MONEY },
  "/api/captures/report": { GET: MONEY },
  "/api/dintero/sessions/[sessionId]": { GET: ALL },
  "/api/dintero/sessions/[sessionId]/reveal": { POST: LOG },
  "/api/dintero/transactions/[transactionId]": { GET: ALL },
  "/api/dintero/transactions/[transactionId]/reveal": { POST: LOG },
  "/api/failures": { GET: ALL },
  "/api/invitation/accept": { POST: "anybody" },
  "/api/invitation/open": { POST: "anybody" },
  "/api/orders": { GET: ALL },
  "/api/orders/export": { GET: MONEY },
  "/api/payouts/export": { GET: MONEY },
  "/api/preferences": { POST: ALL },
  "/api/privacy/erase": { POST: ADMIN },
  "/api/search": { POST: ALL },
  "/api/search/ahead": { POST: ALL },
  "/api/search/batch": { POST: ALL },
  "/api/search/recent": { GET: ALL },
  "/api/settings/authorization-windows": { POST: ADMIN },
  "/api/settings/invitations": { POST: ADMIN },
  "/api/settings/invitations/[invitationId]/withdraw": { POST: ADMIN },
  "/api/settings/second-factor": { POST: ADMIN },
  "/api/settings/users": { GET: ADMIN },
  "/api/settings/users/[userId]": { POST: ADMIN },
  "/api/settlements/[settlementId]/attachments/[attachmentId]": { GET: ["finance", "admin"] },
  "/api/views": { GET: ALL, POST: ALL },
  "/api/views/[viewId]": { PATCH: ALL, DELETE: ALL },
  "/api/views/[viewId]/move": { POST: ALL },
  "/api/views/default": { PUT: ALL },
};

/** `address` with something for each name in brackets: the ids of an order, and what leads nowhere for all else. */
export function filled(
  address: string,
  order = { sessionId: SEED_SESSION, transactionId: SEED_TRANSACTION },
): string {
  return address
    .replace("[sessionId]", order.sessionId)
    .replace("[transactionId]", order.transactionId)
    .replace("[...nextauth]", "session")
    .replace("[change]", "password")
    .replace(/\[\w+\]/g, freshId());
}
