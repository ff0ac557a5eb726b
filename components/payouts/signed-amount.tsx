import clsx from "clsx";
import type { ComponentProps } from "react";
import { minorUnits } from "@/lib/domain/minor-units";
import { Amount } from "../money";

interface SignedAmountProps extends Omit<ComponentProps<typeof Amount>, "value"> {
  readonly value: number;
}

/** An amount in a column of many: what is nothing steps back. */
export function SignedAmount({ value, className, ...rest }: SignedAmountProps) {
  return (
    <Amount
      {...rest}
      value={minorUnits(value)}
      className={clsx(value === 0 && "text-ink-faint", className)}
    />
  );
}
