import { createServer, type Server } from "node:http";

/** Where the proxy asks, and as whom. */
export interface Upstream {
  readonly url: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * The least that could stand between a browser and Dintero: `node:http`, a cached token, the session and then its
 * transaction, both texts joined. It checks nothing, keeps nothing and knows nobody.
 */
export async function startBareProxy(upstream: Upstream): Promise<Server> {
  const authorization = `Bearer ${await fetchToken(upstream)}`;
  const read = async (path: string) => {
    const answer = await fetch(`${upstream.url}${path}`, { headers: { authorization } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  };
  const server = createServer((request, response) => {
    const sessionId = request.url?.split("/").at(-1) ?? "";
    read(
      `/v1/sessions/${sessionId}?includes=events.request_headers&includes=initiating_system_request_headers`,
    )
      .then(async (session) => {
        const transactionId: unknown = JSON.parse(session).transaction_id;
        const transaction =
          typeof transactionId === "string" ? await read(`/v1/transactions/${transactionId}`) : "null";
        response.writeHead(200, { "content-type": "application/json" });
        response.end(`{"session":${session},"transaction":${transaction}}`);
      })
      .catch(() => response.writeHead(502).end());
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  return server;
}

async function fetchToken(upstream: Upstream): Promise<string> {
  const credentials = Buffer.from(`${upstream.clientId}:${upstream.clientSecret}`).toString("base64");
  const audience = `https://api.dintero.com/v1/accounts/${upstream.accountId}`;
  const answer = await fetch(`${upstream.url}/v1/accounts/${upstream.accountId}/auth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}`, "content-type": "application/json" },
    body: JSON.stringify({ grant_type: "client_credentials", audience }),
  });
  if (!answer.ok) throw new Error(`the token endpoint answered ${answer.status}`);
  return JSON.parse(await answer.text()).access_token;
}
