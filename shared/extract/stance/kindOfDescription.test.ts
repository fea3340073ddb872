import { describe, expect, it } from 'vitest';
import { kindOfDescription } from './kindOfDescription.ts';

const kind = (name: string, found: 'unknown' | 'organization' | 'person' | 'group' = 'unknown') =>
  kindOfDescription(name, found, null);

describe('kindOfDescription', () => {
  it.each([
    ['the grocer', 'person'],
    ['the 61-year-old', 'person'],
    ['former judge and mayor Ada Quist, who left', 'person'],
    ['Ada Quist KC', 'person'],
    ['at least two of the largest funds', 'group'],
    ['the planemaker', 'organization'],
    ['a policymaker', 'person'],
    ["Norway's military", 'organization'],
    ['the municipality', 'organization'],
    ['the auditors', 'group'],
    ['exporters', 'group'],
    ['Quist and Orlov', 'group'],
    ['52 percent of voters', 'group'],
    ['just over a quarter', 'group'],
    ['everyone I met', 'group'],
    ['officials there', 'group'],
    ['a smaller trial published in 2022', 'document'],
    ['a headline of the Courier', 'document'],
    ['court papers', 'document'],
    ['nearly half of the invoices', 'document'],
    ['the weather', 'unknown'],
    ['you', 'unknown'],
  ] as const)('takes "%s" for: %s', (name, expected) => {
    expect(kind(name)).toBe(expected);
  });

  it('keeps what resolution found, but for several that are counted and guards that are a service', () => {
    expect(kind('a group of farmers', 'organization')).toBe('group');
    expect(kind('the Roper Center for Research', 'organization')).toBe('organization');
    expect(kind("Finland's border guard", 'person')).toBe('organization');
    expect(kind('a border guard', 'person')).toBe('person');
  });

  it('takes works and laws that are named for documents', () => {
    expect(kindOfDescription('The Salt Road', 'unknown', 'product')).toBe('document');
    expect(kindOfDescription('The Regatta', 'unknown', 'event')).toBe('unknown');
  });
});
