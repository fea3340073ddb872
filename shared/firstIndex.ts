/**
 * Index of the first item that a condition holds for, or the number of items (binary search).
 *
 * @param holds must, once it holds for an item, hold for all items after it
 */
export function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
