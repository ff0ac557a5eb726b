import { BlockList, isIP } from "node:net";
import type { Subnet } from "@/lib/env-reader";

/** The address of the person or machine that asks, for the audit log and for limits: FAULTS, threat 24. */
export type ClientAddress = (peer: string | undefined, forwardedFor: string | undefined) => string;

const MAX_HOPS = 20;

/**
 * The peer itself, or, when the peer is a trusted proxy, the rightmost hop of `X-Forwarded-For` that is not one. What
 * stands further left was written by whoever sent it and is not believed; nor is a hop that is no address.
 */
export function clientAddressBehind(trustedProxies: readonly Subnet[]): ClientAddress {
  const trusted = new BlockList();
  for (const { network, prefix, family } of trustedProxies) trusted.addSubnet(network, prefix, family);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

  return (peer, forwardedFor) => {
    let client = plain(peer ?? "");
    const hops = forwardedFor?.split(",").slice(-MAX_HOPS) ?? [];
    while (isIP(client) !== 0 && isTrusted(client)) {
      const hop = plain(hops.pop()?.trim() ?? "");
      if (isIP(hop) === 0) break;
      client = hop;
    }
    return client === "" ? "unknown" : client;
  };
}

/** An IPv4 peer of an IPv6 socket shows as `::ffff:192.0.2.7`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
