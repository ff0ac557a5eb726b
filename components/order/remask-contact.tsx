"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks the server for the page again once contact data is to be masked, so that it does not stay on an idle screen. */
export function RemaskContact({ at }: { readonly at: string }) {
  const router = useRouter();
  useEffect(() => {
    // A little later than the server's own clock says, or it would still answer with clear data.
    const timer = setTimeout(() => router.refresh(), Math.max(Date.parse(at) - Date.now(), 0) + 1_000);
    return () => clearTimeout(timer);
  }, [at, router]);
  return null;
}
