import { type ParseArgsConfig, parseArgs } from "node:util";
import { CommandError } from "./command-error";

/** A command line by its options, `--help` among them. @throws CommandError when it cannot be read */
export function parseWords<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { ...options, help: { type: "boolean", short: "h", default: false } },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". ")[0] : "the command line cannot be read";
    throw new CommandError(`${reason}; --help shows how it is written.`);
  }
}
