/**
 * Does work on items several at a time and gives the results in the order of the items, each as soon as it and all before it
 * are there. Reads on while it waits, but never has more than `most` items in work or waiting for their turn.
 *
 * @throws what `work` or `items` throws, in its turn
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  most: number,
): AsyncGenerator<Result> {
  const input = items[Symbol.asyncIterator]();
  const started: Promise<Result>[] = [];
  let next: Promise<IteratorResult<Item>> | null = null;
  let isOver = false;
  while (!isOver || started.length > 0) {
    if (!isOver && started.length < most) {
      next ??= input.next();
      // One that fails while it waits for its turn is thrown in its turn.
      next.catch(() => {});
    }
    const [first] = started;
    const event = await Promise.race([
      ...(first === undefined ? [] : [first.then((result) => ({ result }))]),
      ...(next === null ? [] : [next.then((read) => ({ read }))]),
    ]);
    if ('result' in event) {
      started.shift();
      yield event.result;
    } else {
      next = null;
      if (event.read.done === true) isOver = true;
      else {
        const result = work(event.read.value);
        result.catch(() => {});
        started.push(result);
      }
    }
  }
}
