"use client";

import { useState } from "react";
import { type RefusedParameter, RequestError } from "@/lib/queries/request";

/** The state of a form that changes one's own account. */
export interface AccountForm {
  readonly isBusy: boolean;
  /** The word for what is wrong with a field, if something is. */
  readonly faultOf: (field: string) => string | undefined;
  /** What kept it from being done and is no field's fault. */
  readonly problem: RequestError | undefined;
  /** Does `work` once at a time. @returns what it returned, undefined when it failed */
  readonly run: <Result>(work: () => Promise<Result>) => Promise<Result | undefined>;
}

export function useAccountForm(): AccountForm {
  const [isBusy, setIsBusy] = useState(false);
  const [faults, setFaults] = useState<readonly RefusedParameter[]>([]);
  const [problem, setProblem] = useState<RequestError>();

  async function run<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (isBusy) return undefined;
    setIsBusy(true);
    setProblem(undefined);
    setFaults([]);
    try {
      return await work();
    } catch (error) {
      const known = error instanceof RequestError ? error : new RequestError("internal");
      if (known.parameters.length > 0) setFaults(known.parameters);
      else setProblem(known);
      return undefined;
    } finally {
      setIsBusy(false);
    }
  }

  const faultOf = (field: string) => faults.find(({ name }) => name === field)?.reason;
  return { isBusy, faultOf, problem, run };
}
