import { sep } from 'path';
import type { CfnTemplate } from './template';

const AWS_CDK_LIB = `${sep}node_modules${sep}aws-cdk-lib${sep}`;

/** The modules of aws-cdk-lib among those that were loaded, relative to it. */
export function awsModules(modules: string[]): string[] {
  return modules.filter((file) => file.includes(AWS_CDK_LIB)).map((file) => file.slice(file.indexOf(AWS_CDK_LIB) + AWS_CDK_LIB.length));
}

/** The modules of this library among those that were loaded. */
export function ownModules(modules: string[]): string[] {
  return modules.filter((file) => file.includes(`${sep}lib${sep}`) && !file.includes(`${sep}node_modules${sep}`));
}

/** Services whose resources were loaded and do not stand in the template. */
export function unusedServices(modules: string[], { Resources: resources }: CfnTemplate): string[] {
  const used = new Set(Object.values(resources).map(({ Type: type }) => type.split('::')[1].toLowerCase()));
  return awsModules(modules).flatMap((file) => /([a-z0-9]+)\.generated\.js$/.exec(file)?.[1] ?? [])
    .filter((service) => modules.some((file) => file.endsWith(`aws-${service}${sep}lib${sep}${service}.generated.js`)))
    .filter((service) => !used.has(service));
}
