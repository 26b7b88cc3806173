/**
 * Why a word stands for no resource, where it can stand for none: a name instead of an ARN matches nothing, and would look
 * like something that nobody can reach.
 */
export function resourceProblem(pattern: string): string | undefined {
  const [start = ''] = pattern.split(/[*?]/);
  const isOpen = start.length < pattern.length;
  // What has a wildcard may have the rest of an ARN in it.
  const isArn = isOpen
    ? 'arn:'.startsWith(start.slice(0, 'arn:'.length))
    : start.startsWith('arn:') && start.split(':').length >= 6;
  return isArn ? undefined : `"${pattern}" is no ARN: expected one, as in 'arn:aws:s3:::bucket/*'`;
}
