import { badRequest } from "./answer";

/** Reads one parameter's text. @throws Refusal with what is wrong. */
export type Read<T> = (text: string, name: string) => T;

/** A query string, read as strictly as Dintero does: what nobody asked for is refused by `close`. */
export class Query {
  readonly #parameters: URLSearchParams;
  readonly #known = new Set<string>();

  constructor(parameters: URLSearchParams) {
    this.#parameters = parameters;
  }

  one<T>(name: string, read: Read<T>): T | undefined {
    const values = this.many(name, read);
    if (values.length > 1) throw badRequest(`${name} may be given once`);
    return values[0];
  }

  /** A repeated key. */
  many<T>(name: string, read: Read<T>): T[] {
    this.#known.add(name);
    return this.#parameters.getAll(name).map((value) => read(value, name));
  }

  /** @throws Refusal when a parameter was sent that was not read. */
  close(): void {
    for (const name of this.#parameters.keys()) {
      if (!this.#known.has(name)) throw badRequest(`unknown query parameter ${name}`);
    }
  }
}

export const text: Read<string> = (value, name) => {
  if (value === "") throw badRequest(`${name} is empty`);
  return value;
};

export function oneOf<T extends string>(values: readonly T[]): Read<T> {
  return (value, name) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw badRequest(`${name} must be one of ${values.join(", ")}`);
    return found;
  };
}

export function integer(minimum: number, maximum: number): Read<number> {
  return (value, name) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= minimum && number <= maximum)) {
      throw badRequest(`${name} must be a whole number from ${minimum} to ${maximum}`);
    }
    return number;
  };
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
const DAY = 86_400_000;

/** ISO 8601, UTC when no zone is given; ms. */
function instant(value: string, name: string): { at: number; isDateOnly: boolean } {
  const isDateOnly = DATE.test(value);
  const match = DATE_TIME.exec(value);
  const at =
    isDateOnly || match?.[2] !== undefined ? Date.parse(value) : match ? Date.parse(`${value}Z`) : Number.NaN;
  if (Number.isNaN(at)) throw badRequest(`${name} is not an ISO 8601 date or date-time`);
  const day = value.slice(0, 10);
  if (new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day)
    throw badRequest(`${name} is not a date`);
  return { at, isDateOnly };
}

/** The first ms that satisfies a lower bound. */
export const from: Read<number> = (value, name) => instant(value, name).at;

/** The last ms that satisfies an upper bound; a bare date includes that whole day (API.md 3). */
export const until: Read<number> = (value, name) => {
  const { at, isDateOnly } = instant(value, name);
  return isDateOnly ? at + DAY - 1 : at;
};
