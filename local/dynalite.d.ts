declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** dynalite 4 has no types of its own: what is used of it. */
  export default function dynalite(options: { path: string; createTableMs?: number }): Server;
}
