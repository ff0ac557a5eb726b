"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

interface RefreshButtonProps {
  readonly label: string;
  readonly size?: "small" | "medium";
}

/** Has the server read the order again; the page stays until the new one is there. */
export function RefreshButton({ label, size = "small" }: RefreshButtonProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <Button size={size} isBusy={isPending} onClick={() => startTransition(() => router.refresh())}>
      <RefreshCw aria-hidden="true" className="size-3.5" />
      {label}
    </Button>
  );
}
