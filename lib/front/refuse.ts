import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import type { FrontResponse } from "@/lib/front/response";
import { PROBLEM_TYPE, type ProblemCode, toProblem } from "@/lib/problem";

/** Answers `code` as a problem and closes the connection, since a refused request may have left bytes on it. */
export function refuse(response: FrontResponse, code: ProblemCode, requestId: string): void {
  const allow = code === "method-not-allowed" ? { allow: "GET, HEAD" } : {};
  const problem = toProblem(code, requestId);
  response.writeHead(problem.status, { ...allow, "content-type": PROBLEM_TYPE, connection: "close" });
  response.end(JSON.stringify(problem));
}

/** The same for a request that never became one: there is no response object, only the socket. */
export function refuseSocket(socket: Duplex, code: ProblemCode): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const problem = toProblem(code, requestId);
  const body = JSON.stringify(problem);
  const headers = [
    `HTTP/1.1 ${problem.status} Refused`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    "X-Content-Type-Options: nosniff",
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    "Cache-Control: private, no-store",
    "Connection: close",
  ];
  socket.end(`${headers.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
