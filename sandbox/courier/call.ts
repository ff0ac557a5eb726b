import { type ClientRequest, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Clock } from "../clock";
import type { Try } from "./delivery-record";

export interface Call {
  readonly method: "GET" | "POST";
  readonly connectTo: URL;
  /** Its host goes into `Host`, its path and query onto the request line. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly limitMs: number;
}

export interface RunningCall {
  /** Never rejects. */
  readonly outcome: Promise<Omit<Try, "at">>;
  /** Hangs up. */
  readonly cancel: () => void;
}

/** Calls once, follows nothing, and waits `limitMs` by `clock` for the whole answer. */
export function call({ method, connectTo, url, headers, body, limitMs }: Call, clock: Clock): RunningCall {
  const send = connectTo.protocol === "https:" ? requestHttps : requestHttp;
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const sent: ClientRequest = send(connectTo, {
    method,
    path: url.pathname + url.search,
    headers: { host: url.host, ...headers, ...length },
    agent: false,
  });
  let isLate = false;
  const stopWaiting = clock.after(limitMs, () => {
    isLate = true;
    sent.destroy();
  });
  const outcome = new Promise<Omit<Try, "at">>((resolve) => {
    sent.once("response", (answer) => {
      answer.resume();
      answer.once("end", () => resolve({ status: answer.statusCode }));
    });
    sent.on("error", () => {});
    sent.once("close", () => resolve({ failure: isLate ? "timeout" : "connection" }));
  });
  sent.end(body);
  return { outcome: outcome.finally(stopWaiting), cancel: () => sent.destroy() };
}
