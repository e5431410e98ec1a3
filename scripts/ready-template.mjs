// Writes the ready-made template: what people deploy who have the AWS CLI and no CDK.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import stringify from 'json-stringify-pretty-compact';

const require = createRequire(import.meta.url);
const { App } = require('aws-cdk-lib');
const { PaymentPlatformStack, PlatformProfile } = require('../lib');

// Limit on TemplateBody in bytes: AWS CloudFormation API Reference, CreateStack (2026-11).
const TEMPLATE_BODY_LIMIT = 51_200;
const file = join(import.meta.dirname ?? dirname(new URL(import.meta.url).pathname), '..', 'cloudformation', 'payment-platform.template.json');

const outdir = mkdtempSync(join(tmpdir(), 'ready-template-'));
try {
  const app = new App({ outdir, analyticsReporting: false, treeMetadata: false });
  const stack = new PaymentPlatformStack(app, 'PaymentPlatform', { profile: PlatformProfile.TEST });
  app.synth();
  const template = JSON.parse(readFileSync(join(outdir, stack.templateFile), 'utf8'));
  const text = `${stringify(template, { indent: 1, maxLength: 160 })}\n`;
  const size = Buffer.byteLength(text);
  if (size > TEMPLATE_BODY_LIMIT) {
    throw new Error(`the ready template has ${size} bytes; CloudFormation takes at most ${TEMPLATE_BODY_LIMIT} as a template body`);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`cloudformation/payment-platform.template.json: ${Object.keys(template.Resources).length} resources, ${size} bytes`);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
