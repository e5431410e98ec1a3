/**
 * Whom an alarm wakes.
 */
export enum AlarmSeverity {
  /** Users are hurt now, or will be within minutes: somebody is called. */
  PAGE = 'PAGE',

  /** Somebody reads it in working hours. */
  INFORM = 'INFORM',
}
