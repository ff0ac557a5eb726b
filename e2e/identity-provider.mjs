// A real OpenID Connect provider for the tests, on this machine only: it believes whoever the test says is sitting there.
// usage: node e2e/identity-provider.mjs PORT REDIRECT_URI      (port 0: any)
// PUT /next with { "claims": {...} } or { "error": "access_denied" }: who comes next. "isThin": claims by userinfo only.
import "../bin/watch-parent.mjs";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [, , port = "0", redirectUri = ""] = process.argv;
const CLIENT = { client_id: "kontor", client_secret: "a-secret-that-the-provider-and-kontor-share" };
let next = { claims: {} };
const people = new Map();

const server = createServer();
await new Promise((done) => server.listen(Number(port), "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const NAMES = ["email", "email_verified", "name", "roles", "realm_access", "https://kontor.example/role"];

function makeProvider(isThin) {
  return new Provider(issuer, {
    clients: [
      {
        ...CLIENT,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    // As the standard has it, claims come by userinfo; most products put them into the id token too.
    conformIdTokenClaims: isThin,
    claims: { openid: ["sub"], profile: NAMES },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["a key for tests"] },
    ttl: { Session: 1, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...people.get(sub), sub }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
}

const providers = { full: makeProvider(false), thin: makeProvider(true) };
const current = () => (next.isThin ? providers.thin : providers.full);

async function readJson(request) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return JSON.parse(text);
}

async function answer(request, response) {
  if (request.method === "PUT" && request.url === "/next") {
    next = await readJson(request);
    if (next.claims?.sub !== undefined) people.set(next.claims.sub, next.claims);
    response.writeHead(204).end();
    return;
  }
  if (next.status !== undefined) {
    response.writeHead(next.status, { "content-type": "application/json" }).end(next.body ?? "{}");
    return;
  }
  // It has heard, and says nothing.
  if (next.isSilent) return;
  if (next.isDripping) {
    response.writeHead(200, { "content-type": "application/json" });
    setInterval(() => response.write(" "), 200).unref();
    return;
  }
  if (request.url.startsWith("/interaction/")) {
    const { error, claims } = next;
    const result = error
      ? { error, error_description: "said by the test" }
      : { login: { accountId: claims.sub, remember: false } };
    await current().interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    return;
  }
  await current().callback()(request, response);
}

server.on("request", (request, response) => {
  answer(request, response).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    response.writeHead(500).end();
  });
});
process.stdout.write(`${issuer}\n`);
