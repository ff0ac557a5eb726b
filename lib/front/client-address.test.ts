import { expect, test } from "vitest";
import { clientAddressBehind } from "@/lib/front/client-address";

const behindProxies = clientAddressBehind([
  { network: "10.0.0.0", prefix: 8, family: "ipv4" },
  { network: "2001:db8::", prefix: 32, family: "ipv6" },
]);

test.each([
  ["nobody trusted in between", "192.0.2.1", "198.51.100.9", "192.0.2.1"],
  ["one trusted proxy", "10.1.1.1", "198.51.100.9", "198.51.100.9"],
  ["a chain of trusted proxies", "10.1.1.1", "198.51.100.9, 10.2.2.2", "198.51.100.9"],
  ["a forged hop further left", "10.1.1.1", "203.0.113.5, 198.51.100.9, 10.2.2.2", "198.51.100.9"],
  ["nothing forwarded", "10.1.1.1", undefined, "10.1.1.1"],
  ["nonsense forwarded", "10.1.1.1", "<script>", "10.1.1.1"],
  ["an IPv6 socket", "::ffff:10.1.1.1", "198.51.100.9", "198.51.100.9"],
  ["IPv6 throughout", "2001:db8::1", "2001:db9::7", "2001:db9::7"],
  ["a socket that is gone", undefined, undefined, "unknown"],
])("the client behind %s", (_name, peer, forwardedFor, client) => {
  expect(behindProxies(peer, forwardedFor)).toBe(client);
});

test("without trusted proxies X-Forwarded-For is never believed", () => {
  expect(clientAddressBehind([])("127.0.0.1", "198.51.100.9")).toBe("127.0.0.1");
});
