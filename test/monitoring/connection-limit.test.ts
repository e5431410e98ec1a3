import { connectionLimit } from '../../src/monitoring/connection-limit';

test.each([
  ['t3.medium', 419], ['t4g.large', 839], ['r6g.large', 1678], ['r6g.xlarge', 3357], ['r6g.2xlarge', 5000], ['r7i.24xlarge', 5000],
  ['x2g.large', 3357], ['r6gd.large', 1678],
])('a db.%s takes %d connections', (instanceClass, connections) => {
  expect(connectionLimit(instanceClass)).toBe(connections);
});

test.each(['m5.large', 'serverless', 'r6g', 'r6g.metal', 'c7g.xlarge', ''])('nothing is said about %j', (instanceClass) => {
  expect(connectionLimit(instanceClass)).toBeUndefined();
});
