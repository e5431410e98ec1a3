// Writes `Fn::Join` without delimiter as `Fn::Sub`: the same value, shorter and easier to read.

/** The template, or a part of it, with every such join rewritten. */
export function withFnSub(node) {
  if (Array.isArray(node)) {
    return node.map(withFnSub);
  }
  if (node === null || typeof node !== 'object') {
    return node;
  }
  const joined = node['Fn::Join'];
  const text = joined?.[0] === '' ? substitution(joined[1]) : undefined;
  return text === undefined ? Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withFnSub(value)])) : { 'Fn::Sub': text };
}

function substitution(parts) {
  const texts = parts.map(partText);
  return texts.includes(undefined) ? undefined : texts.join('');
}

function partText(part) {
  if (typeof part === 'string') {
    return part.replaceAll('${', '${!');
  }
  if (typeof part.Ref === 'string') {
    return `\${${part.Ref}}`;
  }
  return part['Fn::GetAtt'] && `\${${part['Fn::GetAtt'].join('.')}}`;
}
