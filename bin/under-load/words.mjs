import { Failure } from "../failure.mjs";

/** The number after `--name`, from 1 up; `otherwise` when it was not given. */
export function wholeNumber(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  const count = at === -1 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isInteger(count) || count < 1) throw new Failure(`--${name} takes a whole number from 1`);
  return count;
}
