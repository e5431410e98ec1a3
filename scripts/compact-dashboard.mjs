// Writes a dashboard's body shorter: without what CloudWatch assumes anyway, and every resource it names once.
// The defaults: Amazon CloudWatch API Reference, Dashboard Body Structure and Syntax (2026-11).

/** The template with the bodies of its dashboards rewritten; expects them as `Fn::Sub`. */
export function withCompactDashboards(template) {
  const resources = Object.entries(template.Resources).map(([id, resource]) => [id, resource.Type === 'AWS::CloudWatch::Dashboard' ? compact(resource) : resource]);
  return { ...template, Resources: Object.fromEntries(resources) };
}

function compact(resource) {
  const body = resource.Properties.DashboardBody['Fn::Sub'];
  const widgets = JSON.parse(body).widgets.map(withoutDefaults);
  return { ...resource, Properties: { ...resource.Properties, DashboardBody: { 'Fn::Sub': named(JSON.stringify({ widgets })) } } };
}

/** Widgets follow each other in the grid; a graph is 6 high. */
function withoutDefaults({ x, y, height, properties: { view, yAxis, annotations, ...properties }, ...widget }) {
  const lines = annotations?.horizontal.map(({ yAxis: left, ...line }) => line);
  return {
    ...widget,
    ...(height === 6 ? {} : { height }),
    properties: { ...properties, ...(view === 'timeSeries' ? {} : { view }), ...(lines && { annotations: { horizontal: lines } }) },
  };
}

/** A variable for every attribute that stands there more than twice. */
function named(body) {
  const uses = [...body.matchAll(/\$\{(\w+)\.(\w+)\}/g)].map(([use]) => use);
  const repeated = [...new Set(uses)].filter((use) => uses.filter((other) => other === use).length > 2);
  if (repeated.length === 0) {
    return body;
  }
  const variables = repeated.map((use, index) => [`V${index}`, { 'Fn::GetAtt': use.slice(2, -1).split('.') }]);
  const text = repeated.reduce((shorter, use, index) => shorter.replaceAll(use, `\${V${index}}`), body);
  return [text, Object.fromEntries(variables)];
}
