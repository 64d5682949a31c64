// Reads {"dialect": …, "statements": […]} a line, answers a JSON array of the first error of each statement, or null, a line.
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [folder] = process.argv.slice(2);
const require = createRequire(`${folder}/`);

// The package's modules do not load in Node as published; bundled, they do.
const bundle = `${folder}/grammar.cjs`;
if (!existsSync(bundle)) {
  const { outputFiles } = require('esbuild').buildSync({
    stdin: { contents: "export { TrinoSQL, HiveSQL } from 'dt-sql-parser';", resolveDir: folder },
    bundle: true, platform: 'node', format: 'cjs', write: false, logLevel: 'error',
  });
  writeFileSync(`${bundle}.${process.pid}`, outputFiles[0].contents);
  renameSync(`${bundle}.${process.pid}`, bundle);
}

const { TrinoSQL, HiveSQL } = require(bundle);
const grammars = { trino: new TrinoSQL(), hive: new HiveSQL() };
const objection = (grammar, sql) => {
  const [error] = grammar.validate(sql);
  return error ? `line ${error.startLine}, column ${error.startColumn}: ${error.message}` : null;
};
for await (const line of createInterface({ input: process.stdin })) {
  const { dialect, statements } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(statements.map((sql) => objection(grammars[dialect], sql)))}\n`);
}
