/** What was wrong with a parameter by itself. */
export interface ParameterProblem {
  readonly name: string;
  readonly value?: string | undefined;
  readonly reason: "unknown-parameter" | "unknown-value" | "given-twice";
}

/** Longer than any value or cursor of ours. */
const MAX_CHARACTERS = 2_000;
/** What a notice repeats of a value. */
const MAX_SHOWN = 100;

/** Reads the parameters of an address, each by its name and once, and notes what is wrong with them. */
export class ParameterReader {
  readonly problems: ParameterProblem[] = [];
  readonly #params: URLSearchParams;
  readonly #read = new Set<string>();

  constructor(params: URLSearchParams) {
    this.#params = params;
  }

  /** Every value that `accept` knows, each once. A blank one, as a form sends it, asks for nothing. */
  list<T>(name: string, accept: (value: string) => T | undefined): readonly T[] {
    this.#read.add(name);
    const values = new Set(this.#params.getAll(name).filter((value) => value.trim() !== ""));
    return [...values].flatMap((value) => this.#accepted(name, value, accept) ?? []);
  }

  /** The one value, without blanks around it. */
  one<T>(name: string, accept: (value: string) => T | undefined): T | undefined {
    this.#read.add(name);
    const values = new Set(this.#params.getAll(name).map((value) => value.trim()));
    values.delete("");
    const [value, ...others] = [...values];
    if (value === undefined) return undefined;
    if (others.length > 0) this.problems.push({ name, reason: "given-twice" });
    return this.#accepted(name, value, accept);
  }

  /** One problem for each name that was never asked for. */
  unknownParameters(): readonly ParameterProblem[] {
    const names = new Set(this.#params.keys());
    return [...names].flatMap((name) =>
      this.#read.has(name) ? [] : [{ name: name.slice(0, MAX_SHOWN), reason: "unknown-parameter" as const }],
    );
  }

  #accepted<T>(name: string, value: string, accept: (value: string) => T | undefined): T | undefined {
    const accepted = value.length > MAX_CHARACTERS ? undefined : accept(value);
    if (accepted === undefined) {
      this.problems.push({ name, value: value.slice(0, MAX_SHOWN), reason: "unknown-value" });
    }
    return accepted;
  }
}

/** Accepts one of `words`, for `ParameterReader`. */
export function oneOf<const T extends string>(words: readonly T[]): (value: string) => T | undefined {
  return (value) => words.find((word) => word === value);
}
