// Addresses and blocks as 128-bit numbers, IPv4 in ::ffff:0:0/96; null for what is no address.

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const dotted = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const mapped = 0xffffn << 32n;

const ipv4 = (text) => (dotted.test(text) ? text.split('.').reduce((number, part) => number * 256n + BigInt(part), 0n) : null);

const groups = (side) => (side === '' ? [] : side.split(':'));

const ipv6 = (text) => {
  // A dotted tail is the last two groups.
  const tail = /[^:]*\.[^:]*$/.exec(text);
  if (tail) {
    const low = ipv4(tail[0]);
    if (low === null) return null;
    text = `${text.slice(0, tail.index)}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  }
  const sides = text.split('::').map(groups);
  if (sides.length > 2) return null;
  const given = sides.flat();
  // '::' stands for one group of zeros at least.
  if (sides.length === 2 ? given.length > 7 : given.length !== 8) return null;
  const all = sides.length === 2 ? [...sides[0], ...Array(8 - given.length).fill('0'), ...sides[1]] : given;
  return all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? all.reduce((number, group) => number * 65536n + BigInt(`0x${group}`), 0n) : null;
};

const parse = (text) => {
  if (text.includes(':')) return ipv6(text);
  const number = ipv4(text);
  return number === null ? null : mapped | number;
};

const remembered = (read) => {
  const known = new Map();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = read(text)));
    return value;
  };
};

const isIPv4 = (number) => number >> 32n === 0xffffn;

export const addressNumber = remembered(parse);

export const addressHex = (text) => addressNumber(text)?.toString(16).toUpperCase().padStart(32, '0') ?? null;

const block = remembered((text) => {
  const [address, length] = text.split('/');
  const number = addressNumber(address);
  if (number === null || length === undefined) throw new Error(`'${text}' is no block of addresses`);
  const free = BigInt((isIPv4(number) ? 32 : 128) - Number(length));
  return { free, prefix: number >> free, isIPv4: isIPv4(number) };
});

export const blockContains = (text, address) => {
  const number = addressNumber(address);
  if (number === null) return null;
  const { free, prefix, isIPv4: family } = block(text);
  return number >> free === prefix && isIPv4(number) === family;
};
