/**
 * Bytes that a value takes in DynamoDB, its attribute's name left out: an estimate that is never too low by more than
 * a few bytes (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */
export function storedSize(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value, 'utf8');
  // Two digits a byte, one byte of overhead, one for a sign or an odd digit.
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 2;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + 1 + storedSize(element), 3);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).reduce(
      (sum, [name, element]) => sum + 1 + Buffer.byteLength(name, 'utf8') + storedSize(element),
      3,
    );
  }
  return 1;
}
