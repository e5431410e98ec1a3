/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ratio' | 's' | 'MiB' | 'bytes' | 'count' | 'exponent';
}

/** A ratio to a peer that was measured in the same run. */
export function ratio(name: string, value: number): Figure {
  return { name, value: rounded(value, 3), unit: 'ratio' };
}

export function count(name: string, value: number): Figure {
  return { name, value, unit: 'count' };
}

export function bytes(name: string, value: number): Figure {
  return { name, value: Math.round(value), unit: 'bytes' };
}

export function seconds(name: string, value: number): Figure {
  return { name, value: rounded(value, 2), unit: 's' };
}

export function mebibytes(name: string, value: number): Figure {
  return { name, value: rounded(value, 1), unit: 'MiB' };
}

export function exponent(name: string, value: number): Figure {
  return { name, value: rounded(value, 3), unit: 'exponent' };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
