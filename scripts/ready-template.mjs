// Writes the ready-made templates: what people deploy who have the AWS CLI and no CDK.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import stringify from 'json-stringify-pretty-compact';
import { withCompactDashboards } from './compact-dashboard.mjs';
import { withFnSub } from './fn-sub.mjs';

const require = createRequire(import.meta.url);
const { App } = require('aws-cdk-lib');
const { PaymentPlatformStack, PlatformProfile } = require('../lib');

// Limit on TemplateBody in bytes: AWS CloudFormation API Reference, CreateStack (2026-11).
const TEMPLATE_BODY_LIMIT = 51_200;
const directory = join(dirname(fileURLToPath(import.meta.url)), '..', 'cloudformation');

/** The TEST template is for reading; the PRODUCTION one has no room for line breaks. */
const templates = [
  { name: 'payment-platform', profile: PlatformProfile.TEST, render: (template) => stringify(template, { indent: 1, maxLength: 160 }) },
  { name: 'payment-platform-production', profile: PlatformProfile.PRODUCTION, render: (template) => JSON.stringify(template) },
];

function synthesize(profile) {
  const outdir = mkdtempSync(join(tmpdir(), 'ready-template-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
    const stack = new PaymentPlatformStack(app, 'PaymentPlatform', { profile });
    app.synth();
    return withCompactDashboards(withFnSub(JSON.parse(readFileSync(join(outdir, stack.templateFile), 'utf8'))));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

mkdirSync(directory, { recursive: true });
for (const { name, profile, render } of templates) {
  const template = synthesize(profile);
  const text = `${render(template)}\n`;
  const size = Buffer.byteLength(text);
  if (size > TEMPLATE_BODY_LIMIT) {
    throw new Error(`${name}.template.json has ${size} bytes; CloudFormation takes at most ${TEMPLATE_BODY_LIMIT} as a template body`);
  }
  writeFileSync(join(directory, `${name}.template.json`), text);
  console.log(`cloudformation/${name}.template.json: ${Object.keys(template.Resources).length} resources, ${size} bytes`);
}
