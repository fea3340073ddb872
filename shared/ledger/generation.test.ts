import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PermanentError } from '../errors.ts';
import { generationOf, generationPrefixOf, versionIdOf } from './generation.ts';

describe('generation', () => {
  const rising = (generations: readonly string[]) => expect([...generations].sort()).toEqual(generations);

  it('orders by sequencer first, the shorter padded with zeros on its right, in either case', () => {
    rising(
      ['0055', '0055aa', '0055AB', '0056', '0a', '0B', '1'].map((each) => generationOf(each, '1.0.0+0')),
    );
  });

  it('orders one sequencer by the numbers of the extractor version, a release after its pre-releases', () => {
    rising(
      ['0.9.9+ff', '0.10.0-rc.1+ff', '0.10.0+00', '0.11.0+00', '1.0.0+00', '10.0.0+00'].map((each) =>
        generationOf('00AA', each),
      ),
    );
  });

  it('puts a newer upload before a newer extractor', () => {
    rising([generationOf('00AA', '9.0.0+0'), generationOf('00AB', '1.0.0+0')]);
  });

  it('never ties two builds of one version', () => {
    expect(generationOf('00AA', '1.0.0+aaaaaaaa')).not.toBe(generationOf('00AA', '1.0.0+bbbbbbbb'));
  });

  it('has one length whatever it is made of', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-fA-F]{1,32}$/), fc.string(), (sequencer, extractorVersion) => {
        expect(generationOf(sequencer, extractorVersion)).toHaveLength(58);
      }),
    );
  });

  it.each(['', 'xyz', '0'.repeat(33), '00 11'])('refuses %j as a sequencer', (sequencer) => {
    expect(() => generationOf(sequencer, '1.0.0+0')).toThrow(PermanentError);
  });

  it('has a name that leads back to it, and to no generation of another sequencer', () => {
    const sequencer = fc.stringMatching(/^[0-9a-fA-F]{1,32}$/);
    fc.assert(
      fc.property(sequencer, sequencer, fc.string(), (one, other, extractorVersion) => {
        const generation = generationOf(one, extractorVersion);
        const prefix = generationPrefixOf(versionIdOf(generation));
        expect(prefix).not.toBe('');
        expect(generation.startsWith(prefix)).toBe(true);
        const another = generationOf(other, extractorVersion);
        expect(another.startsWith(prefix)).toBe(another === generation);
      }),
    );
  });
});
