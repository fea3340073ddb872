import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

interface Component {
  readonly 'bom-ref'?: string;
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly externalReferences?: readonly { readonly type: string; readonly url: string }[];
}

export interface Sbom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/**
 * Completes what npm writes: without what is for development only; the project's own name instead of its folder's, the models, which are shipped and no packages, and
 * no address of the registry that this machine happened to install from (a purl names a package for all registries).
 *
 * @param modelFiles by the name that the list gives them
 */
export function completeSbom(sbom: Sbom, modelFiles: Readonly<Record<string, string>>): Sbom {
  const models = Object.entries(modelFiles).map(([name, file]) => ({
    type: 'machine-learning-model',
    name,
    hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(readFileSync(file)).digest('hex') }],
  }));
  const shipped = sbom.components.filter(
    ({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'),
  );
  const refs = new Set([sbom.metadata.component, ...shipped].map((component) => component['bom-ref']));
  return {
    ...sbom,
    metadata: { ...sbom.metadata, component: { ...sbom.metadata.component, name: 'claimwire' } },
    components: [...shipped.map(withoutRegistry), ...models],
    dependencies: sbom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}

const withoutRegistry = ({ externalReferences = [], ...component }: Component): Component => ({
  ...component,
  externalReferences: externalReferences.filter(({ type }) => type !== 'distribution'),
});
