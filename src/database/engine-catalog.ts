/**
 * The versions of Aurora PostgreSQL from 14 on, by major version: those that can be created, and those that exist in clusters only.
 * A minor version above the newest one here is taken for a newer one.
 *
 * Source: cfn-lint 1.58.0, engine versions and deprecated engine versions of aurora-postgresql (2026-11).
 */
const VERSIONS: Readonly<Record<string, { readonly offered: readonly number[]; readonly retired: readonly number[] }>> = {
  14: { offered: [6, 17, 18, 19, 20, 22, 23, 24], retired: [3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 15] },
  15: { offered: [10, 12, 13, 14, 15, 17, 18, 19], retired: [2, 3, 4, 5, 6, 7, 8] },
  16: { offered: [8, 9, 10, 11, 13, 14, 15], retired: [1, 2, 3, 4, 6] },
  17: { offered: [4, 5, 6, 7, 9, 10, 11], retired: [] },
  18: { offered: [3, 4, 6], retired: [] },
};
const OLDEST_MAJOR = 14;

/**
 * Sizes of every instance family that Aurora PostgreSQL 14 and newer run on.
 *
 * Source: cfn-lint 1.58.0, instance classes of aurora-postgresql; Amazon Aurora User Guide, Supported DB engines for DB
 * instance classes, which ends db.r4 and db.t3.small before PostgreSQL 14 (2026-11).
 */
const SIZES: Readonly<Record<string, string>> = {
  r5: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge',
  r6g: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge',
  r6gd: 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge',
  r6i: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge',
  r6id: '24xlarge 32xlarge',
  r7g: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge',
  r7i: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge',
  r8a: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge',
  r8g: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge',
  r8gd: 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge',
  t3: 'medium large',
  t4g: 'medium large',
  x2g: 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge',
};

/** Whether the version exists, as far as this can be known. */
export function isEngineVersion(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  const known = VERSIONS[major];
  return known === undefined ? major > OLDEST_MAJOR : [...known.offered, ...known.retired].includes(minor) || minor > Math.max(...known.offered);
}

/** Whether a new cluster can no longer have the version. */
export function isRetired(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return VERSIONS[major]?.retired.includes(minor) ?? false;
}

/** Whether Aurora PostgreSQL offers the class, for example `r6g.large`. */
export function isInstanceClass(instanceClass: string): boolean {
  const [family, size] = instanceClass.split('.');
  return Object.hasOwn(SIZES, family) && SIZES[family].split(' ').includes(size);
}
