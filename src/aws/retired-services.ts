/**
 * Services that AWS has closed and whose prefixes it still takes in policies: their actions are in no table any more, and
 * AWS's validator says nothing of them. Seen in AWS's own managed policies as of 2026-09.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const RETIRED: ReadonlySet<string> = new Set(['deepcomposer', 'deeplens', 'deepracer', 'iot1click', 'zocalo']);

/** Whether a prefix, in lower case, is of a service that is gone and still known. */
export function isRetiredService(prefix: string): boolean {
  return RETIRED.has(prefix);
}

/**
 * Services whose ARNs stand in another service's table still, and which AWS's validator knows no more: `ec2` lists the
 * accelerators of Elastic Inference, which ended in 2024.
 */
const GONE: ReadonlySet<string> = new Set(['elastic-inference']);

/** Whether a service that stands in ARN formats is gone for good. */
export function isGoneService(prefix: string): boolean {
  return GONE.has(prefix);
}

/**
 * Actions that no table lists and that AWS writes into policies itself: SNS into the policy of each topic that has none
 * of its own. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
const WRITTEN_BY_AWS: ReadonlySet<string> = new Set(['sns:receive']);

/** Whether an action, in lower case, comes from AWS itself though it does nothing. */
export function isWrittenByAws(action: string): boolean {
  return WRITTEN_BY_AWS.has(action);
}
