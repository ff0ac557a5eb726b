import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { Failure, helped, run } from "./failure.mjs";
import { ROOT } from "./root.mjs";

const HELP = `Changes one thing at a time in what money and access hang on, and runs its tests: each change must make one fail.

  npm run test:mutants             all of it, some minutes
  npm run test:mutants -- WORD     only files whose path holds WORD

Prints the changes that no test noticed and that nobody has explained in bin/mutants.mjs. Files are put back as they were.
`;

/** What is changed, and the tests that must notice. */
const SUBJECTS = {
  "lib/dintero/callback-signature.ts": ["lib/dintero/callback-signature.test.ts"],
  "lib/dintero/webhook-signature.ts": ["lib/dintero/webhook-signature.test.ts"],
  "lib/roles.ts": ["lib/roles.test.ts"],
  "lib/domain/minor-units.ts": ["lib/domain/minor-units.test.ts"],
  "lib/format/csv.ts": ["lib/format/csv.test.ts"],
};

/** Changes that make no difference, by file and what became of the text. */
const EXPLAINED = new Map([
  ['lib/dintero/callback-signature.ts: "" -> "x"', "splitting a text always gives a first part"],
  [
    "lib/dintero/callback-signature.ts: timestamp === undefined || digest === undefined -> false",
    "the patterns below refuse the word undefined too; the line is for the compiler",
  ],
  ["lib/dintero/callback-signature.ts: || -> &&", "the same line"],
  ['lib/dintero/callback-signature.ts: "utf8" -> ""', "utf8 is what node:crypto takes anyway"],
  ['lib/dintero/callback-signature.ts: "hex" -> ""', "a digest as bytes is compared as the same bytes"],
  ["lib/format/csv.ts: 0 -> 1", "a character that matched has a code point"],
]);

const OPERATORS = new Map([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [ts.SyntaxKind.LessThanToken, ["<=", ">"]],
  [ts.SyntaxKind.GreaterThanToken, [">=", "<"]],
  [ts.SyntaxKind.PlusToken, ["-"]],
  [ts.SyntaxKind.MinusToken, ["+"]],
  [ts.SyntaxKind.AsteriskToken, ["/"]],
  [ts.SyntaxKind.SlashToken, ["*"]],
  [ts.SyntaxKind.AmpersandAmpersandToken, ["||"]],
  [ts.SyntaxKind.BarBarToken, ["&&"]],
  [ts.SyntaxKind.QuestionQuestionToken, ["&&"]],
  [ts.SyntaxKind.PlusEqualsToken, ["-="]],
]);

/** Every single change of `text`: where, and what stands there instead. */
function changesOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const changes = [];
  const change = (node, by) => changes.push({ start: node.getStart(source), end: node.getEnd(), by });
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node)) return;
    if (ts.isBinaryExpression(node))
      for (const by of OPERATORS.get(node.operatorToken.kind) ?? []) change(node.operatorToken, by);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      change(node, node.operand.getText(source));
    if (ts.isNumericLiteral(node)) change(node, String(Number(node.text) + 1));
    if (ts.isStringLiteral(node) && node.text !== "") change(node, '""');
    if (ts.isStringLiteral(node) && node.text === "") change(node, '"x"');
    if (ts.isConditionalExpression(node)) {
      change(node.condition, "true");
      change(node.condition, "false");
    }
    if (ts.isIfStatement(node)) {
      change(node.expression, "true");
      change(node.expression, "false");
    }
    if (ts.isRegularExpressionLiteral(node)) for (const by of patternsOf(node.text)) change(node, by);
    if (ts.isCallExpression(node) && ts.isExpressionStatement(node.parent)) change(node, "undefined");
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes;
}

/** Without its anchors, one by one. */
function patternsOf(pattern) {
  const end = pattern.lastIndexOf("/");
  return [
    ...(pattern.startsWith("/^") ? [`/${pattern.slice(2)}`] : []),
    ...(pattern[end - 1] === "$" ? [`${pattern.slice(0, end - 1)}${pattern.slice(end)}`] : []),
  ];
}

/** Whether a test of `tests` fails, or nothing can be run at all. */
function isNoticed(tests) {
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--project", "pure", "--bail", "1", ...tests],
    { cwd: ROOT, stdio: "ignore", timeout: 60_000 },
  );
  return status !== 0;
}

/** Every change of one file that nothing noticed. */
function survivorsIn(path, tests) {
  const file = join(ROOT, path);
  const text = readFileSync(file, "utf8");
  if (isNoticed(tests)) throw new Failure(`The tests of ${path} fail as it is.`);
  const changes = changesOf(path, text);
  const survivors = [];
  try {
    for (const { start, end, by } of changes) {
      writeFileSync(file, text.slice(0, start) + by + text.slice(end));
      if (isNoticed(tests)) continue;
      const line = text.slice(0, start).split("\n").length;
      survivors.push({ line, told: `${path}: ${text.slice(start, end)} -> ${by}` });
    }
  } finally {
    writeFileSync(file, text);
  }
  const open = survivors.filter(({ told }) => !EXPLAINED.has(told));
  process.stdout.write(
    `${path}: ${changes.length} changes, ${changes.length - survivors.length} noticed, ${survivors.length - open.length} explained\n`,
  );
  for (const { line, told } of open) process.stdout.write(`  nobody noticed line ${line}: ${told}\n`);
  return open.length;
}

await run(async () => {
  if (helped(HELP)) return;
  const word = process.argv[2] ?? "";
  let open = 0;
  for (const [path, tests] of Object.entries(SUBJECTS))
    if (path.includes(word)) open += survivorsIn(path, tests);
  if (open > 0) throw new Failure(`${open} changes went unnoticed.`);
});
