import type { ItemKey } from '../../ledger/ledgerTable.ts';

/** Which article and edition an item belongs to, by its key. */
export interface ItemLocation {
  readonly kind: 'chunk' | 'manifest' | 'edge';
  readonly articleId: string;
  readonly edition: string;
}

/**
 * Reads the key of an item that belongs to an edition (docs/decisions/03-ledger-keys.md); null for heads, the directory, the deny
 * list and whatever else is not an edition's.
 */
export function locateItem({ pk, sk }: ItemKey): ItemLocation | null {
  const articleId = /^A#([0-9a-f]{24})$/.exec(pk)?.[1];
  if (articleId !== undefined) {
    const [, mark, edition] = /^([GM])#([^#]+)#/.exec(sk) ?? [];
    if (mark === undefined || edition === undefined) return null;
    return { kind: mark === 'G' ? 'chunk' : 'manifest', articleId, edition };
  }
  if (pk.startsWith('E#')) {
    const [, id, edition] = /^W#[^#]+#([0-9a-f]{24})#([^#]+)$/.exec(sk) ?? [];
    return id === undefined || edition === undefined ? null : { kind: 'edge', articleId: id, edition };
  }
  if (!pk.startsWith('N#')) return null;
  const [, id, edition] = /^[SM]#[^#]+#([0-9a-f]{24})#([^#]+)$/.exec(sk) ?? [];
  return id === undefined || edition === undefined ? null : { kind: 'edge', articleId: id, edition };
}
