import { demoEmail } from "@/lib/demo-email";
import { ROLES } from "@/lib/roles";

/** Guesses that each account takes before it makes anybody wait, whatever address they come from. */
const GUESSES_PER_ACCOUNT = 50;

export interface SignInTime {
  readonly knownMs: number;
  readonly unknownMs: number;
  /** 1 when nobody can tell who has an account. */
  readonly ratio: number;
}

/**
 * How long a wrong password takes for accounts that exist and for ones that do not (FAULTS, threat 11): 200 of each, in
 * turn, each from an address of its own, which the benchmark's Kontor believes of this machine. Medians.
 */
export async function measureSignInTime(kontor: string): Promise<SignInTime> {
  const known: number[] = [];
  const unknown: number[] = [];
  let address = 0;
  const guess = async (email: string): Promise<number> => {
    address += 1;
    const begun = performance.now();
    const answer = await fetch(`${kontor}/api/auth/callback/credentials`, {
      method: "POST",
      headers: {
        origin: kontor,
        "content-type": "application/json",
        "x-forwarded-for": `198.18.${address >> 8}.${address & 255}`,
      },
      body: JSON.stringify({ email, password: "not the password", json: "true" }),
    });
    await answer.text();
    if (answer.status !== 401) throw new Error(`a wrong password was answered with ${answer.status}`);
    return performance.now() - begun;
  };
  for (let round = 0; round < GUESSES_PER_ACCOUNT; round++) {
    for (const role of ROLES) {
      const emails = [demoEmail(role), `nobody-${demoEmail(role)}`] as const;
      // Which of the two comes first changes, so that neither always follows the other.
      const order = round % 2 === 0 ? emails : ([emails[1], emails[0]] as const);
      for (const email of order) (email === emails[0] ? known : unknown).push(await guess(email));
    }
  }
  const [knownMs, unknownMs] = [median(known), median(unknown)];
  return { knownMs, unknownMs, ratio: unknownMs / knownMs };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
