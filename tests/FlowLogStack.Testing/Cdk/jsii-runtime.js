// The JavaScript side of CDK for tests, in one process. JSII's own program of this name starts a second process, and copies every message between
// .NET and it, which takes a quarter of the CPU time of a synthesis. Here CDK's program itself reads and writes what .NET's process has for it.
const fs = require('node:fs');
const path = require('node:path');

// The program has one channel for both directions; a process that .NET starts has one for each.
const channel = 3;
const { readSync, writeSync } = fs;
fs.readSync = (file, ...how) => readSync(file === channel ? 0 : file, ...how);
fs.writeSync = (file, ...how) => writeSync(file === channel ? 1 : file, ...how);

// What CDK prints goes to .NET as JSON, a line for each text.
for (const name of ['stdout', 'stderr']) {
  const write = (text, encoding, done) => {
    const bytes = Buffer.from(text, typeof encoding === 'string' ? encoding : 'utf8');
    writeSync(2, `${JSON.stringify({ [name]: bytes.toString('base64') })}\n`);
    const written = typeof encoding === 'function' ? encoding : done;
    if (written) written();
    return true;
  };
  Object.defineProperty(process[name], 'write', { value: write });
}

require(path.resolve(__dirname, '..', 'lib', 'program.js'));
