import * as delays from '../../src/monitoring/aws-delays';

test('every delay of AWS has a source, and a figure where AWS publishes one', () => {
  expect(Object.fromEntries(Object.entries(delays).map(([name, { seconds }]) => [name, seconds]))).toEqual({
    LOAD_BALANCER_DELAY: 60,
    CONNECTION_DELAY: 70,
    DATABASE_DELAY: 60,
    SERVICE_DELAY: 60,
    RDS_EVENT_DELAY: undefined,
    ECS_EVENT_DELAY: undefined,
    DEPLOYMENT_EVENT_DELAY: undefined,
    CERTIFICATE_EVENT_DELAY: 86_400,
    COMPOSITE_DELAY: undefined,
  });
  Object.values(delays).forEach(({ source }) => expect(source).toMatch(/^(Amazon|AWS|User Guide) .+: .+ \(2026-\d\d\)$|^Amazon .+, .+ \(2026-\d\d\)$/));
});
