/** Errors keep a policy from going live; warnings and hints are for its author to weigh. */
export type Severity = 'error' | 'warning' | 'hint';

/** Every check by its code. Codes appear in people's pipelines: never rename, only add. */
export const CHECKS = [
  'unreachable_rule',
  'shadowed_rule',
  'contradiction',
  'overlapping_rules',
  'unknown_property',
  'never_seen',
  'unknown_value',
  'empty_pool',
  'departed_owner',
  'unused_pool',
  'unused_list',
  'similar_lists',
  'unused_territory',
  'unknown_place',
  'missing_skill',
  'unknown_calendar',
  'unused_segment',
  'all_weights_zero',
  'not_covered',
  'cover_gap',
  'no_fallback',
  'not_subscribed',
  'silent_trigger',
  'caps_below_volume',
  'sla_order',
  'window_too_short',
  'make_up_above_caps',
  'unknown_sender',
  'not_fully_checked',
] as const;
export type Check = (typeof CHECKS)[number];

/** Something that a check found in a policy. */
export interface Finding {
  rule: Check;
  severity: Severity;
  /** Where, part by part: `poolRules`, 2, `when`. */
  path: readonly (string | number)[];
  /** What, so that it reads after its place. */
  message: string;
  /** What to do about it; null: there is no one thing to do. */
  proposal: string | null;
}
