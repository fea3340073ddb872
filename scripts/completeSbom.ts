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
 * Completes what npm writes: without what is for development only; the project's own name instead of its folder's, the model, which is shipped and no package, and
 * no address of the registry that this machine happened to install from (a purl names a package for all registries).
 */
export function completeSbom(sbom: Sbom, modelFile: string): Sbom {
  const model = {
    type: 'machine-learning-model',
    name: 'claimwire-model',
    hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(readFileSync(modelFile)).digest('hex') }],
  };
  const shipped = sbom.components.filter(
    ({ properties = [] }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'),
  );
  const refs = new Set([sbom.metadata.component, ...shipped].map((component) => component['bom-ref']));
  return {
    ...sbom,
    metadata: { ...sbom.metadata, component: { ...sbom.metadata.component, name: 'claimwire' } },
    components: [...shipped.map(withoutRegistry), model],
    dependencies: sbom.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) })),
  };
}

const withoutRegistry = ({ externalReferences = [], ...component }: Component): Component => ({
  ...component,
  externalReferences: externalReferences.filter(({ type }) => type !== 'distribution'),
});
