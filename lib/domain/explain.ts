import type { ReplyName, StepName } from "./failure-names";
import { type Finding, type Rule, rowOf } from "./failure-table";
import type { FailedOperation, Failure } from "./order";

/** What was found besides the rule: where, when, and the evidence. */
export type Found = Omit<
  Failure,
  "who" | "rule" | "reason" | "isMapped" | "severity" | "steps" | "reply" | "basis" | "retry"
> &
  Partial<Pick<Failure, "retry">>;

/** A failure by the row of the table that its value led to. */
export function explainFinding({ rule, origin, value }: Finding, found: Found): Failure {
  const { source, meaning, cite } = origin;
  return { ...explained(rule, found), reason: value, basis: { source, meaning, cite } };
}

/** A failure nobody gave a value for, or none that the table knows: what follows from the state itself. */
export function explainState(rule: Rule, found: Found & Pick<Failure, "reason">): Failure {
  const origin = rowOf(rule).from.find(({ source, values }) => STATES.has(source) && values.length > 0);
  return {
    ...explained(rule, found),
    reason: found.reason,
    ...(origin && { basis: { source: origin.source, meaning: origin.meaning, cite: origin.cite } }),
  };
}

const STATES: ReadonlySet<string> = new Set(["state", "callback"]);

function explained(rule: Rule, found: Found): Failure {
  const row = rowOf(rule);
  const retry = found.retry ?? row.retry ?? { kind: "unstated" };
  const isNever = retry.kind === "never";
  const after = isAboutReserved(row.reply) ? undefined : AFTER_AUTHORIZATION[found.operation];
  return {
    ...found,
    who: row.who,
    rule,
    reason: rule,
    isMapped: rule !== "unmapped",
    severity: after === undefined || row.severity === "act" ? row.severity : "act",
    steps: after?.steps.filter((step) => !isNever || !BY_HAND.has(step)) ?? row.steps.filter(isStep),
    reply: after?.reply ?? row.reply,
    retry,
  };
}

/** What is of no use once the provider has said not to try again. */
const BY_HAND: ReadonlySet<string> = new Set(["captureByHand", "refundByHand"] satisfies StepName[]);

function isStep(step: StepName | undefined): step is StepName {
  return step !== undefined;
}

/**
 * Once money is reserved or taken, another try is ours to make and not the customer's, whatever the reason: nobody is
 * to be asked for another card because a refund failed.
 */
const AFTER_AUTHORIZATION: Readonly<
  Partial<Record<FailedOperation, { readonly steps: readonly StepName[]; readonly reply: ReplyName }>>
> = {
  CAPTURE: { steps: ["lookAgain", "captureByHand", "escalate"], reply: "reserved" },
  REFUND: { steps: ["lookAgain", "refundByHand", "refundOtherWay"], reply: "refund" },
  VOID: { steps: ["lookAgain", "reservationEnds", "escalate"], reply: "released" },
};

/** A row that is about reserved or taken money from the start has steps of its own. */
function isAboutReserved(reply: ReplyName): boolean {
  return reply === "reserved" || reply === "refund" || reply === "released" || reply === "paid";
}
