/** What may be chosen: names of options, each with the names of its values. */
export type Options = Readonly<Record<string, readonly string[]>>;

/** One value of each option. */
export type Combination = Readonly<Record<string, string>>;

/**
 * Few combinations in which every pair of values of two options occurs at least once. Greedy: each new combination grows from
 * a pair that is still missing, option after option, by the value that brings most missing pairs; of all these the best is taken.
 */
export function pairwise(options: Options): Combination[] {
  const missing = new Set(allPairs(options));
  const combinations: Combination[] = [];
  while (missing.size > 0) {
    const combination = nextCombination(options, missing);
    pairsOf(combination).forEach((held) => missing.delete(held));
    combinations.push(combination);
  }
  return combinations;
}

/** Every pair of values of two different options. */
export function allPairs(options: Options): string[] {
  const names = Object.keys(options);
  return names.flatMap((one, index) => names.slice(index + 1).flatMap((other) =>
    options[one].flatMap((first) => options[other].map((second) => pair(one, first, other, second)))));
}

/** The pairs that a combination, or a part of one, holds. */
export function pairsOf(combination: Combination): string[] {
  const names = Object.keys(combination);
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => pair(one, combination[one], other, combination[other])));
}

function nextCombination(options: Options, missing: Set<string>): Combination {
  const gain = (combination: Combination) => pairsOf(combination).filter((held) => missing.has(held)).length;
  const candidates = [...missing].map((seed) => grown(options, missing, seed)).map((combination) => ({ combination, gain: gain(combination) }));
  return candidates.reduce((best, candidate) => (candidate.gain > best.gain ? candidate : best)).combination;
}

function grown(options: Options, missing: Set<string>, first: string): Combination {
  const seed = Object.fromEntries(first.split(' & ').map((text) => text.split('=')));
  const open = Object.keys(options).filter((name) => !(name in seed));
  return open.reduce<Combination>((chosen, name) => {
    const gain = (value: string) => Object.entries(chosen).filter(([other, held]) => missing.has(pair(other, held, name, value))).length;
    const [best] = [...options[name]].sort((one, other) => gain(other) - gain(one));
    return { ...chosen, [name]: best };
  }, seed);
}

function pair(one: string, first: string, other: string, second: string): string {
  return one < other ? `${one}=${first} & ${other}=${second}` : `${other}=${second} & ${one}=${first}`;
}
