import { matches } from './predicates';

/** A block of IPv4 addresses, as the numbers of its first and last address. */
export interface Ipv4Block {
  readonly first: number;
  readonly last: number;
  readonly mask: number;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const BLOCK = new RegExp(`^${OCTET}(\\.${OCTET}){3}/(\\d|[12]\\d|3[0-2])$`);

/**
 * The block that a text such as `10.0.0.0/16` names, or nothing when it names none or begins within one:
 * EC2 would cut `10.0.0.1/16` to its network address in silence.
 */
export function ipv4Block(text: unknown): Ipv4Block | undefined {
  if (!matches(text, BLOCK)) {
    return undefined;
  }
  const [address, prefix] = (text as string).split('/');
  const mask = Number(prefix);
  const size = 2 ** (32 - mask);
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return first % size === 0 ? { first, last: first + size - 1, mask } : undefined;
}

/**
 * Whether two blocks share an address.
 */
export function overlap(one: Ipv4Block, other: Ipv4Block): boolean {
  return one.first <= other.last && other.first <= one.last;
}
