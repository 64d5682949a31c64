// One DuckDB in memory. Reads {"sql": …} a line, answers {"columns": […], "rows": […]} or {"error": …} a line.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { addressHex, addressNumber, blockContains } from './addresses.mjs';

const {
  DuckDBInstance, DuckDBDateValue, DuckDBDecimalValue, DuckDBListValue, DuckDBScalarFunction, DuckDBStructValue, DuckDBTimestampMillisecondsValue, DuckDBTimestampTZValue, DuckDBTimestampValue,
  BOOLEAN, UHUGEINT, VARCHAR,
} = createRequire(`${process.argv[2]}/`)('@duckdb/node-api');

const instant = (total) => {
  const micros = ((total % 1000000n) + 1000000n) % 1000000n;
  const seconds = Number((total - micros) / 1000000n);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
};

// JSON numbers have no limit of digits, so a 64-bit number stays a number; JSON.stringify would refuse it.
const json = (value) => {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
  if (typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) return JSON.stringify(instant(value.micros));
  if (value instanceof DuckDBTimestampMillisecondsValue) return JSON.stringify(instant(value.millis * 1000n));
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (value instanceof DuckDBListValue) return `[${value.items.map(json).join(',')}]`;
  if (value instanceof DuckDBStructValue) return `{${Object.entries(value.entries).map(([name, item]) => `${JSON.stringify(name)}:${json(item)}`).join(',')}}`;
  if (value instanceof DuckDBDateValue) return JSON.stringify(value.toString());
  return JSON.stringify(String(value));
};

const connection = await (await DuckDBInstance.create(':memory:')).connect();

const register = (name, parameterTypes, returnType, answer) =>
  connection.registerScalarFunction(DuckDBScalarFunction.create({
    name, parameterTypes, returnType,
    mainFunction: (info, input, output) => {
      const columns = parameterTypes.map((_, index) => input.getColumnVector(index));
      for (let row = 0; row < input.rowCount; row++) {
        const values = columns.map((column) => column.getItem(row));
        output.setItem(row, values.includes(null) ? null : answer(...values));
      }
      output.flush();
    },
  }));
register('address_number', [VARCHAR], UHUGEINT, addressNumber);
register('address_hex', [VARCHAR], VARCHAR, addressHex);
register('block_contains', [VARCHAR, VARCHAR], BOOLEAN, blockContains);

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const reader = await connection.runAndReadAll(JSON.parse(line).sql);
    const columns = reader.columnNames().map((name, index) => `{"name":${JSON.stringify(name)},"type":${JSON.stringify(String(reader.columnType(index)))}}`);
    answer = `{"columns":[${columns.join(',')}],"rows":[${reader.getRows().map((row) => `[${row.map(json).join(',')}]`).join(',')}]}`;
  } catch (error) {
    answer = JSON.stringify({ error: error.message });
  }
  process.stdout.write(`${answer}\n`);
}
