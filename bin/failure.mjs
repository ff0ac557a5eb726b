/** A failure to tell in one plain sentence (none when it is told already); anything else that is thrown is a bug, and shown with its stack. */
export class Failure extends Error {
  name = "Failure";
}

/** Runs a launcher to its end: its failure becomes one sentence on standard error and exit code 1. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    const told = error instanceof Failure ? error.message : (error?.stack ?? String(error));
    if (told !== "") process.stderr.write(`${told}\n`);
    process.exitCode = 1;
  }
}

/** Whether `--help` was asked for; if so, `text` is printed. */
export function helped(text) {
  if (!process.argv.slice(2).some((word) => word === "--help" || word === "-h")) return false;
  process.stdout.write(text);
  return true;
}
