"use client";

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { type OpenInvitation, openInvitation } from "@/lib/queries/invitation";
import { RequestError } from "@/lib/queries/request";

/** A link, as far as it is known what it is. */
export type InvitationState =
  | { readonly kind: "reading" }
  | { readonly kind: "none" }
  | { readonly kind: "unreachable"; readonly error: RequestError; readonly retry: () => void }
  | { readonly kind: "open"; readonly token: string; readonly invitation: OpenInvitation };

/** What the secret behind the "#" of the address invites to. */
export function useInvitation(): InvitationState {
  const token = useSyncExternalStore(onHashChange, readToken, () => undefined);
  const { data, error, refetch } = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => openInvitation(token ?? ""),
    enabled: token !== undefined && token !== "",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === "") return { kind: "none" };
  if (data !== undefined && token !== undefined) return { kind: "open", token, invitation: data };
  if (error === null) return { kind: "reading" };
  const known = error instanceof RequestError ? error : new RequestError("internal");
  if (known.code === "not-found") return { kind: "none" };
  return { kind: "unreachable", error: known, retry: () => void refetch() };
}

function onHashChange(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

function readToken(): string {
  return window.location.hash.slice(1);
}
