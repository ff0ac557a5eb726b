import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { createGunzip, type Gunzip } from "node:zlib";
import { type AnswerContext, DinteroError, invalidResponse } from "./errors";

export interface TransportRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** False for a call that must not meet a connection the other side has just closed. */
  readonly isConnectionKept: boolean;
  /** Of the body after decompression, for an answer that may be larger than the others. */
  readonly maxBodyBytes?: number | undefined;
  readonly signal: AbortSignal;
}

export interface TransportAnswer {
  readonly status: number;
  readonly requestId?: string | undefined;
  /** Raw header values. */
  readonly date?: string | undefined;
  readonly retryAfter?: string | undefined;
  readonly location?: string | undefined;
  /** Only of a 200. The body of anything else is not read: it is nobody's business and may be endless. */
  readonly body?: Uint8Array | undefined;
}

export interface Transport {
  /**
   * One request, one answer. Redirects are answers like any other; certificates are always verified.
   * @throws DinteroError for what the network or the body did. An abort surfaces as "unreachable": the holder of
   * the signal knows better why.
   */
  send(request: TransportRequest): Promise<TransportAnswer>;
}

/**
 * On `node:http(s)` rather than `fetch`: here verification can be pinned on (`NODE_TLS_REJECT_UNAUTHORIZED=0` in the
 * environment would silently switch it off for `fetch`) and the body can be counted while it is inflated.
 * @param trust.ca PEM of an authority to trust instead of the system's
 */
export function createTransport(maxBodyBytes: number, trust: { readonly ca?: string } = {}): Transport {
  const kept = { keepAlive: true, scheduling: "lifo", maxSockets: 64, maxFreeSockets: 16 } as const;
  const tls = { rejectUnauthorized: true, minVersion: "TLSv1.2", ...trust } as const;
  const plainAgent = new PlainAgent(kept);
  const secureAgent = new SecureAgent({ ...kept, ...tls });

  return {
    async send({ method, url, headers, body, isConnectionKept, maxBodyBytes: ownMaximum, signal }) {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const isSecure = url.protocol === "https:";
        const agent = isConnectionKept ? (isSecure ? secureAgent : plainAgent) : false;
        const options = { method, headers: { ...headers, "accept-encoding": "gzip" }, agent, signal };
        const outgoing = isSecure
          ? secureRequest(url, { ...options, ...tls }, resolve)
          : plainRequest(url, options, resolve);
        outgoing.on("error", (error) => reject(networkError(error)));
        outgoing.end(body);
      });
      const answer = {
        status: response.statusCode ?? 0,
        requestId: requestIdOf(response),
        date: response.headers.date,
        retryAfter: response.headers["retry-after"],
        location: response.headers.location,
      };
      if (answer.status === 200) {
        return { ...answer, body: await readBody(response, ownMaximum ?? maxBodyBytes, answer) };
      }
      discard(response);
      return answer;
    },
  };
}

/** Lets go of an answer nobody will read, connection and all: there may be no end to it. */
function discard(response: IncomingMessage): void {
  response.on("error", () => undefined).destroy();
}

/** Dintero documents no header for it; these are what its kind of host sends. */
function requestIdOf(response: IncomingMessage): string | undefined {
  for (const name of ["x-request-id", "request-id", "x-amzn-requestid"]) {
    const value = response.headers[name];
    if (typeof value === "string" && /^[\w.:=-]{1,128}$/.test(value)) return value;
  }
  return undefined;
}

/** Stops at the first byte past the limit, counted after inflating: a gzip bomb never grows in memory. */
async function readBody(
  response: IncomingMessage,
  maxBytes: number,
  context: AnswerContext,
): Promise<Uint8Array> {
  const encoding = response.headers["content-encoding"]?.toLowerCase() ?? "identity";
  const tooLarge = () => invalidResponse("too-large", "body", `more than ${maxBytes} bytes`, context);
  if (encoding !== "identity" && encoding !== "gzip") {
    discard(response);
    throw invalidResponse("not-json", "body", "in an encoding we did not ask for", context);
  }
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) {
    discard(response);
    throw tooLarge();
  }
  const source = encoding === "gzip" ? inflated(response) : response;
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    source.on("error", (error) => reject(networkError(error, context)));
    source.on("end", resolve);
    source.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else {
        reject(tooLarge());
        source.destroy();
        discard(response);
      }
    });
  });
  return Buffer.concat(chunks, size);
}

function inflated(response: IncomingMessage): Gunzip {
  const gunzip = createGunzip();
  response.on("error", (error) => gunzip.destroy(error));
  return response.pipe(gunzip);
}

const TLS_CODE =
  /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_OSSL|HOSTNAME_MISMATCH|INVALID_|EPROTO)/;

function networkError(error: unknown, context: AnswerContext = {}): DinteroError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  if (code.startsWith("Z_") || code.startsWith("HPE_")) {
    return invalidResponse("not-json", "answer", `not readable as HTTP (${code})`, context);
  }
  const isTls = TLS_CODE.test(code);
  return new DinteroError(
    "upstream-unreachable",
    isTls ? "tls" : "unreachable",
    isTls ? `Dintero's certificate was refused (${code})` : `the connection failed (${code})`,
    { ...context, retryable: !isTls, cause: error },
  );
}
