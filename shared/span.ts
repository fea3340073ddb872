/** `[start, end)` in UTF-16 code units of the document text: `text.slice(start, end)` gives what it covers. */
export type Span = readonly [start: number, end: number];

/** Whether `outer` covers all of `inner`. */
export const covers = (outer: Span, inner: Span): boolean => outer[0] <= inner[0] && inner[1] <= outer[1];

/** Whether the two spans share at least one code unit. */
export const overlaps = (a: Span, b: Span): boolean => a[0] < b[1] && b[0] < a[1];
