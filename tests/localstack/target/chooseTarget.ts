/** Where the suite runs: a LocalStack that is there, one in a container, one as processes of this machine; or why not at all. */
export type Choice =
  | { readonly kind: 'endpoint'; readonly endpoint: string }
  | { readonly kind: 'docker' }
  | { readonly kind: 'host' }
  | { readonly kind: 'none'; readonly reason: string };

export interface Means {
  /** AWS_ENDPOINT_URL. */
  readonly endpoint: string | undefined;
  /** On a CI machine whatever is missing is installed; on anybody else's nothing is, unasked. */
  readonly ci: boolean;
  /** Node's names: `linux x64`. */
  readonly platform: string;
  readonly dockerRuns: () => boolean;
  readonly hostInstalled: () => boolean;
}

/** The functions' bundles carry the model's runtime for this platform only. */
const HOST_PLATFORM = 'linux x64';

/** The first that works of: the endpoint that is named, Docker, LocalStack's own package. */
export function chooseTarget({ endpoint, ci, platform, dockerRuns, hostInstalled }: Means): Choice {
  if (endpoint !== undefined && endpoint !== '') return { kind: 'endpoint', endpoint };
  if (dockerRuns()) return { kind: 'docker' };
  if (platform !== HOST_PLATFORM)
    return { kind: 'none', reason: `Docker does not run; without it only ${HOST_PLATFORM} will do` };
  if (hostInstalled() || ci) return { kind: 'host' };
  return {
    kind: 'none',
    reason:
      'neither does Docker run, nor is LocalStack installed. Start Docker, or run tests/localstack/host/setup.sh once (a minute, 600 MB, needs Python 3.13)',
  };
}
