import { EnvError } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { CommandError } from "./command-error";

/** Carries out the command line of this process and prints what it answers; a failure is one sentence on standard error and exit code 1. */
export async function runCommand(carryOut: (words: readonly string[]) => Promise<string>): Promise<void> {
  try {
    process.stdout.write(await carryOut(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}

/** One plain sentence, or one line per fault of the configuration; a bug of ours is thrown on, and shows its stack. */
function sentenceOf(error: unknown): string {
  if (error instanceof CommandError || error instanceof EnvError) return error.message;
  if (!isAppError(error)) throw error;
  const text = error.message.trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
