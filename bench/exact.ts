import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { CREATION_TIMES } from './creation-times';
import { criticalPath, secondsOf } from './critical-path';
import { bytes, count, seconds } from './figures';
import type { Figure } from './figures';
import { awsModules, ownModules, unusedServices } from './modules';
import { runApp } from './processes';
import type { CfnTemplate } from './template';
import { minifiedBytes, wasteOf } from './template-size';

const CLOUDFORMATION = resolve(__dirname, '..', 'cloudformation');

/** The best order possible: key, cluster, first instance, service. Subnets and all the rest are made beside it. */
const BEST_ORDER = ['AWS::KMS::Key', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::ECS::Service'];

/** The ready-made templates, by profile. */
export function readyTemplate(profile: 'test' | 'production'): { readonly text: string; readonly template: CfnTemplate } {
  const name = profile === 'test' ? 'payment-platform' : 'payment-platform-production';
  const text = readFileSync(join(CLOUDFORMATION, `${name}.template.json`), 'utf8');
  return { text, template: JSON.parse(text) as CfnTemplate };
}

/** Everything that is the same on every machine. The apps have to be compiled. */
export function exactFigures(): Figure[] {
  const imported = runApp('import-library').modules;
  return [
    count('import, modules of aws-cdk-lib', awsModules(imported).length),
    count('import, own modules', ownModules(imported).length),
    ...profileFigures('test'),
    ...profileFigures('production'),
  ];
}

/** The end of the critical path if nothing waited for what it does not need. */
export function bestSeconds(): number {
  return BEST_ORDER.reduce((sum, type) => sum + CREATION_TIMES[type].seconds, 0);
}

function profileFigures(profile: 'test' | 'production'): Figure[] {
  const { modules, templates: [synthesized] } = runApp(`platform-${profile}`);
  const { text, template } = readyTemplate(profile);
  const { unused, redundantDependencies, repeatedLiteralBytes } = wasteOf(template);
  return [
    count(`${profile}, modules of aws-cdk-lib`, awsModules(modules).length),
    count(`${profile}, services loaded in vain`, unusedServices(modules, synthesized).length),
    count(`${profile}, resources`, Object.keys(template.Resources).length),
    bytes(`${profile}, ready-made template`, Buffer.byteLength(text)),
    bytes(`${profile}, ready-made template without spaces`, minifiedBytes(template)),
    count(`${profile}, unused parameters and conditions`, unused.length),
    count(`${profile}, redundant DependsOn`, redundantDependencies.length),
    bytes(`${profile}, repeated literals`, repeatedLiteralBytes),
    seconds(`${profile}, critical path beyond the best order`, secondsOf(criticalPath(template)) - bestSeconds()),
  ];
}
