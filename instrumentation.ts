import type { Instrumentation } from "next";
import { runtime } from "@/lib/runtime";

/** Every error that Next caught in a page or route, with the id of the request that its reader is shown (FAULTS, F62). */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const { "x-request-id": requestId } = request.headers;
  runtime().log.error("page.failed", {
    request_id: typeof requestId === "string" ? requestId : undefined,
    route: context.routePath,
    method: request.method,
    error,
  });
};
