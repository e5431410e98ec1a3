import type { MonitoringSettings } from './monitoring-rules';
import { isDuration } from '../config/predicates';
import type { Rule } from '../config/validation';
import { objectWith, typeRules } from '../config/value-types';

/** The types of what may be chosen about the monitoring; the other rules are only asked of values that have theirs. */
export const monitoringTypes: ReadonlyArray<Rule<MonitoringSettings>> = typeRules<MonitoringSettings>('monitoring', {
  topic: objectWith('topicArn', 'a topic', 'pass for example sns.Topic.fromTopicArn(this, "Topic", arn)'),
  responseTimeThreshold: {
    name: 'a Duration of whole milliseconds',
    accepts: (value) => isDuration(value) && (value.isUnresolved() || Number.isInteger(value.toMilliseconds({ integral: false }))),
    remedy: 'choose one such as Duration.millis(500)',
    mayBeLateBound: true,
  },
});
