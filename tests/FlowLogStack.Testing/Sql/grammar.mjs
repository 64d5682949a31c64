// Parses each statement of a JSON file in a dialect; prints a JSON array of the first error of each, or null.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [folder, dialect, file] = process.argv.slice(2);
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
const grammar = { trino: () => new TrinoSQL(), hive: () => new HiveSQL() }[dialect]();
const objection = (sql) => {
  const [error] = grammar.validate(sql);
  return error ? `line ${error.startLine}, column ${error.startColumn}: ${error.message}` : null;
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(file, 'utf8')).map(objection)));
