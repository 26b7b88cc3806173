/**
 * A hole as people read it.
 *
 * @param id see `Hole.id`
 */
export function displayHole(id: string): string {
  return id.startsWith('…') ? '…' : `‹${id}›`;
}
