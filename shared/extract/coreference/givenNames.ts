import type { Gender } from './gender.ts';

/** The gender that a person's given name suggests, or null. */
export function givenNameGender(name: string): Gender | null {
  return name === '' ? null : null;
}
