// Draws docs/images/dashboard.svg: the dashboard of PRODUCTION as it is synthesized, with invented data of a failover.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vega from 'vega';
import { compile } from 'vega-lite';

const require = createRequire(import.meta.url);
const { App, Stack } = require('aws-cdk-lib');
const { Template } = require('aws-cdk-lib/assertions');
const { Certificate } = require('aws-cdk-lib/aws-certificatemanager');
const { ContainerImage } = require('aws-cdk-lib/aws-ecs');
const { HighAvailabilityPaymentPlatform } = require('../lib');

process.env.CDK_VALIDATION = 'false';
const target = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'images', 'dashboard.svg');

const COLUMN = 50;
const ROW = 27;
const MINUTES = 60;
const FAILOVER = 38;
const COLOURS = ['#1f77b4', '#ff7f0e', '#2ca02c'];

function widgets() {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  new HighAvailabilityPaymentPlatform(stack, 'Platform', {
    environmentSuffix: 'prod',
    service: {
      image: ContainerImage.fromRegistry(`registry.example.com/payments@sha256:${'0'.repeat(64)}`),
      certificate: Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/1'),
    },
    monitoring: { alertEmail: 'payments-oncall@example.com' },
  });
  const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const [delimiter, parts] = dashboard.Properties.DashboardBody['Fn::Join'];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : nameOf(part))).join(delimiter)).widgets;
}

function nameOf(reference) {
  return reference.Ref ?? reference['Fn::GetAtt']?.[0] ?? JSON.stringify(reference).replace(/[^A-Za-z0-9]/g, '');
}

/** The usual value of a metric, how much it varies, and what it becomes for four minutes while another instance becomes the writer. */
const USUAL = {
  DatabaseConnections: [48, 6, 0], RunningTaskCount: [6, 0, 6], HealthyHostCount: [6, 0, 6], UnHealthyHostCount: [0, 0, 0], TargetResponseTime: [0.18, 0.05, 1.6],
  RequestCount: [1250, 150, 900], CPUUtilization: [38, 5, 12], MemoryUtilization: [41, 2, 43], DeploymentCount: [1, 0, 1], EngineUptime: [4e6, 0, 0],
  AuroraReplicaLag: [18, 6, 60], FreeLocalStorage: [26e9, 1e8, 26e9], CommitLatency: [4, 1, 30], Deadlocks: [0, 0, 0], TargetConnectionErrorCount: [0, 0, 0],
  RejectedConnectionCount: [0, 0, 0],
};

const FAST_ENOUGH = [99.7, 0.2, 82];

/** The same of expressions, by their label. */
const COMPUTED = [[/Errors|Failed/, [0.004, 0.004, 3]], [/worst zone/, [2, 0, 2]], [/Connections/, [3, 0.4, 0]], [/Tasks that/, [0, 0, 0]]];

/** The same noise in every run. */
function noiseOf(seed) {
  let state = [...seed].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

function series(label, [usual, spread, failing]) {
  const noise = noiseOf(label);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const value = minute >= FAILOVER && minute < FAILOVER + 4 ? failing : usual + spread * noise() * 2;
    return { label, time: Date.UTC(2026, 10, 2, 9, 0) + minute * 60_000, value: Number(value.toPrecision(4)) };
  });
}

function lineOf(metric) {
  const [namespace, name] = metric;
  const options = metric.at(-1);
  if (typeof namespace === 'object') {
    const [, values] = COMPUTED.find(([pattern]) => pattern.test(namespace.label));
    return { label: namespace.label, values };
  }
  return { label: options.label ?? name, values: options.stat?.startsWith('PR(') ? FAST_ENOUGH : USUAL[name] };
}

async function graph({ title, metrics, annotations }, width, height) {
  const lines = metrics.filter((metric) => metric.at(-1).visible !== false).map(lineOf);
  const data = lines.flatMap(({ label, values }) => series(label, values));
  const limits = (annotations?.horizontal ?? []).map(({ value }) => ({ value }));
  const { spec } = compile({
    width,
    height,
    autosize: { type: 'fit', contains: 'padding' },
    padding: 8,
    background: null,
    title: { text: title, anchor: 'start', fontSize: 12 },
    config: { font: 'sans-serif', view: { stroke: '#dddddd' }, axis: { labelFontSize: 9, gridColor: '#eeeeee', title: null } },
    layer: [
      {
        data: { values: data },
        mark: { type: 'line', strokeWidth: 1.3 },
        encoding: {
          x: { field: 'time', type: 'temporal', scale: { type: 'utc' }, axis: { format: '%H:%M', tickCount: 4 } },
          y: { field: 'value', type: 'quantitative', axis: { tickCount: 4, format: '~s' } },
          color: { field: 'label', type: 'nominal', scale: { range: COLOURS }, legend: lines.length > 1 ? { title: null, orient: 'bottom', labelFontSize: 9 } : null },
        },
      },
      { data: { values: limits }, mark: { type: 'rule', color: '#d62728', strokeDash: [4, 3] }, encoding: { y: { field: 'value', type: 'quantitative' } } },
    ],
  });
  return new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG();
}

function alarms({ alarms: names }, width, height) {
  const columns = 6;
  const cell = (width - 16) / columns;
  const rows = Math.ceil(names.length / columns);
  const step = (height - 34) / rows;
  const cells = names.map((name, index) => {
    const [x, y] = [8 + (index % columns) * cell, 28 + Math.floor(index / columns) * step];
    const text = name.replace(/^PlatformMonitoring|[0-9A-F]{8}$/g, '');
    return `<circle cx="${x + 4}" cy="${y + step / 2}" r="3" fill="#2ca02c"/><text x="${x + 11}" y="${y + step / 2 + 3}" font-size="9">${text}</text>`;
  });
  return `<text x="8" y="18" font-size="12" font-weight="bold">Alarms</text>${cells.join('')}`;
}

function heading({ markdown }) {
  return `<text x="8" y="19" font-size="15" font-weight="bold">${markdown.replace(/^#+ /, '')}</text>`;
}

function single({ title }, width, height) {
  return `<text x="8" y="18" font-size="12" font-weight="bold">${title}</text><text x="${width / 2}" y="${height / 2 + 14}" font-size="38" text-anchor="middle">87.4</text>`;
}

async function drawn({ type, width, height, properties }) {
  const size = [width * COLUMN - 6, height * ROW - 6];
  if (type === 'metric' && properties.view === 'timeSeries') {
    return graph(properties, ...size);
  }
  return { alarm: alarms, text: heading, metric: single }[type](properties, ...size);
}

/** The alarm widget is drawn high enough for all of its alarms. */
const all = widgets().map((widget) => (widget.type === 'alarm' ? { ...widget, height: widget.height + 2 } : { ...widget, y: widget.y + 2 }));
const contents = await Promise.all(all.map(async (widget) => {
  const [x, y] = [widget.x * COLUMN, widget.y * ROW];
  const frame = widget.type === 'text' ? '' : `<rect width="${widget.width * COLUMN - 6}" height="${widget.height * ROW - 6}" rx="4" fill="white" stroke="#d5dbdb"/>`;
  return `<g transform="translate(${x + 3},${y + 3})">${frame}${await drawn(widget)}</g>`;
}));
const height = Math.max(...all.map((widget) => widget.y + widget.height)) * ROW;
const width = 24 * COLUMN;
writeFileSync(target, [
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 ${width} ${height}" font-family="sans-serif" fill="#16191f">`,
  '<title>The dashboard of PRODUCTION, with invented data of a failover</title>',
  `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
  ...contents,
  '</svg>',
  '',
].join('\n'));
console.log(`docs/images/dashboard.svg: ${all.length} widgets`);
